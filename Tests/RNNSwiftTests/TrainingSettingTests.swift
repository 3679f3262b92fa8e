import Foundation
import RNNSwift
import Testing

@Suite struct TrainingSettingTests {
    /// A value of each setting that is not its default, and options in which it has an effect.
    private static let values: [String: (text: String, beside: [String: String])] = [
        "cell": ("gru", [:]), "hidden": ("64,32", [:]), "layers": ("3", [:]), "init": ("keras", [:]),
        "update": ("character", [:]), "optimizer": ("nesterov", [:]), "learning-rate": ("0.25", [:]),
        "momentum": ("0.5", ["optimizer": "sgd"]), "beta1": ("0.5", [:]), "beta2": ("0.5", [:]),
        "rho": ("0.5", ["optimizer": "rmsprop"]), "epsilon": ("0.001", [:]),
        "weight-decay": ("0.125", ["optimizer": "adamw"]), "clip": ("2", [:]), "dropout": ("0.375", [:]),
        "variational-dropout": ("yes", ["dropout": "0.5"]), "weight-dropout": ("0.625", [:]), "ema": ("0.75", [:]),
        "tokens": ("bpe:50", [:]), "label-dropout": ("0.25", [:]), "min-count": ("3", [:]),
        "teacher-weight": ("0.25", [:]),
        "batch-size": ("77", [:]), "runs": ("4", [:]),
        "names-per-epoch": ("50", [:]), "schedule": ("one-cycle", [:]),
        "steps": ("3:0.1,5:x0.5", ["schedule": "step"]), "patience": ("3", [:]), "warmup": ("1.5", [:]),
        "epochs": ("7", [:]), "streams": ("9", [:]), "sequence-length": ("11", [:]), "hashes": ("no", [:]),
        "measure-training": ("yes", [:]),
        "best-by": ("accuracy", [:]),
    ]

    @Test func everySettingIsTested() {
        #expect(Set(TrainingSetting.all.map(\.name)) == Set(Self.values.keys))
        #expect(Set(TrainingSetting.all.map(\.name)).count == TrainingSetting.all.count)
        #expect(TrainingSetting.named("no-such-setting") == nil)
    }

    /// A text that is applied is the text of the setting afterwards, another one than before.
    @Test(arguments: TrainingSetting.all.map(\.name)) func textsAreRoundTrips(_ name: String) throws {
        let setting = try #require(TrainingSetting.named(name))
        let (text, beside) = try #require(Self.values[name])
        var options = TrainingOptions()
        for (name, text) in beside where name != "optimizer" || text != "sgd" {
            try TrainingSetting.named(name)?.apply(text, to: &options)
        }
        let before = setting.text(options)
        try setting.apply(text, to: &options)
        #expect(setting.text(options) == text && before != text)
        #expect(setting.help.contains("(default: "))
        #expect(!setting.help.contains("--"), "library texts name properties: \(setting.help)")
        for wrong in ["", "nan", "-1", "no such value", "1e400", "0x", "\u{0}"] {
            #expect(throws: SettingError.self, "\(wrong)") { try setting.apply(wrong, to: &options) }
        }
        #expect(setting.text(options) == text)
    }

    /// What a model records is read again, and shown by `inspect` and in reports.
    @Test func recordsAreRoundTrips() throws {
        var options = TrainingOptions(distinctNames: 100, fromBase: false)
        options.optimizer.clip = 2
        options.schedule.kind = .step
        options.schedule.steps = [.init(after: 3, .times(0.5))]
        options.schedule.epochs = 1
        options.architecture.hidden = [4]
        let model = try Trainer(NameList(["anna", "otto", "ida"]), options: options).train()
        let record = model.record
        #expect(record.settings["clip"] == .number(2) && record.settings["dropout"] == .number(0.5))
        #expect(record.settings["variational_dropout"] == .flag(false))
        #expect(record.settings["steps"] == .text("3:x0.5"))
        #expect(record.settings["momentum"] == nil && record.settings["weight_decay"] == nil)
        let read = try JSONDecoder().decode(TrainingRecord.self, from: JSONEncoder().encode(record))
        #expect(read == record)
        let texts = Dictionary(uniqueKeysWithValues: record.settingTexts)
        #expect(texts["learning rate"] == "0.01" && texts["batch size"] == "32" && texts["streams"] == nil)
        // A file of version 0.1 has what it holds, and nothing else.
        let old =
            #"{"list":"x","dropout":0.5,"optimizer":"adam","batch_size":32,"epochs":3,"seed":18446744073709551615}"#
        let older = try JSONDecoder().decode(TrainingRecord.self, from: Data(old.utf8))
        #expect(older.settingTexts.map(\.text) == ["adam", "0.5", "32"])
        #expect(older.seed == .max && older.epochs == 3)
    }

    @Test func conflictsAreNamed() {
        func conflict(_ change: (inout TrainingOptions) -> Void) -> String? {
            var options = TrainingOptions()
            change(&options)
            return options.conflict
        }
        #expect(conflict { _ in } == nil)
        #expect(conflict { $0.schedule.kind = .step }?.contains("`steps`") == true)
        #expect(
            conflict {
                $0.schedule.warmup = 3; $0.schedule.epochs = 3
            } == "`warmup` must be less than `epochs` 3")
        for preset in TrainingOptions.Preset.allCases { #expect(TrainingOptions(preset).conflict == nil) }
    }

    /// The table of options in the documentation. `UPDATE_TABLE=1 make test FILTER=tableIsCurrent` writes it.
    @Test func tableIsCurrent() throws {
        let path =
            #filePath.replacing("Tests/RNNSwiftTests/TrainingSettingTests.swift", with: "")
            + "Documentation/Guides/TrainingOptions.md"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let head = "| option | property | meaning | default | sweep | in the record |\n|---|---|---|---|---|---|\n"
        let rows = TrainingSetting.all.map { setting in
            "| `--\(setting.name)` | `\(setting.property)` | \(setting.summary) | \(setting.defaultText) "
                + "| \(setting.isAxis ? "yes" : "") | \(setting.recordKey.map { "`\($0)`" } ?? "") |\n"
        }
        let table = head + rows.joined()
        let start = try #require(text.range(of: "| option |"))
        if ProcessInfo.processInfo.environment["UPDATE_TABLE"] != nil {
            try (text[..<start.lowerBound] + table).write(toFile: path, atomically: true, encoding: .utf8)
        } else {
            #expect(text[start.lowerBound...] == table)
        }
    }
}
