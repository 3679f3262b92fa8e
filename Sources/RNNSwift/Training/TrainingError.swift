/// What cannot be trained, and why, in one line.
public enum TrainingError: Error, Equatable, CustomStringConvertible {
    /// `bytes`: What the training would need at least.
    case tooLarge(parameters: Int, bytes: UInt64)
    case diverged
    /// The options contradict each other: ``TrainingOptions/conflict``.
    case conflict(String)

    public var description: String {
        switch self {
        case .tooLarge(let parameters, let bytes):
            "a network of \(parameters) parameters needs \(MachineMemory.text(bytes)) of memory to be trained; this machine has "
                + "\(MachineMemory.text(MachineMemory.bytes)), so use fewer or smaller layers"
        case .conflict(let reason): reason
        case .diverged: "training diverged in the first epoch; try a lower learning rate"
        }
    }
}
