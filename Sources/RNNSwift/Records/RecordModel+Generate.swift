extension RecordModel {
    /// Number of records drawn at once.
    private static let block = 1024

    /// Invents records.
    ///
    /// The seed determines an endless sequence of records; these are the first of it that fit the options. Each field
    /// of each record has its own random sequence. Fewer than `count` are returned if the options leave too little to
    /// find, as with ``Model/generate(count:options:)``. Options of how characters are drawn hold for every field that
    /// was learned. Options that leave names out, excluded texts and patterns among them, hold for whole records as
    /// they are written. What a name must be (its beginning, end, parts, length) cannot be required of a record. Labels
    /// that are not given are drawn once per record, at temperature 1, and all fields are drawn given the labels.
    ///
    /// - Throws: ``GenerationError/impossible(_:)`` if something is asked for that a record cannot be, ``LabelError``.
    public func generate(count: Int, options: GenerationOptions = .init()) throws -> [Record] {
        var records: [Record] = []
        _ = try generate(count: count, options: options) { records += $0 }
        return records
    }

    /// Invents the same records, block by block as they are found.
    ///
    /// - Parameters:
    ///   - count: Nil for records without end: until none of ten million fits, or `onFind` throws.
    ///   - onFind: Gets some of the records.
    /// - Returns: How many were found.
    public func generate(
        count: Int?, options: GenerationOptions = .init(), onFind: ([Record]) throws -> Void
    ) throws -> Int {
        options.check()
        guard !options.asksForShape else {
            throw GenerationError.impossible(
                "records are made field by field: what one begins with, ends with, has in it, matches, or how long it is, "
                    + "cannot be asked for")
        }
        let filter = try NameFilter(options, trainingNames: trainingRecords.map { [$0] })
        let exclusions = try ExcludedTexts(options)
        let given = try numbers(ofGiven: options.given)
        let sampler = labels.map { LabelDistribution.Sampler($0, given: given) }
        var search = RecordSearch(
            wanted: count, unique: options.unique, letterCase: options.letterCase, filter: filter,
            exclusions: exclusions)
        var block: UInt64 = 0
        while search.isOpen {
            let drawn = try draw(block: block, options, sampler)
            guard !drawn.isEmpty else { break }
            let found = try search.examine(drawn)
            if !found.isEmpty { try onFind(found) }
            block += 1
        }
        return search.found
    }

    /// Draws a block of records, fitting or not, empty ones among them. A field has the seed (seed, field, block); of
    /// that, record number i has stream i.
    private func draw(
        block: UInt64, _ options: GenerationOptions, _ sampler: LabelDistribution.Sampler?
    ) throws -> [Record] {
        var random = SplitMix64(seed: options.seed, stream: .labels, index: block)
        let combinations = (0..<Self.block).map { _ in sampler?.draw(using: &random) ?? [] }
        let columns = try fields.enumerated().map { index, field in
            var seeds = SplitMix64(seed: options.seed, stream: .fields, index: UInt64(index))
            var blockSeeds = SplitMix64(seed: seeds.next(), stream: .fields, index: block)
            let seed = blockSeeds.next()
            let dice = (0..<Self.block).map { SplitMix64(seed: seed, stream: .fields, index: UInt64($0)) }
            return switch field.content {
            case .learned(let model, _):
                try draw(model, of: field, options, combinations, seed: seed, dice)
            case .sampled(let texts):
                zip(combinations, dice).map { combination, dice in
                    var dice = dice
                    return draw(texts, of: field, combination, using: &dice)
                }
            }
        }
        let values = labels?.labels.columns.map(\.values) ?? []
        // All have all fields, unless a model makes next to nothing but empty names.
        return (0..<Self.block).compactMap { number in
            let fields = columns.compactMap { $0[number] }
            guard fields.count == columns.count else { return nil }
            return record(fields, values: zip(values, combinations[number]).map { $0[$1] })
        }
    }

    /// Draws the texts of a learned field, for each combination of labels by themselves.
    ///
    /// - Parameter dice: The random numbers of each record, which decide whether its field is empty.
    private func draw(
        _ model: Model, of field: Field, _ options: GenerationOptions, _ combinations: [[Int]], seed: UInt64,
        _ dice: [SplitMix64]
    ) throws -> [String?] {
        var drawing = GenerationOptions()
        drawing.temperature = options.temperature
        (drawing.topK, drawing.topP, drawing.minP) = (options.topK, options.topP, options.minP)
        (drawing.seed, drawing.threads) = (seed, options.threads)
        var texts = [String?](repeating: nil, count: combinations.count)
        for (combination, records) in Dictionary(grouping: combinations.indices, by: { combinations[$0] }) {
            if let labels = labels?.labels {
                let number = UInt64(labels.number(of: combination))
                var seeds = SplitMix64(seed: seed, stream: .labels, index: number)
                drawing.seed = seeds.next()
                let given = zip(labels.columns, combination).map { ($0.name, $0.values[$1]) }
                drawing.given = Dictionary(uniqueKeysWithValues: given)
            }
            let share = shareOfEmpty(field, combination)
            for (record, text) in zip(records, try model.generate(count: records.count, options: drawing)) {
                var dice = dice[record]
                texts[record] = dice.uniform() < share ? "" : text
            }
        }
        return texts
    }

    /// Draws the text of a sampled field: see ``LabelDistribution/share(_:at:otherwise:)``.
    private func draw(
        _ texts: TextDistribution, of field: Field, _ combination: [Int], using dice: inout SplitMix64
    ) -> String {
        guard let labels, case .texts(let parts) = field.byLabels, let place = labels.place(of: combination) else {
            return texts.draw(using: &dice)
        }
        let count = Double(parts[place].total)
        return dice.uniform() * (count + 1) < count ? parts[place].draw(using: &dice) : texts.draw(using: &dice)
    }
}

/// Goes through drawn records, in order, and keeps those that fit: as ``NameSearch`` does with names.
private struct RecordSearch {
    private(set) var found = 0
    private(set) var isOpen: Bool
    private let wanted: Int
    private let isEndless: Bool
    private let filter: NameFilter
    private let exclusions: ExcludedTexts
    private let letterCase: LetterCase
    /// The records that were found, if each is wanted once only.
    private var taken: ByteStringSet?
    /// Records that were looked at since the last one that fits.
    private var misses = 0

    init(wanted: Int?, unique: Bool, letterCase: LetterCase, filter: NameFilter, exclusions: ExcludedTexts) {
        self.letterCase = letterCase
        self.wanted = wanted ?? .max
        isEndless = wanted == nil
        isOpen = self.wanted > 0
        self.filter = filter
        self.exclusions = exclusions
        taken = unique ? ByteStringSet() : nil
    }

    mutating func examine(_ records: [Record]) throws -> [Record] {
        var fitting: [Record] = []
        for record in records where isOpen {
            if try fits(record.text) {
                fitting.append(record)
                found += 1
                misses = 0
                isOpen = found < wanted
            } else {
                misses += 1
                isOpen = misses <= (isEndless ? 10_000_000 : 100 * min(wanted - found, 1 << 50) + 10_000)
            }
        }
        return fitting
    }

    private mutating func fits(_ text: String) throws -> Bool {
        let bytes = Array(text.utf8)[...]
        guard !bytes.isEmpty, filter.accepts(bytes), try exclusions.accepts(text) else { return false }
        return taken?.insert(letterCase.apply(to: bytes)) ?? true
    }
}
