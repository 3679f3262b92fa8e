extension Trainer {
    /// What other processes have to know of a trainer, beside its data, to train as it does.
    struct Plan: Codable {
        /// Number of the data that was shared.
        let data: Int
        let architecture: Architecture
        /// The settings that have an effect, as texts by name.
        let settings: [String: String]
        let seed: UInt64
        let maximumSeconds: Double?
        let threads: Int
        let kernels: String
        let record: TrainingRecord
    }

    /// - Precondition: The data are shared.
    var plan: Plan {
        guard let shared else { preconditionFailure("other processes have no data") }
        return Plan(
            data: shared.number, architecture: network.architecture, settings: Self.texts(options, data.subject),
            seed: options.seed, maximumSeconds: options.schedule.maximumSeconds, threads: options.threads,
            kernels: options.kernels.name, record: record)
    }

    /// The trainer of a plan. Ends the processes if this one cannot train by it.
    ///
    /// - Parameter data: What the coordinator has shared, by number.
    init(_ plan: Plan, _ data: [Int: any TrainingData], in group: any ProcessGroup) {
        func fail(_ what: String) -> Never { group.abort("\(group.name(of: group.rank)) \(what)") }
        guard let data = data[plan.data] else { fail("lacks the data of a training") }
        guard let kernels = Kernels(named: plan.kernels) else {
            fail("has no kernels '\(plan.kernels)'; choose others with --isa, such as avx2")
        }
        var options = TrainingOptions()
        for setting in TrainingSetting.all {
            if let text = plan.settings[setting.name] { try? setting.apply(text, to: &options) }
        }
        (options.seed, options.threads, options.kernels) = (plan.seed, plan.threads, kernels)
        options.architecture = plan.architecture
        options.schedule.maximumSeconds = plan.maximumSeconds
        let own = Self.texts(options, data.subject)
        for (name, text) in plan.settings where !TrainingSetting.areEqual(own[name] ?? "nothing", text) {
            fail("takes `\(name)` \(text) for \(own[name] ?? "nothing"): start the same program on all hosts")
        }
        self.options = options
        (self.data, vocabulary, record) = (data, data.vocabulary, plan.record)
        (trainingNames, base, teacher, omitted, shared, isAlone) = (nil, nil, nil, nil, nil, true)
        hasOpenEpochs = false
        network = Network(plan.architecture, vocabularySize: data.vocabulary.count, kernels: kernels)
    }

    private static func texts(
        _ options: TrainingOptions, _ subject: TrainingSetting.Subject
    ) -> [String: String] {
        TrainingSetting.all.reduce(into: [:]) { texts, setting in
            guard setting.subject == .both || setting.subject == subject, setting.obstacle(options) == nil,
                setting.value(options) != nil, setting.name != "layers", setting.name != "hidden"
            else { return }
            texts[setting.name] = setting.text(options)
        }
    }
}
