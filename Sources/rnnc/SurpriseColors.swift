import Foundation
import RNNSwift

/// Surprise of characters as terminal colors: plain up to 2 nats, then yellow, red from 4 nats, white on red from 6
/// nats and for unknown characters.
struct SurpriseColors {
    /// Nil if standard output is not a terminal, or colors are disabled (https://no-color.org).
    static var forStandardOutput: SurpriseColors? {
        let environment = ProcessInfo.processInfo.environment
        let isUnwanted = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
        return isatty(STDOUT_FILENO) == 1 && !isUnwanted ? SurpriseColors() : nil
    }

    /// The name with each part, mostly a character, in the color of its surprise, and a dot for its end.
    func paint(_ score: NameScore) -> String {
        let unknown = Set(score.unknownParts)
        let ends = score.nats.isEmpty ? [] : ["·"]
        return zip(score.parts + ends, 0...).map { part, index in
            let nats = score.nats.isEmpty ? (unknown.contains(part) ? .infinity : 0) : score.nats[index]
            return paint(part, nats, plainStyle: index == score.parts.count ? "2" : "")
        }.joined()
    }

    /// The line with each part in the color of its surprise, up to its end; a line feed is a dot.
    func paint(_ line: TextScore.Line) -> String {
        line.parts.map { part in
            paint(
                part.text.replacing("\n", with: "·"), part.isKnown ? part.nats ?? 0 : .infinity,
                plainStyle: part.text == "\n" ? "2" : "")
        }.joined()
    }

    private func paint(_ part: String, _ nats: Double, plainStyle: String) -> String {
        let style =
            switch nats {
            case ..<2: plainStyle
            case ..<4: "33"
            case ..<6: "31"
            default: "97;41"
            }
        let text = part.printable
        return style.isEmpty ? text : "\u{1B}[\(style)m\(text)\u{1B}[0m"
    }
}
