/// How a model was trained: what was asked for and what came of it. Times are not in it, so that the same training gives the
/// same file.
public struct TrainingRecord: Codable, Equatable, Sendable {
    /// What the list was called.
    public var list = ""
    public var names = 0
    public var distinctNames = 0
    /// Of the distinct names, those held out for validation.
    public var heldOutNames = 0
    /// The characters of the longest name.
    public var longestName = 0
    public var optimizer = ""
    public var learningRate = 0.0
    /// The course of the learning rate: "plateau", "constant" or "cosine".
    public var schedule = "plateau"
    /// "batch" or "character": what the weights were updated after.
    public var update = "batch"
    public var batchSize = 0
    public var seed: UInt64 = 0
    /// Epochs trained in all.
    public var epochs = 0
    /// The epoch that the parameters are from.
    public var bestEpoch = 0
    /// The mean training loss of that epoch, in nats a character.
    public var loss = 0.0
    /// The loss on the held-out names after that epoch, in nats a character.
    public var validationLoss: Double?
    /// The file, and its format, that an imported model is from; of its training nothing is known.
    public var importedFrom: String?

    public init() {}

    /// Fields that a file lacks, because an older version wrote it, keep their defaults.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        func read<Value: Decodable>(_ key: CodingKeys, into field: inout Value) throws {
            field = try fields.decodeIfPresent(Value.self, forKey: key) ?? field
        }
        try read(.list, into: &list)
        try read(.names, into: &names)
        try read(.distinctNames, into: &distinctNames)
        try read(.heldOutNames, into: &heldOutNames)
        try read(.longestName, into: &longestName)
        try read(.optimizer, into: &optimizer)
        try read(.learningRate, into: &learningRate)
        try read(.schedule, into: &schedule)
        try read(.update, into: &update)
        try read(.batchSize, into: &batchSize)
        try read(.seed, into: &seed)
        try read(.epochs, into: &epochs)
        try read(.bestEpoch, into: &bestEpoch)
        try read(.loss, into: &loss)
        validationLoss = try fields.decodeIfPresent(Double.self, forKey: .validationLoss)
        importedFrom = try fields.decodeIfPresent(String.self, forKey: .importedFrom)
    }

    enum CodingKeys: String, CodingKey {
        case list, names, optimizer, schedule, update, seed, epochs, loss
        case distinctNames = "distinct_names"
        case heldOutNames = "held_out_names"
        case longestName = "longest_name"
        case learningRate = "learning_rate"
        case batchSize = "batch_size"
        case bestEpoch = "best_epoch"
        case validationLoss = "validation_loss"
        case importedFrom = "imported_from"
    }
}
