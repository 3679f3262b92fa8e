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
    public init(_ preset: Preset) {
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
        case .best: setBest()
        }
    }

    private mutating func setBest() {
        architecture = Architecture(cell: .gru, hidden: [192, 192])
        regularization = Regularization(dropout: 0.3, weightDropout: 0.3)
        optimizer = .adamw(weightDecay: 0.05)
        schedule = .cosine(learningRate: 0.008, epochs: 50)
        schedule.fewestSteps = 400
        listDefaults.stretchedPatience = 20
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
