import ArgumentParser
import RNNSwift

/// Values of labels, such as gender=f,country=IS. A comma behind a backslash is part of a value.
struct GivenLabels: ExpressibleByArgument {
    let values: [(label: String, value: String)]

    init?(argument: String) {
        var values: [(label: String, value: String)] = []
        var parts: [String] = []
        for piece in argument.split(separator: ",", omittingEmptySubsequences: false) {
            if let last = parts.last, last.hasSuffix("\\") {
                parts[parts.count - 1] = "\(last.dropLast()),\(piece)"
            } else {
                parts.append(String(piece))
            }
        }
        for part in parts {
            if let equals = part.firstIndex(of: "=") {
                values.append((String(part[..<equals]), String(part[part.index(after: equals)...])))
            } else if !values.isEmpty {
                values[values.count - 1].value += "," + part  // a comma of the value
            } else {
                return nil
            }
        }
        guard values.allSatisfy({ !$0.label.isEmpty }) else { return nil }
        self.values = values
    }
}

/// Known labels of names.
struct GivenOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Values of the model's labels, such as gender=f,country=IS; \"(none)\" is a missing value; a comma behind a backslash "
                + "is part of a value. Can be repeated. (default: none)", valueName: "label=value"))
    var given: [GivenLabels] = []

    mutating func validate() throws {
        let labels = given.flatMap(\.values).map(\.label)
        if let twice = labels.first(where: { label in labels.count { $0 == label } > 1 }) {
            throw ValidationError("--given has the label \(twice) twice.")
        }
    }

    var values: [String: String] {
        Dictionary(uniqueKeysWithValues: given.flatMap(\.values).map { ($0.label, $0.value) })
    }
}

/// How labels of generated names are written.
struct LabelOutputOptions: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "Print the names with their labels, as a table with tabs between the columns and their names in the first "
                + "line."))
    var withLabels = false
}

/// Columns with labels of a list.
struct LabelOptions: SettingOptions {
    @Option(
        help: ArgumentHelp(
            "For csv, tsv, json and jsonl: columns (headers or numbers from 1) or keys with what is known of each name "
                + "or record, such as gender,country, which the model learns together with it: see --given of rnnc "
                + "generate. (default: none)", valueName: "columns"))
    var labels: Columns?

    @Option(setting: "min-count") var minCount: String?

    mutating func validate() throws {
        try check(labels != nil || minCount == nil, "--min-count requires --labels.")
    }

    var names: [String] { labels?.names ?? [] }
}
