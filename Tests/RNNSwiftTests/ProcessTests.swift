import Foundation
import RNNSwift
import Testing

/// The same results, whatever the number of processes.
@Suite struct ProcessTests {
    /// Groups on one host and on several.
    private static let groups = [
        [[0, 1]], [[0], [1, 2]], [[0, 2], [1, 3]], [[0, 1, 2, 3, 4, 5, 6]], [[0], [1], [2], [3], [4, 5, 6, 7]],
    ]

    private func options(_ cell: Architecture.Cell) -> TrainingOptions {
        var options = TrainingOptions()
        options.architecture = .init(cell: cell, hidden: [17, 24])
        options.optimizer = .adamw(weightDecay: 0.1)
        options.optimizer.clip = 0.01
        options.regularization = .init(
            dropout: 0.2, variationalDropout: true, weightDropout: 0.3, averaging: 0.9)
        options.data.batchSize = 512
        options.schedule.epochs = 3
        options.threads = 1
        return options
    }

    @Test(arguments: Architecture.Cell.allCases) func names(_ cell: Architecture.Cell) throws {
        let list = try NameList(randomNames(1500, letters: 4, longest: 7, seed: 12))
        for runs in [1, 3] {
            var options = options(cell)
            options.data.runs = runs
            let alone = try Trainer(list, options: options).train().serialized()
            for hosts in Self.groups {
                let together = try LocalProcesses.run(hosts) {
                    try Trainer(list, options: options).train().serialized()
                }
                #expect(together == alone, "\(hosts)")
            }
        }
    }

    @Test(arguments: Architecture.Cell.allCases) func text(_ cell: Architecture.Cell) throws {
        var generator = SplitMix64(seed: 5, stream: .shuffling)
        let letters = Array("abcdefgh ")
        let text = try RunningText(String((0..<6000).map { _ in letters[Int(generator.next() % 9)] }))
        let options = options(cell)
        let alone = try Trainer(text, options: options).train().serialized()
        for hosts in Self.groups {
            let together = try LocalProcesses.run(hosts) {
                try Trainer(text, options: options).train().serialized()
            }
            #expect(together == alone, "\(hosts)")
        }
    }
}
