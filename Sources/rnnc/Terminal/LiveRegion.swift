import Foundation
import Synchronization

/// Some lines at the end of a terminal that are drawn again and again, below everything that stays.
final class LiveRegion: Sendable {
    /// That of standard error, where all remarks go.
    static let standardError = LiveRegion(STDERR_FILENO)

    /// Whether lines can be drawn again: neither in a file nor on a terminal that cannot move its cursor.
    let isLive: Bool
    private let file: Int32
    private let colored: Bool
    /// The columns of the lines that are there now.
    private let drawn = Mutex<[Int]>([])
    /// The columns of a line that is written over, which has no end yet; 0 without one.
    private let unfinished = Mutex(0)

    /// - Parameters:
    ///   - file: A descriptor.
    ///   - environment: `TERM` and `NO_COLOR` count.
    init(_ file: Int32, environment: [String: String] = ProcessInfo.processInfo.environment) {
        self.file = file
        isLive = isatty(file) == 1 && !["dumb", ""].contains(environment["TERM"] ?? "")
        colored = environment["NO_COLOR"]?.isEmpty ?? true
    }

    /// The columns and rows that lines may take. The last column stays empty: some terminals would begin a new line
    /// there.
    var size: (columns: Int, rows: Int) {
        var size = winsize()
        let isKnown = ioctl(file, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 1 && size.ws_row > 1
        return isKnown ? (Int(size.ws_col) - 1, Int(size.ws_row) - 1) : (79, 23)
    }

    /// Puts these lines into the place of those that are there; the first ones of too many are left out.
    func draw(_ lines: [StyledLine]) {
        guard isLive else { return }
        let (columns, rows) = size
        let lines = lines.suffix(rows).map { $0.cut(to: columns) }
        drawn.withLock { drawn in
            put(Self.frame(lines.map { $0.encoded(colored: colored) }, over: drawn, columns: columns))
            drawn = lines.map(\.columns)
        }
    }

    /// Writes a line over the one that is there, without moving the cursor to another row: notebooks and files can do
    /// that too.
    func drawOver(_ line: StyledLine) {
        let line = isLive ? line.cut(to: size.columns) : line
        unfinished.withLock { columns in
            put("\r" + line.text + String(repeating: " ", count: max(columns - line.columns, 0)))
            columns = line.columns
        }
    }

    /// Takes the unfinished line away, or ends it.
    private func endUnfinished(keeping: Bool) {
        unfinished.withLock { columns in
            guard columns > 0 else { return }
            put(keeping ? "\n" : "\r" + String(repeating: " ", count: columns) + "\r")
            columns = 0
        }
    }

    /// A printable line that stays, in the place of those that are drawn again; they come back below with the next call
    /// of `draw`.
    func write(_ line: String) {
        endUnfinished(keeping: false)
        drawn.withLock { drawn in
            put(Self.frame([line.printable], over: drawn, columns: size.columns))
            drawn = []
        }
    }

    /// The lines that are there now stay.
    func finish() {
        endUnfinished(keeping: true)
        drawn.withLock { $0 = [] }
    }

    /// The lines that are there now go away.
    func clear() { draw([]) }

    /// Control sequences and text that replace the lines drawn before, whose widths are `drawn`. On a terminal that has
    /// become narrower, those lines take more rows than before.
    static func frame(_ lines: [String], over drawn: [Int], columns: Int) -> String {
        let rows = drawn.reduce(0) { $0 + max(1, ($1 + columns) / (columns + 1)) }
        return (rows > 0 ? "\r\u{1B}[\(rows)A\u{1B}[J" : "") + lines.map { $0 + "\n" }.joined()
    }

    /// There is nowhere to report that standard error cannot be written.
    private func put(_ text: String) { try? writeAll(text.utf8, to: file, called: "standard error") }
}
