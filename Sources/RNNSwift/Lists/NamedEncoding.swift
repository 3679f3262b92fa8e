import Foundation

/// The pieces of a file that should be UTF-8. What is in UTF-16 or UTF-32 is an error that names the encoding.
final class NamedEncoding {
    /// The beginning of the file, as soon as it has been read.
    private(set) var head = Data()
    private let source: String
    private let rule: NameRule
    private let piece: () throws -> Data

    /// - Parameter next: The next piece; the one after the last is empty.
    init(source: String, rule: NameRule, _ next: @escaping () throws -> Data) {
        (self.source, self.rule, piece) = (source, rule, next)
    }

    /// The next piece. The first one is looked at.
    func next() throws -> Data {
        let piece = try piece()
        guard head.isEmpty else { return piece }
        head = piece.prefix(TableSample.bytes)
        // Without zeros it may be UTF-16 still, but then it is no UTF-8, or has control characters where names begin.
        if !rule.allowsControlCharacters, head.contains(0), let error = ListError.otherEncoding(of: head, source) {
            throw error
        }
        return piece
    }

    /// Runs a reader of the pieces. If it fails where the file's encoding may be why, the error says so.
    func namingEncoding<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as ListError {
            switch error {
            case .notUTF8, .notText, .tooManyBytes: throw ListError.otherEncoding(of: head, source) ?? error
            default: throw error
            }
        }
    }
}

extension ListError {
    /// The error of a file that begins like this, if that is another encoding than UTF-8.
    static func otherEncoding(of head: Data, _ source: String) -> ListError? {
        guard let encoding = TextEncoding(guessing: head) else { return nil }
        // Where it is no UTF-8, or no text.
        var parser = UTF8.ForwardParser()
        var (iterator, valid) = (head.makeIterator(), 0)
        while case .valid(let scalar) = parser.parseScalar(from: &iterator),
            scalar.count > 1 || scalar.first! >= 0x20 || [0x09, 0x0A, 0x0D].contains(scalar.first!)
        {
            valid += scalar.count
        }
        let line = head.prefix(valid).split(omittingEmptySubsequences: false) { $0 == 0x0A }
        return .otherEncoding(
            source: source, encoding: encoding.rawValue, line: line.count, byte: (line.last?.count ?? 0) + 1,
            conversion: encoding.conversion(of: source, isMarked: TextEncoding.isMarked(head)))
    }
}
