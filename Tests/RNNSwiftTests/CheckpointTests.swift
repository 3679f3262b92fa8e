import Foundation
import RNNSwift
import Testing

@Suite struct CheckpointTests {
    private func options(_ change: (inout TrainingOptions) -> Void = { _ in }) -> TrainingOptions {
        var options = TrainingOptions()
        options.architecture = Architecture(hidden: [9, 5])
        options.data.batchSize = 130  // six steps per epoch, of two shards and the rest
        options.schedule.epochs = 4
        options.schedule.patience = 1
        options.schedule.learningRate = 0.02
        options.threads = 1
        change(&options)
        return options
    }

    /// Every state of a training, and what came of it.
    private func record(_ list: NameList, _ options: TrainingOptions) throws -> (states: [Data], model: Data) {
        var states: [Checkpoint] = []
        let outcome = try Trainer(list, options: options).train(
            onEpoch: { _ in }, checkpoints: .seconds(0), onCheckpoint: { states.append($0) })
        return (try states.map { try $0.serialized() }, try outcome.model.serialized())
    }

    /// Resumes from every state of a training; of a long one, from a sample of them with the first and the last.
    private func checkResuming(_ change: (inout TrainingOptions) -> Void) throws {
        let list = try NameList(.dinosaurs)
        let options = options(change)
        let (states, model) = try record(list, options)
        #expect(states.count >= 4)
        let every = isExhaustive ? 1 : max(1, states.count / 24)
        for (index, state) in states.enumerated() where index % every == 0 || index == states.count - 1 {
            var options = options
            options.threads = 1 + index % 3
            let trainer = try Trainer(list, options: options)
            let checkpoint = try Checkpoint(state, kernels: options.kernels)
            try trainer.check(checkpoint)
            let outcome = trainer.train(from: checkpoint, onEpoch: { _ in })
            #expect(try outcome.model.serialized() == model, "state \(index)")
            #expect(outcome.seconds > checkpoint.seconds)
        }
    }

    @Test(arguments: TrainingOptions.Optimizer.Kind.allCases)
    func goingOnFromAnyStepChangesNothing(_ optimizer: TrainingOptions.Optimizer.Kind) throws {
        try checkResuming { $0.optimizer.kind = optimizer }
    }

    @Test(arguments: Architecture.Cell.allCases) func norDoesItForAnyCell(_ cell: Architecture.Cell) throws {
        try checkResuming { $0.architecture.cell = cell }
    }

    @Test(arguments: Kernels.available) func norForAnyKernels(_ kernels: Kernels) throws {
        try checkResuming {
            $0.kernels = kernels; $0.schedule.epochs = 2
        }
    }

    @Test(arguments: [TrainingOptions.Optimizer.Kind.momentum, .heavyBall, .sgd])
    func norWithAStepACharacter(_ optimizer: TrainingOptions.Optimizer.Kind) throws {
        try checkResuming {
            $0.optimizer.kind = optimizer; $0.data.update = .character; $0.schedule.learningRate = nil;
            $0.schedule.epochs = 6
        }
    }

    @Test func norWithWhatElseThereIs() throws {
        try checkResuming {
            $0.optimizer.kind = .adamw; $0.optimizer.clip = 0.5; $0.schedule.kind = .cosine; $0.data.validation = .none
        }
        try checkResuming {
            $0.optimizer.kind = .rmsprop; $0.optimizer.weightDecay = 0.1; $0.schedule.kind = .step;
            $0.initialization = .keras
            $0.schedule.steps = [.init(after: 1, .times(0.5)), .init(after: 3, .absolute(0.001))]
            $0.data.namesPerEpoch = 300; $0.data.validation = .none; $0.measuresTraining = true; $0.bestBy = .accuracy
            $0.data.storesHashes = false
        }
        try checkResuming {
            $0.schedule.epochs = nil; $0.schedule.learningRate = 0.2; $0.data.batchSize = 400
        }
    }

    /// Masks depend on the number of the step, the average on all steps before.
    @Test(arguments: [false, true]) func norWithDropoutAnAverageAndAWarmUp(_ isVariational: Bool) throws {
        try checkResuming {
            $0.regularization.dropout = 0.3; $0.regularization.variationalDropout = isVariational;
            $0.regularization.averaging = 0.9; $0.schedule.warmup = 1.5
            $0.schedule.kind = isVariational ? .oneCycle : .constant; $0.schedule.patience = 3
        }
        // Its own average is called so, too.
        try checkResuming {
            $0.optimizer.kind = .momentum; $0.regularization.averaging = 0.5; $0.regularization.weightDropout = 0.5;
            $0.regularization.dropout = 0.1; $0.schedule.epochs = 2;
            $0.schedule.learningRate = 0.5
        }
    }

