import ArgumentParser
import RNNSwift

/// Options of the schedule and of the end of a training that `rnnc sweep` has no list of values for.
struct CourseOptions: SettingOptions {
    @Option(setting: "steps") var steps: String?
    @Option(setting: "epochs") var epochs: String?

    @Option(
        help: ArgumentHelp(
            "Maximum training time, such as 30s, 2m or 1h. Time before --resume is not counted. (default: no limit)",
            valueName: "time"))
    var maxTime: Seconds?
}

/// Options of optimization that `rnnc sweep` has no list of values for.
struct StepOptions: SettingOptions {
    @Flag(setting: "variational-dropout") var variationalDropout: Bool?

    @Option(
        help: ArgumentHelp(
            "Length of backpropagation through time, in characters: full (the whole name), or 1 (the current character "
                + "only). (default: full, or 1 with --update character)",
            valueName: "characters"))
    var bptt: Truncation?

    /// Throws if the length of backpropagation does not fit the other options.
    func checkCombinations(_ options: TrainingOptions) throws {
        switch options.data.update {
        case .batch: try check(bptt ?? .full == .full, "--bptt \(bptt?.description ?? "") requires --update character.")
        case .character: try check(bptt ?? .steps(1) == .steps(1), "--update character requires --bptt 1.")
        }
    }
}

/// Length of backpropagation through time: "full" or a number of steps.
enum Truncation: ExpressibleByArgument, Equatable, CustomStringConvertible {
    case full
    case steps(Int)

    init?(argument: String) {
        if argument.lowercased() == "full" {
            self = .full
        } else if let steps = Int(argument), steps > 0 {
            self = .steps(steps)
        } else {
            return nil
        }
    }

    var description: String {
        switch self {
        case .full: "full"
        case .steps(let steps): "\(steps)"
        }
    }
}
