import Foundation
import RNNSwift

/// Extracts the names of a JSON document, or of several values in sequence. Arrays on the path are searched element by
/// element.
struct JSONNames {
    /// The path of the names. Without it, names are strings in an array, or under the key `name` of its objects.
    let path: JSONPath?

    private(set) var names: [String] = []
    /// Reason why the first lookup failed.
    private var missing: String?

    init(_ path: JSONPath?) { self.path = path }

    /// - Parameter data: Text in UTF-8.
    mutating func read(_ data: Data, source: String) throws {
        var scanner = JSONScanner(Array(data))
        do {
            repeat { try read(&scanner, path?.keys[...] ?? ["name"]) } while try scanner.peek() != .end
        } catch let error as JSONScanner.Failure {
            throw CommandFailure("\(source): \(error)")
        }
        guard !names.isEmpty else {
            let reason = missing.map { ": \($0)" } ?? ""
            throw CommandFailure("\(source): nothing found under \(path?.description ?? "name")\(reason)")
        }
    }

    private mutating func read(_ scanner: inout JSONScanner, _ keys: ArraySlice<String>) throws {
        let start = try scanner.mark()
        switch try scanner.peek() {
        case .array: try scanner.forEachElement { try read(&$0, keys) }
        case .string where keys.isEmpty || path == nil:
            // A name is one line.
            names.append(try scanner.string().split(whereSeparator: \.isNewline).joined(separator: " "))
        case .object where keys.isEmpty:
            let found = try members(&scanner) { _, _ in false }
            throw scanner.failure(
                "the value of --key is an object with \(Self.list(found)); append a dot and one of its keys", at: start)
        case .object:
            var isThere = false
            let found = try members(&scanner) { scanner, key in
                guard key == keys.first else { return false }
                isThere = true
                try read(&scanner, keys.dropFirst())
                return true
            }
            if !isThere, missing == nil {
                missing = "no \"\(keys.first ?? "")\" among \(Self.list(found)); see --key"
            }
        case .end: throw scanner.failure("not valid JSON: the text ends too early")
        case let kind:
            let value = kind == .string ? try scanner.string() : try scanner.literal()
            if value == "null", kind == .constant { return }
            guard let key = keys.first else {
                throw scanner.failure("the value of --key is not a text: \(value.prefix(80))".oneLine, at: start)
            }
            missing = missing ?? "\"\(key)\" is looked up in a value that is not an object: \(value.prefix(80))".oneLine
        }
    }

    /// Visits the members of an object; `body` returns whether it has read the value. Returns the first keys whose
    /// values were not read.
    private func members(
        _ scanner: inout JSONScanner, _ body: (inout JSONScanner, String) throws -> Bool
    ) throws -> [String] {
        var keys: [String] = []
        try scanner.forEachMember { scanner, key in
            if try !body(&scanner, key) {
                if keys.count < 9 { keys.append(key) }
                try scanner.skip()
            }
        }
        return keys
    }

    private static func list(_ keys: [String]) -> String {
        let shown = keys.prefix(8).map { "\"\($0)\"".oneLine }.joined(separator: ", ")
        return keys.isEmpty ? "no keys" : shown + (keys.count > 8 ? " and more" : "")
    }
}
