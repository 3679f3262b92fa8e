import Foundation
import Synchronization
import Testing

/// Whether tests try everything that takes minutes, rather than the boundaries and a sample: `make check` sets
/// RNNC_EXHAUSTIVE=1.
let isExhaustive = ProcessInfo.processInfo.environment["RNNC_EXHAUSTIVE"] == "1"

/// A temporary directory with its own files, in which the built `rnnc` is run as a process; removed with its last
/// reference.
///
///     let folder = try Folder()
///     try folder.write("names.txt", "anna\notto\n")
///     let run = try folder.rnnc("train", "names.txt", "-o", "names.safetensors")
///     #expect(run.status == 0)
///
/// Every process has the directory as its working directory, so that file names are short and messages are the same
/// everywhere.
final class Folder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("rnnc-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The names of all files, sorted.
    var files: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
    }

    func file(_ name: String) -> URL { url.appendingPathComponent(name) }
    func data(_ name: String) throws -> Data { try Data(contentsOf: file(name)) }
    func text(_ name: String) throws -> String { try String(contentsOf: file(name), encoding: .utf8) }
    func write(_ name: String, _ text: String) throws { try write(name, Data(text.utf8)) }
    func write(_ name: String, _ data: Data) throws { try data.write(to: file(name)) }

    /// Runs `rnnc` to its end.
    func rnnc(_ arguments: String..., input: Data = Data()) throws -> Run { try rnnc(arguments, input: input) }

    func rnnc(_ arguments: [String], input: Data = Data()) throws -> Run {
        try Running(Executable.path, arguments, in: self, input: input).wait()
    }

    /// Runs a line of shell script in which `$RNNC` is the program.
    func shell(_ script: String, seconds: Double = 60) throws -> Run {
        try Running("/bin/sh", ["-c", "RNNC=\"$0\"; " + script, Executable.path], in: self).wait(seconds: seconds)
    }

    /// Trains a small network for a few epochs; a test that is about something else needs no more.
    func train(_ list: String, to model: String = "model.safetensors", _ options: String...) throws {
        try train(list, to: model, options)
    }

    private func train(_ list: String, to model: String, _ options: [String]) throws {
        let small = ["--hidden", "8", "--epochs", "2", "--threads", "1", "--quiet"]
        let run = try rnnc(["train", list, "-o", model] + small + options)
        try #require(run.status == 0, "\(run)")
    }

    /// Writes the model that `train` makes of a list in the folder: for tests that need a model, and may get one that
    /// another test has trained. The options name no files.
    func writeModel(of list: String, to model: String = "model.safetensors", _ options: String...) throws {
        let key = try [list, text(list)] + options
        if let data = Self.models.withLock({ $0[key] }) { return try write(model, data) }
        try train(list, to: model, options)
        let data = try data(model)
        Self.models.withLock { $0[key] = data }
    }

    /// What `writeModel` has trained.
    private static let models = Mutex<[[String]: Data]>([:])

    /// What a command writes to a terminal, which `script` plays. Its input never ends.
    func onTerminal(_ command: String, environment: String) throws -> String {
        try shell(
            "mkfifo silence && script -qec \"\(environment) '$RNNC' \(command)\" /dev/null 0<>silence; rm silence"
        )
        .output
    }

    /// What `inspect --json` says of a model.
    func inspect(_ model: String = "model.safetensors") throws -> [String: Any] {
        let run = try rnnc("inspect", model, "--json")
        try #require(run.status == 0, "\(run)")
        return try #require(run.objects.first)
    }
}

/// What a process left behind.
struct Run: CustomStringConvertible {
    /// The exit status, or minus the number of the signal that ended the process.
    let status: Int32
    let output: String
    let errors: String

    var lines: [String] { output.split(separator: "\n").map(String.init) }
    var errorLines: [String] { errors.split(separator: "\n").map(String.init) }

    /// Standard output as one JSON object a line; a line that is none counts as an empty object.
    var objects: [[String: Any]] {
        lines.map { (try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) ?? [:] }
    }

    var description: String { "status \(status), output \"\(output.prefix(600))\", errors \"\(errors.prefix(600))\"" }

    /// Expects exit status 1, nothing on standard output, and one line on standard error that has all of `texts`.
    func expectFailure(saying texts: String..., sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(status == 1, "\(self)", sourceLocation: sourceLocation)
        #expect(output.isEmpty, "\(self)", sourceLocation: sourceLocation)
        expectOneErrorLine(saying: texts, sourceLocation: sourceLocation)
    }

    func expectOneErrorLine(saying texts: [String], sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(errorLines.count == 1 && errors.hasSuffix("\n"), "\(self)", sourceLocation: sourceLocation)
        #expect(
            errors.hasPrefix("Error: ") && !errors.contains("CommandError("), "\(self)",
            sourceLocation: sourceLocation)
        for text in texts {
            #expect(errors.contains(text), "\(self)", sourceLocation: sourceLocation)
        }
    }
}

/// A process that has been started. Its standard output and error go to files, so it never waits for a reader.
final class Running {
    struct TimedOut: Error {}

    let process = Process()
    private let ended = DispatchSemaphore(value: 0)
    private let streams: Folder
    private let folder: Folder

    init(_ path: String, _ arguments: [String], in folder: Folder, input: Data = Data()) throws {
        streams = try Folder()
        self.folder = folder
        try streams.write("input", input)
        try streams.write("output", "")
        try streams.write("errors", "")
        let input = try FileHandle(forReadingFrom: streams.file("input"))
        let output = try FileHandle(forWritingTo: streams.file("output"))
        let errors = try FileHandle(forWritingTo: streams.file("errors"))
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = folder.url
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        let ended = ended
        process.terminationHandler = { _ in ended.signal() }
        // A process inherits the signals that its parent's thread holds back, and the threads of tests hold back
        // SIGINT.
        var (none, before) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try process.run()
        for handle in [input, output, errors] { try handle.close() }
    }

    /// What has come on standard output so far.
    var output: String { (try? streams.text("output")) ?? "" }
    /// What has come on standard error so far.
    var errors: String { (try? streams.text("errors")) ?? "" }

    /// Waits for the end of the process; kills it and throws if that takes too long.
    func wait(seconds: Double = 60) throws -> Run {
        if ended.wait(timeout: .now() + seconds) == .timedOut {
            kill(process.processIdentifier, SIGKILL)
            ended.wait()
            throw TimedOut()
        }
        let status = process.terminationStatus
        return Run(
            status: process.terminationReason == .uncaughtSignal ? -status : status,
            output: try #require(String(data: streams.data("output"), encoding: .utf8), "output is not UTF-8"),
            errors: try #require(String(data: streams.data("errors"), encoding: .utf8), "errors are not UTF-8"))
    }
}

/// The program under test: it lies beside the tests.
enum Executable {
    private final class Marker {}

    /// On macOS the bundle of the tests lies beside it, on Linux the executable of the tests.
    static let path: String = {
        let places = [Bundle(for: Marker.self).bundleURL, Bundle.main.executableURL, Bundle.main.bundleURL].compactMap {
            $0
        }
        let candidates = (places.map { $0.deletingLastPathComponent() } + places).map {
            $0.appendingPathComponent("rnnc").path
        }
        guard let path = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
            preconditionFailure("there is no rnnc beside the tests; looked at \(candidates)")
        }
        return path
    }()
}
