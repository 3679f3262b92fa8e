import RNNSwift
import Testing

@Suite struct PresetTests {
    @Test func settings() {
        let book = TrainingOptions(.book), scratch = TrainingOptions(.scratch)
        for options in [book, scratch] {
            #expect(options.architecture == Architecture(cell: .rnn, hidden: [32, 32]))
            #expect(options.update == .character && options.optimizer == .momentum && options.momentum == 0.9)
            #expect(options.initialization == .book && options.namesPerEpoch == nil)
        }
        #expect(book.epochs == 300 && book.bestBy == .loss && scratch.epochs == 126 && scratch.bestBy == .accuracy)
        let (rnn, lstm) = (TrainingOptions(.kerasRNN), TrainingOptions(.kerasLSTM))
        #expect(rnn.architecture.cell == .rnn && lstm.architecture.cell == .lstm)
        for options in [rnn, lstm] {
            #expect(options.architecture.hidden == [32, 32] && options.update == .batch && options.batchSize == 32)
            #expect(options.optimizer == .rmsprop && options.rho == 0.9 && options.usedEpsilon == 1e-7)
            #expect(options.initialization == .keras && options.bestBy == .accuracy)
        }
    }

    /// As many steps as it takes, however short the list.
    @Test func best() throws {
        let options = TrainingOptions(.best)
        guard case .share(0.1) = options.validation else {
            Issue.record("a tenth is held out")
            return
        }
        #expect(!options.measuresTraining && options.dropout > 0 && options.epochs == 50)
        let short = try Trainer(NameList(.dinosaurs), options: options)  // three steps per epoch
        #expect(short.options.epochs == 100 && short.mostEpochs == 100 && short.options.usedPatience == 20)
        var patient = options
        patient.patience = 400
        #expect(try Trainer(NameList(.dinosaurs), options: patient).options.usedPatience == 400)
        let middle = try Trainer(NameList((0..<1400).map { "n\($0)" }), options: options)  // five steps
        #expect(middle.options.epochs == 80)
        let long = try Trainer(NameList((0..<9000).map { "n\($0)" }), options: options)
        #expect(long.options.epochs == 50 && long.options.patience == nil, "a long list is learned as ever")
        var endless = options
        endless.epochs = nil
        #expect(try Trainer(NameList(.dinosaurs), options: endless).mostEpochs == Trainer.defaultEpochs)
    }

    @Test(arguments: TrainingOptions.Preset.allCases.filter { $0 != .best }) func trains(
        _ preset: TrainingOptions.Preset
    ) throws {
        var options = TrainingOptions(preset)
        options.epochs = 3
        var losses: [Double] = []
        func train(threads: Int) throws -> Model {
            options.threads = threads
            losses = []
            return try Trainer(NameList(.dinosaurs), options: options).train { losses.append($0.loss) }.model
        }
        let model = try train(threads: 1)
        #expect(losses.count == 3 && losses[2] < losses[0] && losses[2] < 3.2, "\(losses)")
        #expect(model.record.heldOutNames == 0 && model.record.accuracy != nil)
        #expect(model.record.initialization == options.initialization.rawValue)
        #expect(try train(threads: 3).serialized() == model.serialized())
    }

    /// All that adds up in the optimizers does so in an order that no number of threads changes.
    @Test(arguments: [TrainingOptions.OptimizerKind.adamw, .rmsprop, .heavyBall, .nesterov])
    func threadsDoNotMatter(_ kind: TrainingOptions.OptimizerKind) throws {
        func train(threads: Int) throws -> Model {
            var options = TrainingOptions()
            options.architecture = Architecture(cell: .gru, hidden: [70, 40])
            (options.optimizer, options.weightDecay, options.clip) = (kind, 0.1, 0.2)
            (options.epochs, options.threads, options.measuresTraining) = (2, threads, true)
            return try Trainer(NameList(.dinosaurs), options: options).train()
        }
        #expect(try train(threads: 1).serialized() == train(threads: 3).serialized())
    }
}
