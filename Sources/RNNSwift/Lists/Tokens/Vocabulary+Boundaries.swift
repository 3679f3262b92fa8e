// Where one token's text ends and the next one's begins: a sequence of tokens has a text, but the text need not split
// into them.

extension Vocabulary {
    /// The name that tokens write, or nil if no list reads it as these tokens. Values of all labels come first; there
    /// are no others, and no other labels.
    ///
    /// A list trims names and brings them into normal form C, and reads characters as extended grapheme clusters (or as
    /// code points, if these are the vocabulary's characters). So the text of tokens is another name, or none, where
    /// two of them join (a letter and a combining sign, two regional indicators), where the first or the last is white
    /// space, and where one is a line break.
    package func name(of tokens: some Collection<Int>) -> String? {
        guard labels.isEmpty || labelValues(of: tokens) != nil else { return nil }
        return name(ofUnlabeled: tokens.dropFirst(labels.columns.count))
    }

    /// Whether a token alone is a name.
    package func isName(_ token: Int) -> Bool { name(ofUnlabeled: [token]) != nil }

    /// The name that tokens without labels write, or nil if no list reads it as these tokens.
    private func name(ofUnlabeled tokens: some Collection<Int>) -> String? {
        let name = NameList.normalize(text(of: tokens))
        guard !tokens.isEmpty, !name.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }), reads(name, as: tokens)
        else { return nil }
        return name
    }

    /// Whether two tokens, one after the other, have a text that is read as other tokens.
    ///
    /// Whether the tokens of a sequence stay apart depends on its pairs only. The rules for the boundaries of grapheme
    /// clusters look back within the cluster before a boundary, except for runs of regional indicators; and of these at
    /// most the last one is alone if all pairs before are complete. Characters compose with the one before them only.
    /// Whether texts are split into tokens of several characters may depend on more than pairs.
    package func joins(_ token: Int, _ next: Int) -> Bool {
        let pair = [token, next]
        return !reads(NameList.composed(text(of: pair)), as: pair)
    }

    /// Whether a token by itself is read as it is.
    package func isStable(_ token: Int) -> Bool { reads(NameList.composed(text(of: [token])), as: [token]) }

    /// Whether the text of these tokens is read as they are.
    package func reads(_ tokens: [Int]) -> Bool { reads(NameList.composed(text(of: tokens)), as: tokens) }

    /// Whether a text in normal form C is read as these tokens.
    private func reads(_ text: String, as tokens: some Collection<Int>) -> Bool {
        var read: [UInt16] = []
        guard encode(text.utf8, into: &read), read.count == tokens.count + 1 else { return false }
        return zip(read, tokens).allSatisfy { Int($0) == $1 }
    }

    /// Whether a token is a character, and one of those of which no two join; false where that is not known.
    package func standsAlone(_ token: Int) -> Bool {
        guard tokenizer == nil, token < characters.count else { return false }
        let scalars = characters[token].unicodeScalars
        return scalars.count == 1 && scalars.first!.standsAlone
    }
}

extension Unicode.Scalar {
    /// Letters, digits and signs of common scripts that are grapheme clusters and in normal form C next to any others
    /// of them. White space is not among them, except for the space of ASCII.
    package var standsAlone: Bool {
        switch value {
        case 0x20..<0x7F, 0xA1..<0xAD, 0xAE..<0x300: true  // Latin, without controls and soft hyphens
        case 0x390..<0x483, 0x48A..<0x530: true  // Greek, Cyrillic
        case 0x5D0..<0x5EB, 0x621..<0x64B: true  // Hebrew, Arabic
        case 0xE01..<0xE31, 0xE40..<0xE47: true  // Thai letters
        case 0x3041..<0x3097, 0x30A1..<0x30FB: true  // kana
        case 0x3400..<0x4DC0, 0x4E00..<0xA000: true  // Chinese characters
        case 0xAC00..<0xD7A4: true  // Hangul syllables
        default: false
        }
    }
}
