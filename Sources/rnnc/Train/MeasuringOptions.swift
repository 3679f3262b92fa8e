import ArgumentParser
import RNNReport
import RNNSwift

/// Options of evaluation during training, and of the choice of the best model.
struct MeasuringOptions: SettingOptions {
    @Option(
        help: ArgumentHelp(
            "Fraction of the distinct names to hold out for validation, at least 0 and less than 1; 0 disables "
                + "validation. (default: 0.1)", valueName: "fraction"))
    var validation: Double?

    @Option(
        help: ArgumentHelp("List to validate on, instead of names held out from LIST.", valueName: "list"),
        completion: .list)
    var validationFile: String?

    @Option(
        help: ArgumentHelp(
            "List to test the finished model on, once (a text, with --text). It does not influence training; the "
                + "result is printed and stored in the model.", valueName: "list"), completion: .list)
    var testFile: String?

    @Flag(setting: "measure-training") var measureTraining: Bool?
    @Option(setting: "best-by") var bestBy: String?

    @Option(help: ArgumentHelp("CSV file to write one row per epoch to.", valueName: "file"), completion: .file())
    var history: String?

    @Option(
        help: ArgumentHelp(
            "Columns of --history: rnnc, or scratch or keras for the columns of the programs behind the presets of "
                + "those names. (default: rnnc)", valueName: "format"))
    var historyFormat: HistoryFile.Format?

    mutating func validate() throws {
        try check((0..<1).contains(validation ?? 0), "--validation must be at least 0 and less than 1.")
        try check(validation == nil || validationFile == nil, "--validation and --validation-file cannot be combined.")
        try check(historyFormat == nil || history != nil, "--history-format requires --history.")
    }

    /// Applies the options that are no settings, except `validationFile`, which must be read first.
    func apply(to options: inout TrainingOptions) {
        if let validation { options.data.validation = validation > 0 ? .share(validation) : .none }
        if measureTraining == nil, historyNeedsTraining(options) { options.measuresTraining = true }
    }

    /// Throws if the given options cannot be combined with each other and the preset.
    func checkCombinations(_ options: TrainingOptions) throws {
        try check(
            options.bestBy == .loss || options.measuresTraining || holdsOut(options),
            "--best-by \(options.bestBy.rawValue) requires names to evaluate on: hold some out with --validation, or use --measure-training."
        )
        try check(
            options.measuresTraining || !historyNeedsTraining(options),
            "--history-format \(historyFormat?.rawValue ?? "") requires --measure-training.")
    }

    /// Whether a column of the history needs the accuracy on the training names.
    private func historyNeedsTraining(_ options: TrainingOptions) -> Bool {
        switch historyFormat ?? .rnnc {
        case .rnnc: false
        case .scratch: !holdsOut(options)
        case .keras: true
        }
    }

    private func holdsOut(_ options: TrainingOptions) -> Bool {
        if validationFile != nil { return true }
        if case .none = options.data.validation { return false }
        return true
    }
}

extension HistoryFile.Format: ExpressibleByArgument {}
