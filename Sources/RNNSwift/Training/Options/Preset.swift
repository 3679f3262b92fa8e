extension TrainingOptions {
    /// Known settings, with a name. Where each number is from: `Documentation/Guides/Presets.md`.
    ///
    ///     var options = TrainingOptions(.book)
    ///     options.schedule.epochs = 100
    public enum Preset: String, CaseIterable, Sendable {
        /// The character-level network of *Data Science from Scratch*.
        case book
        /// The program in NumPy that grew out of it: the book's training, the best model kept by its accuracy.
        case scratch
        /// Its successor in Keras, two layers of SimpleRNN.
        case kerasRNN = "keras-rnn"
        /// The same with two layers of LSTM.
        case kerasLSTM = "keras-lstm"
        /// What was found to predict names best in a minute or two (`Documentation/Guides/Quality.md`).
        case best
    }

    /// The settings of a preset. But for ``Preset/best`` nothing is held out: the best model on the names that are
    /// trained on is returned.
    ///
    /// - Parameter text: Whether they are for running text, for which ``Preset/best`` has other settings.
    public init(_ preset: Preset, text: Bool = false) {
        self.init()
        if preset != .best {
            data.validation = .none
            measuresTraining = true
        }
        switch preset {
        case .book:
            setBook(epochs: 300)
            schedule.steps = [.init(after: 200, .times(0.1))]
        case .scratch:
            setBook(epochs: 126)
            schedule.steps = [.init(after: 20, .times(0.5)), .init(after: 40, .times(0.2))]
            bestBy = .accuracy
        case .kerasRNN: setKeras(.rnn, steps: (10, 25, 50))
        case .kerasLSTM: setKeras(.lstm, steps: (5, 15, 25))
        case .best:
            initialization = .orthogonal
            text ? setBestForText() : setBest()
        }
    }

    private mutating func setBest() {
        architecture = Architecture(cell: .gru, hidden: [192, 192])
        optimizer = .adamw(weightDecay: 0.05)
        schedule = Schedule(.cosine)
        listDefaults.epochs = ListDefaults.Epochs(8...100, steps: 5500, patience: 20)
        choose(from: [
            NetworkChoice(hidden: [256, 256], dropout: 0.35, weightDropout: 0.4, learningRate: 0.007, epochs: 40...80),
            NetworkChoice(hidden: [192, 192], dropout: 0.3, weightDropout: 0.3, learningRate: 0.008, epochs: 24...60),
            NetworkChoice(hidden: [128, 128], dropout: 0.2, weightDropout: 0.1, learningRate: 0.01, epochs: 1...24),
        ])
    }

    /// Byte pairs make a text shorter, and small batches make many steps of it.
    private mutating func setBestForText() {
        architecture = Architecture(cell: .lstm, hidden: [256, 256])
        data.tokens = .bytePairs(100)
        (data.streams, data.sequenceLength) = (32, 50)
        optimizer = .adamw(weightDecay: 0.02)
        schedule = Schedule(.cosine)
        listDefaults.epochs = ListDefaults.Epochs(4...30, steps: 5000)
        listDefaults.additionalTokens = 35
        choose(from: [
            NetworkChoice(hidden: [256, 256], dropout: 0.2, weightDropout: 0.1, learningRate: 0.004, epochs: 8...16),
            NetworkChoice(hidden: [192, 192], dropout: 0.1, weightDropout: 0, learningRate: 0.004, epochs: 5...12),
            NetworkChoice(hidden: [128, 128], dropout: 0.1, weightDropout: 0, learningRate: 0.004, epochs: 1...12),
        ])
    }

    /// Makes the choice for the size of the network.
    private mutating func choose(from networks: [NetworkChoice]) {
        listDefaults.networks = networks
        let choice = chosenNetwork!
        regularization = Regularization(dropout: choice.dropout, weightDropout: choice.weightDropout)
        schedule.learningRate = choice.learningRate
    }

    private mutating func setBook(epochs: Int) {
        architecture = Architecture(cell: .rnn, hidden: [32, 32])
        initialization = .book
        data.update = .character
        optimizer = .momentum(0.9)
        schedule = .step([], learningRate: 0.01, epochs: epochs)
    }

    private mutating func setKeras(_ cell: Architecture.Cell, steps: (Int, Int, Int)) {
        architecture = Architecture(cell: cell, hidden: [32, 32])
        initialization = .keras
        optimizer = .rmsprop(rho: 0.9, epsilon: 1e-7)
        schedule = .step(
            [
                .init(after: steps.0, .times(0.5)), .init(after: steps.1, .times(0.2)),
                .init(after: steps.2, .times(0.1)),
            ],
            learningRate: 0.01, epochs: 100)
        data.batchSize = 32
        bestBy = .accuracy
    }
}
