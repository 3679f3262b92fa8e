extension TrainingOptions {
    /// Lists of fewer distinct names than this are short: unless the caller says otherwise, their training begins with
    /// the weights of a model of names in general (``Initialization/base``).
    public static let shortList = 5000
    /// No names are held out by default of lists of fewer distinct names than this, if the training begins with the
    /// base model: each counts, and the epochs are few.
    public static let undividedList = 500

    /// The defaults for a list with a number of distinct names, including held-out names.
    ///
    /// For a short list (``shortList``): the network of the base model and its weights (``Initialization/base``),
    /// batches of 32, Adam at a rate that falls from 0.005 to 0 along half a cosine, over 20 epochs, dropout of 0.3 and
    /// weight dropout of 0.2. The more the names repeat parts of each other, the less is dropped (see
    /// ``init(for:fromBase:)``). No names are held out of fewer than ``undividedList``.
    ///
    /// For a short list with `fromBase: false`: one layer of 64 GRU cells, dropout of 0.5, batches of 32, Adam at a
    /// rate of 0.01, which is halved after 4 epochs without a better model.
    ///
    /// For other lists: two layers of 96 GRU cells (``Initialization/orthogonal``), dropout of 0.1, batches of 128,
    /// Adam at a rate that falls from 0.01 to 0 along half a cosine, over as many epochs as have 2,400 steps, but 4 to
    /// 20.
    ///
    /// `Documentation/Guides/Quality.md` has the measurements.
    ///
    /// - Parameter fromBase: Whether a short list starts from the base model: false for another network.
    public init(distinctNames: Int, fromBase: Bool = true) {
        self.init()
        switch (distinctNames < Self.shortList, fromBase) {
        case (true, true):
            initialization = .base
            architecture = Model.base.architecture
            regularization = Regularization(dropout: 0.3, weightDropout: 0.2)
            data.batchSize = 32
            schedule = Schedule(.cosine)
            listDefaults = ListDefaults(adamLearningRate: 0.005, epochs: ListDefaults.Epochs(20...20, steps: 1))
            if distinctNames < Self.undividedList { data.validation = .none }
        case (true, false):
            architecture = Architecture(cell: .gru, hidden: [64])
            regularization.dropout = 0.5
            data.batchSize = 32
            listDefaults = ListDefaults(adamLearningRate: 0.01, plateauPatience: 4)
        case (false, _):
            initialization = .orthogonal
            architecture = Architecture(cell: .gru, hidden: [96, 96])
            regularization.dropout = 0.1
            data.batchSize = 128
            schedule = Schedule(.cosine)
            listDefaults = ListDefaults(adamLearningRate: 0.01, epochs: ListDefaults.Epochs(4...20, steps: 2400))
        }
    }

    /// The settings for a list, by its number of distinct names, see ``init(distinctNames:fromBase:)``, and, if it
    /// starts from the base model, by what its names have in common: where they repeat parts of each other, as names of
    /// species do, less is dropped (0.2 and 0.1); where they do not, as with given names, more is (0.4 and 0.3), and 10
    /// epochs suffice. The base model has learned the built-in lists, so these do not start from it: names held out of
    /// them would not be new to it.
    ///
    ///     var options = TrainingOptions(for: list)
    ///     options.schedule.epochs = 100
    ///     let model = try Trainer(list, options: options).train()
    ///
    /// A ``Trainer`` without options has these.
    public init(for list: borrowing NameList, fromBase: Bool = true) {
        let fromBase = fromBase && !list.source.hasPrefix("@")
        self.init(distinctNames: list.distinctCount(upTo: Self.shortList), fromBase: fromBase)
        guard initialization == .base else { return }
        let repetition = list.repetition()
        if repetition < -0.2 {
            regularization = Regularization(dropout: 0.4, weightDropout: 0.3)
            listDefaults.epochs = ListDefaults.Epochs(10...10, steps: 1)
        } else if repetition > 0.25 {
            regularization = Regularization(dropout: 0.2, weightDropout: 0.1)
        }
    }
}

extension TrainingOptions {
    /// The defaults for running text: two layers of 128 GRU cells (``Initialization/orthogonal``), 16 streams, Adam at
    /// a rate that falls from 0.003 to 0 along half a cosine, over as many epochs as have 9,000 steps (8 for a million
    /// characters), but 4 to 50.
    public static var runningText: TrainingOptions {
        var options = TrainingOptions()
        options.initialization = .orthogonal
        options.architecture = Architecture(cell: .gru, hidden: [128, 128])
        options.data.streams = 16
        options.schedule = Schedule(.cosine)
        options.listDefaults = ListDefaults(adamLearningRate: 0.003, epochs: ListDefaults.Epochs(4...50, steps: 9000))
        return options
    }
}

extension NameList {
    /// The number of distinct names, or `most` if there are at least that many. Stops reading when the result is known.
    package func distinctCount(upTo most: Int) -> Int {
        var seen: Set<ArraySlice<UInt8>> = []
        for name in names.utf8 where seen.insert(name).inserted && seen.count >= most { break }
        return seen.count
    }
}
