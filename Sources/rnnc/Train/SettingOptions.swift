import ArgumentParser
import RNNSwift

/// Options that set a ``TrainingSetting`` each, with the name, help, values and checks of the setting. `rnnc train`
/// takes one value, `rnnc sweep` several.
protocol SettingOptions: ParsableArguments {}

/// Options of the network.
struct NetworkOptions: SettingOptions {
    @Option(setting: "cell") var cell: String?
    @Option(setting: "hidden") var hidden: String?
    @Option(setting: "layers") var layers: String?
    @Option(setting: "init") var `init`: String?

    /// Whether the training of a short list begins with the base model: not with another network or other tokens, nor
    /// if that model has learned one of the lists.
    func mayStartFromBase(_ lists: [String], _ tokenization: TokenizationOptions) -> Bool {
        !lists.contains { $0.hasPrefix("@") }
            && given.allSatisfy { $0.setting.name == "init" && $0.text == "base" } && tokenization.tokens == nil
    }

    /// Throws if the sizes of several layers are given, and another number of layers.
    func checkLayers() throws {
        guard let hidden, let layers else { return }
        let sizes = hidden.split { $0 == "x" || $0 == "," }.count
        try check(
            sizes == 1 || sizes == Int(layers), "--hidden has sizes for \(sizes) layers, but --layers is \(layers).")
    }
}

/// Options of tokens and labels.
struct TokenizationOptions: SettingOptions {
    @Option(setting: "tokens") var tokens: String?
    @Option(setting: "label-dropout") var labelDropout: String?
}

/// Options of optimization and regularization.
struct OptimizationOptions: SettingOptions {
    @Option(setting: "update") var update: String?
    @Option(setting: "batch-size") var batchSize: String?
    @Option(setting: "runs") var runs: String?
    @Option(setting: "optimizer") var optimizer: String?
    @Option(setting: "momentum") var momentum: String?
    @Option(setting: "beta1") var beta1: String?
    @Option(setting: "beta2") var beta2: String?
    @Option(setting: "rho") var rho: String?
    @Option(setting: "epsilon") var epsilon: String?
    @Option(setting: "weight-decay") var weightDecay: String?
    @Option(setting: "clip") var clip: String?
    @Option(setting: "dropout") var dropout: String?
    @Option(setting: "weight-dropout") var weightDropout: String?
    @Option(setting: "ema") var ema: String?
}

/// Options of the schedule.
struct ScheduleOptions: SettingOptions {
    @Option(setting: "learning-rate") var learningRate: String?
    @Option(setting: "schedule") var schedule: String?
    @Option(setting: "patience") var patience: String?
    @Option(setting: "warmup") var warmup: String?
    @Option(setting: "names-per-epoch") var namesPerEpoch: String?
}

/// A setting, and the text that an option gives for it.
struct GivenSetting {
    let setting: TrainingSetting
    let text: String

    init(_ name: String, _ text: String) { (setting, self.text) = (.required(name), text) }
}

extension SettingOptions {
    /// The settings that options of this group give.
    var given: [GivenSetting] {
        Mirror(reflecting: self).children.compactMap { label, value in
            let text: String? =
                switch value {
                case let option as Option<String?>: option.wrappedValue
                case let flag as Flag<Bool?>: flag.wrappedValue.map { $0 ? "yes" : "no" }
                default: nil
                }
            guard let text, let label else { return nil }
            let name = optionName(label.dropFirst())  // the wrapper of `dropout` is called `_dropout`
            return TrainingSetting.named(name) == nil ? nil : GivenSetting(name, text)
        }
    }
}

extension TrainingOptions {
    /// Applies settings, whatever the order of their options.
    mutating func apply(_ given: [GivenSetting]) throws {
        for setting in TrainingSetting.all {
            for given in given where given.setting.name == setting.name {
                do {
                    try setting.apply(given.text, to: &self)
                } catch {
                    throw ValidationError(withOptionNames("\(error)."))
                }
            }
        }
    }
}

extension Option where Value == String? {
    /// The option of a setting.
    init(setting name: String) {
        let setting = TrainingSetting.required(name)
        self.init(
            name: .customLong(name), help: setting.argumentHelp,
            completion: setting.choices.isEmpty ? nil : .list(setting.choices))
    }
}

extension Flag where Value == Bool? {
    /// The flag of a setting, with its opposite: `--name` and `--no-name`.
    init(setting name: String) {
        self.init(
            name: .customLong(name), inversion: .prefixedNo, help: TrainingSetting.required(name).argumentHelp)
    }
}

extension TrainingSetting {
    fileprivate static func required(_ name: String) -> TrainingSetting {
        guard let setting = named(name) else { preconditionFailure("there is no training setting \(name)") }
        return setting
    }

    fileprivate var argumentHelp: ArgumentHelp {
        ArgumentHelp(ArgumentHelp.StringLiteralType(withOptionNames(help)), valueName: valueName)
    }
}
