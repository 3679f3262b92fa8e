import Foundation
import RNNReport
import Testing

/// `rnnc report` as a process: files, streams and exit statuses.
@Suite struct ReportTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", TrainTests.names + "anna\n")
        try folder.train("names.txt", "--history", "h.csv")
    }

    @Test func aPageOfSeveralRuns() throws {
        try folder.write("others.txt", "zoë\nmarc\nmarc\n李雷\n")
        try folder.train("others.txt", to: "others.safetensors", "--validation", "0")
        try folder.write("keras.history", "epoch,time,loss,accuracy,val_loss,val_accuracy\n0,9,2,0.5,2.5,0.25\n")
        let run = try folder.rnnc(
            "report", "model.safetensors", "others.safetensors", "--history", "h.csv", "--history", "h.csv",
            "--history",
            "keras.history", "--list", "names.txt", "-n", "100", "-o", "report.html")
        #expect(run.status == 0 && run.output.isEmpty, "\(run)")
        #expect(run.errors.contains("others: ") && run.errors.contains("report.html: "), "\(run)")
        let page = try folder.text("report.html")
        for text in [
            "<!DOCTYPE html>", "<h1>Report on model, others, keras</h1>", "id=\"maximum\"", "id=\"loss\"", "</html>",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(!page.contains("<script"))
    }

    @Test func onStandardOutputAndTheSameTwice() throws {
        let arguments = [
            "report", "model.safetensors", "--history", "h.csv", "--list", "names.txt", "-n", "50", "--no-timing", "-o",
            "-",
        ]
        let (one, two) = (try folder.rnnc(arguments), try folder.rnnc(arguments + ["--threads", "1", "--quiet"]))
        #expect(one.status == 0 && one.output == two.output && one.output.hasSuffix("</html>\n"), "\(one)")
        #expect(two.errors.isEmpty)
    }

    @Test(arguments: [
        "accuracy", "accuracy-epoch", "loss", "maximum", "recreated", "lengths", "letters", "names", "frequencies",
    ])
    func aSingleChart(_ chart: String) throws {
        let run = try folder.rnnc(
            "report", "model.safetensors", "--history", "h.csv", "--list", "names.txt", "-n", "50", "--chart", chart,
            "-o",
            "chart.svg", "--quiet")
        #expect(run.status == 0 && run.errors.isEmpty && run.output.isEmpty, "\(run)")
        let svg = try folder.text("chart.svg")
        #expect(svg.hasPrefix("<?xml") && svg.contains("<title id=\"t\">") && svg.hasSuffix("</svg>\n"))
    }

    @Test func histories() throws {
        let run = try folder.rnnc("report", "--history", "h.csv", "-o", "report.html")
        #expect(run.status == 0 && run.errorLines.count == 1, "\(run)")
        try folder.write("bad.csv", "epoch,loss\n1,two\n")
        try folder.write("empty.csv", "")
        let before = try folder.text("report.html")
        for (file, text) in [
            ("bad.csv", "row 2"), ("empty.csv", "empty"), ("missing.csv", "No such file"), ("names.txt", "first line"),
            (".", "directory"),
        ] {
            try folder.rnnc("report", "--history", file, "-o", "report.html").expectFailure(saying: file, text)
        }
        #expect(try folder.text("report.html") == before, "a failure leaves the old page")
    }

    @Test func memorization() throws {
        try folder.write("others.txt", "ann\nanna\n")
        let arguments = ["report", "model.safetensors", "--list", "names.txt", "-n", "50", "--no-timing", "-q"]
        let plain = try folder.rnnc(arguments + ["-o", "-"])
        #expect(plain.status == 0 && plain.output.contains("id=\"memorization-section\""), "\(plain)")
        #expect(plain.output.contains("names held out") && !plain.output.contains("Planted names"))
        let canary = try folder.text("names.txt").split(separator: "\n")[0]
        try folder.write("planted.txt", "anna\n\(canary)\nanna\n")
        let options = ["--canaries", "planted.txt", "--held-out", "others.txt", "-o", "-"]
        let (one, two) = (
            try folder.rnnc(arguments + options), try folder.rnnc(arguments + options + ["--threads", "1"])
        )
        #expect(one.status == 0 && one.output == two.output && one.output.contains("Planted names"), "\(one.errors)")
        #expect(try folder.rnnc(arguments + options + ["--seed", "2"]).output != one.output)
        try folder.write("strange.txt", "anna\nan\u{416}9\n")
        try folder.rnnc(arguments + ["--canaries", "strange.txt", "-o", "r.html"])
            .expectFailure(saying: "the canary \"anЖ9\" has characters that the model does not know: \"Ж\", \"9\"")
        try folder.rnnc(arguments + ["--canaries", "missing.txt", "-o", "r.html"]).expectFailure(saying: "missing.txt")
        #expect(try !folder.files.contains("r.html"))
        for wrong in [
            ["report", "--history", "h.csv", "--canaries", "planted.txt", "-o", "r.html"],
            ["report", "model.safetensors", "--held-out", "others.txt", "-o", "r.html"],
            arguments + ["--canaries", "planted.txt", "--chart", "names", "-o", "r.svg"],
            arguments + ["--held-out", "others.txt", "--chart", "names", "-o", "r.svg"],
            ["report", "model.safetensors", "--canaries", "planted.txt", "-o", "planted.txt"],
        ] {
            let run = try folder.rnnc(wrong)
            #expect(run.status == 64 && run.output.isEmpty, "\(wrong) \(run)")
        }
    }

    @Test func failures() throws {
        try folder.rnnc("report", "missing", "-o", "r.html").expectFailure(saying: "missing", "No such file")
        try folder.rnnc("report", "names.txt", "-o", "r.html").expectFailure(saying: "names.txt is a list, not a model")
        try folder.rnnc("report", "model.safetensors", "--list", "@nobody", "-o", "r.html").expectFailure(
            saying: "@nobody")
        try folder.rnnc("report", "model.safetensors", "-o", "none/r.html").expectFailure(saying: "none/r.html")
        try folder.rnnc("report", "model.safetensors", "--chart", "recreated", "-n", "9", "-o", "r.svg")
            .expectFailure(saying: "the chart recreated needs a model, and a list")
        try folder.rnnc("report", "model.safetensors", "--chart", "loss", "-n", "9", "-o", "r.svg")
            .expectFailure(saying: "loss needs a history")
        #expect(try !folder.files.contains { $0.hasPrefix("r.") })
    }

    @Test func wrongUsage() throws {
        for arguments in [
            ["report", "model.safetensors"], ["report", "-o", "r.html"],
            ["report", "model.safetensors", "-o", "r", "-n", "0"],
            ["report", "model.safetensors", "-o", "r", "--chart", "pie"],
            ["report", "model.safetensors", "-o", "model.safetensors"],
            ["report", "--history", "h.csv", "-o", "./h.csv"],
            ["report", "model.safetensors", "--list", "names.txt", "-o", "names.txt"],
        ] {
            let run = try folder.rnnc(arguments)
            #expect(run.status == 64 && run.output.isEmpty, "\(arguments) \(run)")
        }
        #expect(try folder.text("names.txt") == TrainTests.names + "anna\n")
    }

    #if os(Linux)
        @Test func aFullDiskIsAnError() throws {
            try folder.shell("\"$RNNC\" report --history h.csv -o - > /dev/full")
                .expectFailure(saying: "standard output", "No space left")
            try folder.rnnc("report", "--history", "h.csv", "-o", "/dev/full", "-q").expectFailure(
                saying: "/dev/full", "No space left")
        }
    #endif
}
