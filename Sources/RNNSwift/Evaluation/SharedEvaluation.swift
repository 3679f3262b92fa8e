/// Evaluations that the processes of a group share, on both sides.
package enum SharedEvaluation {
    private struct Plan: Codable {
        let threads: Int
        /// Whether the prefix tree of a list is walked with one model.
        let isTree: Bool
    }

    /// Evaluates models on a list; with one of them, on its prefix tree.
    static func evaluate(_ ensemble: ModelEnsemble, _ names: EncodedNames, isTree: Bool, threads: Int) -> Evaluation {
        guard let group = Processes.current, group.count > 1 else {
            return evaluate(ensemble, names, Plan(threads: threads, isTree: isTree), nil)
        }
        group.give(Order(.evaluateNames))
        return evaluateNames(ensemble, names, Plan(threads: threads, isTree: isTree), in: group)
    }

    /// The part of the other processes.
    package static func helpWithNames(_ group: any ProcessGroup) { _ = evaluateNames(nil, nil, nil, in: group) }

    private static func evaluateNames(
        _ ensemble: ModelEnsemble?, _ names: EncodedNames?, _ plan: Plan?, in group: any ProcessGroup
    ) -> Evaluation {
        let plan = group.broadcast(plan)
        let names = EncodedNames.share(names.map { [$0] } ?? [], in: group)[0]
        return evaluate(ModelEnsemble.share(ensemble, in: group), names, plan, group)
    }

    private static func evaluate(
        _ ensemble: ModelEnsemble, _ names: EncodedNames, _ plan: Plan, _ group: (any ProcessGroup)?
    ) -> Evaluation {
        let workers = WorkerPool(threads: plan.threads)
        guard plan.isTree else { return EnsembleEvaluator(names, ensemble).evaluate(workers, group) }
        let part = ensemble.parts[0]
        return Evaluator(names, network: part.network, workers: workers, processes: group).evaluate(part.weights)
    }

    /// Evaluates models on a text.
    static func evaluate(_ ensemble: ModelEnsemble, text tokens: [UInt16], threads: Int) -> Evaluation {
        guard let group = Processes.current, group.count > 1 else {
            return TextEvaluator(SharedArray(tokens), tokens.indices, workers: WorkerPool(threads: threads))
                .evaluate(ensemble)
        }
        group.give(Order(.evaluateText))
        return evaluateText(ensemble, SharedArray(tokens), (tokens.count, threads), in: group)
    }

    package static func helpWithText(_ group: any ProcessGroup) {
        _ = evaluateText(nil, SharedArray(), (0, 0), in: group)
    }

    private static func evaluateText(
        _ ensemble: ModelEnsemble?, _ tokens: SharedArray<UInt16>, _ sizes: (tokens: Int, threads: Int),
        in group: any ProcessGroup
    ) -> Evaluation {
        let sizes = group.broadcast([sizes.tokens, sizes.threads])
        let tokens = group.share(tokens, count: sizes[0])
        return TextEvaluator(tokens, tokens.indices, workers: WorkerPool(threads: sizes[1]), processes: group)
            .evaluate(ModelEnsemble.share(ensemble, in: group))
    }
}