    @Test func aStopLosesNothing() throws {
        let list = try NameList(.dinosaurs)
        let whole = try Trainer(list, options: options()).train(onEpoch: { _ in })
        var asked = 0
        let stopped = try Trainer(list, options: options()).train(
            onEpoch: { _ in },
            shouldStop: {
                asked += 1
                return asked == 10
            })
        let checkpoint = try #require(stopped.checkpoint)
        #expect(stopped.ending == .interrupted && whole.checkpoint == nil)
        #expect(checkpoint.epochs == 1 && checkpoint.steps == 3)
        var numbers: [Int] = []
        let outcome = try Trainer(list, options: options()).train(
            from: checkpoint, onEpoch: { numbers.append($0.number) })
        #expect(numbers == [2, 3, 4])
        #expect(try outcome.model.serialized() == whole.model.serialized())
    }

    /// The model of a part of the first epoch is not what training resumes with.
    @Test func stoppedInTheFirstEpoch() throws {
        let list = try NameList(.dinosaurs)
        func trainer(_ seconds: Double?) throws -> Trainer {
            try Trainer(list, options: options { $0.schedule.maximumSeconds = seconds })
        }
        let whole = try trainer(nil).train(onEpoch: { _ in })
        var asked = 0
        let stopped = try trainer(nil).train(
            onEpoch: { _ in },
            shouldStop: {
                asked += 1
                return asked == 3
            })
        #expect(stopped.model.record.epochs == 1)
        let checkpoint = try #require(stopped.checkpoint)
        let outcome = try trainer(nil).train(from: checkpoint, onEpoch: { _ in })
        #expect(try outcome.model.serialized() == whole.model.serialized())
        let nothing = try trainer(nil).train(onEpoch: { _ in }, shouldStop: { true })
        #expect(nothing.checkpoint == nil)
        // The time limit counts from where training resumes.
        let late = try trainer(1e-9).train(from: checkpoint, onEpoch: { _ in })
        #expect(late.ending == .time && late.checkpoint?.steps == 2)
    }

    @Test func moreEpochsThanWereAskedForAtFirst() throws {
        let list = try NameList(.dinosaurs)
        func train(_ epochs: Int, from checkpoint: Checkpoint?) throws -> (Trainer.Outcome, last: Checkpoint?) {
            var last: Checkpoint?
            let trainer = try Trainer(list, options: options { $0.schedule.epochs = epochs })
            try checkpoint.map(trainer.check)
            let outcome = trainer.train(
                from: checkpoint, onEpoch: { _ in }, checkpoints: .epochs(2), onCheckpoint: { last = $0 })
            return (outcome, last)
        }
        let state = try train(4, from: nil).last
        #expect(state?.epochs == 2 && state?.steps == 0)
        let longer = try train(6, from: state).0
        #expect(try longer.model.serialized() == train(6, from: nil).0.model.serialized())
        let shorter = try train(1, from: state).0
        #expect(shorter.ending == .epochs && shorter.model.record.epochs == 2)
    }

