/// A training in which the processes of a group make each step together, seen from those that are told what to do.
///
/// They begin the step that comes next before they are told to make it, so that nobody waits for orders. If something
/// else is to be done, it is forgotten.
struct TrainingHelp {
    private let group: any ProcessGroup
    private let network: Network
    private let passes: any TrainingPasses
    private let evaluations: [((PackedParameters) -> Evaluation)?]

    /// - Parameter data: What the coordinator has shared, by number.
    package init(_ group: any ProcessGroup, _ data: [Int: any TrainingData]) {
        self.group = group
        let plan = group.broadcast(nil, as: SharedTraining.Plan.self)
        func fail(_ what: String) -> Never { group.abort("\(group.name(of: group.rank)) \(what)") }

        guard let data = data[plan.data] else { fail("lacks the data of a training") }
        guard let kernels = Kernels(named: plan.kernels) else {
            fail("has no kernels '\(plan.kernels)'; choose others with --isa, such as avx2")
        }
        guard var options = try? TrainingOptions(settings: plan.settings) else {
            fail("is another version of the program")
        }
        (options.seed, options.threads, options.kernels) = (plan.seed, plan.threads, kernels)
        options.architecture = plan.architecture
        if let difference = plan.settings.first(where: { name, value in
            TrainingSetting.named(name).map { !TrainingSetting.areEqual($0.text(options), value) } ?? true
        }) {
            fail("does not understand `\(difference.key)` \(difference.value): it is another version of the program")
        }
        network = Network(plan.architecture, vocabularySize: data.vocabulary.count, kernels: kernels)
        let parameters = Parameters(network.layout)
        group.spread([parameters.all])
        let workers = WorkerPool(threads: options.threads)
        passes = data.makePasses(network, parameters, options, workers, group)
        passes.method.optimizerSteps = plan.optimizerSteps
        group.spread(passes.stateVectors)
        evaluations = TrainingPart.allCases.map { [network] in data.makeEvaluation(of: $0, network, workers, group) }
    }

    /// Returns when the training has ended.
    package func follow() {
        var begun: Int?
        while true {
            let order = group.nextOrder(patiently: false)
            switch order.kind {
            case .step:
                if begun != order.number { passes.begin(step: order.number) }
                _ = passes.finish(learningRate: order.value)
                begun = order.number + 1 < passes.steps ? order.number + 1 : nil
                if let begun { passes.begin(step: begun) }
                continue
            case .beginPass:
                group.compareWeights(passes.method.weights.parameters)
                passes.begin(pass: order.number)
                begun = nil
            case .evaluatePart: _ = evaluations[order.number]?(passes.method.result())
            case .carriedStates: group.collectStates(passes)
            case .endTraining: return
            default: group.abort("\(group.name(of: group.rank)) was told something unknown in a training")
            }
        }
    }
}
