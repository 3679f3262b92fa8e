/// What cannot be trained, and why, in one line.
public enum TrainingError: Error, Equatable, CustomStringConvertible {
    case tooLarge(parameters: Int)
    case diverged

    public var description: String {
        switch self {
        case .tooLarge(let parameters):
            "a network of \(parameters) parameters does not fit the memory of this machine; use fewer or smaller layers"
        case .diverged: "the loss is not a finite number in the first epoch; try a lower learning rate"
        }
    }
}
