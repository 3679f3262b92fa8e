import RNNSwift
import Testing

/// Training on running text: streams side by side, states carried over, backpropagation truncated.
@Suite struct RunningTextTests {
    private static let vocabularySize = 7

    private func tokens(_ count: Int) -> [UInt16] {
        var generator = SplitMix64(seed: 5, stream: .shuffling)
        return (0..<count).map { _ in UInt16.random(in: 0..<UInt16(Self.vocabularySize), using: &generator) }
    }

    private func makeStep(
        _ cell: Architecture.Cell, _ kernels: Kernels, threads: Int = 1, hidden: [Int] = [6, 9]
    ) -> TrainingStep {
        let network = Network(
            Architecture(cell: cell, hidden: hidden), vocabularySize: Self.vocabularySize, kernels: kernels)
        return TrainingStep(
            network, parameters: network.initialParameters(seed: 4), optimizer: SGD(kernels: kernels),
            workers: WorkerPool(threads: threads))
    }

    /// However a stream is cut into pieces, every character is predicted from all that came before it in its stream.
    @Test(arguments: Architecture.Cell.allCases, Kernels.available)
    func statesAreCarriedOver(_ cell: Architecture.Cell, _ kernels: Kernels) {
        let tokens = tokens(101)
        let losses = [25, 10, 7, 1].map { length in
            let text = TextStreams(tokens, streams: 4, sequenceLength: length)
            let step = makeStep(cell, kernels)
            // Two passes: the second begins anew.
            return (0..<2 * text.pieces).reduce(into: (nats: 0.0, predictions: 0)) { sum, piece in
                let result = step.run(text, piece: piece % text.pieces, learningRate: 0)
                sum.nats += result.loss
                sum.predictions += result.predictions
            }
        }
        for loss in losses {
            #expect(loss.predictions == 200)
            #expect(abs(loss.nats / losses[0].nats - 1) < 1e-6)
        }
    }

    /// A piece that is a whole stream has the gradient of names without prefixes in common: one plain row a position.
    @Test(arguments: Architecture.Cell.allCases, Kernels.available)
    func gradientIsThatOfPlainRows(_ cell: Architecture.Cell, _ kernels: Kernels) throws {
        // A name reads START, its characters, and predicts them and STOP: so a stream is a name between these two.
        let (start, stop) = (UInt16(5), UInt16(6))
        let texts = ["abcde", "badce", "ccaab"]
        let names = EncodedNames(texts, vocabulary: try Vocabulary(Array("abcde")))
        var tokens: [UInt16] = []
        for text in texts { tokens += try [start] + text.map { UInt16(try #require(names.vocabulary.token(of: $0))) } }
        // Streams are cut from one text: each predicts the first token of the next one, START, where a name predicts
        // STOP.
        let step = makeStep(cell, kernels)
        let text = TextStreams(tokens + [start], streams: 3, sequenceLength: 6)
        let streams = step.run(text, piece: 0, learningRate: 0)

        let (workspace, gradient) = (Workspace(step.network), Parameters(step.network.layout))
        workspace.rows.buildPlain(names, selection: names.occurrences)
        for i in 0..<18 where workspace.rows.target[i] == Int32(stop) { workspace.rows.target[i] = Int32(start) }
        let loss = step.network.addGradient(step.weights, workspace, scale: 1 / 18, to: gradient)
        #expect(streams.predictions == 18)
        #expect(abs(streams.loss / loss - 1) < 1e-6)
        let difference = relativeDifference(
            step.gradient.all.values.map { Double($0) }, gradient.all.values.map { Double($0) })
        #expect(difference < 1e-5)
    }

    /// Four shards, and enough parameters for several pieces of an optimizer's step.
    @Test(arguments: Architecture.Cell.allCases) func threadsDoNotMatter(_ cell: Architecture.Cell) {
        let text = TextStreams(tokens(5001), streams: 100, sequenceLength: 20)
        let results = [1, 2, 3].map { threads in
            let step = makeStep(cell, .best, threads: threads, hidden: [65, 70])
            for piece in 0..<text.pieces { _ = step.run(text, piece: piece, learningRate: 0.1) }
            return step.weights.parameters.all.values
        }
        #expect(results[0] == results[1] && results[0] == results[2])
    }
}
