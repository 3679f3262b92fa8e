import Foundation
import RNNSwift

/// Writes all bytes, and throws if that fails.
func writeAll(_ bytes: some Collection<UInt8>, to file: Int32, called name: String) throws {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
        let written = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        if written < 0 && errno == EINTR { continue }
        guard written > 0 else {
            let code = errno
            let reason = "cannot write \(name): \(String(cString: strerror(code)))"
            if code == EPIPE { throw ReaderLeft(description: reason) }
            throw CommandFailure(reason)
        }
        rest = rest.dropFirst(written)
    }
}

/// The reader has closed the pipe.
struct ReaderLeft: Error, CustomStringConvertible {
    let description: String
}

/// Standard output, for data. A failed write is an error: a full disk must not look like success.
///
/// On a terminal, control characters in names are escaped (see ``Swift/StringProtocol/printable``); files and pipes get
/// names unchanged.
final class StandardOutput {
    private var pending: [UInt8] = []
    /// Whether output is held until the end, for a file.
    private let isHeld: Bool
    private let isTerminal: Bool

    init(isHeld: Bool = false) {
        self.isHeld = isHeld
        isTerminal = !isHeld && isatty(STDOUT_FILENO) == 1
    }

    /// Opens /dev/null as standard input, output and error if the caller has closed them, so that no file opened later
    /// gets their descriptors. Writing to them is still an error.
    static func reserve() {
        while true {
            let file = open("/dev/null", O_RDONLY)
            guard (0...STDERR_FILENO).contains(file) else {
                if file > STDERR_FILENO { close(file) }
                return
            }
        }
    }

    /// Writes to standard output while it is read. Returns nil if the reader closes the pipe early, which is not an
    /// error.
    static func untilReaderLeaves<Result>(_ body: (StandardOutput) throws -> Result) throws -> Result? {
        signal(SIGPIPE, SIG_IGN)
        let output = StandardOutput()
        do {
            let result = try body(output)
            try output.flush()
            return result
        } catch is ReaderLeft {
            return nil
        }
    }

    /// Writes to a file, which is replaced when `body` has returned; or to standard output if `path` is nil or "-".
    static func write<Result>(to path: String?, _ body: (StandardOutput) throws -> Result) throws -> Result? {
        guard let path, path != "-" else { return try untilReaderLeaves(body) }
        try FileAccess.checkReplaceable(path)
        let output = StandardOutput(isHeld: true)
        let result = try body(output)
        try FileAccess.replace(path, with: Data(output.pending))
        return result
    }

    func line(_ text: String) throws { try line(styled: isTerminal ? text.printable : text) }

    /// Writes a line with colors, whose other parts are escaped already.
    func line(styled text: String) throws {
        pending.append(contentsOf: text.utf8)
        pending.append(0x0A)
        if pending.count > 65_536 { try flush() }
    }

    /// Writes a label and a value for people, always escaped.
    func row(_ label: String, _ value: String) throws {
        try line(
            styled: label.padding(toLength: max(20, label.count + 1), withPad: " ", startingAt: 0)
                + value.printableOnOneLine)
    }

    func lines(_ text: [UInt8]) throws {
        if isTerminal {
            pending.append(contentsOf: String(decoding: text, as: UTF8.self).printable.utf8)
        } else {
            pending.append(contentsOf: text)
        }
        if pending.count > 65_536 { try flush() }
    }

    /// Placeholder of a number that is not finite, which is replaced by null; unique to this process.
    private static let notFinite = "not finite \(UUID().uuidString)"

    /// Writes a value as one line of JSON. Numbers that are not finite are null.
    func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder.canonical
        if value is any Event { encoder.keyEncodingStrategy = .convertToSnakeCase }
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: Self.notFinite, negativeInfinity: Self.notFinite, nan: Self.notFinite)
        try line(encoder.text(value).replacing("\"\(Self.notFinite)\"", with: "null"))
    }

    func flush() throws {
        guard !isHeld else { return }
        defer { pending.removeAll(keepingCapacity: true) }
        try writeAll(pending, to: STDOUT_FILENO, called: "standard output")
    }
}

/// What `--json` reports of something that happened. The keys are the names of the properties in snake case.
protocol Event: Encodable {
    var event: String { get }
}

/// A failure with its message of one line.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// Standard error, for progress and remarks, which are escaped. Silent if `quiet`.
struct Progress {
    let quiet: Bool

    func line(_ text: String) {
        guard !quiet else { return }
        LiveRegion.standardError.write(text)
    }
}

extension Double {
    func formatted(_ digits: Int) -> String { String(format: "%.\(digits)f", self) }
    package var percent: String { String(format: "%.1f%%", self * 100) }
}
