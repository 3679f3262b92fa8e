/// What a network is trained on and measured by, cut in two: a part to train on, and one that is held out.
protocol TrainingData: Sendable {
    /// A copy of the coordinator's data that the processes of a group have in common, on each of their hosts. The
    /// others, which have none, call ``receive(in:)``.
    consuming func share(in group: any ProcessGroup) -> Self
    static func receive(in group: any ProcessGroup) -> Self
    /// The order to receive data of this type.
    static var order: Order.Kind { get }
    var vocabulary: Vocabulary { get }

    /// How much each part has.
    var counts: (training: Int, heldOut: Int) { get }
    /// Characters of the part to train on per token, STOP counted on both sides; 1 where each token is a character.
    var charactersPerToken: Double { get }
    /// The settings that apply to the data.
    var subject: TrainingSetting.Subject { get }
    /// What the result of a training depends on besides the settings: the data and its division.
    func settings(_ options: TrainingOptions) -> [(name: String, value: String)]

    /// The steps of a pass over the part to train on.
    func stepsAnEpoch(_ options: TrainingOptions) -> Int
    /// A training on it that begins with these parameters, together with other processes if there are any.
    func makePasses(
        _ network: Network, _ parameters: Parameters, _ options: TrainingOptions, _ workers: WorkerPool,
        _ processes: (any ProcessGroup)?
    ) -> any TrainingPasses
    /// What measures weights on a part; nil if nothing is in it.
    func makeEvaluation(
        of part: TrainingPart, _ network: Network, _ workers: WorkerPool, _ processes: (any ProcessGroup)?
    ) -> ((PackedParameters) -> Evaluation)?
    /// How several networks predict the held-out part together; nil if nothing is in it.
    func evaluateHeldOut(_ ensemble: ModelEnsemble, threads: Int) -> Evaluation?
    /// What a network invents after an epoch.
    func sample(_ network: Network, _ weights: PackedParameters, seed: UInt64, epoch: Int) -> String
}

enum TrainingPart: Int, CaseIterable { case training, heldOut }

/// Passes over the part to train on, step by step.
protocol TrainingPasses: AnyObject {
    var method: any TrainingMethod { get }
    /// What goes from step to step beside what the method keeps, by name.
    var carried: [String: Vector] { get }
    /// Which of a number of processes has which of these vectors; the others have older ones.
    func owners(of processes: Int) -> [(process: Int, name: String)]
    /// The steps of a pass.
    var steps: Int { get }
    /// Prepares a pass. What its steps are depends on its number, from 0, and on nothing that was done before.
    func begin(pass: Int)
    /// Begins a step of that pass, or another one instead of the one that was begun.
    func begin(step: Int)
    /// Ends the step. Returns the summed loss, in nats, of each prediction before the step that follows it, and the
    /// number of predictions.
    func finish(learningRate: Double) -> (loss: Double, predictions: Int)
}

extension TrainingPasses {
    var carried: [String: Vector] { [:] }
    func owners(of processes: Int) -> [(process: Int, name: String)] { [] }
    /// All that goes from step to step beside the parameters.
    var state: [String: Vector] { method.moments.merging(carried) { first, _ in first } }
}
