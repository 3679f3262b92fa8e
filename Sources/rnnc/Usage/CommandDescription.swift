import ArgumentParser
import Foundation

/// A command and its options, as described by the argument parser; the source of suggestions and manual pages.
struct CommandDescription: Decodable {
    struct Argument: Decodable {
        enum Kind: String, Decodable { case positional, option, flag }

        struct Name: Decodable {
            let kind: String
            let name: String

            /// The name with its dashes: `--hidden`, `-n`.
            var text: String { (kind == "long" ? "--" : "-") + name }
        }

        let kind: Kind
        let shouldDisplay: Bool
        let sectionTitle: String?
        let isOptional: Bool
        let isRepeating: Bool
        let names: [Name]?
        let valueName: String?
        let defaultValue: String?
        let abstract: String?
        let discussion: String?

        var takesValue: Bool { kind == .option }
    }

    let superCommands: [String]?
    let commandName: String
    let aliases: [String]?
    let shouldDisplay: Bool?
    let abstract: String?
    let discussion: String?
    let subcommands: [CommandDescription]?
    let arguments: [Argument]?

    /// The program, with its commands.
    static func program() throws -> CommandDescription {
        struct Dump: Decodable { let command: CommandDescription }
        return try JSONDecoder().decode(Dump.self, from: Data(RNNC._dumpHelp().utf8)).command
    }

    /// The option or flag with this name, which includes its dashes.
    func option(_ name: String) -> Argument? {
        arguments?.first { $0.names?.contains { $0.text == name } ?? false }
    }

    func subcommand(_ name: String) -> CommandDescription? {
        subcommands?.first { $0.commandName == name || $0.aliases?.contains(name) ?? false }
    }

    /// All names of options and flags, with their dashes.
    var optionNames: [String] { (arguments ?? []).flatMap { $0.names ?? [] }.map(\.text) }
}
