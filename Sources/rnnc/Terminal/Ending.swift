import ArgumentParser
import Foundation

extension RNNC {
    /// Ends the program as `ParsableCommand.exit(withError:)` does, but with printable messages: names, file names and
    /// the words of servers are in them.
    static func exit(withError error: any Error) -> Never {
        let status = exitCode(for: error)
        let text = fullMessage(for: error)
        if status == .success {
            // Help and the version.
            if !text.isEmpty { print(text) }
        } else if !text.isEmpty {
            // Why it failed is one line; usage has several.
            let message = status == .failure ? text.printableOnOneLine : text.printable
            try? writeAll("\(message)\n".utf8, to: STDERR_FILENO, called: "standard error")
        }
        Foundation.exit(status.rawValue)
    }
}
