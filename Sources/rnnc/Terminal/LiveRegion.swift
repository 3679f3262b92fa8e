import Foundation
import Synchronization

/// Lines at the end of a terminal that are redrawn in place, below permanent output.
package final class LiveRegion: Sendable {
    /// The region of standard error, which receives all remarks.
    package static let standardError = LiveRegion(STDERR_FILENO)

    /// Whether lines can be redrawn: not in a file, nor on a terminal that cannot move its cursor.
    package let isLive: Bool
    private let file: Int32
    private let colored: Bool
    /// Widths of the lines drawn now.
    private let drawn = Mutex<[Int]>([])
    /// Width of the overwritten line, which has no line feed yet; 0 without such a line.
    private let unfinished = Mutex(0)

    /// - Parameters:
    ///   - file: A descriptor.
    ///   - environment: `TERM` and `NO_COLOR` count.
    package init(_ file: Int32, environment: [String: String] = ProcessInfo.processInfo.environment) {
        self.file = file
        isLive = isatty(file) == 1 && !["dumb", ""].contains(environment["TERM"] ?? "")
        colored = environment["NO_COLOR"]?.isEmpty ?? true
    }

    /// Columns and rows available to lines. The last column stays empty, because some terminals would start a new line
    /// there.
    package var size: (columns: Int, rows: Int) {
        var size = winsize()
        let isKnown = ioctl(file, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 1 && size.ws_row > 1
        return isKnown ? (Int(size.ws_col) - 1, Int(size.ws_row) - 1) : (79, 23)
    }

    /// Replaces the lines drawn now. If there are too many, the first ones are omitted.
    func draw(_ lines: [StyledLine]) {
        guard isLive else { return }
        let (columns, rows) = size
        let lines = lines.suffix(rows).map { $0.cut(to: columns) }
        drawn.withLock { drawn in
            put(Self.frame(lines.map { $0.encoded(colored: colored) }, over: drawn, columns: columns))
            drawn = lines.map(\.columns)
        }
    }

    /// Overwrites the current line without moving the cursor to another row, which also works in notebooks and files.
    func drawOver(_ line: StyledLine) {
        let line = isLive ? line.cut(to: size.columns) : line
        unfinished.withLock { columns in
            put("\r" + line.text + String(repeating: " ", count: max(columns - line.columns, 0)))
            columns = line.columns
        }
    }

    /// Removes or ends the overwritten line.
    private func endUnfinished(keeping: Bool) {
        unfinished.withLock { columns in
            guard columns > 0 else { return }
            put(keeping ? "\n" : "\r" + String(repeating: " ", count: columns) + "\r")
            columns = 0
        }
    }

    /// Writes a permanent line above the redrawn lines, which reappear with the next call of `draw`.
    package func write(_ line: String) {
        endUnfinished(keeping: false)
        drawn.withLock { drawn in
            put(Self.frame([line.printable], over: drawn, columns: size.columns))
            drawn = []
        }
    }

    /// Makes the lines drawn now permanent.
    func finish() {
        endUnfinished(keeping: true)
        drawn.withLock { $0 = [] }
    }

    /// Removes the lines drawn now.
    func clear() { draw([]) }

    /// Control sequences and text that replace the lines drawn before, whose widths are `drawn`. On a terminal that has
    /// become narrower, those lines take more rows than before.
    package static func frame(_ lines: [String], over drawn: [Int], columns: Int) -> String {
        let rows = drawn.reduce(0) { $0 + max(1, ($1 + columns) / (columns + 1)) }
        return (rows > 0 ? "\r\u{1B}[\(rows)A\u{1B}[J" : "") + lines.map { $0 + "\n" }.joined()
    }

    /// Ignores errors, because there is no other place to report them.
    private func put(_ text: String) { try? writeAll(text.utf8, to: file, called: "standard error") }
}
