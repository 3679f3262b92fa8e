/// A list of names to train on.
struct TrainingNames: TrainingData {
    let training: EncodedNames
    let heldOut: EncodedNames?
    let charactersPerToken: Double
    /// Whether the held-out names are a list of their own.
    let isHeldOutApart: Bool
    /// A model whose predictions are learned, too; nil if there is none.
    let teacher: Teacher?

    init(_ names: EncodedNames, _ options: TrainingOptions, _ teacher: ModelEnsemble? = nil) {
        self.teacher = teacher.map { Teacher($0) }
        switch options.data.validation {
        case .share(let share):
            let (training, heldOut) = names.split(holdingOut: share, seed: options.data.splitSeed ?? options.seed)
            self.training = training
            self.heldOut = heldOut.count > 0 ? heldOut : nil
            isHeldOutApart = false
        case .list(let validation):
            training = names
            heldOut = EncodedNames(validation, vocabulary: names.vocabulary)
            isHeldOutApart = true
        case .none:
            training = names
            heldOut = nil
            isHeldOutApart = false
        }
        let isPlain = training.vocabulary.isPlain
        charactersPerToken = isPlain ? 1 : Double(training.characters) / Double(training.predictions)
    }

    init(
        training: EncodedNames, heldOut: EncodedNames?, isHeldOutApart: Bool, charactersPerToken: Double,
        teacher: Teacher?
    ) {
        self.teacher = teacher
        (self.training, self.heldOut, self.isHeldOutApart) = (training, heldOut, isHeldOutApart)
        self.charactersPerToken = charactersPerToken
    }

    var vocabulary: Vocabulary { training.vocabulary }

    /// Distinct names.
    var counts: (training: Int, heldOut: Int) { (training.count, heldOut?.count ?? 0) }

    var subject: TrainingSetting.Subject { .names }

    func settings(_ options: TrainingOptions) -> [(name: String, value: String)] {
        var settings: [(name: String, value: String)] = []
        switch options.data.validation {
        case .share(let share):
            // The fingerprint of the whole list: the options determine which names are held out.
            settings.append(("the list", "\(Fingerprint(of: [training, heldOut].compactMap { $0 }))"))
            settings.append(("validation", "\(share)"))
        case .list:
            settings.append(("the list", "\(Fingerprint(of: [training]))"))
            settings.append(("the validation list", heldOut.map { "\(Fingerprint(of: [$0]))" } ?? ""))
        case .none:
            settings.append(("the list", "\(Fingerprint(of: [training]))"))
            settings.append(("validation", "0.0"))
        }
        return settings
    }

    func stepsAnEpoch(_ options: TrainingOptions) -> Int { makeEpochs(options).steps }

    private func makeEpochs(_ options: TrainingOptions, _ processes: (any ProcessGroup)? = nil) -> Epochs {
        let isOnline = options.data.update == .character
        return Epochs(
            training, namesPerEpoch: options.data.namesPerEpoch,
            batchSize: isOnline ? OnlineTraining.namesPerRun : options.data.batchSize,
            runLength: isOnline ? 1 : options.data.runs, sorted: !isOnline, seed: options.seed, processes: processes)
    }

    private func teaching(_ options: TrainingOptions) -> TrainingStep.Teaching? {
        guard let teacher, let weight = options.data.teacherWeight else { return nil }
        return .init(teacher: teacher, weight: weight, usesList: options.data.labelDropout == 0)
    }

    func makePasses(
        _ network: Network, _ parameters: Parameters, _ options: TrainingOptions, _ workers: WorkerPool,
        _ processes: (any ProcessGroup)?
    ) -> any TrainingPasses {
        let method: any TrainingMethod =
            switch options.data.update {
            case .batch: TrainingStep(network, parameters, options, teaching: teaching(options), workers, processes)
            case .character: OnlineTraining(network, parameters, options)
            }
        let dropout = options.data.labelDropout
        return Passes(
            training, makeEpochs(options, processes), method,
            dropout > 0 ? LabelDropout(training, probability: dropout, seed: options.seed) : nil)
    }

    private final class Passes: TrainingPasses {
        let method: any TrainingMethod
        private let names: EncodedNames
        private var epochs: Epochs
        private let labelDropout: LabelDropout?
        private var pass = 0

        init(
            _ names: EncodedNames, _ epochs: Epochs, _ method: any TrainingMethod, _ labelDropout: LabelDropout?
        ) {
            self.names = names
            self.epochs = epochs
            self.method = method
            self.labelDropout = labelDropout
        }

        var steps: Int { epochs.steps }

        func begin(pass: Int) {
            self.pass = pass
            epochs.begin(pass: pass)
        }

        func begin(step: Int) {
            let selection = epochs[step]
            let names = labelDropout?.apply(to: selection, pass: pass, step: step) ?? selection
            method.begin(self.names, selection: names)
        }

        func finish(learningRate: Double) -> (loss: Double, predictions: Int) {
            method.finish(learningRate: learningRate)
        }
    }

    /// Reads some names without their labels: others in each epoch.
    private struct LabelDropout {
        private let names: EncodedNames
        private let probability: Double
        private let seed: UInt64

        init(_ names: EncodedNames, probability: Double, seed: UInt64) {
            (self.names, self.probability, self.seed) = (names, probability, seed)
        }

        /// - Parameter selection: Ascending positions.
        /// - Returns: Those with labels, ascending, and behind them those without, ascending.
        func apply(to selection: ArraySlice<Int32>, pass: Int, step: Int) -> ArraySlice<Int32> {
            var random = SplitMix64(seed: seed, stream: .labels, index: UInt64(pass) << 32 | UInt64(step))
            var (kept, dropped): ([Int32], [Int32]) = ([], [])
            for name in selection {
                if random.uniform() < probability { dropped.append(name) } else { kept.append(name) }
            }
            return (kept + names.withoutLabels(dropped))[...]
        }
    }

    func makeEvaluation(
        of part: TrainingPart, _ network: Network, _ workers: WorkerPool, _ processes: (any ProcessGroup)?
    ) -> ((PackedParameters) -> Evaluation)? {
        let names = part == .training ? training : heldOut
        return names.map { Evaluator($0, network: network, workers: workers, processes: processes).evaluate }
    }

    func evaluateHeldOut(_ ensemble: ModelEnsemble, threads: Int) -> Evaluation? {
        heldOut.map { ensemble.evaluate($0, threads: threads) }
    }

    func sample(_ network: Network, _ weights: PackedParameters, seed: UInt64, epoch: Int) -> String {
        let sampler = NameSampler(
            ModelEnsemble(network, weights, vocabulary: training.vocabulary),
            maximumLength: GenerationOptions.defaultMaximumLength, seed: seed, expected: 1)
        return sampler.text(ofName: UInt64(epoch))
    }
}
