import RNNSwift
import Testing

/// Trainings that are fitted to a time. What fits depends on the machine; what is done with it does not.
@Suite struct TimeTests {
    private static let names = (0..<300).map { "name\($0)" }

    private func trainer(
        _ schedule: TrainingOptions.Schedule, seconds: Double?, preset: TrainingOptions.Preset? = nil
    ) throws -> Trainer {
        var options = preset.map { TrainingOptions($0) } ?? TrainingOptions()
        if preset == nil { options.architecture = Architecture(cell: .gru, hidden: [8]) }
        options.schedule = schedule
        options.schedule.maximumSeconds = seconds
        options.threads = 1
        return try Trainer(NameList(Self.names), options: options)
    }

    /// Only where the schedule spans all epochs, and the caller leaves their number open.
    @Test func whatIsFitted() throws {
        let open = TrainingOptions.Schedule(.cosine)
        let fitted = try trainer(open, seconds: 1).fitted()
        let epochs = try #require(fitted.options.schedule.epochs)
        #expect(fitted.isFittedToTime && (1...Trainer.defaultEpochs).contains(epochs))
        let short = try trainer(open, seconds: 1e-9).fitted()
        #expect(short.options.schedule.epochs == 1, "there is at least one epoch")
        #expect(try trainer(TrainingOptions.Schedule(.oneCycle), seconds: 1).fitted().isFittedToTime)
        for schedule in [TrainingOptions.Schedule.cosine(epochs: 3), .plateau(), .constant()] {
            let same = try trainer(schedule, seconds: 1).fitted()
            #expect(!same.isFittedToTime && same.options.schedule.epochs == schedule.epochs, "\(schedule.kind)")
        }
        #expect(try !trainer(open, seconds: nil).fitted().isFittedToTime)
    }

    /// A fitted training is one with a number of epochs, to the same bytes.
    @Test func sameBytesAsWithThatManyEpochs() throws {
        let fitted = try trainer(TrainingOptions.Schedule(.cosine), seconds: 1e6).fitted()
        #expect(fitted.options.schedule.epochs == Trainer.defaultEpochs)
        var options = fitted.options
        options.schedule.maximumSeconds = nil
        let model = try Trainer(NameList(Self.names), options: options).train()
        #expect(try fitted.train { _ in }.model.serialized() == model.serialized())
    }

    /// The best preset takes the largest network for which there is time, and a checkpoint shows which it was.
    @Test func theNetworkOfAPreset() throws {
        let choices = TrainingOptions(.best).listDefaults.networks
        let schedule = TrainingOptions(.best).schedule
        let smallest = try trainer(schedule, seconds: 1e-9, preset: .best).fitted()
        #expect(smallest.options.chosenNetwork?.hidden == choices.last?.hidden)
        #expect(smallest.options.schedule.epochs == 1)

        let open = try trainer(schedule, seconds: 1e6, preset: .best)
        let largest = try open.fitted()
        let choice = try #require(choices.first)
        #expect(largest.options.architecture.hidden == choice.hidden)
        #expect(largest.network.architecture == largest.options.architecture)
        #expect(largest.options.regularization.dropout == choice.dropout)
        #expect(largest.options.schedule.epochs == choice.epochs.upperBound)

        var steps = 0
        let stopped = largest.train(
            onEpoch: { _ in },
            shouldStop: {
                steps += 1
                return steps > 1
            })
        let checkpoint = try #require(stopped.checkpoint)
        #expect(throws: CheckpointError.self) { try open.check(checkpoint) }
        let resumed = try open.fitted(like: checkpoint)
        try resumed.check(checkpoint)
        #expect(resumed.options.chosenNetwork?.hidden == choice.hidden)
        let unlimited = try trainer(schedule, seconds: nil, preset: .best).fitted(like: checkpoint)
        try unlimited.check(checkpoint)
        #expect(!unlimited.isFittedToTime)
    }

    /// Weights that a training starts from belong to a network, whatever the time.
    @Test func givenWeightsKeepTheirNetwork() throws {
        let small = try trainer(.constant(epochs: 1), seconds: nil).train()
        var options = TrainingOptions(.best)
        options.schedule.maximumSeconds = 1e6  // enough for the preset's largest network
        options.threads = 1
        let continued = try Trainer(NameList(Self.names), options: options, from: small).fitted()
        #expect(continued.isFittedToTime && continued.network.architecture == small.architecture)

        options.architecture = Model.base.architecture
        options.initialization = .base
        let begun = try Trainer(NameList(Self.names), options: options).fitted()
        #expect(begun.isFittedToTime && begun.network.architecture == Model.base.architecture)
    }

    @Test func theTimeOfAnEnsembleIsShared() throws {
        let ensemble = try EnsembleTrainer(trainer(TrainingOptions.Schedule(.cosine), seconds: 1e6), count: 2).train()
        #expect(ensemble.members.count == 2)
        let many = try trainer(TrainingOptions.Schedule(.cosine), seconds: 1).fitted(networks: 1_000_000_000)
        #expect(many.options.schedule.epochs == 1)
    }
}
