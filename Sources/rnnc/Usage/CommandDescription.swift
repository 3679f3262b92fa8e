import ArgumentParser
import Foundation

/// A command and its options, as described by the argument parser; the source of suggestions and manual pages.
package struct CommandDescription: Decodable {
    package struct Argument: Decodable {
        package enum Kind: String, Decodable { case positional, option, flag }

        package struct Name: Decodable {
            package let kind: String
            package let name: String

            /// The name with its dashes: `--hidden`, `-n`.
            package var text: String { (kind == "long" ? "--" : "-") + name }
        }

        package let kind: Kind
        package let shouldDisplay: Bool
        package let sectionTitle: String?
        package let isOptional: Bool
        package let isRepeating: Bool
        package let names: [Name]?
        package let valueName: String?
        package let defaultValue: String?
        package let abstract: String?
        package let discussion: String?

        package var takesValue: Bool { kind == .option }
    }

    package let superCommands: [String]?
    package let commandName: String
    package let aliases: [String]?
    package let shouldDisplay: Bool?
    package let abstract: String?
    package let discussion: String?
    package let subcommands: [CommandDescription]?
    package let arguments: [Argument]?

    /// The program, with its commands.
    package static func program() throws -> CommandDescription {
        struct Dump: Decodable { let command: CommandDescription }
        return try JSONDecoder().decode(Dump.self, from: Data(RNNC._dumpHelp().utf8)).command
    }

    /// The option or flag with this name, which includes its dashes.
    package func option(_ name: String) -> Argument? {
        arguments?.first { $0.names?.contains { $0.text == name } ?? false }
    }

    package func subcommand(_ name: String) -> CommandDescription? {
        subcommands?.first { $0.commandName == name || $0.aliases?.contains(name) ?? false }
    }

    /// All names of options and flags, with their dashes.
    package var optionNames: [String] { (arguments ?? []).flatMap { $0.names ?? [] }.map(\.text) }
}
