import Foundation

extension Vocabulary {
    /// The vocabulary of names in UTF-8 and normal form C: all tokens that they are split into.
    ///
    /// - Parameter isText: Whether they are running text, whose tokens may have line feeds.
    /// - Throws: ``ListError`` if they have too many tokens, or a file of tokens cannot be used, which may be a
    ///   ``FileError``; ``RegularExpressionError``.
    package init(
        ofUTF8 names: some Sequence<some Collection<UInt8>>, tokens tokenization: Tokenization, isText: Bool = false
    ) throws {
        guard tokenization != .characters else {
            try self.init(ofUTF8: names)
            return
        }
        if case .file(let path) = tokenization {
            self.init(try Tokenizer(tokenization, texts: Self.tokens(inFile: path, isText: isText)))
            return
        }
        let alphabet = try Vocabulary(ofUTF8: names)
        let texts = names.lazy.map { name in
            var characters: [UInt16] = []
            _ = alphabet.encode(name, into: &characters)
            characters.removeLast()  // STOP
            return characters
        }
        func text(_ spelling: some Sequence<UInt16>) -> String { alphabet.text(of: spelling.lazy.map(Int.init)) }
        if case .bytePairs(let count) = tokenization {
            let least = alphabet.characters.count
            guard count >= least else { throw ListError.fewTokens(count: count, characters: least) }
            let learned = BytePairs.learn(
                texts, characters: names.reduce(0) { $0 + $1.count }, alphabet, count: count)
            self.init(try Tokenizer(tokenization, texts: learned.spellings.map(text), merges: learned.merges))
            return
        }
        let automaton = try Automaton(whole: tokenization.pattern!, alphabet)
        var (found, trie): ([String], TokenTrie) = ([], TokenTrie())
        for characters in texts {
            var position = 0
            while position < characters.count {
                let end = automaton.longestMatch(in: characters, from: position) ?? position + 1
                let token = characters[position..<end]
                if trie.insert(Array(token), token: 0) { found.append(text(token)) }
                position = end
            }
            guard found.count <= Self.limit else { throw ListError.tooManyTokens(found.count) }
        }
        self.init(try Tokenizer(tokenization, texts: found.sorted()))
    }

    /// The tokens in a file, one per line; `\n` stands for a line feed.
    private static func tokens(inFile path: String, isText: Bool) throws -> [String] {
        let text = NameList.composed(try NameList.text(of: FileAccess.read(path), source: path))
        let lines = text.split(whereSeparator: \.isNewline).map { $0 == #"\n"# ? "\n" : String($0) }
        guard !lines.isEmpty else { throw ListError.malformed(source: path, reason: "has no tokens") }
        if let bad = lines.first(where: { !NameRule.isToken($0, ofRunningText: isText) }) {
            throw ListError.malformed(
                source: path,
                reason: bad == "\n"
                    ? #"has the token \n, a line feed, which no name has; remove that line"#
                    : "has a token that no model can have, of \(bad.utf8.count) bytes: \"\(bad.prefix(20))…\"")
        }
        var seen: Set<String> = []
        if let repeated = lines.first(where: { !seen.insert($0).inserted }) {
            throw ListError.malformed(source: path, reason: "has the token \"\(repeated)\" twice")
        }
        return lines
    }

    /// These tokens and values of labels, each followed by those of another vocabulary that are new.
    ///
    /// - Throws: ``ListError``.
    package func extended(by other: Vocabulary) throws -> Vocabulary {
        let texts: Vocabulary
        if let tokenizer {
            let known = Set(self.texts)
            texts = Vocabulary(
                try Tokenizer(
                    tokenizer.tokenization, texts: self.texts + other.texts.filter { !known.contains($0) }.sorted(),
                    merges: tokenizer.merges))
        } else {
            let known = Set(characters)
            let others = Set(other.characters.flatMap { split(String($0)) })
            texts = try Vocabulary(characters + others.filter { !known.contains($0) }.sorted(), unit: unit)
        }
        return try texts.labeled(labels.extended(by: other.labels))
    }

    /// How a list is split to fine-tune a model of this vocabulary: as the model's list was. Byte pairs and the tokens
    /// of a file are not learned anew; new characters become tokens.
    package var tokenizationToExtend: Tokenization {
        switch tokenizer?.tokenization {
        case nil, .bytePairs, .file: .characters
        case .some(let tokenization): tokenization
        }
    }
}

extension Labels {
    /// These columns with the values that others have beside, and behind them the others' columns that are new.
    package func extended(by other: Labels, newColumns: Bool = true) -> Labels {
        let known = columns.map { column in
            let values = other.columns.first { $0.name == column.name }?.values ?? []
            return Column(name: column.name, values: column.values + values.filter { !column.values.contains($0) })
        }
        let new = other.columns.filter { column in newColumns && !columns.contains { $0.name == column.name } }
        return Labels(known + new)
    }
}
