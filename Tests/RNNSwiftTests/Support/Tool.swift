import Foundation
import Testing

/// A folder for files that other programs read or write; removed with its last reference.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "rnnswift-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }

    /// Runs a line of shell script in the folder; returns what it prints. Fails with what it says if it fails.
    func shell(
        _ script: String, input: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> String {
        try Data(input.utf8).write(to: url.appending(path: "input"))
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "{ \(script); } <input >output 2>errors"]
        process.currentDirectoryURL = url
        try process.run()
        process.waitUntilExit()
        let errors = try String(contentsOfFile: path("errors"), encoding: .utf8)
        let succeeded = process.terminationStatus == 0
        try #require(succeeded, "\(script): \(errors.prefix(2000))", sourceLocation: sourceLocation)
        return try String(contentsOfFile: path("output"), encoding: .utf8)
    }
}
