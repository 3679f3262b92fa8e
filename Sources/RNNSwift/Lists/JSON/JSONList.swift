/// Takes the names out of a list in JSON: an array of strings, or of objects that have the name under a path.
struct JSONList {
    typealias Body = (_ name: String, JSONScanner, _ start: Int) throws -> Void

    let path: JSONPath

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
            try body(name, scanner, start)
        case .object:
            var search = Search()
            try find(path.keys[...], &scanner, &search)
            guard let name = search.name else {
                throw scanner.failure("no text under \"\(path)\"\(search.reason); see `key`", at: start)
            }
            try body(name, scanner, start)
        default: throw scanner.failure("neither a string nor an object with a \"\(path)\"", at: start)
        }
    }

    private struct Search {
        var name: String?
        /// What was found instead.
        var reason = ""
    }

    private func find(_ keys: ArraySlice<String>, _ scanner: inout JSONScanner, _ search: inout Search) throws {
        guard let key = keys.first else {
            guard try scanner.peek() == .string else {
                search.reason = ", but another kind of value"
                return try scanner.skip()
            }
            return search.name = try scanner.string()
        }
        guard try scanner.peek() == .object else {
            search.reason = ": \"\(key)\" is looked up in a value that is not an object"
            return try scanner.skip()
        }
        var found: [String] = []
        var isThere = false
        try scanner.forEachMember { scanner, member in
            if member == key {
                isThere = true
                try find(keys.dropFirst(), &scanner, &search)
            } else {
                if found.count < 9 { found.append(member) }
                try scanner.skip()
            }
        }
        if !isThere {
            let shown = found.prefix(8).map { "\"\($0)\"" }.joined(separator: ", ") + (found.count > 8 ? ", …" : "")
            search.reason = found.isEmpty ? ": the object is empty" : "; there are \(shown)"
        }
    }
}
