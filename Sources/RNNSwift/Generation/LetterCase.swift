/// Letter case in which generated names are written, with the mappings of Unicode.
public enum LetterCase: String, Sendable, Codable, CaseIterable {
    /// As the model draws them.
    case keep
    /// The first letter of each word in title case, the others in lower case. Words are separated by white space and
    /// hyphens.
    case title
    case upper
    case lower

    /// A name in this case, in normal form C.
    public func apply(to name: String) -> String {
        switch self {
        case .keep: name
        case .upper: NameList.normalize(name.uppercased())
        case .lower: NameList.normalize(name.lowercased())
        case .title: NameList.normalize(Self.title(name.lowercased()))
        }
    }

    /// A name in UTF-8 in this case.
    func apply(to name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        self == .keep ? name : Array(apply(to: String(decoding: name, as: UTF8.self)).utf8)[...]
    }

    private static func title(_ name: String) -> String {
        var result = ""
        var isBeginning = true
        for character in name {
            if isBeginning, character.isLetter, let first = character.unicodeScalars.first {
                result += first.properties.titlecaseMapping
                result.unicodeScalars.append(contentsOf: character.unicodeScalars.dropFirst())
                isBeginning = false
            } else {
                result.append(character)
                isBeginning = isBeginning || character.isWhitespace || character == "-"
            }
        }
        return result
    }
}
