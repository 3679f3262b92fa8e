import ArgumentParser
import RNNSwift

/// Options of running text.
struct TextOptions: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "Treat LIST as running text. The text is split into parallel streams, the hidden state is carried over "
                + "from one batch to the next, and the end of the text is held out for validation."))
    var text = false

    @Option(help: ArgumentHelp("For --text: number of parallel streams per batch. (default: 50)", valueName: "count"))
    var streams: Int?

    @Option(
        help: ArgumentHelp(
            "For --text: characters of each stream per batch, which is also the length of truncated backpropagation "
                + "through time. (default: 50)",
            valueName: "characters"))
    var sequenceLength: Int?

    mutating func validate() throws {
        try check(text || streams == nil && sequenceLength == nil, "--streams and --sequence-length require --text.")
        try check(streams ?? 1 > 0, "--streams must be at least 1.")
        try check(sequenceLength ?? 1 > 0, "--sequence-length must be at least 1.")
    }

    func apply(to options: inout TrainingOptions) {
        if let streams { options.streams = streams }
        if let sequenceLength { options.sequenceLength = sequenceLength }
    }
}

extension Train {
    /// Throws if an option cannot be combined with --text.
    func checkText() throws {
        guard text.text else { return }
        func exclude(_ isGiven: Bool, _ option: String) throws {
            try check(!isGiven, "\(option) cannot be combined with --text.")
        }
        try check(!list.hasPrefix("@"), "--text requires a file, or - for standard input.")
        try exclude(step.batchSize != nil, "--batch-size")
        try exclude(step.update != nil || step.bptt != nil, "--update and --bptt")
        try exclude(course.namesPerEpoch != nil, "--names-per-epoch")
        try exclude(measuring.validationFile != nil, "--validation-file")
        try exclude(!reading.isDefault, "--format, --column, --key and the table options")
        try exclude(records.isGiven, "--columns and --sample-columns")
        try check(
            options.update == .batch,
            "--preset \(preset?.rawValue ?? "") updates after every character and cannot be combined with --text.")
    }
}
