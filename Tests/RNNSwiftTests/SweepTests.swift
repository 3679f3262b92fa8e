import Foundation
import RNNReport
import RNNSwift
import Synchronization
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite struct SweepGridTests {
    private func grid(_ axes: [(String, String)], random: Int? = nil, seed: UInt64 = 1) throws -> SweepGrid {
        var base = TrainingOptions()
        base.seed = seed
        return try SweepGrid(axes.map { try SweepAxis($0.0, $0.1) }, random: random, base: base)
    }

    private func options(_ setting: SweepSetting) -> TrainingOptions {
        var options = TrainingOptions()
        setting.apply(to: &options)
        return options
    }

    @Test func everyCombinationOnce() throws {
        let grid = try grid([("learning-rate", "0.001, 1e-2"), ("hidden", "8,64x32,8"), ("cell", "rnn,lstm")])
        #expect(grid.axes.map(\.name) == ["cell", "hidden", "learning-rate"])
        #expect(
            grid.settings.map(\.texts) == [
                ["rnn", "8", "0.001"], ["rnn", "8", "0.01"], ["rnn", "64x32", "0.001"], ["rnn", "64x32", "0.01"],
                ["lstm", "8", "0.001"], ["lstm", "8", "0.01"], ["lstm", "64x32", "0.001"], ["lstm", "64x32", "0.01"],
            ])
        #expect(options(grid.settings[4]).architecture == Architecture(cell: .lstm, hidden: [8, 8]))
        #expect(options(grid.settings[3]).architecture == Architecture(cell: .rnn, hidden: [64, 32]))
        #expect(options(grid.settings[3]).schedule.learningRate == 0.01)
    }

    @Test func whatMeansNothingIsLeftOut() throws {
        let grid = try grid([("optimizer", "adam,momentum"), ("momentum", "0.8,0.9"), ("clip", "none,1")])
        #expect(
            grid.settings.map(\.texts) == [
                ["adam", nil, "none"], ["adam", nil, "1"], ["momentum", "0.8", "none"], ["momentum", "0.8", "1"],
                ["momentum", "0.9", "none"], ["momentum", "0.9", "1"],
            ])
        #expect(options(grid.settings[5]).optimizer.clip == 1 && options(grid.settings[5]).optimizer.momentum == 0.9)
        #expect(throws: SweepError("`momentum` has no effect in any of the settings")) {
            try self.grid([("momentum", "0.8,0.9")])
        }
    }

    @Test func layers() throws {
        let grid = try grid([("layers", "1,3"), ("hidden", "8,16")])
        #expect(grid.settings.map { options($0).architecture.hidden } == [[8], [8, 8, 8], [16], [16, 16, 16]])
        #expect(throws: SweepError.self) { try self.grid([("layers", "1,3"), ("hidden", "8,16x8")]) }
    }

    /// Axes that have an effect with another optimizer, or with all names of an epoch.
    private static let otherAxes = ["update", "beta1", "beta2", "rho", "epsilon", "names-per-epoch"]

    @Test func everyAxisAppliesItsValue() throws {
        let values = [
            "cell": "gru", "hidden": "9", "layers": "3", "init": "keras", "optimizer": "nesterov",
            "learning-rate": "0.25", "momentum": "0.5", "weight-decay": "0.125", "clip": "2", "batch-size": "77",
            "schedule": "one-cycle", "patience": "3", "runs": "5",
            "seed": "18446744073709551615", "dropout": "0.375", "weight-dropout": "0.625", "ema": "0.75",
            "warmup": "1.5", "tokens": "bpe:50", "label-dropout": "0.25",
        ]
        let options = options(try grid(values.map { ($0.key, $0.value) }).settings[0])
        #expect(options.architecture == Architecture(cell: .gru, hidden: [9, 9, 9]))
        #expect(options.initialization == .keras && options.optimizer.kind == .nesterov)
        #expect(
            options.schedule.learningRate == 0.25 && options.optimizer.momentum == 0.5
                && options.optimizer.weightDecay == 0.125)
        #expect(
            options.optimizer.clip == 2 && options.data.batchSize == 77 && options.data.runs == 5
                && options.schedule.kind == .oneCycle && options.schedule.patience == 3)
        #expect(
            options.seed == .max && options.regularization.dropout == 0.375
                && options.regularization.weightDropout == 0.625
                && options.regularization.averaging == 0.75
                && options.schedule.warmup == 1.5)
        #expect(options.data.tokens == .bytePairs(50) && options.data.labelDropout == 0.25)
        #expect(Set(SweepAxis.names) == Set(values.keys).union(Self.otherAxes))
    }

    /// The case of a value is kept where it counts, and a comma that belongs to a value.
    @Test func valuesAsTheyAre() throws {
        let tokens = try SweepAxis("tokens", "regex:[A-Z]{1,2}|., words,file:Tokens.txt,regex:a,b|.,bpe:40")
        #expect(
            tokens.values.map(\.text)
                == ["regex:[A-Z]{1,2}|.", "words", "file:Tokens.txt", "regex:a,b|.", "bpe:40"])
        #expect(try SweepAxis("cell", "RNN,rnn,Gru").values.map(\.text) == ["rnn", "gru"])
    }

    @Test(arguments: [
        ("cell", "rnn,foo", "foo"), ("hidden", "8,0", "0"), ("hidden", "8xx8", "8xx8"), ("hidden", "", ""),
        ("hidden", "9999", "9999"), ("learning-rate", "0.1,-1", "-1"), ("learning-rate", "nan", "nan"),
        ("momentum", "1", "1"), ("clip", "0", "0"), ("batch-size", "1.5", "1.5"), ("schedule", "step", "step"),
        ("layers", "65", "65"), ("weight-decay", "-0.1", "-0.1"), ("patience", "0", "0"), ("dropout", "1", "1"),
        ("ema", "none,1", "1"), ("warmup", "-1", "-1"),
    ]) func badValuesAreNamed(_ name: String, _ list: String, _ value: String) throws {
        #expect {
            try SweepAxis(name, list)
        } throws: {
            let property = TrainingSetting.named(name)?.property ?? name
            return "\($0)".hasPrefix("`\(property)` ") && ("\($0)".hasSuffix(", not '\(value)'") || value == "step")
        }
    }

    @Test func aSampleDependsOnTheSeedAlone() throws {
        let axes = [("hidden", (1...40).map(String.init).joined(separator: ",")), ("cell", "rnn,lstm,gru")]
        let all = try grid(axes).settings
        let sample = try grid(axes, random: 10).settings
        #expect(try sample == grid(axes, random: 10).settings)
        #expect(try sample != grid(axes, random: 10, seed: 2).settings)
        #expect(sample.count == 10)
        // Distinct, and in the order of the grid.
        let places = sample.compactMap(all.firstIndex(of:))
        #expect(places == Set(places).sorted() && places.count == 10)
        #expect(try grid(axes, random: 1000).settings == all)
    }

    @Test func aSampleOfAVastGrid() throws {
        let numbers = (1...1000).map(String.init).joined(separator: ",")
        let axes = [("hidden", numbers), ("batch-size", numbers), ("patience", numbers), ("cell", "rnn,lstm")]
        #expect {
            try grid(axes)
        } throws: {
            "\($0)".contains("2000000000 settings") && "\($0)".contains("`random`")
        }
        let sample = try grid(axes, random: 50).settings
        #expect(sample.count == 50 && Set(sample.map(\.texts)).count == 50)
        #expect(try sample == grid(axes, random: 50).settings)
        #expect(throws: SweepError.self) { try grid(axes, random: 10_001) }
    }
}

