import Foundation

/// Where in a JSON document names are: `data.items.name`. Arrays on the way are gone through.
struct JSONKeys: Equatable, CustomStringConvertible {
    struct Malformed: Error, CustomStringConvertible { let description: String }

    let keys: [String]
    let description: String

    /// Keys with dots between them; a dot or backslash of a key itself has a backslash before it.
    init(_ text: String) throws {
        var keys = [""]
        var rest = text[...]
        while let character = rest.popFirst() {
            switch character {
            case "\\":
                guard let next = rest.popFirst() else { throw Malformed(description: "nothing stands after \\") }
                keys[keys.count - 1].append(next)
            case ".": keys.append("")
            default: keys[keys.count - 1].append(character)
            }
        }
        guard !keys.contains("") else { throw Malformed(description: "a key is empty") }
        self.keys = keys
        description = text
    }
}

/// Takes the names out of a JSON document.
struct JSONNames {
    /// Without one, names are strings in an array, or under the key `name` of its objects.
    let path: JSONKeys?

    private(set) var names: [String] = []
    /// Why the first thing that was looked for is not there.
    private(set) var missing: String?

    init(_ path: JSONKeys?) { self.path = path }

    /// - Parameter data: In UTF-8.
    mutating func read(_ data: Data, source: String) throws {
        guard let document = try? JSONSerialization.jsonObject(with: data) else {
            throw CommandFailure("\(source): is not valid JSON")
        }
        try read(document, path?.keys[...] ?? ["name"], source)
        guard !names.isEmpty else {
            let reason = missing.map { ": \($0)" } ?? ""
            throw CommandFailure("\(source): nothing is found under \(path?.description ?? "name")\(reason)")
        }
    }

    private mutating func read(_ value: Any, _ keys: ArraySlice<String>, _ source: String) throws {
        switch value {
        case let array as [Any]:
            for element in array { try read(element, keys, source) }
        case let name as String where keys.isEmpty || path == nil:
            // A name is one line.
            names.append(name.split(whereSeparator: \.isNewline).joined(separator: " "))
        case is NSNull: break
        case let object as [String: Any]:
            guard let key = keys.first else {
                throw CommandFailure(
                    "\(source): what --key names is an object with \(Self.list(object)); go on with a dot")
            }
            if let next = object[key] {
                try read(next, keys.dropFirst(), source)
            } else {
                missing = missing ?? "no \"\(key)\" among \(Self.list(object)); see --key"
            }
        default:
            guard !keys.isEmpty else {
                throw CommandFailure("\(source): what --key names is no text: \(value)".oneLine)
            }
            missing = missing ?? "\"\(keys[keys.startIndex])\" is looked for in what is no object: \(value)".oneLine
        }
    }

    private static func list(_ object: [String: Any]) -> String {
        let keys = object.keys.sorted()
        let shown = keys.prefix(8).map { "\"\($0)\"" }.joined(separator: ", ")
        return keys.isEmpty ? "no keys" : shown + (keys.count > 8 ? " and \(keys.count - 8) more" : "")
    }
}
