import ArgumentParser
import Foundation
import RNNSwift

/// Options for reading a list of names.
struct ListOptions: ParsableArguments {
    static let argumentHelp = ArgumentHelp(
        "List to learn: a file, a folder of lists, - for standard input, or a built-in list (\(NameList.BuiltIn.paths)). "
            + "Several are read as one list. Files may be compressed with gzip or zstd.", valueName: "list")

    @Option(
        help: ArgumentHelp(
            "Format of the list: text (one name per line), csv, tsv, json or jsonl. (default: by the file name "
                + "extension)", valueName: "format"))
    var format: NameList.Format?

    @Option(
        help: ArgumentHelp(
            "For csv and tsv: column with the names, by header or number from 1. (default: name, or the first column "
                + "that is not numeric)", valueName: "column"))
    var column: String?

    @OptionGroup var table: TableArguments

    @Option(
        help: ArgumentHelp(
            "For json and jsonl: key of the name in an object, with dots for nested objects, such as person.name.",
            valueName: "key"))
    var key = "name"

    @Flag(
        help: ArgumentHelp(
            "Accept tabs, other control characters, line separators and byte order marks (U+FEFF) inside names, "
                + "instead of reporting an error."))
    var allowControlCharacters = false

    /// Whether no option about the format of the list was given.
    var isDefault: Bool { format == nil && column == nil && key == "name" && table.options == TableOptions() }

    /// Reads a list, and reports on standard error what was guessed about its format.
    ///
    /// - Parameter optionalLabels: Labels that are read if the list has them.
    func read(_ path: String, optionalLabels: [String] = [], quiet: Bool) throws -> NameList {
        try read([path], labels: optionalLabels, requiresLabels: false, quiet: quiet)
    }

    /// Reads several files as one list, and reports on standard error what was guessed about their formats.
    func read(
        _ paths: [String], labels: [String] = [], requiresLabels: Bool = true, quiet: Bool
    ) throws -> NameList {
        let list = try NameList(
            contentsOf: paths, format: format(of: paths), column: column, key: key, table: table.options,
            labels: labels,
            requiresLabels: requiresLabels, allowingControlCharacters: allowControlCharacters)
        list.remarks.map(withOptionNames).forEach(Progress(quiet: quiet).line)
        return list
    }

    /// Reads a list of records, and reports on standard error what was guessed about its format.
    func readRecords(
        _ paths: [String], columns: [String], sampledColumns: [String] = [], names: [String]? = nil,
        labels: [String] = [], requiresLabels: Bool = true, quiet: Bool
    ) throws -> RecordList {
        let list = try RecordList(
            contentsOf: paths, format: format(of: paths), columns: columns, sampledColumns: sampledColumns,
            names: names, table: table.options, labels: labels, requiresLabels: requiresLabels,
            allowingControlCharacters: allowControlCharacters)
        list.remarks.map(withOptionNames).forEach(Progress(quiet: quiet).line)
        return list
    }

    /// The format given by an option. With --delimiter, files with an unknown extension are tables.
    private func format(of paths: [String]) throws -> NameList.Format? {
        guard format == nil, table.delimiter != nil else { return format }
        let files = try ListFiles(paths).paths
        return files.contains { !$0.hasPrefix("@") && NameList.Format(path: $0) == .text } ? .csv : nil
    }

    /// Whether a list has columns.
    func isTable(_ path: String) throws -> Bool {
        if path.hasPrefix("@") { return try NameList.BuiltIn(path: path).isTable }
        return try (format(of: [path]) ?? NameList.Format(path: ListFiles([path]).paths[0])).isTable
    }
}

/// Options for reading a table.
struct TableArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "For tables: field delimiter, a character such as ';', or tab. (default: detected from the first rows)",
            valueName: "character"))
    var delimiter: Delimiter?

    @Flag(
        help: ArgumentHelp(
            "For tables: whether the first row contains the column names. (default: detected from the rows below it)"))
    var firstRow: FirstRow?

    var options: TableOptions {
        TableOptions(delimiter: delimiter?.character, hasHeader: firstRow.map { $0 == .headerRow })
    }

    /// Content of the first row of a table.
    enum FirstRow: EnumerableFlag { case headerRow, noHeader }
}

/// Delimiter of the fields of a table: a character or its name.
struct Delimiter: ExpressibleByArgument {
    let character: Character

