import RNNSwift

/// The networks of a model file, which are one model: a single network, or those of an ensemble.
struct ModelGroup {
    let networks: [Model]
    /// What the file of an ensemble holds; nil for a single network.
    let file: EnsembleModel?

    init(_ model: Model) { (networks, file) = ([model], nil) }
    init(_ model: EnsembleModel) { (networks, file) = (model.members, model) }

    /// The network of a file that holds one; nil for an ensemble.
    var single: Model? { file == nil ? networks[0] : nil }
    var vocabulary: Vocabulary { networks[0].vocabulary }

    /// The networks together.
    ///
    /// - Parameter mean: By default that of the file.
    func ensemble(_ mean: ModelEnsemble.Mean?) -> ModelEnsemble {
        file.map { ModelEnsemble($0, mean: mean) } ?? ModelEnsemble(networks[0])
    }

    /// The network of a model of running text for --adapt.
    func adaptable(_ path: String) throws -> TextModel {
        guard let single else { throw CommandFailure("--adapt is for single networks; \(path) is an ensemble") }
        return TextModel(single)
    }

    func evaluate(on list: NameList, mean: ModelEnsemble.Mean?, threads: Int) -> Evaluation {
        single?.evaluate(on: list, threads: threads) ?? ensemble(mean).evaluate(on: list, threads: threads)
    }

    func evaluateByLabel(on list: NameList, mean: ModelEnsemble.Mean?, threads: Int) -> [LabelEvaluation] {
        single?.evaluateByLabel(on: list, threads: threads)
            ?? ensemble(mean).evaluateByLabel(on: list, threads: threads)
    }
}

extension [ModelGroup] {
    /// All networks together. The share of a file is divided equally among its networks.
    ///
    /// - Parameters:
    ///   - shares: The shares of the files; by default equal.
    ///   - mean: By default that of the only file, or geometric for several.
    func ensemble(_ shares: [Double]?, _ mean: ModelEnsemble.Mean?) throws -> ModelEnsemble {
        guard count != 1 else { return self[0].ensemble(mean) }
        let own = zip(self, shares ?? map { _ in 1 }).flatMap { group, share in
            group.networks.map { _ in share / Double(group.networks.count) }
        }
        return try ModelEnsemble(flatMap(\.networks), shares: own, mean: mean ?? .geometric)
    }
}

extension MeanOptions {
    /// Throws if a mean is given and there is one network.
    func check(_ files: [ModelGroup], _ paths: [String]) throws {
        guard mean != nil, files.count == 1, files[0].file == nil else { return }
        throw CommandFailure("\(paths[0]) is a single network; --mean is for several networks")
    }
}
