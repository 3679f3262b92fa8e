import ArgumentParser
import Foundation

/// The commands and options of the program, as the argument parser describes them.
struct CommandDescription: Decodable {
    struct Argument: Decodable {
        struct Name: Decodable {
            let kind: String
            let name: String

            /// As it is typed: `--hidden`, `-n`.
            var text: String { (kind == "long" ? "--" : "-") + name }
        }

        /// "positional", "option" (with a value) or "flag".
        let kind: String
        let names: [Name]?

        var takesValue: Bool { kind == "option" }
    }

    let commandName: String
    let aliases: [String]?
    let subcommands: [CommandDescription]?
    let arguments: [Argument]?

    /// The description of the whole program.
    static func program() throws -> CommandDescription {
        struct Tool: Decodable { let command: CommandDescription }
        return try JSONDecoder().decode(Tool.self, from: Data(RNNC._dumpHelp().utf8)).command
    }

    /// The option or flag of this name, with its dashes.
    func option(_ name: String) -> Argument? {
        arguments?.first { $0.names?.contains { $0.text == name } ?? false }
    }

    func subcommand(_ name: String) -> CommandDescription? {
        subcommands?.first { $0.commandName == name || $0.aliases?.contains(name) ?? false }
    }

    /// All names of options and flags, with their dashes.
    var optionNames: [String] { (arguments ?? []).flatMap { $0.names ?? [] }.map(\.text) }
}
