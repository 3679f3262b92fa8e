import Foundation
import RNNSwift
import Testing
import rnnc

@Suite struct TerminalTests {
    @Test func columnsOfCharacters() {
        #expect("abc".columns == 3 && "é".columns == 1 && "e\u{301}".columns == 1 && "Ж".columns == 1)
        #expect("漢字".columns == 4 && "한".columns == 2 && "👩🏽‍🚀".columns == 2 && "❤️".columns == 2)
        #expect("\u{1B}[2J\n\u{7}".columns == 3, "controls take none")
    }

    @Test func linesAreCut() {
        var line = StyledLine("漢字", .bold)
        line.append("abc\u{1B}")
        #expect(line.columns == 13 && line.text == "漢字abc\\u001b")
        #expect((0...7).map { line.cut(to: $0).text } == ["", "", "漢", "漢", "漢字", "漢字a", "漢字ab", "漢字abc"])
        #expect(line.cut(to: 5).encoded(colored: true) == "\u{1B}[1m漢字\u{1B}[0ma")
        #expect(line.encoded(colored: false) == "漢字abc\\u001b")
    }

    @Test func itemsAreWrapped() {
        let items = ["one", "two", "three", "", "fourteen"].map { StyledLine($0) }
        #expect(StyledLine.lines(of: items, columns: 8).map(\.text) == ["one  two", "three", "fourteen"])
        #expect(StyledLine.lines(of: items, columns: 5).map(\.text) == ["one", "two", "three", "fourt"])
    }

    @Test func sparklines() {
        #expect(sparkline([], columns: 9) == "")
        #expect(sparkline([2], columns: 9) == "▁")
        #expect(sparkline([1, 2, .nan, 3], columns: 9) == "▁▅█")
        #expect(sparkline((0..<80).map(Double.init), columns: 8) == "▁▂▃▄▅▆▇█")
    }

    @Test func clocks() {
        #expect([0, 7.4, 59.6, 754, 3723].map(clock) == ["0:00", "0:07", "1:00", "12:34", "1:02:03"])
    }

    @Test func framesReplaceEachOther() {
        #expect(LiveRegion.frame(["a", "b"], over: [], columns: 79) == "a\nb\n")
        #expect(LiveRegion.frame(["c"], over: [5, 0], columns: 79) == "\r\u{1B}[2A\u{1B}[Jc\n")
        // On half the columns a line takes two rows.
        #expect(LiveRegion.frame([], over: [79, 40, 41], columns: 39) == "\r\u{1B}[5A\u{1B}[J")
    }

    private func epoch(_ number: Int, loss: Double, text: Bool = false, sample: String = "maria") -> Trainer.Epoch {
        var evaluation = Evaluation()
        (evaluation.names, evaluation.predictions, evaluation.characters) = (text ? 0 : 10, 50, 50)
        (evaluation.nats, evaluation.accuracy) = (loss, .init(argmax: 0.3, sampled: 0.2))
        evaluation.maximum = .init(argmax: 0.6, sampled: 0.4)
        return Trainer.Epoch(
            number: number, loss: loss, predictions: 50, validation: evaluation, training: nil, learningRate: 0.1,
            seconds: Double(number), charactersPerSecond: 2e6, isBest: true, sample: sample)
    }

    @Test func whatIsShown() {
        var display = TrainDisplay(.init(epochs: 4, stepsPerEpoch: 10))
        #expect(
            display.lines(step: 0, seconds: 0, columns: 79).map(\.text) == [
                "epoch 1 of 4  " + String(repeating: "░", count: 30) + "  0:00"
            ])
        display.append(epoch(1, loss: 3))
        display.append(epoch(2, loss: 2, sample: "otto"))
        let lines = display.lines(step: 0, seconds: 20, columns: 79).map(\.text)
        #expect(lines[0].hasPrefix("epoch 3 of 4  " + String(repeating: "█", count: 15) + "░"))
        #expect(lines[0].contains("0:20  0:20 left"))
        #expect(lines.contains { $0.contains("loss 2.0000  validation 2.0000  █▁") })
        #expect(lines.contains("accuracy 30.0%, 50.0% of the maximum  sampled 20.0%, 50.0%"))
        #expect(lines.last == "otto  maria")
        // Half of the third epoch is 2.5 of 4.
        #expect(display.lines(step: 5, seconds: 25, columns: 79)[0].text.contains("0:25  0:15 left"))
        var text = TrainDisplay(.init(stepsPerEpoch: 10))
        text.append(epoch(1, loss: 2 * M_LN2, text: true))
        let shown = text.lines(step: 0, seconds: 0, columns: 79).map(\.text).joined(separator: "\n")
        #expect(shown.contains("2.000 bits") && !shown.contains("maximum"))
    }

    @Test(arguments: [79, 39, 19, 5, 1]) func nothingIsWiderThanTheTerminal(_ columns: Int) {
        var display = TrainDisplay(.init(field: "first", epochs: 100, stepsPerEpoch: 10, maximumSeconds: 90))
        for number in 1...50 {
            display.append(epoch(number, loss: 3 - 0.01 * Double(number), sample: "漢字👩🏽‍🚀 and \(number)"))
        }
        let lines = display.lines(step: 3, seconds: 60, columns: columns)
        #expect(!lines.isEmpty && lines.allSatisfy { $0.columns <= columns && $0.text.columns == $0.columns })
    }

    /// Output of a training on a terminal with the given number of columns.
    private func run(_ arguments: [String], columns: UInt16, environment: [String: String]) throws -> (Int32, String) {
        let folder = try Folder()
        var (master, slave): (Int32, Int32) = (0, 0)
        var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        try #require(openpty(&master, &slave, nil, nil, &size) == 0)
        defer { close(master) }
        let terminal = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
        let process = Process()
        process.executableURL = URL(filePath: Executable.path)
        process.arguments = arguments
        process.currentDirectoryURL = folder.url
        var inherited = ProcessInfo.processInfo.environment
        inherited["NO_COLOR"] = nil
        process.environment = inherited.merging(environment) { $1 }
        process.standardError = terminal
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        try terminal.close()
        var (text, buffer) = (Data(), [UInt8](repeating: 0, count: 4096))
        while case let count = read(master, &buffer, buffer.count), count > 0 { text += buffer[..<count] }
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: text, as: UTF8.self))
    }

    @Test func onATerminal() throws {
        // Long enough to be drawn more than once.
        let arguments = [
            "train", "@dinosaurs", "-o", "m", "--epochs", "120", "--schedule", "constant", "--threads", "1",
        ]
        let (status, text) = try run(arguments, columns: 40, environment: ["TERM": "xterm"])
        #expect(status == 0 && text.contains("\u{1B}[J") && text.contains("\u{1B}[1m"), "\(text)")
        #expect(text.contains("epoch 120\u{1B}[0m of 120") && text.contains("█"), "\(text)")
        #expect(text.hasSuffix("rnnc generate m -n 20\r\n"), "\(text)")
        let plain = try run(arguments, columns: 40, environment: ["TERM": "xterm", "NO_COLOR": "1"]).1
        #expect(plain.contains("\u{1B}[J") && !plain.contains("m\u{1B}") && !plain.contains("\u{1B}[1m"), "\(plain)")
        for environment in [["TERM": "dumb"], ["TERM": ""]] {
            let text = try run(arguments, columns: 80, environment: environment).1
            #expect(!text.contains("\u{1B}") && text.contains("\nepoch 120  loss "), "\(text)")
        }
        #expect(try run(arguments + ["-q"], columns: 80, environment: ["TERM": "xterm"]).1 == "")
    }
}