    init?(argument: String) {
        let named: [String: Character] = [
            "tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "bar": "|", "pipe": "|", "colon": ":",
            "space": " ",
        ]
        guard let character = named[argument.lowercased()] ?? (argument.count == 1 ? argument.first : nil),
            TableOptions.isDelimiter(character)
        else { return nil }
        self.character = character
    }
}

extension NameList.Format: ExpressibleByArgument {}

extension ExpressibleByArgument where Self: RawRepresentable<String> & CaseIterable {
    /// The value with this name, in upper or lower case.
    public init?(argument: String) {
        guard let value = Self.allCases.first(where: { $0.rawValue.lowercased() == argument.lowercased() }) else {
            return nil
        }
        self = value
    }
}

/// Options for kernels and threads.
struct MachineOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Instruction set of the kernels: auto (the fastest that this processor supports), or one of "
                + "\(Kernels.names.joined(separator: ", ")). (default: the environment variable RNNC_ISA, or auto)",
            valueName: "name"), completion: .kernels)
    var isa: String?

    @Option(
        name: .customLong("threads"),
        help: ArgumentHelp(
            "Number of threads, 1 to 1024, of each process. Results do not depend on it. (default: the number of cores)",
            valueName: "count"))
    var givenThreads: Int?

    var threads: Int { givenThreads ?? Launch.threads }

    mutating func validate() throws {
        guard (1...1024).contains(threads) else { throw ValidationError("--threads must be 1 to 1024.") }
        _ = try findKernels()
    }

    var kernels: Kernels { (try? findKernels()) ?? .best }

    private func findKernels() throws -> Kernels {
        let variable = isa == nil ? ProcessInfo.processInfo.environment["RNNC_ISA"] : nil
        let name = (isa ?? variable ?? "auto").lowercased()
        if name == "auto" { return .best }
        if let kernels = Kernels(named: name) { return kernels }
        let place = variable == nil ? "--isa" : "the environment variable RNNC_ISA"
        guard Kernels.names.contains(name) else {
            throw ValidationError(
                "Unknown kernels '\(name)' (\(place)); choose auto or one of "
                    + "\(Kernels.names.joined(separator: ", ")).")
        }
        guard name == "openblas" else {
            throw CommandFailure("this processor cannot run the kernels '\(name)' (\(place)); choose auto")
        }
        if let path = ProcessInfo.processInfo.environment["RNNK_OPENBLAS"], !path.isEmpty {
            throw CommandFailure(
                "cannot load OpenBLAS from \(path), the value of the environment variable RNNK_OPENBLAS, for the kernels "
                    + "'openblas' (\(place))")
        }
        throw CommandFailure(
            "cannot load OpenBLAS for the kernels 'openblas' (\(place)); install it (apt install libopenblas0, brew "
                + "install openblas), or set RNNK_OPENBLAS to the path of its library")
    }
}

/// Precision of a model's weights.
struct PrecisionOptions: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "Compute with 8-bit weights and hidden states, for models of LSTM and GRU layers. Layers of at least 128 "
                + "units are faster; probabilities differ slightly."))
    var int8 = false
}

/// A duration such as 30s, 500ms, 2m, 1h; a bare number is seconds.
struct Seconds: ExpressibleByArgument {
    /// About thirty years, which cannot overflow a clock.
    private static let longest = 1e9

    let value: Double

    init?(argument: String) {
        let number = argument.prefix { $0.isNumber || $0 == "." }
        let units = ["": 1.0, "ms": 0.001, "s": 1, "m": 60, "h": 3600]
        guard let value = Double(number), let unit = units[String(argument.dropFirst(number.count))], value > 0
        else { return nil }
        self.value = min(value * unit, Self.longest)
    }

    /// As it would be given, for help texts.
    var defaultValueDescription: String { value == value.rounded() ? "\(Int(value))s" : "\(value)s" }
}

/// Throws if an output is also an input.
func checkNotOverwritten(_ inputs: [String], by outputs: [String]) throws {
    for output in outputs where inputs.contains(where: { isSameFile($0, output) }) {
        throw ValidationError("\(output) is an input file and would be overwritten; choose another output.")
    }
}

/// Whether two paths lead to the same existing file.
func isSameFile(_ a: String, _ b: String) -> Bool {
    var (first, second) = (stat(), stat())
    guard stat(a, &first) == 0, stat(b, &second) == 0, first.st_mode & S_IFMT == S_IFREG else { return false }
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino
}
