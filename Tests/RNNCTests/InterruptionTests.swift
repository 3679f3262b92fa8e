import Foundation
import Testing

/// Ctrl-C in commands that have nothing to keep: they end at once, as a shell expects of it, and leave nothing behind.
@Suite struct InterruptionTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", TrainTests.names)
        try folder.writeModel(of: "names.txt")
        // Nobody writes to it.
        try #require(mkfifo(folder.file("pipe").path, 0o600) == 0)
    }

    @Test(
        arguments: [
            "report model.safetensors -n 10000000 -o r.html --list names.txt", "evaluate model.safetensors pipe",
            "generate model.safetensors --not-in pipe", "bench lstm128 --repeats 1000",
            "generate model.safetensors -n 1000000000",
        ])
    func commands(_ line: String) throws {
        let files = try folder.files
        let running = try Running(Executable.path, line.split(separator: " ").map(String.init), in: folder)
        Thread.sleep(forTimeInterval: 0.5)
        #expect(running.process.isRunning, "\(line)")
        kill(running.process.processIdentifier, SIGINT)
        let run = try running.wait(seconds: 10)
        #expect(run.status == -SIGINT || run.status == 128 + SIGINT, "\(line): \(run)")
        #expect(try folder.files == files, "\(line)")
    }
}
