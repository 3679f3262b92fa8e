import Foundation
import Testing

/// Several models in `evaluate` and `score`, and lists that choose nothing.
@Suite struct SeveralModelsTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", TrainTests.names)
        try folder.writeModel(of: "names.txt", to: "a.safetensors", "--epochs", "20")
        try folder.writeModel(of: "names.txt", to: "b.safetensors", "--epochs", "20", "--seed", "2")
    }

    private func nats(_ run: Run) -> [String: Double] {
        run.objects.reduce(into: [:]) { $0[$1["model"] as? String ?? "?"] = $1["nats"] as? Double }
    }

    @Test func optionsOfRunningTextAreErrors() throws {
        for option in [["--length", "5"], ["--stop", "x"], ["--adapt", "names.txt"]] {
            let run = try folder.rnnc(["generate", "a.safetensors", "b.safetensors"] + option)
            run.expectFailure(saying: "not a model of running text", option[0])
        }
    }

    @Test func evaluateHasALineForEachAndForAllTogether() throws {
        let run = try folder.rnnc("evaluate", "a.safetensors", "b.safetensors", "names.txt", "--json")
        #expect(run.status == 0 && run.objects.count == 3, "\(run)")
        let all = nats(run)
        for model in ["a.safetensors", "b.safetensors"] {
            let alone = try folder.rnnc("evaluate", model, "names.txt", "--json")
            #expect(alone.objects.count == 1 && nats(alone)[model] == all[model], "\(alone)")
        }
        #expect(run.objects[2]["models"] as? [String] == ["a.safetensors", "b.safetensors"])
        let ensemble = try #require(all["ensemble"])
        #expect(ensemble < max(all["a.safetensors"] ?? 0, all["b.safetensors"] ?? 0))

        // The ensemble of a model with itself is the model, but for rounding.
        let twice = try folder.rnnc("evaluate", "a.safetensors", "a.safetensors", "names.txt", "--json")
        let (one, both) = (twice.objects[0], twice.objects[2])
        for key in ["nats", "recreated", "floor_nats", "predictions", "names"] {
            let (x, y) = (try #require(one[key] as? Double), try #require(both[key] as? Double))
            #expect(abs(x - y) < 1e-4, "\(key) \(x) \(y)")
        }
        for key in ["accuracy", "maximum"] {
            #expect((one[key] as? [String: Double])?.keys == (both[key] as? [String: Double])?.keys)
            let (x, y) = (one[key] as? [String: Double], both[key] as? [String: Double])
            #expect(abs((x?["argmax"] ?? 0) - (y?["argmax"] ?? 1)) < 1e-9)
            #expect(abs((x?["sampled"] ?? 0) - (y?["sampled"] ?? 1)) < 1e-4)
        }
        let table = try folder.rnnc("evaluate", "a.safetensors", "b.safetensors", "names.txt")
        #expect(table.lines.count == 5 && table.lines[3].hasSuffix("  ensemble"), "\(table)")
        #expect(
            table.lines[1].hasSuffix("  a.safetensors")
                && table.lines[1].contains(String(format: "%.4f", all["a.safetensors"]!)))
        let mixed = try folder.rnnc("evaluate", "a.safetensors", "b.safetensors", "names.txt", "--json", "--mix", "9,1")
        #expect(nats(mixed)["ensemble"] != ensemble && nats(mixed)["a.safetensors"] == all["a.safetensors"])
        for threads in ["1", "3"] {
            let other = try folder.rnnc(
                "evaluate", "a.safetensors", "b.safetensors", "names.txt", "--json", "--threads", threads)
            #expect(other.output == run.output)
        }
        #expect(try folder.rnnc("evaluate", "a.safetensors").status == 64)
        #expect(try folder.rnnc("evaluate", "a.safetensors", "b.safetensors", "names.txt", "--mix", "1").status == 64)
    }

    @Test func scoreTakesLeadingModelsForModels() throws {
        let run = try folder.rnnc("score", "a.safetensors", "b.safetensors", "anna", "otto", "--json")
        #expect(run.status == 0, "\(run)")
        #expect(
            run.objects.map { "\($0["name"] ?? "") \($0["model"] ?? "")" } == [
                "anna a.safetensors", "anna b.safetensors", "anna ensemble", "otto a.safetensors",
                "otto b.safetensors", "otto ensemble",
            ])
        for (index, model) in ["a.safetensors", "b.safetensors"].enumerated() {
            let alone = try folder.rnnc("score", model, "anna", "--json")
            #expect(alone.objects.count == 1 && alone.objects[0]["model"] == nil, "\(alone)")
            #expect(alone.objects[0]["logprob"] as? Double == run.objects[index]["logprob"] as? Double)
        }
        let plain = try folder.rnnc("score", "a.safetensors", "b.safetensors", "anna")
        #expect(plain.lines.map { $0.split(separator: "\t").last } == ["a.safetensors", "b.safetensors", "ensemble"])
        let sorted = try folder.rnnc(
            "score", "a.safetensors", "b.safetensors", "anna", "xqz", "nnnn", "--sort", "--json", "-q")
        let means = sorted.objects.filter { $0["model"] as? String == "ensemble" }.compactMap {
            $0["nats_per_character"] as? Double
        }
        #expect(means == means.sorted(by: >), "\(sorted)")
        #expect(try folder.rnnc("score", "a.safetensors", "anna", "--mix", "1,1").status == 64)
    }

    @Test func aTestFileIsMeasuredAndChoosesNothing() throws {
        try folder.write("test.txt", "hanna\nlotte\nanna\n")
        let options = ["train", "names.txt", "--hidden", "8", "--epochs", "9", "--threads", "1"]
        let plain = try folder.rnnc(options + ["-o", "plain", "--json", "-q"])
        #expect(plain.status == 0 && plain.objects.last?["test_loss"] == nil, "\(plain)")
        let run = try folder.rnnc(options + ["-o", "tested", "--json", "--test-file", "test.txt"])
        #expect(run.status == 0, "\(run)")
        #expect(run.errors.contains("test on test.txt (3 names): "), "\(run)")
        let loss = try #require(run.objects.last?["test_loss"] as? Double)
        let accuracy = try #require(run.objects.last?["test_accuracy"] as? Double)
        let measured = try folder.rnnc("evaluate", "plain", "test.txt", "--json").objects[0]
        #expect(measured["nats"] as? Double == loss)
        #expect((measured["accuracy"] as? [String: Any])?["argmax"] as? Double == accuracy)
        let epochs = { (run: Run) in run.objects.dropLast().map { $0["validation_loss"] as? Double } }
        #expect(epochs(run) == epochs(plain))
        let test = try #require((try folder.inspect("tested")["training"] as? [String: Any])?["test"] as? [String: Any])
        #expect(test["nats"] as? Double == loss && test["names"] as? Int == 3 && test["list"] as? String == "test.txt")
        #expect(try folder.rnnc("inspect", "tested").output.contains("on test.txt: 3 names"))
        #expect(try folder.rnnc("report", "tested", "-o", "r.html", "-n", "50", "-q").status == 0)
        #expect(try folder.text("r.html").contains(">test loss<"))
        try folder.rnnc(options + ["-o", "m", "--test-file", "missing.txt"]).expectFailure(saying: "missing.txt")
        // Names of which the model knows nothing give no result.
        try folder.write("unknown.txt", "ZZZ\nQQQ\n")
        for ensemble in [[], ["--ensemble", "2"]] {
            let run = try folder.rnnc(options + ensemble + ["-o", "u", "--test-file", "unknown.txt"])
            #expect(run.status == 0 && run.errors.contains("2 names with characters that the model does not know; "))
            let inspected = try folder.rnnc("inspect", "u").output
            #expect(!run.errors.contains("0.0000") && !inspected.contains("unknown.txt"), "\(run)")
        }
        #expect(try !folder.files.contains("m"))
        #expect(try folder.rnnc(options + ["-o", "test.txt", "--test-file", "test.txt"]).status == 64)
    }

    @Test func aTextAndRecordsHaveTestsToo() throws {
        try folder.write("play.txt", HintTests.play)
        try folder.write("end.txt", "Speak, citizen.\n")
        let text = try folder.rnnc(
            "train", "--text", "play.txt", "-o", "t", "--hidden", "8", "--epochs", "1", "--streams", "5", "--json",
            "--test-file", "end.txt")
        #expect(text.status == 0 && text.objects.last?["test_loss"] is Double, "\(text)")
        // A test of which the model knows nothing does not lose the model.
        try folder.write("unknown.txt", "ЖЖЖЖЖ")
        let unknown = try folder.rnnc(
            "train", "--text", "play.txt", "-o", "u", "--hidden", "8", "--epochs", "1", "--streams", "5", "-q",
            "--tokens", "bpe:40", "--test-file", "unknown.txt")
        #expect(try unknown.status == 0 && folder.files.contains("u"), "\(unknown)")
        let evaluation = try folder.rnnc("evaluate", "u", "unknown.txt")
        #expect([0, 1].contains(evaluation.status), "\(evaluation)")
        try folder.write("people.csv", "first,last\nab,xy\nba,yx\nab,yy\nbb,xx\n")
        let records = try folder.rnnc(
            "train", "people.csv", "--columns", "first,last", "-o", "r", "--epochs", "2", "--json", "--test-file",
            "people.csv")
        #expect(records.status == 0, "\(records)")
        #expect(
            records.objects.filter { $0["event"] as? String == "field" }.allSatisfy { $0["test_loss"] is Double })
        #expect(records.errors.contains("first: test on people.csv, column first"), "\(records)")
    }

    /// The course is in the model, so that a report needs no history.
    @Test func theModelKeepsItsLearningCurve() throws {
        let training = try #require(try folder.inspect("a.safetensors")["training"] as? [String: Any])
        let curve = try #require(training["curve"] as? [String: Any])
        #expect(curve["epochs"] as? [Int] == Array(1...20))
        #expect(
            (curve["validation_losses"] as? [Double])?.count == 20 && (curve["accuracies"] as? [Double])?.count == 20)
        #expect(try folder.rnnc("inspect", "a.safetensors").output.contains("learning curve"))
        let report = try folder.rnnc("report", "a.safetensors", "--chart", "loss-epoch", "-o", "loss.svg", "-q")
        #expect(report.status == 0, "\(report)")
        #expect(try folder.text("loss.svg").contains("<svg"))
    }

    @Test func reportPutsSeedsTogether() throws {
        try folder.train("names.txt", to: "c.safetensors", "--epochs", "20", "--cell", "lstm")
        let models = ["a.safetensors", "b.safetensors", "c.safetensors"]
        let run = try folder.rnnc(
            ["report"] + models + ["--seeds", "--list", "names.txt", "-n", "50", "-o", "r.html", "-q"])
        #expect(run.status == 0, "\(run)")
        let page = try folder.text("r.html")
        #expect(page.contains("<bdi>a, 2 seeds</bdi>") && page.contains("<td>1, 2</td>"))
        let losses = try models.prefix(2).map { model in
            try #require(try folder.rnnc("evaluate", model, "names.txt", "--json").objects[0]["nats"] as? Double)
        }
        let (mean, deviation) = ((losses[0] + losses[1]) / 2, abs(losses[0] - losses[1]) / 2.0.squareRoot())
        #expect(page.contains(String(format: "%.4f ± %.4f", mean, deviation)), "\(mean) \(deviation)")
        let plain = try folder.rnnc(["report"] + models + ["-n", "50", "-o", "p.html", "-q"])
        #expect(try plain.status == 0 && !folder.text("p.html").contains("seeds-section"))
    }

    @Test func onlyGraphsTakeSeveral() throws {
        let run = try folder.rnnc("export", "a.safetensors", "b.safetensors", "--mix", "2,1", "-o", "both.onnx")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        #expect(try folder.data("both.onnx").count > 0)
        for format in ["c", "html", "safetensors", "weights-json"] {
            let run = try folder.rnnc("export", "a.safetensors", "b.safetensors", "--format", format, "-o", "x")
            #expect(run.status == 64 && run.errors.contains("only onnx takes several"), "\(run)")
        }
        try folder.write("others.txt", "xyz\nzyx\nyxz\n")
        try folder.writeModel(of: "others.txt", to: "c.safetensors", "--validation", "0")
        try folder.rnnc("export", "a.safetensors", "c.safetensors", "-o", "x.onnx")
            .expectFailure(saying: "different vocabularies")
        #expect(try folder.rnnc("export", "a.safetensors", "-o", "x.onnx", "--mix", "1,1").status == 64)
    }
}
