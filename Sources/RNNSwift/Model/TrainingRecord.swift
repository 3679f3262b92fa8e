/// How a model was trained: what was asked for and what came of it. Times are not in it, so that the same training
/// gives the same file.
public struct TrainingRecord: Codable, Equatable, Sendable {
    /// What the list was called.
    public var list = ""
    /// For a model that was fine-tuned: what the lists before were called, the first one first.
    public var previousLists: [String]?
    /// For a model of running text.
    public var text: Text?
    public var names = 0
    public var distinctNames = 0
    /// Number of distinct names held out for validation.
    public var heldOutNames = 0
    /// The characters of the longest name.
    public var longestName = 0
    /// How often the list has each value of each label of the vocabulary; nil without labels.
    public var labelCounts: [[Int]]?
    /// The settings of the training: see ``TrainingSetting``. Empty for an imported model.
    public var settings = RecordedSettings()
    public var seed: UInt64 = 0
    /// The seed that decided which names were held out; nil if it was `seed`.
    public var splitSeed: UInt64?
    /// Epochs trained in all.
    public var epochs = 0
    /// The epoch that the parameters are from.
    public var bestEpoch = 0
    /// The mean training loss of that epoch, in nats per character.
    public var loss = 0.0
    /// The loss on the held-out names after that epoch, in nats per character.
    public var validationLoss: Double?
    /// The file, and its format, that an imported model is from; of its training nothing is known.
    public var importedFrom: String?
    /// The accuracy after that epoch on the held-out names, or on those trained on if only they were measured.
    public var accuracy: Accuracy?

    /// What the training came to, epoch by epoch; nil for a model of an older version, and for an imported one.
    public var curve: LearningCurve?
    /// How the model predicts names that had no part in its training; nil if there were none.
    public var test: Test?

    /// A measurement on names, or a text, that chose nothing.
    public struct Test: Codable, Equatable, Sendable {
        /// What the list is called.
        public var list: String
        /// The names of it that were measured; 0 for running text.
        public var names: Int
        /// The mean loss in nats per character.
        public var nats: Double
        public var accuracy: Accuracy

        public init(list: String, names: Int, nats: Double, accuracy: Accuracy) {
            (self.list, self.names, self.nats, self.accuracy) = (list, names, nats, accuracy)
        }
    }

    /// How running text was read. The setting `streams` of the record has the number of streams.
    public struct Text: Codable, Equatable, Sendable {
        public var characters: Int
        /// Number of characters at the end that were held out for validation.
        public var heldOut: Int
        /// The characters of each stream in a step.
        public var sequenceLength: Int

        public init(characters: Int, heldOut: Int, sequenceLength: Int) {
            (self.characters, self.heldOut, self.sequenceLength) = (characters, heldOut, sequenceLength)
        }

        enum CodingKeys: String, CodingKey {
            case characters
            case heldOut = "held_out"
            case sequenceLength = "sequence_length"
        }
    }

    public init() {}

    /// Fields that a file lacks, because an older version wrote it, keep their defaults.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        func read<Value: Decodable>(_ key: CodingKeys, into field: inout Value) throws {
            field = try fields.decodeIfPresent(Value.self, forKey: key) ?? field
        }
        try read(.list, into: &list)
        text = try fields.decodeIfPresent(Text.self, forKey: .text)
        previousLists = try fields.decodeIfPresent([String].self, forKey: .previousLists)
        try read(.names, into: &names)
        try read(.distinctNames, into: &distinctNames)
        try read(.heldOutNames, into: &heldOutNames)
        try read(.longestName, into: &longestName)
        labelCounts = try fields.decodeIfPresent([[Int]].self, forKey: .labelCounts)
        try read(.seed, into: &seed)
        splitSeed = try fields.decodeIfPresent(UInt64.self, forKey: .splitSeed)
        try read(.epochs, into: &epochs)
        try read(.bestEpoch, into: &bestEpoch)
        try read(.loss, into: &loss)
        validationLoss = try fields.decodeIfPresent(Double.self, forKey: .validationLoss)
        importedFrom = try fields.decodeIfPresent(String.self, forKey: .importedFrom)
        accuracy = try fields.decodeIfPresent(Accuracy.self, forKey: .accuracy)
        curve = try fields.decodeIfPresent(LearningCurve.self, forKey: .curve)
        test = try fields.decodeIfPresent(Test.self, forKey: .test)
        settings = try RecordedSettings(from: decoder) { CodingKeys(rawValue: $0) != nil }
        let texts = text.map { [$0.characters, $0.heldOut, $0.sequenceLength] } ?? []
        let counts = [names, distinctNames, heldOutNames, longestName, epochs, bestEpoch, test?.names ?? 0] + texts
        guard counts.allSatisfy(Self.possibleCounts.contains),
            labelCounts?.joined().allSatisfy(Self.possibleCounts.contains) ?? true
        else {
            throw DecodingError.dataCorruptedError(
                forKey: .names, in: fields, debugDescription: "a count that cannot be")
        }
    }

    /// Numbers that a file may say were counted: their sums are whole numbers, too.
    static let possibleCounts = 0...1 << 40
    /// Seconds that a file may say a training took.
    static let possibleSeconds = 0.0...1e12

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(list, forKey: .list)
        try fields.encodeIfPresent(text, forKey: .text)
        try fields.encodeIfPresent(previousLists, forKey: .previousLists)
        try fields.encode(names, forKey: .names)
        try fields.encode(distinctNames, forKey: .distinctNames)
        try fields.encode(heldOutNames, forKey: .heldOutNames)
        try fields.encode(longestName, forKey: .longestName)
        try fields.encodeIfPresent(labelCounts, forKey: .labelCounts)
        try fields.encode(seed, forKey: .seed)
        try fields.encodeIfPresent(splitSeed, forKey: .splitSeed)
        try fields.encode(epochs, forKey: .epochs)
        try fields.encode(bestEpoch, forKey: .bestEpoch)
        try fields.encode(loss, forKey: .loss)
        try fields.encodeIfPresent(validationLoss, forKey: .validationLoss)
        try fields.encodeIfPresent(importedFrom, forKey: .importedFrom)
        try fields.encodeIfPresent(accuracy, forKey: .accuracy)
        try fields.encodeIfPresent(curve, forKey: .curve)
        try fields.encodeIfPresent(test, forKey: .test)
        try settings.encode(to: encoder)
    }

    enum CodingKeys: String, CodingKey {
        case list, text, names, seed, epochs, loss, accuracy, curve, test
        case previousLists = "previous_lists"
        case distinctNames = "distinct_names"
        case heldOutNames = "held_out_names"
        case longestName = "longest_name"
        case labelCounts = "label_counts"
        case splitSeed = "split_seed"
        case bestEpoch = "best_epoch"
        case validationLoss = "validation_loss"
        case importedFrom = "imported_from"
    }
}

extension TrainingRecord {
    /// Everything that the model was trained on, one after another, by name; of an imported one the file.
    package var lists: [String] { (previousLists ?? []) + [importedFrom ?? list].filter { !$0.isEmpty } }
}
