import Foundation
import Synchronization

/// Some lines at the end of a terminal, on standard error, that are drawn again and again.
final class SweepScreen: Sendable {
    /// The lines that are there now.
    private let drawn = Mutex(0)

    /// nil where lines cannot be drawn again.
    init?() {
        guard isatty(STDERR_FILENO) == 1, ProcessInfo.processInfo.environment["TERM"] != "dumb" else { return nil }
    }

    /// - Parameter lines: What is to be there, for lines of so many characters.
    func draw(_ lines: (_ width: Int) -> [String]) {
        var size = winsize()
        let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 1 && size.ws_row > 1
        let (columns, rows) = isKnown ? (Int(size.ws_col), Int(size.ws_row)) : (80, 24)
        // The last lines say the most. The last column stays empty, where some terminals would begin a new line.
        let lines = lines(columns - 1).suffix(rows - 1).map { $0.prefix(columns - 1) }
        drawn.withLock { drawn in
            put(Self.erasing(drawn) + lines.map { $0 + "\n" }.joined())
            drawn = lines.count
        }
    }

    func clear() {
        drawn.withLock { drawn in
            put(Self.erasing(drawn))
            drawn = 0
        }
    }

    private static func erasing(_ lines: Int) -> String { lines > 0 ? "\u{1B}[\(lines)A\r\u{1B}[J" : "" }

    /// There is nowhere to report that standard error cannot be written.
    private func put(_ text: String) { try? writeAll(text.utf8, to: STDERR_FILENO, called: "standard error") }
}
