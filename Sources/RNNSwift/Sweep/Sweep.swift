import Foundation

/// Trains a network with each of many settings, and finds the best setting.
///
///     let grid = try SweepGrid([SweepAxis("cell", "rnn,lstm"), SweepAxis("hidden", "8,32,64")])
///     let sweep = try Sweep(NameList(.dinosaurs), grid)
///     let folder = try SweepFolder("sizes")
///     try folder.begin(sweep)
///     let (ending, results) = try sweep.run(in: folder)
///
/// The settings hold out the same names. Several are trained at once, each on one thread, and the worse half is stopped
/// after each round (successive halving): the better half continues for as many epochs as it has done. The results do
/// not depend on the number of threads.
public struct Sweep: Sendable {
    public struct Options: Sendable {
        /// What the settings have in common.
        public var training = TrainingOptions()
        /// Whether all settings are trained to their end.
        public var keepsAll = false
        /// Epochs of the first round, at least 1. By default, the smallest number in which every setting makes 200
        /// steps.
        public var firstRound: Int?

        public init() {}
    }

    public let grid: SweepGrid
    public let options: Options
    /// The parameters of each setting's network.
    public let parameters: [Int]
    /// Epochs of the first round; nil if there is one round only.
    public let firstRound: Int?
    package let rounds: SweepRounds
    /// The names in their two parts, for each seed and each kind of tokens of the grid.
    private let bases: [String: Trainer]
    /// That of the first setting.
    private let base: Trainer

    /// - Throws: ``ListError``, ``TrainingError``, as for ``Trainer``; ``SweepError`` if a setting cannot be trained.
    public init(_ list: consuming NameList, _ grid: SweepGrid, options: Options = .init()) throws {
        var options = options
        precondition(
            options.firstRound ?? 1 > 0 && !grid.settings.isEmpty,
            "a sweep needs settings, and a first round of at least 1 epoch")
        if let seed = grid.seeds.first { options.training.seed = seed }
        let (bases, measuresTraining) = try Self.makeBases(list, grid, options)
        self.bases = bases
        options.training.measuresTraining = measuresTraining
        base = bases[Self.data(grid.settings[0].options(options.training))]!
        self.grid = grid
        self.options = options
        firstRound = options.keepsAll ? nil : options.firstRound ?? Self.firstRound(base, grid)
        var parameters: [Int] = []
        var most = 0
        for setting in grid.settings {
            var training = options.training
            setting.apply(to: &training)
            do {
                let trainer = try Trainer(sharing: bases[Self.data(training)]!, options: training)
                parameters.append(trainer.network.layout.parameterCount)
                most = max(most, trainer.mostEpochs)
            } catch {
                throw SweepError("\(setting.texts.compactMap(\.self).joined(separator: " ")): \(error)")
            }
        }
        self.parameters = parameters
        let groups = grid.groups
        rounds = SweepRounds(settings: groups.count, groups: groups, first: firstRound, most: most)
    }

    /// What the data of a setting depend on.
    private static func data(_ training: TrainingOptions) -> String { "\(training.seed) \(training.data.tokens)" }

    /// A trainer for each seed and kind of tokens, and whether the names trained on have to be measured: something has
    /// to tell which setting is the best.
    private static func makeBases(
        _ list: NameList, _ grid: SweepGrid, _ options: Options
    ) throws -> (bases: [String: Trainer], measuresTraining: Bool) {
        var bases: [String: Trainer] = [:]
        var measuresTraining = options.training.measuresTraining
        for setting in grid.settings {
            let own = setting.options(options.training)
            guard bases[data(own)] == nil else { continue }
            var training = options.training
            (training.seed, training.data.tokens) = (own.seed, own.data.tokens)
            let first = try Trainer(list, options: training)
            if first.counts.heldOut == 0 { (training.measuresTraining, measuresTraining) = (true, true) }
            bases[data(training)] = try Trainer(sharing: first, options: training)
        }
        return (bases, measuresTraining)
    }

    /// Steps of the first round. On short lists, where an epoch has few, the order of settings after fewer has little
    /// to do with that at the end: `Documentation/Notes/Sweep.md` has figures.
    private static let firstSteps = 200

    private static func firstRound(_ base: Trainer, _ grid: SweepGrid) -> Int {
        var options = base.options
        options.data.batchSize =
            grid.settings.map { setting in
                var options = base.options
                setting.apply(to: &options)
                return options.data.batchSize
            }.max() ?? options.data.batchSize
        return (firstSteps - 1) / base.data.stepsAnEpoch(options) + 1
    }

    /// Names trained on, names held out, both distinct.
    public var counts: (training: Int, heldOut: Int) { base.counts }
    /// What the list is called.
    public var source: String { base.record.list }
    /// The characters that the names have.
    public var characters: Int { base.vocabulary.characters.count }

    package func trainer(_ setting: Int, threads: Int) throws -> Trainer {
        var training = options.training
        grid.settings[setting].apply(to: &training)
        training.threads = threads
        return try Trainer(sharing: bases[Self.data(training)]!, options: training)
    }

    /// Everything that the results depend on, by the names that options have on the command line.
    package var plan: [(name: String, value: String)] {
        var plan = base.data.settings(options.training)
        for name in SweepAxis.names where name != "seed" {
            let values = grid.axes.first { $0.name == name }?.values.map(\.text)
            plan.append((name, values?.joined(separator: ",") ?? Self.unset))
        }
        plan.append(("random", grid.random.map(String.init) ?? Self.unset))
        let seeds = grid.seeds.isEmpty ? [options.training.seed] : grid.seeds
        plan.append(("seed", seeds.map(String.init).joined(separator: ",")))
        plan.append(("epochs", options.training.schedule.epochs.map(String.init) ?? Self.unset))
        plan.append(("first-round", options.firstRound.map(String.init) ?? Self.unset))
        plan.append(("keep-all", options.keepsAll ? "yes" : "no"))
        plan.append(("isa", options.training.kernels.name))
        return plan
    }

    /// The value of an option that is not given.
    static let unset = "default"

    /// The values that tell a setting from the others, as "lstm 64 0.01".
    public func label(_ setting: Int) -> String { label(setting, grid.varying) }

    /// The values that tell a setting from the others, without its seed.
    package func labelWithoutSeed(_ setting: Int) -> String {
        label(setting, grid.varying.filter { grid.axes[$0].name != "seed" })
    }

    private func label(_ setting: Int, _ varying: [Int]) -> String {
        let values = grid.settings[setting].values
        let shown = varying.isEmpty ? Array(values.indices) : varying
        return shown.map { values[$0]?.text ?? "–" }.joined(separator: " ")
    }
}
