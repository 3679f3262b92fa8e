import RNNSwift
import Testing

/// The optimizers against PyTorch and Keras in float64, and what `TrainingStep` does with them.
@Suite struct OptimizerTests {
    /// A file of five steps, the optimizer that has to make them, and whether gradients are clipped before.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let clip: Double?
        let change: @Sendable (inout TrainingOptions) -> Void

        init(_ file: String, clip: Double? = nil, _ change: @escaping @Sendable (inout TrainingOptions) -> Void) {
            (testDescription, self.clip, self.change) = (file, clip, change)
        }
    }

    static let cases = [
        Case("sgd") { $0.optimizer.kind = .sgd },
        Case("momentum_book") { $0.optimizer.kind = .momentum },
        Case("momentum_torch") { $0.optimizer.kind = .heavyBall },
        Case("nesterov_torch") { $0.optimizer.kind = .nesterov },
        Case("rmsprop_keras") { $0.optimizer.kind = .rmsprop },
        Case("adam") { $0.optimizer.kind = .adam },
        Case("adamw") {
            $0.optimizer.kind = .adamw; $0.optimizer.weightDecay = 0.05
        },
        Case("clip", clip: 1) { $0.optimizer.kind = .adam },
    ]

    /// The largest difference of five steps from the file's. They round a few times each: 1e-6 is eight units in the
    /// last place.
    private static let tolerance = 1e-6

    private func difference(_ test: Case, _ kernels: Kernels) throws -> Double {
        let file = try golden("optimizer_\(test.testDescription)")
        let start = try #require(file.tensors["p0"]).floats
        let learningRate = try #require(Double(file.metadata["lr"] ?? ""))
        var options = TrainingOptions()
        options.kernels = kernels
        test.change(&options)
        var optimizer = options.makeOptimizer(parameterCount: start.count)
        let (memory, gradients) = (Buffer<Float>(count: start.count), Buffer<Float>(count: start.count))
        defer { withExtendedLifetime((memory, gradients)) {} }
        let (parameters, gradient) = (memory.vector(count: start.count), gradients.vector(count: start.count))
        for i in start.indices { parameters[i] = start[i] }
        var worst = 0.0
        for step in 1...5 {
            for (i, value) in try #require(file.tensors["g.\(step)"]).floats.enumerated() { gradient[i] = value }
            if let clip = test.clip {
                let norm = kernels.sumOfSquares(gradient).squareRoot()
                kernels.scale(gradient, by: Float(TrainingStep.clippingFactor(clip, norm: norm)))
            }
            optimizer.update(parameters, along: gradient, learningRate: learningRate)
            let expected = try #require(file.tensors["p.\(step)"]).doubles
            worst = max(worst, relativeDifference(parameters.values.map { Double($0) }, expected))
        }
        #expect(optimizer.steps == 5)
        return worst
    }

    @Test(arguments: cases, Kernels.available) func fiveSteps(_ test: Case, kernels: Kernels) throws {
        #expect(try difference(test, kernels) < Self.tolerance)
    }

    /// The comparison must be able to fail: settings that are off a little are seen.
    @Test(arguments: [
        Case("momentum_book") { $0.optimizer.kind = .heavyBall },
        Case("momentum_torch") {
            $0.optimizer.kind = .heavyBall; $0.optimizer.momentum = 0.901
        },
        Case("nesterov_torch") { $0.optimizer.kind = .heavyBall },
        Case("rmsprop_keras") {
            $0.optimizer.kind = .rmsprop; $0.optimizer.epsilon = 1e-3
        },
        Case("rmsprop_keras") {
            $0.optimizer.kind = .rmsprop; $0.optimizer.rho = 0.901
        },
        Case("adam") {
            $0.optimizer.kind = .adam; $0.optimizer.beta1 = 0.901
        },
        Case("adam") {
            $0.optimizer.kind = .adam; $0.optimizer.beta2 = 0.998
        },
        Case("adamw") { $0.optimizer.kind = .adamw },  // whose default is another
        Case("clip", clip: 1.5) {
            $0.optimizer.kind = .adam; $0.optimizer.epsilon = 1
        },
    ])
    func wrongSettingsAreSeen(_ test: Case) throws {
        #expect(try difference(test, .best) > Self.tolerance)
    }

    @Test func momentsHaveNames() {
        let names: [TrainingOptions.Optimizer.Kind: [String]] = [
            .adam: ["mean", "square"], .adamw: ["mean", "square"], .rmsprop: ["square"], .momentum: ["average"],
            .heavyBall: ["average"], .nesterov: ["velocity"], .sgd: [],
        ]
        for kind in TrainingOptions.Optimizer.Kind.allCases {
            var options = TrainingOptions()
            options.optimizer.kind = kind
            var optimizer = options.makeOptimizer(parameterCount: 3)
            #expect(optimizer.moments.keys.sorted() == names[kind])
            let (p, g) = (Buffer<Float>(count: 3), Buffer<Float>(count: 3))
            defer { withExtendedLifetime((p, g, optimizer)) {} }
            g[1] = 2
            optimizer.update(p.vector(count: 3), along: g.vector(count: 3), learningRate: 0.1)
            for values in optimizer.moments.values { #expect(values.count == 3 && values[0] == 0 && values[1] > 0) }
            optimizer.steps = 7
            #expect(optimizer.steps == 7)
        }
    }

    /// Steps of two pieces, of shards and of threads come to the same bits, with a gradient that is clipped to its
    /// norm.
    @Test(arguments: Kernels.available) func clipping(_ kernels: Kernels) throws {
        let names = EncodedNames(
            randomNames(700, letters: 4, longest: 6, seed: 12), vocabulary: try Vocabulary(Array("abcd")))
        let network = Network(Architecture(hidden: [130]), vocabularySize: 6, kernels: kernels)
        let start = network.initialParameters(seed: 1)
        func step(clip: Double?, threads: Int = 1) -> [Float] {
            let step = TrainingStep(
                network, parameters: start.copy(), optimizer: SGD(kernels: kernels), clip: clip,
                workers: WorkerPool(threads: threads))
            _ = step.run(names, selection: Array(names.occurrences)[...], learningRate: 1)
            return withExtendedLifetime(step) { step.weights.parameters.all.values }
        }
        func norm(_ parameters: [Float]) -> Double {
            var squares = 0.0
            for (value, old) in zip(parameters, before) { squares += Double(value - old) * Double(value - old) }
            return squares.squareRoot()
        }
        let before = withExtendedLifetime(start) { start.all.values }
        let whole = step(clip: nil)
        let length = norm(whole)
        #expect(length > 0.01)
        let unclipped = step(clip: 1e6) == whole  // named, so that a failure does not print them all
        #expect(unclipped)
        let clipped = step(clip: length / 7)
        #expect(abs(norm(clipped) / (length / 7) - 1) < 1e-4)
        let same = [2, 3].map { step(clip: length / 7, threads: $0) == clipped }
        #expect(same == [true, true])
    }
}
