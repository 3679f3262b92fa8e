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
        var names: [String] = []
        try search(count, options) { lines, ends in
            var begin = 0
            for end in ends {
                names.append(String(decoding: lines[begin..<end], as: UTF8.self))
                begin = end + 1
            }
        }
        return names
    }

    /// Invents the same names as lines of UTF-8, block by block as they are found.
    ///
    /// - Parameter write: Gets some of the names, each followed by a line feed.
    /// - Returns: How many were found.
    public func generate(
        _ count: Int, _ options: GenerationOptions = .init(), write: (_ lines: [UInt8]) throws -> Void
    ) throws -> Int {
        var found = 0
        try search(count, options) { lines, ends in
            found += ends.count
            try write(lines)
        }
        return found
    }

    /// Hands over the names that are found: lines, and where their line feeds stand.
    private func search(
        _ count: Int, _ options: GenerationOptions,
        onFind: (_ lines: [UInt8], _ ends: [Int]) throws -> Void
    ) throws {
        precondition(options.temperature > 0 && options.threads > 0 && (options.maximumLength ?? 1) > 0)
        let maximumLength = options.maximumLength ?? defaultMaximumLength
        let sampler = Sampler(
            network, weights, vocabulary: vocabulary, temperature: options.temperature,
            prefix: try tokens(ofPrefix: options.prefix, maximumLength: maximumLength),
            maximumLength: maximumLength, seed: options.seed, expected: count)
        let threads = min(options.threads, (max(count, 1) - 1) / 256 + 1)
        let workers = WorkerPool(threads: threads)
        let writers = PerThread(count: threads) { NameWriter(sampler) }
        let most = max(min(4096, 1 << 20 / maximumLength), 1)
        var search = NameSearch(wanted: count, options)
        while search.isOpen {
            // As many as are wanted, or, if few fit, as were drawn so far.
            let (first, size) = (search.next, min(max(search.wanted, Int(search.next)) / threads + 1, most))
            workers.forEach(threads) { piece, _ in
                let begin = first + UInt64(piece * size)
                writers[piece].write(begin..<begin + UInt64(size))
            }
            for writer in writers.values {
                search.examine(writer)
                if !search.ends.isEmpty { try onFind(search.lines, search.ends) }
            }
        }
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
