import Foundation
import Testing

/// Presets, and the options that their settings are one by one.
@Suite struct TrainOptionTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", TrainTests.names)
    }

    private func record(_ options: String..., list: String = "names.txt") throws -> [String: Any] {
        let run = try folder.rnnc(["train", list, "-o", "m", "--epochs", "2", "--threads", "1", "-q"] + options)
        try #require(run.status == 0 && run.errors.isEmpty && run.output.isEmpty, "\(run)")
        return try #require(try folder.inspect("m")["training"] as? [String: Any])
    }

    @Test(arguments: ["book", "scratch", "keras-rnn", "keras-lstm"]) func presets(_ preset: String) throws {
        let record = try record("--preset", preset)
        let isKeras = preset.hasPrefix("keras")
        #expect(record["optimizer"] as? String == (isKeras ? "rmsprop" : "momentum"))
        #expect(record["initialization"] as? String == (isKeras ? "keras" : "book"))
        #expect(record["update"] as? String == (isKeras ? "batch" : "character"))
        #expect(record["schedule"] as? String == "step" && record["learning_rate"] as? Double == 0.01)
        #expect(record["held_out_names"] as? Int == 0 && record["names"] as? Int == 10)
        let architecture = try #require(try folder.inspect("m")["architecture"] as? [String: Any])
        #expect(architecture["cell"] as? String == (preset == "keras-lstm" ? "lstm" : "rnn"))
        #expect(architecture["hidden"] as? [Int] == [32, 32])
    }

    @Test func theBestPreset() throws {
        let run = try folder.rnnc(
            "train", "@dinosaurs", "-o", "m", "--preset", "best", "--hidden", "8", "--epochs", "1", "--json")
        #expect(run.status == 0 && run.objects.count == 2, "its many steps are for its own epochs: \(run)")
        let record = try #require(try folder.inspect("m")["training"] as? [String: Any])
        #expect(record["schedule"] as? String == "cosine" && record["dropout"] is Double)
        #expect(record["held_out_names"] as? Int == 73)
        let usual = try folder.rnnc("train", "names.txt", "-o", "m", "--preset", "best", "--hidden", "2", "--json")
        #expect(
            (22...101).contains(usual.objects.count)
                && usual.errorLines.first { $0.hasPrefix("epoch 1 ") }?.contains(" left") == true
        )
    }

    /// The schedule ends within the time, and is the one of that many epochs, also after a stop.
    @Test func aScheduleIsFittedToTheTime() throws {
        let arguments = ["train", "@dinosaurs", "--hidden", "4", "--schedule", "cosine", "--threads", "1"]
        let run = try folder.rnnc(arguments + ["-o", "m", "--max-time", "1000s"])
        #expect(run.status == 0 && run.errors.contains("200 epochs fit in the time of --max-time"), "\(run)")
        let given = try folder.rnnc(arguments + ["-o", "given", "--max-time", "1000s", "--epochs", "200"])
        #expect(given.status == 0 && !given.errors.contains("fit in the time"), "\(given)")
        #expect(try folder.data("m") == folder.data("given"))

        let short = ["-o", "short", "--max-time", "1ms", "--resume"]
        let stopped = try folder.rnnc(arguments + short)
        #expect(stopped.status == 0 && stopped.errors.contains("1 epoch fits in the time"), "\(stopped)")
        if try folder.files.contains("short.checkpoint") {
            let run = try folder.rnnc(arguments + short.map { $0 == "1ms" ? "1000s" : $0 })
            #expect(run.status == 0 && run.errors.contains("1 epoch fits in the time"), "the epochs stay: \(run)")
        }
        let once = try folder.rnnc(arguments + ["-o", "once", "--epochs", "1"])
        #expect(once.status == 0)
        #expect(try folder.data("short") == folder.data("once"))
    }

    /// Nothing is better for a short list than the base model.
    @Test func theBestPresetForAShortList() throws {
        for options in [[], ["--preset", "best"]] {
            let run = try folder.rnnc(["train", "names.txt", "-o", "m\(options.count)"] + options)
            #expect(run.status == 0 && run.errors.contains("starting from the base model"), "\(run)")
        }
        #expect(try folder.data("m0") == folder.data("m2"))
    }

    @Test func theBestPresetForText() throws {
        try folder.write(
            "play.txt", Data(String(repeating: "to be or not to be, that is the question. ", count: 40).utf8))
        let run = try folder.rnnc(
            "train", "--text", "play.txt", "-o", "m", "--preset", "best", "--hidden", "6", "--epochs", "1")
        #expect(run.status == 0 && run.errors.contains("(bpe:100); lstm 6,6"), "\(run)")
        #expect(run.errors.hasPrefix("1514 characters of text to learn, 166 held out"), "not tokens: \(run)")
    }

    /// A preset is nothing but its options.
    @Test func aPresetIsTheSameAsItsOptions() throws {
        _ = try record("--preset", "book", list: "@dinosaurs")
        let preset = try folder.data("m")
        let common = ["--validation", "0", "--measure-training", "--learning-rate", "0.01", "--schedule", "step"]
        let run = try folder.rnnc(
            ["train", "@dinosaurs", "-o", "m", "--epochs", "2", "-q", "--init", "book"] + common + [
                "--update", "character", "--optimizer", "momentum", "--momentum", "0.9", "--steps", "200:x0.1",
            ])
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        #expect(try folder.data("m") == preset)

        _ = try record("--preset", "keras-lstm", list: "@dinosaurs")
        let keras = try folder.data("m")
        let options = try folder.rnnc(
            ["train", "@dinosaurs", "-o", "m", "--epochs", "2", "-q", "--init", "keras"] + common + [
                "--cell", "lstm", "--optimizer", "rmsprop", "--rho", "0.9", "--epsilon", "1e-7", "--batch-size", "32",
                "--steps", "5:x0.5,15:x0.2,25:x0.1", "--best-by", "accuracy", "--hidden", "32,32",
                "--dropout", "0",
            ])
        #expect(options.status == 0 && options.errors.isEmpty, "\(options)")
        #expect(try folder.data("m") == keras)
    }

    @Test func optionsComeBeforeAPreset() throws {
        let first = try record(
            "--preset", "book", "--hidden", "8", "--momentum", "0.5", "--learning-rate", "0.02", "--init", "pytorch",
            "--schedule", "constant", "--validation", "0.2", "--best-by", "sampled-accuracy", "--names-per-epoch", "4")
        #expect(first["learning_rate"] as? Double == 0.02 && first["schedule"] as? String == "constant")
        #expect(first["initialization"] as? String == "pytorch" && first["held_out_names"] as? Int == 2)
        #expect(first["best_by"] as? String == "sampled-accuracy" && first["names_per_epoch"] as? Int == 4)
        let architecture = try #require(try folder.inspect("m")["architecture"] as? [String: Any])
        #expect(architecture["hidden"] as? [Int] == [8, 8])
        let second = try record(
            "--preset", "keras-rnn", "--cell", "gru", "--optimizer", "adamw", "--weight-decay", "0.1", "--batch-size",
            "4", "--clip", "1", "--layers", "3")
        #expect(second["optimizer"] as? String == "adamw" && second["batch_size"] as? Int == 4)
        let third = try #require(try folder.inspect("m")["architecture"] as? [String: Any])
        #expect(third["hidden"] as? [Int] == [32, 32, 32] && third["cell"] as? String == "gru")
    }

    @Test func everyOptionOfTheOptimizersIsTaken() throws {
        for options in [
            ["--optimizer", "adam", "--beta1", "0.8", "--beta2", "0.99", "--epsilon", "1e-6"],
            ["--optimizer", "adamw", "--weight-decay", "0"], ["--optimizer", "rmsprop", "--rho", "0.99"],
            ["--optimizer", "heavy-ball", "--momentum", "0", "--clip", "0.1"],
            ["--optimizer", "nesterov", "--weight-decay", "0.5"],
            ["--optimizer", "heavy-ball", "--update", "character", "--learning-rate", "0.001"],
            ["--update", "character", "--cell", "rnn", "--warmup", "0.5"],
            ["--update", "character", "--cell", "rnn", "--warmup", "1", "--optimizer", "sgd"],
            ["--no-hashes"], ["--dropout", "0.5", "--variational-dropout"], ["--dropout", "0", "--ema", "0.99"],
            ["--ema", "0"],
            ["--schedule", "one-cycle", "--patience", "1"], ["--schedule", "cosine", "--warmup", "0.5"],
            ["--warmup", "1.5", "--no-variational-dropout"], ["--preset", "book", "--patience", "1"],
            ["--schedule", "step", "--steps", "1:x0.5,2:1e-4"], ["--names-per-epoch", String(Int.max)],
        ] {
            let run = try folder.rnnc(["train", "names.txt", "-o", "m", "--epochs", "2", "-q"] + options)
            #expect(run.status == 0 && run.errors.isEmpty, "\(options): \(run)")
        }
    }

    @Test func whatAModelWasTrainedWithIsTold() throws {
        let record = try record(
            "--dropout", "0.25", "--variational-dropout", "--ema", "0.9", "--warmup", "0.5", "--schedule", "one-cycle",
            "--weight-dropout", "0.5")
        #expect(record["weight_dropout"] as? Double == 0.5)
        #expect(record["dropout"] as? Double == 0.25 && record["variational_dropout"] as? Bool == true)
        #expect(record["ema"] as? Double == 0.9 && record["warmup"] as? Double == 0.5)
        #expect(record["schedule"] as? String == "one-cycle")
        let text = try folder.rnnc("inspect", "m").output
        for row in [
            #/schedule +one-cycle\n/#, #/warmup +0.5\n/#, #/\ndropout +0.25\n/#, #/variational dropout +yes\n/#,
            #/average of weights +0.9\n/#, #/weight dropout +0.5\n/#,
        ] {
            #expect(text.contains(row), "\(text)")
        }
        let plain = try self.record("--dropout", "0", "--weight-dropout", "0")
        #expect(plain["dropout"] == nil && plain["ema"] == nil && plain["warmup"] == nil)
        #expect(try !folder.rnnc("inspect", "m").output.contains("dropout"))
    }

    @Test func eachEpochShowsBothAccuraciesAndTheirShareOfTheMaximum() throws {
        for options in [["--validation", "0.3"], ["--preset", "book"]] {
            let run = try folder.rnnc(["train", "names.txt", "-o", "m", "--epochs", "2", "--json"] + options)
            #expect(run.status == 0, "\(run)")
            for event in run.objects.dropLast() {
                for kind in ["", "sampled_"] {
                    let accuracy = try #require(event["\(kind)accuracy"] as? Double, "\(event)")
                    let maximum = try #require(event["maximum_\(kind)accuracy"] as? Double, "\(event)")
                    #expect((0...maximum).contains(accuracy) && maximum <= 1)
                }
            }
            for line in run.errorLines.filter({ $0.hasPrefix("epoch ") }) {
                #expect(
                    line.contains(
                        #/accuracy \d+\.\d% \(\d+\.\d% of maximum\)  sampled \d+\.\d% \(\d+\.\d%\)/#), "\(line)")
            }
            #expect(run.objects.last?["accuracy"] is Double && run.objects.last?["sampled_accuracy"] is Double)
        }
    }

    @Test func historiesInTheColumnsOfOthers() throws {
        func rows(_ options: String...) throws -> [[String]] {
            let run = try folder.rnnc(
                ["train", "names.txt", "-o", "m", "--epochs", "3", "-q", "--history", "h.csv", "--hidden", "4"]
                    + options)
            #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
            return try folder.text("h.csv").split(separator: "\n").map {
                $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            }
        }
        let scratch = try rows("--history-format", "scratch", "--validation", "0")
        #expect(scratch[0] == ["Epoch", "Time", "Epoch Loss", "Accuracy", "Sample Name"])
        #expect(scratch.dropFirst().map { $0[0] } == ["0", "1", "2"])
        let characters = Double(TrainTests.names.count)  // a STOP for each line feed
        for row in scratch.dropFirst() {
            let numbers = row[1...3].compactMap { Double($0) }
            try #require(row.count == 5 && numbers.count == 3, "\(row)")
            #expect(numbers[0] > 0 && (0...1).contains(numbers[2]), "\(row)")
            #expect((0.5...4).contains(numbers[1] / characters), "the sum of the losses: \(row)")
        }

        let keras = try rows("--history-format", "keras", "--validation", "0.3")
        #expect(keras[0] == ["epoch", "time", "loss", "accuracy", "val_loss", "val_accuracy"])
        #expect(keras.dropFirst().map { $0[0] } == ["0", "1", "2"])
        for row in keras.dropFirst() {
            let numbers = row.compactMap { Double($0) }
            #expect(numbers.count == 6 && (0.5...4).contains(numbers[2]) && (0...1).contains(numbers[3]), "\(row)")
            #expect((0.5...5).contains(numbers[4]) && (0...1).contains(numbers[5]), "\(row)")
        }
        let without = try rows("--history-format", "keras", "--preset", "keras-rnn")
        #expect(without.dropFirst().allSatisfy { $0.count == 6 && Double($0[3]) != nil && $0[4] + $0[5] == "" })
        let rnnc = try rows("--history-format", "rnnc", "--preset", "book")
        #expect(rnnc[0].contains("sampled_accuracy") && rnnc.allSatisfy { $0.count == rnnc[0].count })
    }

    @Test(
        arguments: [
            ["--preset", "unknown"], ["--init", "unknown"], ["--best-by", "unknown"], ["--history-format", "unknown"],
            ["--beta1", "1"], ["--beta1", "0.999999999999"], ["--beta2", "-0.1"], ["--rho", "nan"], ["--epsilon", "0"],
            ["--epsilon", "1e-40"],
            ["--dropout", "1"], ["--dropout", "-0.1"], ["--dropout", "nan"], ["--dropout", "0.99999999999"],
            ["--ema", "1"],
            ["--weight-dropout", "1"], ["--weight-dropout", "-1"], ["--ema", "-0.5"], ["--ema", "x"],
            ["--variational-dropout", "--dropout", "0"],
            ["--weight-decay", "-1"], ["--weight-decay", "inf"], ["--clip", "0"], ["--clip", "nan"],
            ["--names-per-epoch", "0"], ["--names-per-epoch", "-3"],
            // Options for other optimizers than the one there is.
            ["--optimizer", "sgd", "--momentum", "0.5"], ["--optimizer", "momentum", "--beta1", "0.5"],
            ["--optimizer", "rmsprop", "--beta2", "0.5"], ["--rho", "0.5"],
            ["--preset", "keras-rnn", "--momentum", "0.5"],
            ["--optimizer", "nesterov", "--epsilon", "1e-5"], ["--weight-decay", "0.1"],
            ["--optimizer", "adam", "--weight-decay", "0"],
            // Options that cannot be combined with one step per character.
            ["--update", "character", "--optimizer", "nesterov"], ["--update", "character", "--optimizer", "rmsprop"],
            ["--update", "character", "--clip", "1"], ["--update", "character", "--weight-decay", "0.1"],
            ["--preset", "book", "--dropout", "0.1"], ["--preset", "book", "--ema", "0.9"],
            ["--preset", "book", "--weight-dropout", "0.9"],
            ["--preset", "book", "--cell", "gru"], ["--preset", "book", "--batch-size", "8"],
            ["--preset", "book", "--optimizer", "adam"], ["--preset", "book", "--bptt", "full"],
            ["--preset", "keras-lstm", "--update", "character"], ["--preset", "keras-rnn", "--bptt", "1"],
            // Schedules.
            ["--schedule", "step"], ["--steps", "10:0.1"], ["--schedule", "cosine", "--steps", "10:0.1"],
            ["--preset", "book", "--schedule", "constant", "--steps", "9:1"],
            ["--warmup", "-1"], ["--warmup", "nan"], ["--warmup", "inf"], ["--warmup", "3", "--epochs", "3"],
            ["--schedule", "step", "--steps", ""], ["--schedule", "step", "--steps", "10"],
            ["--schedule", "step", "--steps", "0:1"], ["--schedule", "step", "--steps", "10:0"],
            ["--schedule", "step", "--steps", "10:x"], ["--schedule", "step", "--steps", "10:xx2"],
            ["--schedule", "step", "--steps", "10:-1"], ["--schedule", "step", "--steps", "10:nan"],
            ["--schedule", "step", "--steps", "10:inf"], ["--schedule", "step", "--steps", "10:0.1,10:0.2"],
            ["--schedule", "step", "--steps", "10:0.1,5:0.2"], ["--schedule", "step", "--steps", "10:0.1,"],
            ["--schedule", "step", "--steps", "99999999999999999999:1"], ["--schedule", "step", "--steps", "1.5:1"],
            // Measuring.
            ["--validation", "0", "--best-by", "accuracy"],
            ["--preset", "scratch", "--no-measure-training"], ["--history-format", "keras"],
            ["--history", "h.csv", "--history-format", "keras", "--no-measure-training"],
            [
                "--history", "h.csv", "--history-format", "scratch", "--preset", "book", "--no-measure-training",
            ],
        ])
    func wrongUsage(_ options: [String]) throws {
        let run = try folder.rnnc(["train", "names.txt", "-o", "model.safetensors"] + options)
        #expect(run.status == 64, "\(run)")
        #expect(run.output.isEmpty && run.errors.hasPrefix("Error: "), "\(run)")
        #expect(try folder.files == ["names.txt"])
    }

    @Test func adamWithWeightDecayHasANameOfItsOwn() throws {
        let run = try folder.rnnc("train", "names.txt", "-o", "m", "--weight-decay", "0.1")
        #expect(run.status == 64 && run.errors.contains("adamw"), "\(run)")
    }
}
