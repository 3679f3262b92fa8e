import ArgumentParser
import RNNSwift

/// Which names a model is measured on while it is trained, and what follows from it.
struct MeasuringOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The share of the distinct names that is held out, 0 for none. (default: 0.1)", valueName: "share"))
    var validation: Double?

    @Option(help: ArgumentHelp("A list to hold against the model instead.", valueName: "list"), completion: .list)
    var validationFile: String?

    @Option(
        help: ArgumentHelp(
            "A list (with --text, a text) to measure the finished model on, once. It chooses nothing; the result is printed and "
                + "kept in the model.", valueName: "list"), completion: .list)
    var testFile: String?

    @Flag(
        inversion: .prefixedNo,
        help: ArgumentHelp(
            "Measure the model on the names that it is trained on, too. With no others held out, these decide which model is "
                + "the best. (default: no)"))
    var measureTraining: Bool?

    @Option(
        help: ArgumentHelp(
            "What makes a model the best one: loss, accuracy (of the most probable character) or sampled-accuracy. "
                + "(default: loss)", valueName: "measure"))
    var bestBy: TrainingOptions.Measure?

    @Option(help: ArgumentHelp("Write one row an epoch to this CSV file.", valueName: "file"), completion: .file())
    var history: String?

    @Option(
        help: ArgumentHelp(
            "Its columns: rnnc, or scratch or keras, those of the programs that the presets of these names are from. "
                + "(default: rnnc)", valueName: "columns"))
    var historyFormat: HistoryFile.Format?

    mutating func validate() throws {
        try check((0..<1).contains(validation ?? 0), "--validation must be at least 0 and less than 1.")
        try check(validation == nil || validationFile == nil, "--validation and --validation-file exclude each other.")
        try check(historyFormat == nil || history != nil, "--history-format needs --history.")
    }

    /// Applies all but `validationFile`, which has to be read.
    func apply(to options: inout TrainingOptions) {
        if let validation { options.validation = validation > 0 ? .share(validation) : .none }
        if let bestBy { options.bestBy = bestBy }
        options.measuresTraining = measureTraining ?? (options.measuresTraining || historyNeedsTraining(options))
    }

    /// Whether the options that were given go with what all of them together, and a preset, come to.
    func checkCombinations(_ options: TrainingOptions) throws {
        try check(
            options.bestBy == .loss || options.measuresTraining || holdsOut(options),
            "--best-by \(options.bestBy.rawValue) needs names to measure: --measure-training, or some held out.")
        try check(
            options.measuresTraining || !historyNeedsTraining(options),
            "--history-format \(historyFormat?.rawValue ?? "") needs --measure-training.")
    }

    /// Whether the columns of the history have an accuracy on the names trained on.
    private func historyNeedsTraining(_ options: TrainingOptions) -> Bool {
        switch historyFormat ?? .rnnc {
        case .rnnc: false
        case .scratch: !holdsOut(options)
        case .keras: true
        }
    }

    private func holdsOut(_ options: TrainingOptions) -> Bool {
        if validationFile != nil { return true }
        if case .none = options.validation { return false }
        return true
    }
}

extension TrainingOptions.Measure: ExpressibleByArgument {}
extension HistoryFile.Format: ExpressibleByArgument {}
