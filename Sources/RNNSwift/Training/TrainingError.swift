/// What cannot be trained, and why, in one line.
public enum TrainingError: Error, Equatable, CustomStringConvertible {
    case tooLarge(parameters: Int)
    case diverged
    case notByCharacter(Architecture.Cell, TrainingOptions.OptimizerKind)

    public var description: String {
        switch self {
        case .tooLarge(let parameters):
            "a network of \(parameters) parameters does not fit the memory of this machine; use fewer or smaller layers"
        case .notByCharacter(let cell, let optimizer):
            "updates after each character are for cell rnn and the optimizers momentum and sgd, "
                + "not for \(cell.rawValue) and \(optimizer.rawValue)"
        case .diverged: "the loss is not a finite number in the first epoch; try a lower learning rate"
        }
    }
}
