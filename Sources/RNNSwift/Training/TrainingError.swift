/// What cannot be trained, and why, in one line.
public enum TrainingError: Error, Equatable, CustomStringConvertible {
    /// `bytes`: What the training would need at least.
    case tooLarge(parameters: Int, bytes: UInt64)
    case diverged
    /// Updates after each character do not go with this.
    case notByCharacter(String)

    public var description: String {
        switch self {
        case .tooLarge(let parameters, let bytes):
            "a network of \(parameters) parameters needs \(MachineMemory.text(bytes)) of memory to be trained; this machine has "
                + "\(MachineMemory.text(MachineMemory.bytes)), so use fewer or smaller layers"
        case .notByCharacter(let what):
            "updates after each character are for cell rnn and the optimizers momentum, heavy-ball and sgd, without clipping, "
                + "weight decay, dropout and averages of the weights, so not for \(what)"
        case .diverged: "training diverged in the first epoch; try a lower learning rate"
        }
    }
}
