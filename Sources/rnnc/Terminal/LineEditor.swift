import CLibEdit
import Foundation

/// Reads lines from standard input; on a terminal, with arrow keys, history and Tab completion.
///
/// Use only one at a time: libedit keeps its state in global variables.
struct LineEditor {
    /// Whether standard input and standard output are a terminal.
    static let isInteractive = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1

    private let prompt: String

    /// - Parameter prompt: Text before each line on a terminal.
    init(prompt: String) {
        self.prompt = prompt
        guard Self.isInteractive else { return }
        rnnc_edit_prepare("rnnc") { word, index in
            let word = word.map { String(cString: $0) } ?? ""
            let candidates = Session.commands.filter { !word.isEmpty && $0.hasPrefix(word) }
            return candidates.indices.contains(Int(index)) ? strdup(candidates[Int(index)]) : nil
        }
    }

    /// The next line; nil at the end of the input.
    func next() -> String? {
        guard Self.isInteractive else { return readLine() }
        guard let text = readline(prompt) else { return nil }
        defer { free(text) }
        let line = String(cString: text)
        if line.contains(where: { !$0.isWhitespace }) { add_history(text) }
        return line
    }
}
