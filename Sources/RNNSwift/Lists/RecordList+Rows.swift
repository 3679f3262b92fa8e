extension RecordList {
    /// The records of a list: each is made into strings when its turn comes.
    ///
    /// In memory they are one text of about the file's size, and eight bytes per record.
    public struct Rows: Sendable, Equatable {
        private static let separator: UInt8 = 0x0A

        private let columns: Int
        /// UTF-8; each field is followed by a line feed, which no field has.
        private var text: [UInt8] = []
        /// Where each record begins in the text.
        private var starts: [Int] = []

        init(columns: Int) { self.columns = columns }

        /// Appends a record with a field for each column.
        mutating func append(_ fields: [String]) {
            precondition(fields.count == columns, "a field for each column")
            starts.append(text.count)
            for field in fields {
                text += field.utf8
                text.append(Self.separator)
            }
        }

        /// The field of a record in a column.
        package func field(_ row: Int, _ column: Int) -> String {
            var begin = starts[row]
            for _ in 0..<column { begin = end(begin) + 1 }
            return String(decoding: text[begin..<end(begin)], as: UTF8.self)
        }

        private func end(_ begin: Int) -> Int {
            var end = begin
            while text[end] != Self.separator { end += 1 }
            return end
        }
    }
}

extension RecordList.Rows: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { starts.count }

    public subscript(row: Int) -> [String] {
        var begin = starts[row]
        return (0..<columns).map { _ in
            let end = end(begin)
            defer { begin = end + 1 }
            return String(decoding: text[begin..<end], as: UTF8.self)
        }
    }
}
