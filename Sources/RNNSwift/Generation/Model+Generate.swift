extension Model {
    /// The maximum length of generated names where the caller names none.
    public var defaultMaximumLength: Int {
        min(max(GenerationOptions.defaultMaximumLength, record.longestName), NameList.longestName)
    }

    /// Invents names.
    ///
    /// The seed determines an endless sequence of names, trimmed like those of lists; these are the first of it that are not
    /// empty and fit the options. Fewer than `count` come back if the options leave too little to find: the search ends after
    /// 10,000 names in a row of which none fits, and a hundred more for each one still wanted.
    ///
    /// - Throws: ``GenerationError`` if the prefix cannot begin a name of this model.
    public func generate(_ count: Int, _ options: GenerationOptions = .init()) throws -> [String] {
        precondition(options.temperature > 0 && options.threads > 0 && (options.maximumLength ?? 1) > 0)
        let maximumLength = options.maximumLength ?? defaultMaximumLength
        let sampler = Sampler(
            network: network, vocabulary: vocabulary, weights: weights, temperature: options.temperature,
            prefix: try tokens(ofPrefix: options.prefix, maximumLength: maximumLength),
            maximumLength: maximumLength, seed: options.seed)

        let workers = WorkerPool(threads: options.threads)
        let excluded = Set(options.excluded.map(NameList.normalize))
        var found: [String] = []
        var seen: Set<String> = []
        var next: UInt64 = 0
        var lastFind: UInt64 = 0
        search: while found.count < count {
            let wanted = count - found.count
            // As many as may be needed, in pieces for the threads.
            let pieces = max(options.threads, min(wanted, 65_536) / 1024)
            let size = UInt64(max(16, min(1024, wanted / pieces + 1)))
            let first = next
            let texts = PerThread(count: pieces) { [String]() }
            workers.forEach(pieces) { piece, _ in
                let begin = first + UInt64(piece) * size
                texts[piece] = sampler.names(begin..<begin + size).map { NameList.normalize(vocabulary.text(of: $0)) }
            }
            for text in texts.values.joined() where found.count < count {
                // Asked for each name, so that the end does not depend on how many are made at once.
                let patience = 100 * UInt64(min(count - found.count, 1 << 50)) + 10_000
                guard next - lastFind <= patience else { break search }
                next += 1
                guard !text.isEmpty, !excluded.contains(text), !options.unique || seen.insert(text).inserted
                else { continue }
                found.append(text)
                lastFind = next
            }
        }
        return found
    }

    private func tokens(ofPrefix prefix: String, maximumLength: Int) throws -> [Int] {
        let characters = Array(NameList.composed(prefix))
        guard characters.count <= maximumLength else { throw GenerationError.prefixTooLong(limit: maximumLength) }
        return try characters.map { character in
            guard let token = vocabulary.token(of: character) else {
                throw GenerationError.unknownCharacter(character)
            }
            return token
        }
    }
}
