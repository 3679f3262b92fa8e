/// A training in which the processes of a group make each step together, seen from those that follow orders.
///
/// They begin the step that comes next before there is an order for it, so that nobody waits for orders. If the order
/// is another one, that step is dropped.
struct TrainingHelp {
    private let group: any ProcessGroup
    private let passes: any TrainingPasses
    private let evaluations: [((PackedParameters) -> Evaluation)?]

    /// - Parameters:
    ///   - data: What the coordinator has shared, by number.
    ///   - optimizerSteps: Steps that were made before.
    init(_ group: any ProcessGroup, _ data: [Int: any TrainingData], optimizerSteps: Int) {
        self.group = group
        let trainer = Trainer(group.broadcast(nil, as: Trainer.Plan.self), data, in: group)
        let network = trainer.network
        let parameters = Parameters(network.layout)
        group.spread([parameters.all])
        let workers = WorkerPool(threads: trainer.options.threads)
        passes = trainer.data.makePasses(network, parameters, trainer.options, workers, group)
        passes.method.optimizerSteps = optimizerSteps
        group.spread(passes.stateVectors)
        evaluations = TrainingPart.allCases.map { trainer.data.makeEvaluation(of: $0, network, workers, group) }
    }

    /// Returns when the training has ended.
    func follow() {
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
            default: group.abort("\(group.name(of: group.rank)) got an unknown order in a training")
            }
        }
    }
}
