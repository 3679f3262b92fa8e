/// Some characters, as a regular expression names them. A character is an extended grapheme cluster.
package struct CharacterClass: Hashable, Sendable {
    /// What `\d`, `\w` and `\s` stand for.
    enum Category: Hashable, Sendable {
        case digit, word, space

        func contains(_ character: Character) -> Bool {
            switch self {
            case .digit: character.unicodeScalars.first?.properties.numericType == .decimal
            case .word: character.isLetter || character.isNumber || character == "_"
            case .space: character.isWhitespace
            }
        }
    }

    enum Item: Hashable, Sendable {
        case character(Character)
        /// Characters of one code point, by that.
        case range(ClosedRange<Unicode.Scalar>)
        case category(Category, isNegated: Bool)
    }

    var items: [Item]
    var isNegated = false

    /// Every character.
    static let any = CharacterClass(items: [], isNegated: true)

    func contains(_ character: Character) -> Bool {
        let isListed = items.contains { item in
            switch item {
            case .character(let listed): return listed == character
            case .range(let range):
                let scalars = character.unicodeScalars
                return scalars.count == 1 && range.contains(scalars.first!)
            case .category(let category, let isNegated): return category.contains(character) != isNegated
            }
        }
        return isListed != isNegated
    }
}
