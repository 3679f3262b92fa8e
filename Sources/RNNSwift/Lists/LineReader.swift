/// Cuts a text that comes in pieces into lines; they end with LF, CR LF or CR. Byte order marks at the beginning of
/// lines, as files that were joined have them, are skipped.
package struct LineReader {
    /// The line that is not complete yet. Of a CR at its end it is not known whether an LF follows.
    private var rest: [UInt8] = []
    package private(set) var number = 1

    package init() {}

    /// The bytes of the line that is not complete yet.
    package var pending: Int { rest.count }

    private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    /// Calls `body` with each line that is complete with this piece and not empty, and its number from 1.
    package mutating func read(
        _ piece: some Collection<UInt8>, _ body: (_ line: ArraySlice<UInt8>, _ number: Int) throws -> Void
    ) rethrows {
        let known = rest.count
        rest += piece
        // What was there before has a break at most as its last byte, a CR.
        guard rest[max(known - 1, 0)...].contains(where: Self.isBreak) else { return }
        try cut(isLast: false, body)
    }

    /// Calls `body` with the last line, if it has no end.
    package mutating func finish(_ body: (_ line: ArraySlice<UInt8>, _ number: Int) throws -> Void) rethrows {
        try cut(isLast: true, body)
    }

    private mutating func cut(isLast: Bool, _ body: (ArraySlice<UInt8>, Int) throws -> Void) rethrows {
        var begin = 0
        while begin < rest.count {
            var end = begin
            while end < rest.count, !Self.isBreak(rest[end]) { end += 1 }
            var next = end + 1
            if next < rest.count, rest[end] == 0x0D, rest[next] == 0x0A { next += 1 }
            guard isLast || next < rest.count || (end < rest.count && rest[end] == 0x0A) else { break }
            var line = rest[begin..<end]
            while line.first == 0xEF, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
            if !line.isEmpty { try body(line, number) }
            begin = next
            number += 1
        }
        rest.removeSubrange(..<min(begin, rest.count))
    }
}
