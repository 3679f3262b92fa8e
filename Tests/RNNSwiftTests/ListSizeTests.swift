import Foundation
import RNNSwift
import Testing

/// The network that the size of a list chooses.
@Suite struct ListSizeTests {
    private func list(_ distinct: Int, times: Int = 1) throws -> NameList {
        try NameList((0..<distinct * times).map { "n\(String($0 % distinct, radix: 6))" })
    }

    @Test func shortListsHaveANetworkOfTheirOwn() throws {
        let plain = TrainingOptions()
        for count in [500, 501, 100_000] {
            let options = TrainingOptions(distinctNames: count)
            #expect(options.architecture == plain.architecture && options.regularization.dropout == 0)
            #expect(
                options.data.batchSize == plain.data.batchSize && options.schedule.learningRate == nil
                    && options.schedule.patience == nil)
        }
        for count in [1, 50, 499] {
            let options = TrainingOptions(distinctNames: count)
            #expect(
                options.architecture == Architecture(cell: .gru, hidden: [64]) && options.regularization.dropout > 0)
            #expect(options.firstLearningRate == 0.01 && options.usedPatience == 4)
            var other = options
            (other.optimizer.kind, other.schedule.kind) = (.sgd, .constant)
            #expect(other.firstLearningRate == TrainingOptions.Optimizer.Kind.sgd.defaultLearningRate)
            #expect(other.usedPatience == .max)
        }
        #expect(TrainingOptions.shortList == 500)
    }

    @Test func distinctNamesCount() throws {
        #expect(TrainingOptions(for: try list(499)).architecture.cell == .gru)
        #expect(TrainingOptions(for: try list(500)).architecture.cell == .rnn)
        #expect(TrainingOptions(for: try list(499, times: 3)).architecture.cell == .gru)
        #expect(try list(7, times: 2).distinctCount(upTo: 500) == 7)
        #expect(try list(7, times: 2).distinctCount(upTo: 3) == 3)
    }

    @Test func aTrainerWithoutOptionsHasThem() throws {
        let short = try list(60)
        #expect(try Trainer(short).options.architecture == Architecture(cell: .gru, hidden: [64]))
        #expect(try Trainer(list(600)).options.architecture == Architecture())
        #expect(try Trainer(short, options: TrainingOptions()).options.architecture == Architecture())
        var options = TrainingOptions(for: short)
        options.schedule.epochs = 1
        let base = try Trainer(short, options: TrainingOptions(.kerasLSTM).with { $0.schedule.epochs = 1 }).train()
        let trainer = try Trainer(short, from: base)
        #expect(trainer.options.architecture == base.architecture && trainer.options.regularization.dropout == 0)
        let records = try RecordList(
            columns: ["a", "b"], rows: (0..<600).map { ["x\(String($0, radix: 5))", "y\($0 % 9)"] })
        let fields = try RecordTrainer(records).fields.map(\.trainer.options.architecture.cell)
        #expect(fields == [.rnn, .gru], "each column is a list of its own")
    }
}

extension TrainingOptions {
    fileprivate func with(_ change: (inout TrainingOptions) -> Void) -> TrainingOptions {
        var options = self
        change(&options)
        return options
    }
}
