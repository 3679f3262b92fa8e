import ArgumentParser
import Foundation
import RNNSwift

/// `rnnc manual`, run by `make install`; not listed among the commands.
struct Manual: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the manual pages, and completion scripts for bash, zsh and fish.",
        discussion: """
            The files are laid out as in /usr/share: man/man1, bash-completion/completions, zsh/site-functions and \
            fish/vendor_completions.d.
            """,
        shouldDisplay: false
    )

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Folder to write to; created if it does not exist.", valueName: "folder"),
        completion: .directory)
    var output: String

    func run() throws {
        for page in try ManualPage.all { try write(page.text, to: "man/man1/\(page.name).1") }
        try write(CompletionScript.text(for: .bash), to: "bash-completion/completions/rnnc")
        try write(CompletionScript.text(for: .zsh), to: "zsh/site-functions/_rnnc")
        try write(CompletionScript.text(for: .fish), to: "fish/vendor_completions.d/rnnc.fish")
    }

    private func write(_ text: String, to place: String) throws {
        let file = URL(fileURLWithPath: output).appendingPathComponent(place)
        let folder = file.deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure("cannot create the folder \(folder.path)")
        }
        try FileAccess.replace(file.path, with: Data(text.utf8))
    }
}
