import Foundation

/// Converts SVG to PNG with the program rsvg-convert of librsvg.
enum Rasterizer {
    private static let name = "rsvg-convert"
    /// Pixels per unit of the SVG: enough for screens with two pixels per point.
    private static let zoom = 2

    /// The path of rsvg-convert.
    ///
    /// - Parameter output: The file to write, for the error message.
    static func program(for output: String) throws -> URL {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let paths = folders.map { "\($0)/\(name)" }
        guard let path = paths.first(where: FileManager.default.isExecutableFile) else {
            let svg = (output as NSString).deletingPathExtension + ".svg"
            throw CommandFailure(
                "\(output) needs the program \(name), which is not installed (Debian: librsvg2-bin, Homebrew: librsvg); "
                    + "or write \(svg), and convert it elsewhere: \(name) \(svg) -o \(output)")
        }
        return URL(fileURLWithPath: path)
    }

    /// A PNG file.
    static func png(_ svg: String) throws -> Data {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rnnc-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let (drawing, picture) = (
            folder.appendingPathComponent("chart.svg"), folder.appendingPathComponent("chart.png")
        )
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
            try Data(svg.utf8).write(to: drawing)
        } catch {
            throw CommandFailure(
                "cannot write to the folder for temporary files, \(folder.deletingLastPathComponent().path)")
        }
        let process = Process()
        process.executableURL = try program(for: "a PNG file")
        process.arguments = ["--format", "png", "--zoom", "\(zoom)", "--output", picture.path, drawing.path]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0, let data = try? Data(contentsOf: picture) else {
            throw CommandFailure("\(name) could not draw the chart (exit status \(process.terminationStatus))")
        }
        return data
    }
}
