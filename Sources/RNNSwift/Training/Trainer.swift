import Foundation

/// Trains a network on a list of names.
///
/// Training makes passes over the list, each in a new order, with one step per batch of names or per character. After
/// each pass (epoch) the loss on the held-out names decides: the best parameters so far are kept, the learning rate is
/// halved when the loss no longer falls, and the training ends when that no longer helps. ``TrainingOptions`` has other
/// ways.
///
/// The same list, options and kernels give the same model, bit for bit, whatever the number of threads.
public struct Trainer: Sendable {
    /// The given options, with ``TrainingOptions/Schedule/epochs`` adapted to the list.
    public internal(set) var options: TrainingOptions
    public let vocabulary: Vocabulary
    package internal(set) var network: Network
    let data: any TrainingData
    /// The data in other processes; nil if there are none.
    let shared: SharedData?
    /// Whether the other processes have no part in the training.
    var isAlone: Bool
    package internal(set) var record: TrainingRecord
    /// Whether the caller left the number of epochs open.
    let hasOpenEpochs: Bool
    /// Whether the number of epochs was chosen for a time (see ``fitted(networks:)``).
    public internal(set) var isFittedToTime = false
    /// Parts of names for which there is no token, and the first name that has one; nil if there are none. These names
    /// are left out.
    public let omitted: (parts: Int, name: String)?
    /// Nil for running text, and without ``TrainingOptions/DataOptions/storesHashes``.
    package let trainingNames: NameHashes?
    /// The model whose weights training starts with; nil for initial weights.
    package let base: Model?
    /// The model that the network learns from, beside the list; nil without one, and in other processes.
    package let teacher: ModelEnsemble?

    /// Epochs without a limit of the caller's when nothing says when to stop.
    public static let defaultEpochs = 200

    /// - Parameters:
    ///   - options: By default ``TrainingOptions/init(for:fromBase:)``, or ``TrainingOptions/init()`` with a model to
    ///     fine-tune.
    ///   - base: A model to fine-tune: the training begins with its weights and has its architecture, whatever the
    ///     options say. Characters of the list that it does not know get new weights (see ``newTokens``); those
    ///     that the list lacks stay in the vocabulary.
    ///   - teacher: A model whose predictions are mixed with the continuations in the list (distillation): see
    ///     ``TrainingOptions/DataOptions/teacherWeight``. The network gets its vocabulary, which has all tokens of the
    ///     list. With ``TrainingOptions/DataOptions/splitSeed``, the same names are held out as in its training.
    /// - Throws: ``ListError`` if the list, or its held-out part, cannot be used;
    ///   ``TrainingError/tooLarge(parameters:bytes:)``, ``TrainingError/conflict(_:)``.
    public init(
        _ list: consuming NameList, options: TrainingOptions? = nil, from base: Model? = nil,
        teacher: ModelEnsemble? = nil
    ) throws {
        let usesListSize = options == nil && base == nil
        var options = options ?? TrainingOptions()
        if usesListSize { options = TrainingOptions(for: list) }
        if let base { try options.follow(base) }
        try options.follow(teacher)
        if let conflict = options.conflict { throw TrainingError.conflict(conflict) }
        if options.data.labelDropout > 0, list.labels == nil {
            throw TrainingError.conflict("`labelDropout` requires `labels`")
        }
        (self.base, self.teacher) = (base, teacher)
        list.mergeLabels(rarerThan: options.data.minimumLabelCount)
        vocabulary = try Self.vocabulary(of: list, options, base, teacher)
        network = try Self.makeNetwork(
            options, vocabulary, shards: { $0.shards(names: options.data.batchSize) })
        var record = TrainingRecord()
        record.list = list.source
        // A character may be several code points.
        let longest =
            vocabulary.unit == .clusters
            ? list.longest : list.names.reduce(0) { [vocabulary] in max($0, vocabulary.split($1).count) }
        record.longestName = max(longest, base?.record.longestName ?? 0)
        record.previousLists = base?.record.lists
        record.labelCounts = vocabulary.labels.isEmpty ? nil : list.labels?.counts(of: vocabulary.labels)

        // The list is consumed: once encoded, its text is no longer in memory.
        let source = list.source
        let encoded = EncodedNames(consume list, vocabulary: vocabulary)
        guard encoded.count > 0 else {
            throw ListError.unwritable(source: source, name: encoded.omitted ?? "")
        }
        omitted = encoded.omitted.map { (encoded.unknownCharacters, $0) }
        trainingNames =
            options.data.storesHashes ? base?.trainingNames?.union(encoded) ?? NameHashes(encoded) : nil
        let names = TrainingNames(consume encoded, options, teacher)
        record.names = names.training.occurrences.count
        record.distinctNames = names.training.count
        record.heldOutNames = names.counts.heldOut
        record.note(options, .names)
        self.record = record
        hasOpenEpochs = options.schedule.epochs == nil
        self.options = options.spanning(stepsAnEpoch: names.stepsAnEpoch(options))
        (data, shared) = SharedData.share(consume names, options)
        isAlone = false
    }

