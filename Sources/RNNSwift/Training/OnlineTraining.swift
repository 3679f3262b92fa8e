/// Trains a network on names, some at a time.
protocol TrainingMethod: AnyObject {
    /// The parameters that the last step left.
    var weights: PackedParameters { get }
    /// What the training has come to: these, or their average. Valid until the next step ends.
    func result() -> PackedParameters
    /// What goes from step to step beside them, by name, each laid out as they are.
    var moments: [String: Vector] { get }
    /// Steps that the optimizer counts.
    var optimizerSteps: Int { get set }

    /// Begins a step on `selection`, positions in `names`: computes what does not depend on the learning rate. It may
    /// be begun again, with others.
    func begin(_ names: EncodedNames, selection: ArraySlice<Int32>)
    /// Ends the step. Returns the summed loss, in nats, of each prediction before the step that follows it, and the
    /// number of predictions.
    func finish(learningRate: Double) -> (loss: Double, predictions: Int)
}

extension TrainingMethod {
    func result() -> PackedParameters { weights }
}

extension TrainingStep: TrainingMethod {}

/// Training as in *Data Science from Scratch*: a step of momentum after every character, with the gradient of that
/// character's loss alone, not propagated through time. (Plain gradient descent is momentum 0.)
///
/// Every step depends on the one before, so there is nothing that threads could share.
package final class OnlineTraining: TrainingMethod {
    static let momentName = "average"
    /// Names a call of `run`: many, because parameters go into the kernels' order and back in each of them.
    static let namesPerRun = 1024

    package let weights: PackedParameters
    /// The average gradient of each parameter, u.
    package let average: Parameters
    var moments: [String: Vector] { [Self.momentName: average.all] }
    var optimizerSteps = 0  // it has no use for them
    private let momentum: Double
    /// Factor of the learning rate.
    private let factor: Double
    private let state: OnlineState
    private var begun: (names: EncodedNames, selection: ArraySlice<Int32>)?

    /// - Parameter averages: As for ``Momentum``.
    package init(_ network: Network, parameters: Parameters, momentum: Double, averages: Bool = true) {
        weights = network.pack(parameters)
        average = Parameters(network.layout)
        self.momentum = momentum
        factor = averages ? 1 : Momentum.heavyBallFactor(momentum)
        state = OnlineState(network, like: average)
    }

    /// With the optimizer of the options.
    package convenience init(_ network: Network, _ parameters: Parameters, _ options: TrainingOptions) {
        self.init(
            network, parameters: parameters,
            momentum: options.optimizer.kind.hasMomentum ? options.optimizer.momentum : 0,
            averages: options.optimizer.kind != .heavyBall)
    }

    package func run(
        _ names: EncodedNames, selection: ArraySlice<Int32>, learningRate: Double
    ) -> (loss: Double, predictions: Int) {
        begin(names, selection: selection)
        return finish(learningRate: learningRate)
    }

    func begin(_ names: EncodedNames, selection: ArraySlice<Int32>) { begun = (names, selection) }

    func finish(learningRate: Double) -> (loss: Double, predictions: Int) {
        guard let (names, selection) = begun else { preconditionFailure("a step ends that was not begun") }
        var (loss, predictions) = (0.0, 0)
        // The kernels keep the averages times the rate: instead of 0, where a warm-up begins, it is a tiny one.
        let rate = max(Float(factor * learningRate), 1e-30)
        state.start(weights.parameters, average: average, learningRate: rate, momentum: Float(momentum))
        for name in selection {
            loss += state.train(names, name: Int(name))
            predictions += names.length(Int(name)) + 1
        }
        state.finish(weights.parameters, average: average)
        weights.update()
        return (loss, predictions)
    }
}
