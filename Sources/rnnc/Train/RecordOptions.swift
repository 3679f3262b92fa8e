import ArgumentParser
import RNNSwift

/// Options of records: rows with several fields, each with a network of its own.
struct RecordOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "For csv and tsv: columns to learn, by header or number, separated by commas. Each column gets its own "
                + "network and is learned independently, so the relation between columns is not learned, except that "
                + "all depend on the same --labels. A name is the columns joined in this order. (default for @players: "
                + "first,last)", valueName: "columns"))
    var columns: Columns?

    @Option(
        help: ArgumentHelp(
            "Columns to draw from their observed values, in proportion to their frequencies, instead of learning them. "
                + "They follow the other columns, unless --columns lists them. (default for @players: suffix)",
            valueName: "columns"))
    var sampleColumns: Columns?

    @Option(
        help: ArgumentHelp("Text between the columns of a record. (default: a space)", valueName: "text"))
    var separator: String?

    var isGiven: Bool { columns != nil || sampleColumns != nil || separator != nil }

    /// Whether the list is read as records.
    func areFor(_ lists: [String], _ reading: ListOptions) -> Bool {
        columns != nil || (lists == ["@players"] && reading.column == nil)
    }

    /// Throws if the given options cannot be combined.
    func check(_ lists: [String], _ reading: ListOptions) throws {
        try check(columns == nil || reading.column == nil, "--column and --columns cannot be combined.")
        let areRecords = areFor(lists, reading)
        try check(areRecords || sampleColumns == nil, "--sample-columns requires --columns.")
        try check(areRecords || separator == nil, "--separator requires --columns.")
        try check(!(separator ?? "").contains(where: \.isNewline), "--separator must not contain a line break.")
    }

    func read(_ lists: [String], _ reading: ListOptions, labels: [String], quiet: Bool) throws -> RecordList {
        try reading.readRecords(
            lists, columns: columns?.names ?? ["first", "last"],
            sampledColumns: sampleColumns?.names ?? (columns == nil ? ["suffix"] : []), labels: labels, quiet: quiet)
    }
}

/// Headers or numbers of columns: "first,last".
struct Columns: ExpressibleByArgument {
    let names: [String]

    init?(argument: String) {
        names = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard !names.contains(""), Set(names).count == names.count else { return nil }
    }
}