@Suite struct SweepRoundsTests {
    /// A training with these validation losses.
    private func progress(_ losses: [Double], _ ending: Trainer.Ending? = nil) -> SweepProgress {
        var progress = SweepProgress()
        progress.course = losses.map { SweepProgress.Epoch(loss: $0, validationLoss: $0, accuracy: 0, seconds: 0) }
        progress.ending = ending
        return progress
    }

    /// Each setting makes as many epochs as it would alone: smaller batches need fewer.
    @Test func theEpochsOfASetting() throws {
        let list = try NameList((0..<6000).map { "n\(String($0, radix: 6))" })
        var options = Sweep.Options()
        options.training = TrainingOptions(for: list)
        let sweep = try Sweep(list, SweepGrid([SweepAxis("batch-size", "32,128")]), options: options)
        for (setting, batch) in [32, 128].enumerated() {
            var alone = options.training
            alone.data.batchSize = batch
            #expect(try sweep.trainer(setting, threads: 1).mostEpochs == Trainer(list, options: alone).mostEpochs)
        }
        #expect(try sweep.trainer(0, threads: 1).mostEpochs == 15 && sweep.trainer(1, threads: 1).mostEpochs == 20)
        #expect(sweep.rounds.rounds.count == 1)
    }

    @Test func halvesUntilThreeAreLeft() {
        func plan(_ settings: Int, first: Int?, most: Int? = nil) -> [[Int]] {
            SweepRounds(settings: settings, first: first, most: most).rounds.map { [$0.entrants, $0.epochs] }
        }
        #expect(plan(24, first: 10) == [[24, 10], [12, 20], [6, 40], [3, .max]])
        #expect(plan(7, first: 1) == [[7, 1], [4, 2], [3, .max]])
        #expect(plan(3, first: 10) == [[3, .max]])
        #expect(plan(24, first: nil) == [[24, .max]])
        #expect(plan(24, first: 10, most: 20) == [[24, 10], [12, .max]])
        #expect(plan(24, first: 10, most: 5) == [[24, .max]])
    }

