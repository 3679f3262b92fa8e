import ArgumentParser
import Foundation

extension RNNC {
    /// Ends the program like `ParsableCommand.exit(withError:)`, but with escaped messages, which may contain names,
    /// file names and server messages.
    static func exit(withError error: any Error) -> Never {
        let status = exitCode(for: error)
        let text = fullMessage(for: error)
        if status == .success {
            // Help or the version.
            finish(printing: text)
        } else if !text.isEmpty {
            // A failure is one line; usage has several.
            let message = status == .failure ? text.printableOnOneLine : text.printable
            try? writeAll("\(message)\n".utf8, to: STDERR_FILENO, called: "standard error")
        }
        Foundation.exit(status.rawValue)
    }

    /// Prints a text for standard output, if it is not empty, and ends the program.
    static func finish(printing text: String) -> Never {
        do {
            _ = try StandardOutput.untilReaderLeaves { if !text.isEmpty { try $0.line(styled: text) } }
        } catch {
            exit(withError: error)
        }
        Foundation.exit(ExitCode.success.rawValue)
    }
}
