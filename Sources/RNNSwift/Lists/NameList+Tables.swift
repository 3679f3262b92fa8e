import Foundation

/// Reading names from tables and from JSON.
extension NameList {
    /// Appends the names of a column.
    mutating func append(_ column: String?, of table: Table) throws {
        let index = try column.map(table.index(of:)) ?? table.indexOfNames()
        let title = table.title(index)
        let labels = try labelColumns(of: table)
        let irregular = try table.forEachRow { row in
            guard index < row.count else { return }
            nextLabels = try labels?.map { $0 < row.count ? try table.checkedText(row, $0) : "" }
            let field = row[index]
            let line = row.place(of: index).line
            // A quoted field may have control characters, line breaks among them.
            if field.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
                let name = field.trimmingBlanks
                if !name.isEmpty { try append(line: name, number: line) }
            } else {
                try append(table.checkedText(row, index), at: "line \(line), column \(title)")
            }
        }
        let isNamed = column.map { Int($0) == nil } ?? (title.lowercased() == "name")
        remarks += [table.remark(on: [index], isNamed: isNamed), irregular].compactMap(\.self)
    }

    /// The columns of the labels; nil if there are none.
    private mutating func labelColumns(of table: Table) throws -> [Int]? {
        guard labelBuilder != nil else { return nil }
        guard requiresLabels else { return try? labelColumns.map(table.index(of:)) }
        let (indices, names) = try table.labelColumns(labelColumns)
        nameLabels(names)
        return indices
    }

    /// The paths of the labels in JSON.
    private func labelPaths() throws -> [JSONPath] {
        try labelColumns.map { try Self.path($0, source: file) }
    }

    /// Appends a name of JSON, with the texts under the paths of labels.
    private mutating func append(_ name: String, labels: [String?], at position: @autoclosure () -> String) throws {
        guard labelBuilder != nil else { return try append(name, at: position()) }
        if requiresLabels || labels.contains(where: { $0 != nil }) {
            nextLabels = labels.map { $0 ?? "" }
        } else {
            nextLabels = nil
        }
        try append(name, at: position())
    }

    /// Appends the names of a list in JSON, piece by piece.
    mutating func append(json next: @escaping () throws -> Data, _ path: JSONPath) throws {
        var scanner = try JSONScanner(next)
        do {
            try JSONList(path: path, labels: labelPaths()).read(&scanner) { name, labels, scanner, start in
                try append(name, labels: labels, at: scanner.failure("", at: start).place)
            }
        } catch let error as JSONScanner.Failure {
            if let (line, byte) = scanner.invalidUTF8 {
                throw ListError.notUTF8(source: file, line: line, byte: byte)
            }
            throw ListError.malformed(source: file, reason: error.description)
        }
    }

    /// Appends the name of a line of JSON.
    package mutating func append(jsonLine line: ArraySlice<UInt8>, number: Int, _ path: JSONPath) throws {
        guard !line.allSatisfy({ $0 <= 0x20 }) else { return }
        var scanner = JSONScanner(Array(line), firstLine: number)
        do {
            try JSONList(path: path, labels: labelPaths()).entry(&scanner) { name, labels, _, _ in
                try append(name, labels: labels, at: "line \(number)")
            }
            guard try scanner.peek() == .end else { throw scanner.failure("more follows the value") }
        } catch let error as JSONScanner.Failure {
            _ = try Self.text(of: line, number: number, source: file)
            throw ListError.malformed(source: file, reason: error.description)
        }
    }

    /// The path of a key that a caller has named.
    package static func path(_ key: String, source: String) throws -> JSONPath {
        do {
            return try JSONPath(key)
        } catch let error as JSONPath.Malformed {
            throw ListError.malformed(source: source, reason: "the key \"\(key)\": \(error.description)")
        }
    }
}

extension Table {
    /// The indices of columns with labels, and what the labels are called.
    func labelColumns(_ columns: [String]) throws -> (indices: [Int], names: [String]) {
        let indices = try columns.map(index(of:))
        let names = zip(columns, indices).map { Int($0) == nil ? $0 : title($1) }
        for (place, name) in names.enumerated()
        where names[..<place].contains(name) || indices[..<place].contains(indices[place]) {
            throw ListError.malformed(source: source, reason: "the column \(name) is given twice in `labels`")
        }
        return (indices, names)
    }
}

extension ArraySlice<UInt8> {
    /// Without blanks at its ends.
    fileprivate var trimmingBlanks: ArraySlice<UInt8> {
        var rest = self
        while rest.first == 0x20 { rest.removeFirst() }
        while rest.last == 0x20 { rest.removeLast() }
        return rest
    }
}