    @Test func theBetterHalfByItsBestEpochGoesOn() {
        let rounds = SweepRounds(settings: 6, first: 2, most: nil)
        let progress = [
            progress([3, 2.5]), progress([1, 9]), progress([3, 2]), progress([2, 2.5]), progress([5, 4]),
            progress([4, 4.5]),
        ]
        #expect(rounds.entrants(of: 0, progress) == [0, 1, 2, 3, 4, 5])
        // 2 and 3 are equally good: the earlier setting comes first.
        #expect(rounds.entrants(of: 1, progress) == [1, 2, 3])
        #expect(rounds.isDone(progress[0], in: 0) && !rounds.isDone(progress[1], in: 1))
    }

    /// What a setting did after a round does not change who was in the next one.
    @Test func laterEpochsDecideNothing() {
        let rounds = SweepRounds(settings: 6, first: 2, most: nil)
        let before = [[3, 2.5], [1, 9], [3, 2], [2, 2.5], [5, 4], [4, 4.5]].map { progress($0) }
        var after = before
        after[1] = progress([1, 9, 8, 7, 0.1], .converged)
        after[2] = progress([3, 2, 0.01], .diverged)
        after[3] = progress([2, 2.5], .diverged)  // in the first epoch of the second round
        #expect(rounds.entrants(of: 1, after) == rounds.entrants(of: 1, before))
    }

    @Test func divergedAndUntrainedOnesDoNotGoOn() {
        let rounds = SweepRounds(settings: 6, first: 2, most: nil)
        let progress = [
            progress([0.5], .diverged), progress([], .diverged), progress([3, 2]), progress([2], .converged),
            progress([5, 4]), progress([]),
        ]
        #expect(rounds.entrants(of: 1, progress) == [2, 3, 4])
        #expect(rounds.isDone(progress[3], in: 1))
    }

    /// Settings are compared by the mean over their seeds, and stay together.
    @Test func seedsStayTogether() throws {
        let grid = try SweepGrid([SweepAxis("hidden", "4,8,12,16"), SweepAxis("seed", "1,2")])
        #expect(grid.seeds == [1, 2] && grid.groups == [[0, 1], [2, 3], [4, 5], [6, 7]])
        let rounds = SweepRounds(settings: 4, groups: grid.groups, first: 2, most: nil)
        #expect(rounds.rounds.map(\.entrants) == [4, 3])
        let losses: [[Double]] = [[1, 1], [4, 5], [3, 2], [3, 2], [2, 3], [3, 3], [1, 9], [2, 9]]
        let all = losses.map { progress($0) }
        #expect(rounds.entrants(of: 0, all) == Array(0..<8))
        // Means of the best: 2.5, 2, 2.5, 1.5.
        #expect(rounds.entrants(of: 1, all) == [6, 7, 2, 3, 0, 1])
        var diverged = all
        diverged[7] = progress([2], .diverged)
        #expect(rounds.entrants(of: 1, diverged) == [2, 3, 0, 1, 4, 5])
        let single = try SweepGrid([SweepAxis("hidden", "4,8")])
        #expect(single.groups == [[0], [1]] && single.seeds.isEmpty)
    }
}

