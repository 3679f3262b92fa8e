extension ModelEnsemble {
    /// Invents names.
    ///
    /// The seed determines an endless sequence of names; these are the first of it that are not empty, are read by a
    /// list as the characters that were drawn, and fit the options. Each comes in proportion to its probability in the
    /// model among those that end within the maximum length and are such names: none of them has the probability 0 in
    /// ``scores(for:threads:)``. Fewer than `count` come back if the options leave too little to find: the search ends
    /// after 10,000 names in a row of which none fits, and a hundred more for each one still wanted.
    ///
    /// - Throws: ``GenerationError`` if no name of this model is what the options ask for, ``RegularExpressionError``.
    public func generate(count: Int, options: GenerationOptions = .init()) throws -> [String] {
        var names: [String] = []
        try search(count, options) { lines, ends in
            var begin = 0
            for end in ends {
                names.append(options.letterCase.apply(to: String(decoding: lines[begin..<end], as: UTF8.self)))
                begin = end + 1
            }
        }
        return names
    }

    /// Invents the same names as lines of UTF-8, block by block as they are found.
    ///
    /// - Parameters:
    ///   - count: Nil for names without end: until none of ten million names fits, or `write` throws.
    ///   - write: Gets some of the names, each followed by a line feed.
    /// - Returns: How many were found.
    public func generate(
        count: Int?, options: GenerationOptions = .init(), write: (_ lines: [UInt8]) throws -> Void
    ) throws -> Int {
        try generateDrawn(count: count, options: options) { lines in
            guard options.letterCase != .keep else { return try write(lines) }
            let names = lines.split(separator: 0x0A).map { Array(options.letterCase.apply(to: $0)) + [0x0A] }
            try write(names.flatMap { $0 })
        }
    }

    /// Invents the same names, as they were drawn and not in the letter case of the options.
    package func generateDrawn(
        count: Int?, options: GenerationOptions, write: (_ lines: [UInt8]) throws -> Void
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
        _ count: Int?, _ options: GenerationOptions,
        onFind: (_ lines: [UInt8], _ ends: [Int]) throws -> Void
    ) throws {
        options.check()
        let maximumLength = maximumLength(options)
        let prefix = try tokens(ofPrefix: options.prefix, maximumLength: maximumLength)
        let constraint = try Constraint(options, vocabulary, prefix: prefix, maximumLength: maximumLength)
        let filter = try NameFilter(options, trainingNames: trainingNames)
        let steering = constraint.map { Steering($0, self, options, prefix: prefix) }
        let plan = steering?.plan
        let wanted = count ?? .max
        // As many as are to be drawn, of which a fraction fits.
        let drawn = Int(min(Double(wanted) / (steering?.share ?? 1), 1e15))
        let sampler = NameSampler(
            self, options.sampling, prefix: prefix, maximumLength: maximumLength, seed: options.seed,
            expected: plan == nil ? drawn : 1)

        let threads = min(options.threads, (max(wanted, 1) - 1) / 256 + 1)
        let workers = WorkerPool(threads: threads)
        let writers = PerThread(count: threads) {
            NameWriter(
                plan.map { SteeredDrafts($0) } ?? sampler.makeDrafts(), vocabulary, constraint: constraint,
                filter: filter)
        }
        let most = max(min(4096, 1 << 20 / maximumLength), 1)
        var search = NameSearch(wanted: count, unique: options.unique, letterCase: options.letterCase)
        var first: UInt64 = 0
        while search.isOpen {
            // As many as are wanted, or, if few fit, as were drawn so far.
            let size = min(max(search.wanted, Int(first)) / threads, most - 1) + 1
            workers.forEach(threads) { [first] piece, _ in
                let begin = first + UInt64(piece * size)
                writers[piece].write(begin..<begin + UInt64(size))
            }
            first += UInt64(threads * size)
            for writer in writers.values {
                search.examine(writer)
                if !search.ends.isEmpty { try onFind(search.lines, search.ends) }
            }
        }
    }

    /// The maximum length of generated names where the caller names none.
    public var defaultMaximumLength: Int {
        min(max(GenerationOptions.defaultMaximumLength, longestName), NameList.longestName)
    }

    package func maximumLength(_ options: GenerationOptions) -> Int {
        options.maximumLength ?? max(defaultMaximumLength, min(options.minimumLength, NameList.longestName))
    }

    package func tokens(ofPrefix prefix: String, maximumLength: Int) throws -> [Int] {
        let tokens = try vocabulary.tokens(of: prefix)
        guard tokens.count <= maximumLength else { throw GenerationError.prefixTooLong(limit: maximumLength) }
        if let first = tokens.first, vocabulary.characters[first].isWhitespace {
            throw GenerationError.impossible("no name begins with white space: the prefix is \"\(prefix)\"")
        }
        return tokens
    }
}

extension Model {
    /// The maximum length of generated names where the caller names none.
    public var defaultMaximumLength: Int { ModelEnsemble(self).defaultMaximumLength }

    /// Invents names: see ``ModelEnsemble/generate(count:options:)``.
    public func generate(count: Int, options: GenerationOptions = .init()) throws -> [String] {
        try ModelEnsemble(self).generate(count: count, options: options)
    }

    /// Invents the same names as lines of UTF-8: see ``ModelEnsemble/generate(count:options:write:)``.
    public func generate(
        count: Int?, options: GenerationOptions = .init(), write: (_ lines: [UInt8]) throws -> Void
    ) throws -> Int {
        try ModelEnsemble(self).generate(count: count, options: options, write: write)
    }
}
