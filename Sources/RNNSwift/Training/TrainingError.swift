/// What cannot be trained, and why, in one line.
public enum TrainingError: Error, Equatable, CustomStringConvertible {
    case tooLarge(parameters: Int)
    case diverged
    /// Updates after each character do not go with this.
    case notByCharacter(String)

    public var description: String {
        switch self {
        case .tooLarge(let parameters):
            "a network of \(parameters) parameters does not fit the memory of this machine; use fewer or smaller layers"
        case .notByCharacter(let what):
            "updates after each character are for cell rnn and the optimizers momentum, heavy-ball and sgd, without clipping, "
                + "weight decay, dropout and averages of the weights, so not for \(what)"
        case .diverged: "the loss went out of bounds in the first epoch; try a lower learning rate"
        }
    }
}
