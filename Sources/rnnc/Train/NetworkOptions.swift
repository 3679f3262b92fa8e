import ArgumentParser
import RNNSwift

/// Options of the network.
struct NetworkOptions: ParsableArguments {
    @Option(
        help: "Recurrent cell: rnn, lstm or gru. (default: rnn, or gru for fewer than 500 distinct names)"
    )
    var cell: Architecture.Cell?

    @Option(
        help: ArgumentHelp(
            "Hidden units: one number for all layers, or one per layer separated by commas, such as 64,32. (default: "
                + "32, or 64 for fewer than 500 distinct names)", valueName: "units"))
    var hidden: HiddenUnits?

    @Option(
        help: ArgumentHelp(
            "Number of recurrent layers. (default: 2, or 1 for fewer than 500 distinct names)", valueName: "count"))
    var layers: Int?

    @Option(
        help: ArgumentHelp(
            "Weight initialization scheme: that of pytorch, book ('Data Science from Scratch') or keras. "
                + "(default: pytorch)", valueName: "scheme"))
    var `init`: Initialization?

    mutating func validate() throws {
        try check(
            (1...Architecture.deepestNetwork).contains(layers ?? 1),
            "--layers must be 1 to \(Architecture.deepestNetwork).")
        if let units = hidden?.units {
            try check(Architecture.isValid(units), "--hidden must be 1 to \(Architecture.widestLayer).")
            try check(
                units.count == 1 || layers ?? units.count == units.count,
                "--hidden has sizes for \(units.count) layers, but --layers is \(layers ?? 0).")
        }
    }

    /// Whether no option of this group was given.
    var isDefault: Bool { cell == nil && hidden == nil && layers == nil && `init` == nil }

    func apply(to options: inout TrainingOptions) {
        if let cell { options.architecture.cell = cell }
        if let units = hidden?.units, units.count > 1 {
            options.architecture.hidden = units
        } else if hidden != nil || layers != nil {
            let before = options.architecture.hidden
            options.architecture.hidden = Array(
                repeating: hidden?.units[0] ?? before[0], count: layers ?? before.count)
        }
        if let `init` { options.initialization = `init` }
    }
}

/// Hidden units: "32" or "64,32".
struct HiddenUnits: ExpressibleByArgument {
    let units: [Int]

    init?(argument: String) {
        let units = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        guard !units.contains(nil) else { return nil }
        self.units = units.compactMap { $0 }
    }
}

extension Architecture.Cell: ExpressibleByArgument {}
extension Initialization: ExpressibleByArgument {}
