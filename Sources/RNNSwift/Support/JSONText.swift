import Foundation

extension Data {
    private static let byteOrderMark = Data([0xEF, 0xBB, 0xBF])

    /// JSON in which byte order marks are written as `\ufeff`.
    ///
    /// Foundation's `JSONSerialization` drops one at the beginning of a string and behind any escape in it, so that
    /// what was written would not be what is read.
    package var escapingByteOrderMarks: Data {
        guard var mark = range(of: Self.byteOrderMark) else { return self }
        var result = Data()
        var rest = startIndex
        while true {
            result += self[rest..<mark.lowerBound]
            // One before all else is no part of the text.
            if mark.lowerBound > startIndex { result += Data(#"\ufeff"#.utf8) }
            rest = mark.upperBound
            guard let next = range(of: Self.byteOrderMark, in: rest..<endIndex) else { break }
            mark = next
        }
        return result + self[rest...]
    }
}
