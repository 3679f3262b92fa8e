import ArgumentParser
import RNNSwift

/// Options of running text.
struct TextOptions: SettingOptions {
    @Flag(
        help: ArgumentHelp(
            "Treat LIST as running text. The text is split into parallel streams, the hidden state is carried over "
                + "from one batch to the next, and the end of the text is held out for validation."))
    var text = false

    @Option(setting: "streams") var streams: String?
    @Option(setting: "sequence-length") var sequenceLength: String?

    mutating func validate() throws {
        try check(text || streams == nil && sequenceLength == nil, "--streams and --sequence-length require --text.")
    }
}

extension Train {
    /// Throws if an option cannot be combined with --text.
    func checkText() throws {
        guard text.text else { return }
        func exclude(_ isGiven: Bool, _ option: String) throws {
            try check(!isGiven, "\(option) cannot be combined with --text.")
        }
        try check(!lists.contains { $0.hasPrefix("@") }, "--text requires a file, or - for standard input.")
        try exclude(optimization.batchSize != nil, "--batch-size")
        try exclude(optimization.update != nil || step.bptt != nil, "--update and --bptt")
        try exclude(schedule.namesPerEpoch != nil, "--names-per-epoch")
        try exclude(measuring.validationFile != nil, "--validation-file")
        try exclude(!reading.isDefault, "--format, --column, --key and the table options")
        try exclude(records.isGiven, "--columns and --sample-columns")
        try check(
            options.data.update == .batch,
            "--preset \(preset?.rawValue ?? "") updates after every character and cannot be combined with --text.")
    }
}
