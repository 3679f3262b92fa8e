/// A name that was generated, and a value for each label of its model.
public struct LabeledName: Sendable, Hashable {
    public let name: String
    public let values: [String]

    public init(name: String, values: [String]) { (self.name, self.values) = (name, values) }
}

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
        try search(count, options) { lines, ends, _ in
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
        var found = 0
        try search(count, options) { lines, ends, _ in
            found += ends.count
            guard options.letterCase != .keep else { return try write(lines) }
            let names = lines.split(separator: 0x0A).map { Array(options.letterCase.apply(to: $0)) + [0x0A] }
            try write(names.flatMap { $0 })
        }
        return found
    }

    /// Invents the same names with their labels, block by block as they are found; as they are drawn, not in the letter
    /// case of the options.
    ///
    /// - Parameters:
    ///   - count: As of ``generate(count:options:write:)``.
    ///   - onFind: Gets some of the names, each with a value for each label of the ``vocabulary``.
    /// - Returns: How many were found.
    public func generateLabeled(
        count: Int?, options: GenerationOptions = .init(), onFind: (_ names: [LabeledName]) throws -> Void
    ) throws -> Int {
        let values = vocabulary.labels.columns.flatMap(\.values)
        let (columns, first) = (vocabulary.labels.columns.count, vocabulary.labelTokens.lowerBound)
        var found = 0
        try search(count, options) { lines, ends, labels in
            var begin = 0
            let names = ends.enumerated().map { index, end in
                defer { begin = end + 1 }
                return LabeledName(
                    name: String(decoding: lines[begin..<end], as: UTF8.self),
                    values: labels[index * columns..<(index + 1) * columns].map { values[Int($0) - first] })
            }
            found += names.count
            try onFind(names)
        }
        return found
    }

    /// Hands over the names that are found: lines, where their line feeds stand, and the tokens of their labels.
    private func search(
        _ count: Int?, _ options: GenerationOptions,
        onFind: (_ lines: [UInt8], _ ends: [Int], _ labels: [UInt16]) throws -> Void
    ) throws {
        options.check()
        let drawing = try NameDrawing(self, count, options)
        let shared = SharedGeneration(self, count, options, drawing)
        defer { shared?.end() }
        var search = NameSearch(
            wanted: count, unique: options.unique, letterCase: options.letterCase,
            columns: vocabulary.labels.columns.count)
        let pieces = drawing.threads * (shared?.processes ?? 1)
        var end: UInt64 = 0
        /// Begins a round after the names before, of as many as are wanted, or, if few fit, as were drawn so far.
        func begin() -> (first: UInt64, size: Int) {
            let round = (
                first: end, size: min(max(search.wanted, Int(end)) / pieces, drawing.mostAtOnce - 1) + 1
            )
            end += UInt64(pieces * round.size)
            shared?.draw(from: round.first, size: round.size)
            return round
        }
        var next = search.isOpen ? begin() : nil
        while let round = next, search.isOpen {
            // While these names are looked at, other processes draw the next ones.
            next = search.wanted > pieces * round.size ? begin() : nil
            drawing.draw(from: round.first, size: round.size)
            let others = shared?.receive() ?? []
            for block in [AnySequence(drawing.blocks), AnySequence(others)].joined() {
                search.examine(block)
                if !search.ends.isEmpty { try onFind(search.lines, search.ends, search.labels) }
            }
            if next == nil, search.isOpen { next = begin() }
        }
    }

    /// The maximum length of generated names where the caller names none.
    public var defaultMaximumLength: Int {
        min(max(GenerationOptions.defaultMaximumLength, longestName), NameList.longestName)
    }

    package func maximumLength(_ options: GenerationOptions) -> Int {
        options.maximumLength ?? max(defaultMaximumLength, min(options.minimumLength, NameList.longestName))
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
