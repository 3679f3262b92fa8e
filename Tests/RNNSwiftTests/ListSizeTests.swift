import Foundation
import RNNSwift
import Testing

/// The training that the size of a list chooses.
@Suite struct ListSizeTests {
    private func list(_ distinct: Int, times: Int = 1) throws -> NameList {
        try NameList((0..<distinct * times).map { "n\(String($0 % distinct, radix: 6))" })
    }

    @Test func shortListsStartFromTheBaseModel() throws {
        #expect(TrainingOptions.shortList == 5000 && TrainingOptions.undividedList == 500)
        for count in [1, 499, 500, 4999] {
            let options = TrainingOptions(distinctNames: count)
            #expect(options.initialization == .base && options.architecture == Model.base.architecture)
            #expect(options.firstLearningRate == 0.005 && options.schedule.kind == .cosine)
            #expect(options.conflict == nil)
            if case .none = options.data.validation { #expect(count < 500) } else { #expect(count >= 500) }
            #expect(options.regularization.dropout == 0.3 && options.regularization.weightDropout == 0.2)
            #expect(options.data.batchSize == 32)
            let other = TrainingOptions(distinctNames: count, fromBase: false)
            #expect(other.initialization == .pytorch && other.architecture == Architecture(cell: .gru, hidden: [64]))
            #expect(other.firstLearningRate == 0.01 && other.usedPatience == 4)
            #expect(other.regularization.dropout == 0.5 && other.data.batchSize == 32)
        }
        for fromBase in [true, false] {
            let options = TrainingOptions(distinctNames: 5000, fromBase: fromBase)
            #expect(options.initialization == .orthogonal)
            #expect(options.architecture == Architecture(cell: .gru, hidden: [96, 96]))
            #expect(options.regularization.dropout == 0.1 && options.data.batchSize == 128)
            #expect(options.firstLearningRate == 0.01 && options.schedule.kind == .cosine)
        }
        var other = TrainingOptions(distinctNames: 100)
        (other.optimizer.kind, other.schedule.kind) = (.sgd, .constant)
        #expect(other.firstLearningRate == TrainingOptions.Optimizer.Kind.sgd.defaultLearningRate)
        #expect(other.usedPatience == .max)
    }

    /// The more the names repeat parts of each other, the less is dropped.
    @Test func repetitionDecidesOnDropout() throws {
        var random = SplitMix64(seed: 3, stream: .shuffling)
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        let strange = (0..<60).map { _ in String((0..<6).map { _ in letters.randomElement(using: &random)! }) }
        let alike = (0..<60).map { "the common beginning \($0)" }
        let (much, little) = (TrainingOptions(for: try NameList(alike)), TrainingOptions(for: try NameList(strange)))
        #expect(much.regularization.dropout == 0.2 && much.regularization.weightDropout == 0.1)
        #expect(little.regularization.dropout == 0.4 && little.regularization.weightDropout == 0.3)
        #expect(try Trainer(NameList(alike)).mostEpochs == 20 && Trainer(NameList(strange)).mostEpochs == 10)
    }

    @Test func epochsOfRunningText() throws {
        func trainer(_ characters: Int) throws -> Trainer {
            try Trainer(RunningText(String(repeating: "0123456789", count: characters / 10), source: "text"))
        }
        let options = try trainer(8000).options
        #expect(options.initialization == .orthogonal)
        #expect(options.data.streams == 16 && options.data.sequenceLength == 50)
        #expect(options.firstLearningRate == 0.003 && options.schedule.kind == .cosine)
        // Nine tenths are read, 800 characters per step.
        #expect(try trainer(8000).mostEpochs == 50 && trainer(1_000_000).mostEpochs == 8)
        #expect(try trainer(4_000_000).mostEpochs == 4)
    }

    @Test func epochsDependOnTheStepsOfAnEpoch() throws {
        #expect(try Trainer(list(60)).mostEpochs <= 20)
        var options = TrainingOptions(distinctNames: 6000)
        let long = try list(6000)
        // 5,400 names are 43 batches.
        #expect(try Trainer(long, options: options).mostEpochs == 20)
        options.data.batchSize = 32
        #expect(try Trainer(long, options: options).mostEpochs == 15)  // 169 batches
        options.data.batchSize = 1
        #expect(try Trainer(long, options: options).mostEpochs == 4)
        options.schedule.epochs = 7
        #expect(try Trainer(long, options: options).mostEpochs == 7)
        options.schedule = .plateau()
        #expect(try Trainer(long, options: options).mostEpochs == .max)
    }

    @Test func distinctNamesCount() throws {
        #expect(TrainingOptions(for: try list(4999)).initialization == .base)
        #expect(TrainingOptions(for: try list(5000)).initialization == .orthogonal)
        #expect(TrainingOptions(for: try list(4999, times: 3)).initialization == .base)
        #expect(try list(7, times: 2).distinctCount(upTo: 500) == 7)
        #expect(try list(7, times: 2).distinctCount(upTo: 3) == 3)
    }

    @Test func aTrainerWithoutOptionsHasThem() throws {
        let short = try list(60)
        #expect(try Trainer(short).options.initialization == .base)
        #expect(try Trainer(list(6000)).options.architecture == Architecture(cell: .gru, hidden: [96, 96]))
        #expect(try Trainer(short, options: TrainingOptions()).options.architecture == Architecture())
        let base = try Trainer(short, options: TrainingOptions(.kerasLSTM).with { $0.schedule.epochs = 1 }).train()
        let trainer = try Trainer(short, from: base)
        #expect(trainer.options.architecture == base.architecture && trainer.options.regularization.dropout == 0)
        let text = try Trainer(RunningText(String(repeating: "to be or not to be ", count: 50), source: "text"))
        #expect(text.options.architecture == Architecture(cell: .gru, hidden: [128, 128]))
        let records = try RecordList(
            columns: ["a", "b"], rows: (0..<6000).map { ["x\(String($0, radix: 5))", "y\($0 % 9)"] })
        let fields = try RecordTrainer(records).fields.map(\.trainer.options.initialization)
        #expect(fields == [.orthogonal, .base], "each column is a list of its own")
    }
}

extension TrainingOptions {
    fileprivate func with(_ change: (inout TrainingOptions) -> Void) -> TrainingOptions {
        var options = self
        change(&options)
        return options
    }
}
