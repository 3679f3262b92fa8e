import Foundation
import RNNSwift
import Testing

@Suite struct PresetTests {
    @Test func settings() {
        let book = TrainingOptions(.book), scratch = TrainingOptions(.scratch)
        for options in [book, scratch] {
            #expect(options.architecture == Architecture(cell: .rnn, hidden: [32, 32]))
            #expect(
                options.data.update == .character && options.optimizer.kind == .momentum
                    && options.optimizer.momentum == 0.9)
            #expect(options.initialization == .book && options.data.namesPerEpoch == nil)
        }
        #expect(
            book.schedule.epochs == 300 && book.bestBy == .loss && scratch.schedule.epochs == 126
                && scratch.bestBy == .accuracy)
        let (rnn, lstm) = (TrainingOptions(.kerasRNN), TrainingOptions(.kerasLSTM))
        #expect(rnn.architecture.cell == .rnn && lstm.architecture.cell == .lstm)
        for options in [rnn, lstm] {
            #expect(
                options.architecture.hidden == [32, 32] && options.data.update == .batch && options.data.batchSize == 32
            )
            #expect(
                options.optimizer.kind == .rmsprop && options.optimizer.rho == 0.9
                    && options.optimizer.usedEpsilon == 1e-7)
            #expect(options.initialization == .keras && options.bestBy == .accuracy)
        }
    }

    /// As many steps as it takes, however short the list.
    @Test func best() throws {
        let options = TrainingOptions(.best)
        guard case .share(0.1) = options.data.validation else {
            Issue.record("a tenth is held out")
            return
        }
        #expect(!options.measuresTraining && options.regularization.dropout > 0 && options.schedule.epochs == nil)
        func trainer(_ names: Int, _ options: TrainingOptions) throws -> Trainer {
            try Trainer(NameList((0..<names).map { "n\($0)" }), options: options)
        }
        let short = try Trainer(NameList(.dinosaurs), options: options)  // three steps per epoch
        #expect(short.options.schedule.epochs == 100 && short.mostEpochs == 100 && short.options.usedPatience == 20)
        var patient = options
        patient.schedule.patience = 400
        #expect(try Trainer(NameList(.dinosaurs), options: patient).options.usedPatience == 400)
        let middle = try trainer(28_000, options)  // 99 steps
        #expect(middle.options.schedule.epochs == 56 && middle.options.schedule.patience == nil)
        let long = try trainer(200_000, options)
        #expect(long.options.schedule.epochs == 8 && long.options.schedule.patience == nil)
        var given = options
        given.schedule.epochs = 3
        #expect(try Trainer(NameList(.dinosaurs), options: given).mostEpochs == 3)
    }

    /// Byte pairs, as many as a text needs that has many characters.
    @Test func bestForText() throws {
        let options = TrainingOptions(.best, text: true)
        #expect(options.architecture.cell == .lstm && options.data.tokens == .bytePairs(100))
        let few = try RunningText(String(repeating: "to be or not to be ", count: 20), source: "text")
        #expect(try Trainer(few, options: options).vocabulary.tokenization == .bytePairs(100))
        let many = String((0..<150).map { Character(UnicodeScalar(0x4E00 + $0)!) })
        let text = try RunningText(String(repeating: many, count: 5), source: "text")
        #expect(try Trainer(text, options: options).vocabulary.tokenization == .bytePairs(185))
        var explicit = options
        explicit.data.tokens = .characters
        #expect(try Trainer(text, options: explicit).vocabulary.tokenization == nil)
    }

    /// What the guide says of `best`: its options, and the networks of which it chooses one by the time.
    @Test func theGuideIsCurrent() throws {
        let path = #filePath.replacing("Tests/RNNSwiftTests/PresetTests.swift", with: "Documentation/Guides/Presets.md")
        let guide = try String(contentsOfFile: path, encoding: .utf8).replacing(#/\s+/#, with: " ")
        for (name, text) in [("names", false), ("running text", true)] {
            let options = TrainingOptions(.best, text: text)
            for (row, network) in options.listDefaults.networks.enumerated() {
                let cells = [
                    row == 0 ? name : "", "\(options.architecture.cell.rawValue.uppercased()) \(sizes(network.hidden))",
                    "\(network.dropout)", network.weightDropout > 0 ? "\(network.weightDropout)" : "0",
                    "\(network.learningRate)",
                    "\(network.epochs.lowerBound)", "\(network.epochs.upperBound)",
                ]
                let line = "| " + cells.joined(separator: " | ") + " |"
                #expect(guide.contains(line.replacing("|  |", with: "| |")), "\(line)")
            }
            let flags = [
                "--cell \(options.architecture.cell.rawValue) --hidden \(sizes(options.architecture.hidden)) --init \(options.initialization.rawValue)",
                text ? "--tokens bpe:100 --streams \(options.data.streams)" : "--batch-size \(options.data.batchSize)",
                "--dropout \(options.regularization.dropout) --weight-dropout \(options.regularization.weightDropout)",
                "--optimizer \(options.optimizer.kind.rawValue) --weight-decay \(options.optimizer.weightDecay ?? 0)",
                "--learning-rate \(options.firstLearningRate) --schedule \(options.schedule.kind.rawValue)",
            ]
            let line = "`best` is `\(flags.filter { !$0.isEmpty }.joined(separator: " "))`"
            #expect(guide.contains(line), "\(line)")
        }
    }

    private func sizes(_ hidden: [Int]) -> String { hidden.map(String.init).joined(separator: ",") }

    /// Another size of a network brings its settings along, but for those of the caller.
    @Test func choosesANetwork() throws {
        var options = TrainingOptions(.best)
        let choices = options.listDefaults.networks
        let (own, other) = (try #require(options.chosenNetwork), try #require(choices.last))
        #expect(own.hidden == options.architecture.hidden && own.hidden != other.hidden)
        #expect(choices.map(\.hidden[0]) == choices.map(\.hidden[0]).sorted(by: >), "the largest first")
        options.regularization.dropout = 0.05
        options.choose(other)
        #expect(options.architecture == Architecture(cell: .gru, hidden: other.hidden))
        #expect(options.regularization.dropout == 0.05 && options.regularization.weightDropout == other.weightDropout)
        #expect(options.schedule.learningRate == other.learningRate)
        options.architecture.hidden = [7]
        #expect(options.chosenNetwork == nil)
    }

    @Test(arguments: TrainingOptions.Preset.allCases.filter { $0 != .best }) func trains(
        _ preset: TrainingOptions.Preset
    ) throws {
        var options = TrainingOptions(preset)
        options.schedule.epochs = 3
        var losses: [Double] = []
        func train(threads: Int) throws -> Model {
            options.threads = threads
            losses = []
            return try Trainer(NameList(.dinosaurs), options: options).train { losses.append($0.loss) }.model
        }
        let model = try train(threads: 1)
        #expect(losses.count == 3 && losses[2] < losses[0] && losses[2] < 3.2, "\(losses)")
        #expect(model.record.heldOutNames == 0 && model.record.accuracy != nil)
        #expect(model.record.settings["initialization"] == .text(options.initialization.rawValue))
        #expect(try train(threads: 3).serialized() == model.serialized())
    }

    /// All that adds up in the optimizers does so in an order that no number of threads changes.
    @Test(arguments: [TrainingOptions.Optimizer.Kind.adamw, .rmsprop, .heavyBall, .nesterov])
    func threadsDoNotMatter(_ kind: TrainingOptions.Optimizer.Kind) throws {
        func train(threads: Int) throws -> Model {
            var options = TrainingOptions()
            options.architecture = Architecture(cell: .gru, hidden: [70, 40])
            (options.optimizer.kind, options.optimizer.weightDecay, options.optimizer.clip) = (kind, 0.1, 0.2)
            (options.schedule.epochs, options.threads, options.measuresTraining) = (2, threads, true)
            return try Trainer(NameList(.dinosaurs), options: options).train()
        }
        #expect(try train(threads: 1).serialized() == train(threads: 3).serialized())
    }
}
