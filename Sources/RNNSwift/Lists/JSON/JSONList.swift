/// Takes the names out of a list in JSON: an array of strings, or of objects that have the name under a path.
struct JSONList {
    /// - Parameter labels: The texts under the paths of labels; nil where there is none.
    typealias Body = (_ name: String, _ labels: [String?], JSONScanner, _ start: Int) throws -> Void

    let path: JSONPath
    /// Where labels are in an object.
    var labels: [JSONPath] = []

    /// Calls `body` with each name of an array, and where its entry begins.
    func read(_ scanner: inout JSONScanner, _ body: Body) throws {
        guard try scanner.peek() == .array else {
            throw scanner.failure("must be an array of strings, or of objects with a \"\(path)\"")
        }
        try scanner.forEachElement { try entry(&$0, body) }
        guard try scanner.peek() == .end else {
            throw scanner.failure("more follows the array; one value per line is the format jsonl")
        }
    }

    /// Calls `body` with the name of an entry and where it begins.
    func entry(_ scanner: inout JSONScanner, _ body: Body) throws {
        let start = try scanner.mark()
        switch try scanner.peek() {
        case .string:
            let name = try scanner.string()
            try body(name, labels.map { _ in nil }, scanner, start)
        case .object:
            var search = Search(labels: labels.map { _ in nil })
            let labels = labels.enumerated().map { Wanted(label: $0, keys: $1.keys[...]) }
            try find([Wanted(label: nil, keys: path.keys[...])] + labels, &scanner, &search)
            guard let name = search.name else {
                throw scanner.failure("no text under \"\(path)\"\(search.reason); see `key`", at: start)
            }
            try body(name, search.labels, scanner, start)
        default: throw scanner.failure("neither a string nor an object with a \"\(path)\"", at: start)
        }
    }

    private struct Search {
        var name: String?
        var labels: [String?]
        /// What was found instead of a name.
        var reason = ""
    }

    /// The name, or a label, and its keys below a value.
    private struct Wanted {
        /// The number of the label; nil for the name.
        let label: Int?
        let keys: ArraySlice<String>
    }

    private func find(_ wanted: [Wanted], _ scanner: inout JSONScanner, _ search: inout Search) throws {
        guard wanted.allSatisfy({ !$0.keys.isEmpty }) else {
            return try take(wanted.filter(\.keys.isEmpty), &scanner, &search)
        }
        let isForName = wanted.contains { $0.label == nil }
        guard try scanner.peek() == .object else {
            if isForName {
                search.reason = ": \"\(wanted[0].keys.first!)\" is looked up in a value that is not an object"
            }
            return try scanner.skip()
        }
        var found: [String] = []
        var isThere = false
        try scanner.forEachMember { scanner, member in
            let below = wanted.filter { $0.keys.first == member }
            if below.isEmpty {
                if found.count < 9 { found.append(member) }
                try scanner.skip()
            } else {
                isThere = isThere || below.contains { $0.label == nil }
                try find(below.map { Wanted(label: $0.label, keys: $0.keys.dropFirst()) }, &scanner, &search)
            }
        }
        if isForName, !isThere {
            let shown = found.prefix(8).map { "\"\($0)\"" }.joined(separator: ", ") + (found.count > 8 ? ", …" : "")
            search.reason = found.isEmpty ? ": the object is empty" : "; there are \(shown)"
        }
    }

    /// Takes a value as a name, which is a text, or as labels, which may be numbers and constants, too.
    private func take(_ wanted: [Wanted], _ scanner: inout JSONScanner, _ search: inout Search) throws {
        let isForName = wanted.contains { $0.label == nil }
        let text: String
        switch try scanner.peek() {
        case .string:
            text = try scanner.string()
            if isForName { search.name = text }
        case .number, .constant:
            let literal = try scanner.literal()
            text = literal == "null" ? "" : literal
            if isForName { search.reason = ", but another kind of value" }
        default:
            if let label = wanted.lazy.compactMap(\.label).first {
                throw scanner.failure(
                    "an array or an object under \"\(labels[label])\"; a label is a text, a number, true or false")
            }
            search.reason = ", but another kind of value"
            return try scanner.skip()
        }
        for label in wanted.compactMap(\.label) { search.labels[label] = text }
    }
}
