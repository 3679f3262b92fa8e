import Foundation

/// The names like a canary: as long, with characters of the same classes.
///
/// Upper-case letters, lower-case letters, other letters and digits may be any of their class in the vocabulary. Other
/// characters, such as spaces and hyphens, are the same in all names.
package struct CanaryPattern {
    private enum Class { case upper, lower, letter, digit }

    private let vocabulary: Vocabulary
    /// The characters that may be at each position.
    private let choices: [[Character]]

    package init(of name: String, _ vocabulary: Vocabulary) {
        self.vocabulary = vocabulary
        let classes = Dictionary(grouping: vocabulary.characters, by: Self.characterClass)
        choices = vocabulary.split(name).map { character in
            Self.characterClass(character).flatMap { classes[$0] }?.sorted() ?? [character]
        }
    }

    private static func characterClass(_ character: Character) -> Class? {
        if character.isUppercase { return .upper }
        if character.isLowercase { return .lower }
        if character.isLetter { return .letter }
        return character.isNumber ? .digit : nil
    }

    /// log2 of the number of names.
    package var bits: Double { choices.reduce(0) { $0 + log2(Double($1.count)) } }

    /// Whether a text reads as the characters that it was made of.
    func isName(_ text: String) -> Bool {
        let characters = vocabulary.split(NameList.normalize(text))
        return characters.count == choices.count && zip(characters, choices).allSatisfy { $1.contains($0) }
    }

    /// All names; there must be few.
    package var allNames: [String] {
        choices.reduce([""]) { prefixes, characters in
            prefixes.flatMap { prefix in characters.map { prefix + String($0) } }
        }
    }

    /// Names drawn independently; some may be equal.
    func randomNames(_ count: Int, seed: UInt64, index: UInt64) -> [String] {
        var random = SplitMix64(seed: seed, stream: .canaries, index: index)
        return (0..<count).map { _ in
            choices.reduce(into: "") { $0.append($1[Int.random(in: 0..<$1.count, using: &random)]) }
        }
    }
}