    @Test func otherTrainingsAreNamed() throws {
        let list = try NameList(.dinosaurs)
        let last = try #require(try record(list, options()).states.last)
        let state = try Checkpoint(last, kernels: .best)
        func differences(_ other: NameList? = nil, _ change: (inout TrainingOptions) -> Void = { _ in }) throws
            -> [String]
        {
            do {
                try Trainer(other ?? list, options: options(change)).check(state)
                return []
            } catch CheckpointError.ofAnotherTraining(let differences) {
                return differences
            }
        }
        #expect(try differences().isEmpty)
        #expect(
            try differences {
                $0.schedule.epochs = 9; $0.threads = 2; $0.schedule.maximumSeconds = 3; $0.measuresTraining = true
            }.isEmpty)
        #expect(try differences { $0.seed = 2 } == ["`seed` was 1, now 2"])
        #expect(try differences { $0.architecture.hidden = [8] } == ["`hidden` was 9,5, now 8"])
        #expect(try differences { $0.schedule.learningRate = 0.1 } == ["`learningRate` was 0.02, now 0.1"])
        #expect(try differences { $0.data.validation = .none }.first == "`validation` was 0.1, now 0.0")
        #expect(try differences { $0.optimizer.kind = .sgd } == ["`optimizer` was adam, now sgd"])
        #expect(try differences { $0.schedule.kind = .cosine }.first == "`schedule` was plateau, now cosine")
        #expect(try differences { $0.regularization.dropout = 0.5 }.first == "`dropout` was 0, now 0.5")
        #expect(try differences { $0.regularization.averaging = 0.9 } == ["`averaging` was no, now 0.9"])
        #expect(try differences { $0.schedule.warmup = 2 } == ["`warmup` was 0, now 2"])
        #expect(try differences { $0.data.storesHashes = false } == ["`storesHashes` was yes, now no"])
        var names = Array(list.names)
        names.append(names[7])
        #expect(try differences(NameList(names)) == ["the list differs"])
        #expect(try differences(NameList(names.dropLast().reversed())).isEmpty)
        #expect(try differences(NameList(.players)) == ["the list differs"])
    }

    /// Whatever byte of a file is another one, it is refused or taken, and one that is taken can be resumed from.
    @Test func brokenFiles() throws {
        let list = try NameList(["ann", "anna", "hanna", "bob", "otto"])
        let options = options {
            $0.architecture.hidden = [2]; $0.schedule.epochs = 2; $0.data.batchSize = 2
        }
        let state = try #require(try record(list, options).states.last)
        let trainer = try Trainer(list, options: options)
        func goesOn(_ data: Data) -> Bool {
            guard let checkpoint = try? Checkpoint(data, kernels: .best), (try? trainer.check(checkpoint)) != nil else {
                return false
            }
            return trainer.train(from: checkpoint, onEpoch: { _ in }).model.record.epochs < 1 << 54
        }
        #expect(goesOn(state))
        for length in stride(from: 0, to: state.count, by: 7) { #expect(!goesOn(state.prefix(length))) }
        var generator = SplitMix64(seed: 5, stream: .generation)
        var taken = 0
        for _ in 0..<3000 {
            var data = state
            data[Int.random(in: data.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            if goesOn(data) { taken += 1 }
        }
        #expect(taken > 0 && taken < 3000)
        func changed(_ change: (inout Safetensors) throws -> Void) throws -> Data {
            var file = try Safetensors(state)
            try change(&file)
            return try file.serialized()
        }
        #expect(try goesOn(changed { _ in }))
        #expect(try !goesOn(changed { $0.tensors["training.parameters"] = .init([1], shape: [1]) }))
        #expect(try !goesOn(changed { $0.tensors["training.optimizer.mean"] = nil }))
        #expect(try !goesOn(changed { $0.tensors["training.optimizer.more"] = .init([1], shape: [1]) }))
        #expect(try !goesOn(changed { $0.metadata["rnnc.position"] = nil }))
        // As older programs wrote it: without some options, names with dashes, 1 as 1.0.
        let older = try changed { file in
            let settings = try #require(file.metadata["rnnc.settings"])
            var fields = try JSONDecoder().decode([String: String].self, from: Data(settings.utf8))
            for name in ["dropout", "ema", "warmup", "weight-dropout"] {
                #expect(fields.removeValue(forKey: name) != nil)
            }
            let old = fields.map { name, value in
                let isSetting = TrainingSetting.named(name) != nil || ["seed", "isa", "validation"].contains(name)
                return (isSetting ? "--" + name : name, name == "seed" ? value : Double(value).map { "\($0)" } ?? value)
            }
            file.metadata["rnnc.settings"] = String(
                decoding: try JSONEncoder().encode(Dictionary(uniqueKeysWithValues: old)), as: UTF8.self)
        }
        #expect(goesOn(older))
        #expect(try !goesOn(changed { $0.metadata["rnnc.settings"] = "{}" }))
        for (field, value) in [
            ("\"steps\"", "-1"), ("\"steps\"", "99"), ("\"seconds\"", "-1"), ("\"predictions\"", "0"),
        ] {
            let broken = try changed { file in
                let position = try #require(file.metadata["rnnc.position"])
                file.metadata["rnnc.position"] = position.replacing(
                    try Regex("\(field):[0-9.]+"), with: "\(field):\(value)")
            }
            #expect(!goesOn(broken), "\(field) \(value)")
        }
    }

    /// What a model holds is read again to the bit, negative zeros included.
    @Test func zerosKeepTheirSign() throws {
        let model = try randomModel("abc")
        model.weights.parameters.all.fill(-0.0)
        let data = try model.serialized()
        #expect(try Model(Safetensors(data), kernels: .best).serialized() == data)
    }

    @Test func aLossOutOfBoundsEndsTheTraining() throws {
        for optimizer in TrainingOptions.Optimizer.Kind.allCases {
            let outcome = try Trainer(
                NameList(.dinosaurs),
                options: options {
                    $0.optimizer.kind = optimizer; $0.schedule.learningRate = 1e4; $0.schedule.epochs = 50
                }
            ).train(onEpoch: { _ in })
            #expect(outcome.ending == .diverged && outcome.checkpoint == nil, "\(optimizer)")
        }
    }
}