    /// Trains on running text: its streams are read side by side, piece by piece, states are carried over, and
    /// gradients go back to the beginning of a piece. ``TrainingOptions/DataOptions/Validation/share(_:)`` holds out
    /// the end of the text.
    ///
    /// - Parameters:
    ///   - options: By default ``TrainingOptions/runningText``, or ``TrainingOptions/init()`` with a model
    ///     to fine-tune.
    ///   - base: A model of running text to fine-tune, as above.
    /// - Throws: ``ListError`` if the text is too short; ``TrainingError/tooLarge(parameters:bytes:)``,
    ///   ``TrainingError/conflict(_:)``.
    public init(_ text: RunningText, options: TrainingOptions? = nil, from base: TextModel? = nil) throws {
        var options = options ?? (base == nil ? .runningText : TrainingOptions())
        guard options.data.update == .batch else {
            throw TrainingError.conflict("`update` character cannot be combined with running text")
        }
        if let base { try options.follow(base.model) }
        if let conflict = options.conflict { throw TrainingError.conflict(conflict) }
        self.base = base?.model
        let known = base?.model.vocabulary
        let tokens = known?.tokenizationToExtend ?? options.data.tokens
        let found: Vocabulary
        do {
            found = try Vocabulary(of: text, tokens: tokens)
        } catch ListError.fewTokens(_, let characters) where options.listDefaults.additionalTokens != nil {
            options.data.tokens = .bytePairs(characters + options.listDefaults.additionalTokens!)
            found = try Vocabulary(of: text, tokens: options.data.tokens)
        }
        vocabulary = try known?.extended(by: found) ?? found
        network = try Self.makeNetwork(options, vocabulary, shards: { $0.shards(streams: options.data.streams) })
        let data = try TrainingText(text, vocabulary, options)
        var record = TrainingRecord()
        record.list = text.source
        record.previousLists = base?.model.record.lists
        record.note(options, .text)
        record.text = .init(
            characters: data.counts.training + data.counts.heldOut, heldOut: data.counts.heldOut,
            sequenceLength: options.data.sequenceLength)
        self.record = record
        hasOpenEpochs = options.schedule.epochs == nil
        self.options = options.spanning(stepsAnEpoch: data.stepsAnEpoch(options))
        (self.data, shared) = SharedData.share(consume data, options)
        isAlone = false
        trainingNames = nil
        omitted = nil
        teacher = nil
    }

    /// - Parameter shards: The gradients of a step.
    static func makeNetwork(
        _ options: TrainingOptions, _ vocabulary: Vocabulary, shards: (Network) -> Int
    ) throws -> Network {
        options.check()
        let network = Network(options.architecture, vocabularySize: vocabulary.count, kernels: options.kernels)
        try network.checkMemory(gradients: shards(network), averages: options.regularization.averaging != nil)
        return network
    }

    /// Names trained on, names held out, both distinct; of running text characters.
    public var counts: (training: Int, heldOut: Int) { data.counts }

    /// The distinct names of the list, those held out of it included; 0 for running text.
    package var distinctNames: Int {
        if case .share = options.data.validation { return record.distinctNames + record.heldOutNames }
        return record.distinctNames
    }

    /// The parts of a step that threads and processes can compute at the same time; 1 where threads share it otherwise.
    public var shards: Int {
        options.data.update == .batch ? shards(of: network, options) : 1
    }

    /// The parts of a step of a network.
    func shards(of network: Network, _ options: TrainingOptions) -> Int {
        data.subject == .text
            ? network.shards(streams: options.data.streams) : network.shards(names: options.data.batchSize)
    }

    /// The steps of a pass over what is trained on.
    public var stepsPerEpoch: Int { data.stepsAnEpoch(options) }

    /// Whether the training ends without a limit on its epochs.
    public var stopsByItself: Bool {
        options.schedule.kind.endsByPatience(options.schedule.patience) && counts.heldOut > 0
    }
}
