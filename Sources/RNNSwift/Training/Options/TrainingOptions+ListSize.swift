extension TrainingOptions {
    /// Lists of fewer distinct names than this are short: they get a network of their own unless the caller says
    /// otherwise.
    public static let shortList = 500

    /// The defaults for a list with a number of distinct names, including held-out names.
    ///
    /// From ``shortList`` names on they are those of ``init()``. Below, the network is one layer of 64 GRU cells with a
    /// dropout of 0.5, trained in batches of 32, by Adam at a rate of 0.01, which is halved after 4 epochs without a
    /// better model. On few names it predicts held-out ones better, in about the same time:
    /// `Documentation/Guides/Quality.md` has the measurements.
    public init(distinctNames: Int) {
        self.init()
        guard distinctNames < Self.shortList else { return }
        architecture = Architecture(cell: .gru, hidden: [64])
        regularization.dropout = 0.5
        data.batchSize = 32
        listDefaults = ListDefaults(adamLearningRate: 0.01, plateauPatience: 4)
    }

    /// The settings for a list, by its number of distinct names: see ``init(distinctNames:)``.
    ///
    ///     var options = TrainingOptions(for: list)
    ///     options.schedule.epochs = 100
    ///     let model = try Trainer(list, options: options).train()
    ///
    /// A ``Trainer`` without options has these.
    public init(for list: NameList) {
        self.init(distinctNames: list.distinctCount(upTo: Self.shortList))
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
