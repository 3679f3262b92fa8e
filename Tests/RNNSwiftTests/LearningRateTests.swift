import RNNSwift
import Testing

@Suite struct LearningRateTests {
    @Test func plateau() {
        var schedule = LearningRateSchedule(.plateau, learningRate: 1, patience: 2)
        func rate(_ better: Bool) -> Double {
            let isFinished = schedule.observe(better: better)
            return isFinished ? 0 : schedule.learningRate(after: 1)
        }
        let rates = [true, false, false, true, false, true, false, false].map(rate)
        #expect(rates == [1, 1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.25])
        var epochs = 1
        while !schedule.observe(better: false) { epochs += 1 }
        #expect(epochs == 10 && schedule.learningRate(after: 0) < LearningRateSchedule.smallestShare)
    }

    @Test func fixed() {
        var constant = LearningRateSchedule(.constant, learningRate: 2, patience: .max)
        let ends = (0..<9).map { _ in constant.observe(better: false) }
        #expect(!ends.contains(true) && constant.learningRate(after: 9) == 2)
        let cosine = LearningRateSchedule(.cosine, learningRate: 2, epochs: 4)
        let rates = [0, 1, 2, 4, 5].map { cosine.learningRate(after: $0) }
        let expected = [2, 1 + 0.5.squareRoot(), 1, 0, 0]
        #expect(zip(rates, expected).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    /// Numbers by PyTorch's formula, for 10 epochs and the rate 0.01: from 0.0004 up over 3, and down to 4e-8 over 7.
    @Test func oneCycle() {
        let schedule = LearningRateSchedule(.oneCycle, learningRate: 0.01, epochs: 10)
        let rates = [0, 1, 1.5, 3, 6.5, 10, 11].map { schedule.learningRate(after: $0) }
        let expected = [0.0004, 0.0028, 0.0052, 0.01, 0.00500002, 4e-8, 4e-8]
        #expect(zip(rates, expected).allSatisfy { abs($0 - $1) < 1e-9 }, "\(rates)")
        let longer = LearningRateSchedule(.oneCycle, learningRate: 0.01, warmup: 8, epochs: 10)
        #expect(abs(longer.learningRate(after: 4) - 0.0052) < 1e-9 && longer.learningRate(after: 8) == 0.01)
        #expect(abs(longer.learningRate(after: 9) - 0.00500002) < 1e-9)
    }

    @Test func warmup() {
        let constant = LearningRateSchedule(.constant, learningRate: 2, warmup: 1.5)
        #expect([0, 0.75, 1.5, 9].map { constant.learningRate(after: $0) } == [0, 1, 2, 2])
        let cosine = LearningRateSchedule(.cosine, learningRate: 2, warmup: 2, epochs: 6)
        let rates = [0, 1, 2, 4, 6].map { cosine.learningRate(after: $0) }
        #expect(zip(rates, [0, 1, 2, 1, 0]).allSatisfy { abs($0 - $1) < 1e-12 }, "\(rates)")
        var plateau = LearningRateSchedule(.plateau, learningRate: 2, patience: 1, warmup: 4)
        _ = plateau.observe(better: false)
        #expect(plateau.learningRate(after: 2) == 0.5 && plateau.learningRate(after: 4) == 1)
        let steps = LearningRateSchedule(.step, learningRate: 2, steps: [.init(after: 1, .absolute(1))], warmup: 2)
        #expect([0.5, 1, 2].map { steps.learningRate(after: $0) } == [0.5, 0.5, 1])
    }

    @Test(arguments: [TrainingOptions.Schedule.Kind.constant, .cosine, .oneCycle]) func patience(
        _ kind: TrainingOptions.Schedule.Kind
    ) {
        var schedule = LearningRateSchedule(kind, learningRate: 1, patience: 3, epochs: 100)
        let ends = [true, false, false, true, false, false, false].map { schedule.observe(better: $0) }
        #expect(ends == [false, false, false, false, false, false, true])
    }

    @Test func steps() {
        let schedule = LearningRateSchedule(
            .step, learningRate: 0.01,
            steps: [.init(after: 10, .absolute(0.005)), .init(after: 25, .times(0.25)), .init(after: 26, .absolute(1))])
        let rates = [0, 9.99, 10, 24.5, 25, 26, 1000].map { schedule.learningRate(after: $0) }
        #expect(rates == [0.01, 0.01, 0.005, 0.005, 0.0025, 1, 1])
    }

    /// What the presets' epochs are trained with.
    @Test func presets() throws {
        func rates(_ preset: TrainingOptions.Preset, _ epochs: [Int]) -> [Double] {
            let options = TrainingOptions(preset)
            let schedule = LearningRateSchedule(
                options.schedule.kind, learningRate: options.firstLearningRate, steps: options.schedule.steps)
            return epochs.map { (schedule.learningRate(after: Double($0 - 1)) * 1e6).rounded() / 1e6 }
        }
        #expect(rates(.book, [1, 200, 201, 300]) == [0.01, 0.01, 0.001, 0.001])
        #expect(rates(.scratch, [1, 20, 21, 40, 41, 126]) == [0.01, 0.01, 0.005, 0.005, 0.002, 0.002])
        #expect(rates(.kerasRNN, [1, 10, 11, 25, 26, 50, 51]) == [0.01, 0.01, 0.005, 0.005, 0.002, 0.002, 0.001])
        #expect(rates(.kerasLSTM, [5, 6, 15, 16, 25, 26]) == [0.01, 0.005, 0.005, 0.002, 0.002, 0.001])
    }
}