@Suite struct SweepTests {
    private final class TemporaryFolder {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("rnnc-sweep-\(UUID().uuidString)")
        deinit { try? FileManager.default.removeItem(at: url) }
    }

    private func sweep(_ change: (inout Sweep.Options) -> Void = { _ in }) throws -> Sweep {
        var options = Sweep.Options()
        options.training.data.batchSize = 130
        options.training.schedule.epochs = 9
        options.firstRound = 2
        change(&options)
        let axes = [("cell", "rnn,gru"), ("hidden", "4,6x5"), ("learning-rate", "0.001,0.03")]
        return try Sweep(NameList(.dinosaurs), SweepGrid(axes.map { try SweepAxis($0.0, $0.1) }), options: options)
    }

    /// What must not depend on threads and interruptions: all but the times.
    private struct Essence: Equatable {
        var csv: String
        var best: Data
    }

    private func essence(_ sweep: Sweep, _ results: [SweepResult], _ folder: SweepFolder) throws -> Essence {
        let csv = SweepTable.csv(sweep, results).split(separator: "\n").map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).dropLast().joined(separator: ",")
        }
        return Essence(
            csv: csv.joined(separator: "\n"), best: try Data(contentsOf: URL(fileURLWithPath: folder.best)))
    }

    private func undisturbed(_ sweep: Sweep, threads: Int) throws -> Essence {
        let temporary = TemporaryFolder()
        let folder = try SweepFolder(temporary.url.path)
        try folder.begin(sweep)
        let (ending, results) = try sweep.run(in: folder, threads: threads)
        #expect(ending == .done && results.allSatisfy(\.isFinished))
        return try essence(sweep, results, folder)
    }

    @Test func theNumberOfThreadsChangesNothing() throws {
        let sweep = try sweep()
        let one = try undisturbed(sweep, threads: 1)
        #expect(try undisturbed(sweep, threads: 2) == one)
        #expect(try undisturbed(sweep, threads: 5) == one)
        let rows = one.csv.split(separator: "\n").dropFirst()
        #expect(rows.count == 8 && rows.count { $0.contains(",stopped,") } == 5)
    }

    /// Stopped again and again, after ever more questions whether to stop.
    @Test func goingOnGivesTheSame() throws {
        let sweep = try sweep()
        let whole = try undisturbed(sweep, threads: 2)
        let temporary = TemporaryFolder()
        let folder = try SweepFolder(temporary.url.path)
        try folder.begin(sweep)
        for attempt in 0..<200 {
            let questions = Atomic(0)
            let (ending, results) = try sweep.run(in: folder, threads: 1 + attempt % 3) {
                questions.add(1, ordering: .relaxed).newValue > 1 + 13 * attempt
            }
            guard ending == .done else { continue }
            #expect(attempt > 5)
            #expect(try essence(sweep, results, folder) == whole)
            // Once more: nothing is left to do.
            let asked = Atomic(0)
            let again = try sweep.run(in: folder) { asked.add(1, ordering: .relaxed).newValue > 0 }
            #expect(again.ending == .done)
            #expect(try essence(sweep, again.results, folder) == whole)
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/settings").sorted()
            #expect(files == (1...8).map { "000\($0).json" })
            return
        }
        Issue.record("the sweep never came to its end")
    }

    /// The best model is that of a training of its own with the same options.
    @Test func theBestIsThatOfItsTraining() throws {
        let sweep = try sweep { $0.keepsAll = true }
        let temporary = TemporaryFolder()
        let folder = try SweepFolder(temporary.url.path)
        try folder.begin(sweep)
        let results = SweepResult.ranked(try sweep.run(in: folder).results)
        var options = sweep.options.training
        sweep.grid.settings[results[0].index].apply(to: &options)
        let model = try Trainer(NameList(.dinosaurs), options: options).train()
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.best)) == model.serialized())
        #expect(results.allSatisfy { $0.progress.course.count == 9 && $0.state == .done })
        let losses = results.compactMap { $0.progress.best?.validationLoss }
        #expect(losses == losses.sorted() && losses[0] == model.record.validationLoss)
    }

    @Test func anotherSweepIsNotGoneOnWith() throws {
        let temporary = TemporaryFolder()
        let folder = try SweepFolder(temporary.url.path)
        try folder.begin(sweep())
        #expect(throws: SweepError.self) { try folder.begin(sweep()) }
        #expect(try folder.progress(of: sweep()).count == 8)
        func fails(_ text: String, _ change: (inout Sweep.Options) -> Void) throws {
            #expect {
                try folder.progress(of: sweep(change))
            } throws: {
                $0 is SweepError && "\($0)".contains(text)
            }
        }
        try fails("`seed` was 1, now 2") { $0.training.seed = 2 }
        try fails("`epochs` was 9, now 10") { $0.training.schedule.epochs = 10 }
        try fails("`keepAll` was no, now yes") { $0.keepsAll = true }
        try fails("`validation` was 0.1, now 0.2") { $0.training.data.validation = .share(0.2) }
    }

    @Test func damagedFilesAreErrors() throws {
        let temporary = TemporaryFolder()
        let folder = try SweepFolder(temporary.url.path)
        let sweep = try sweep()
        try folder.begin(sweep)
        let asked = Atomic(0)
        _ = try sweep.run(in: folder, threads: 1) { asked.add(1, ordering: .relaxed).newValue > 8 }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/settings").sorted()
        try #require(names.count == 2, "\(names)")
        for name in names.map({ "settings/" + $0 }) + ["sweep.json"] {
            let file = temporary.url.appendingPathComponent(name)
            let before = try Data(contentsOf: file)
            for damaged in [Data(), Data("{}".utf8), before.prefix(before.count / 2), Data("\u{1}".utf8) + before] {
                try damaged.write(to: file)
                #expect {
                    try sweep.run(in: folder, threads: 1)
                } throws: {
                    "\($0)".contains(name) && !"\($0)".contains("\n")
                }
            }
            try before.write(to: file)
        }
        #expect(try sweep.run(in: folder).ending == .done)
    }

    @Test func theReportIsXMLWithEverySetting() throws {
        let temporary = TemporaryFolder()
        let folder = try SweepFolder(temporary.url.path)
        let sweep = try sweep()
        try folder.begin(sweep)
        let results = try sweep.run(in: folder).results
        let page = sweep.report(results, command: "rnnc train <here> -o \"m\"")
        #expect(page.contains("<code>rnnc train &lt;here&gt; -o &quot;m&quot;</code>"))
        let parser = XMLParser(data: Data(page.utf8))
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        for result in results {
            let loss = try #require(result.progress.best).validationLoss
            #expect(page.contains("<td>\(Figures.loss(loss))</td>"))
        }
        #expect(page.contains("By cell") && page.contains("By hidden") && page.contains("By learning-rate"))
    }

    @Test func theTableFitsItsWidth() throws {
        let temporary = TemporaryFolder()
        let folder = try SweepFolder(temporary.url.path)
        let sweep = try sweep()
        try folder.begin(sweep)
        let table = SweepTable(sweep, try sweep.run(in: folder).results)
        let lines = table.lines()
        #expect(
            lines[0]
                == "rank  cell  hidden  learning-rate  validation loss  accuracy  epochs  parameters  seconds  state")
        #expect(lines.count == 9)
        for width in 0...lines.map(\.count).max()! {
            let narrow = table.lines(width: width)
            #expect(narrow.count == 9 && narrow.allSatisfy { $0.count <= width })
            if width >= 30 { #expect(narrow[0].contains("  loss") || narrow[0].contains("validation loss")) }
        }
        #expect(table.lines(width: 30)[0] == "cell  hidden   rate    loss")
    }
}
