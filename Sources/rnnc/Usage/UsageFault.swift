import ArgumentParser
import Foundation

/// Arguments that the parser refuses. Finds the cause in cases where the parser reports something else.
///
/// Not used for valid arguments.
struct UsageFault {
    let program: CommandDescription
    /// The command, or the program if the arguments name no command.
    let command: CommandDescription
    /// The arguments after the command.
    let arguments: [String]
    private let all: [String]

    init(_ arguments: [String]) throws {
        program = try .program()
        all = arguments
        let named = arguments.first.flatMap(program.subcommand)
        command = named ?? program
        self.arguments = named == nil ? arguments : Array(arguments.dropFirst())
    }

    /// Parses the arguments of the program, without its name.
    ///
    /// - Throws: The error of the parser, or a ``UsageError`` with a better explanation.
    static func parse(_ arguments: [String]) throws -> any ParsableCommand {
        do {
            return try RNNC.parseAsRoot(arguments)
        } catch  where RNNC.exitCode(for: error) == .validationFailure {
            guard let fault = try? UsageFault(arguments) else { throw error }
            if let cause = fault.cause { throw cause }
            let joined = fault.withJoinedNumbers
            guard joined != arguments else { throw error }
            return try RNNC.parseAsRoot(joined)
        }
    }

    /// An unknown command or the first unknown option; nil if there is none.
    private var cause: UsageError? {
        if command.commandName == program.commandName, let name = arguments.first, !name.hasPrefix("-") {
            return unknownCommand(name)
        }
        var rest = arguments[...]
        while let argument = rest.popFirst(), argument != "--" {
            guard argument.hasPrefix("-"), argument.count > 1, !Self.isNumber(argument) else { continue }
            let name = String(argument.prefix { $0 != "=" })
            if let option = command.option(name) {
                if option.takesValue, name == argument { rest = rest.dropFirst() }
            } else if !isJoinedFlags(name) {
                return unknownOption(name)
            }
        }
        return nil
    }

    private func unknownCommand(_ name: String) -> UsageError? {
        if FileManager.default.fileExists(atPath: name) {
            let file = shellCommand([name]).dropFirst("rnnc ".count)
            return UsageError(
                "'\(name)' is a file, not a command; to learn a list: rnnc train \(file) -o MODEL; "
                    + "to use a model: rnnc generate \(file)", self)
        }
        let known = (program.subcommands ?? []).map(\.commandName).filter { $0 != "help" }.joined(separator: ", ")
        let meant = Suggestion.command(for: name, in: program)
        return UsageError(
            "unknown command '\(name)'; " + (meant.map { "did you mean '\($0)'?" } ?? "the commands are \(known)."),
            self)
    }

    private func unknownOption(_ name: String) -> UsageError {
        let meant = Suggestion.option(for: name, in: command)
        return UsageError(
            "unknown option '\(name)'" + (meant.map { "; did you mean '\($0)'?" } ?? "."), self)
    }

    /// Whether this is a combination of one-letter flags, such as `-qh`.
    private func isJoinedFlags(_ name: String) -> Bool {
        !name.hasPrefix("--") && name.count > 2
            && name.dropFirst().allSatisfy { command.option("-\($0)").map { !$0.takesValue } ?? false }
    }

    /// The arguments with negative numbers joined to the options before them; the parser takes them for options
    /// otherwise.
    private var withJoinedNumbers: [String] {
        var joined = Array(all.prefix(all.count - arguments.count))
        var isRest = false
        for argument in arguments {
            if !isRest, Self.isNumber(argument), argument.hasPrefix("-"), let last = joined.last,
                command.option(last)?.takesValue ?? false
            {
                joined[joined.count - 1] = "\(last)=\(argument)"
            } else {
                joined.append(argument)
            }
            isRest = isRest || argument == "--"
        }
        return joined
    }

    /// Whether an argument that begins like an option is a negative number, such as -1, -0.5, -inf or -1,2.
    private static func isNumber(_ argument: String) -> Bool {
        let digits = argument.dropFirst()
        return argument.hasPrefix("-")
            && (digits.first.map { $0.isASCII && $0.isNumber || $0 == "." } ?? false || Double(argument) != nil)
    }
}

/// Wrong usage: a message and the usage of the command.
struct UsageError: Error {
    let message: String
    private let fault: UsageFault

    init(_ message: String, _ fault: UsageFault) { (self.message, self.fault) = (message, fault) }

    /// The text for standard error, in the format of the parser.
    var text: String {
        let command = RNNC.configuration.subcommands.first { $0._commandName == fault.command.commandName }
        let usage = command.map { RNNC.usageString(for: $0) } ?? RNNC.usageString()
        let path = command == nil ? "rnnc" : "rnnc \(fault.command.commandName)"
        return "Error: \(message)\nUsage: \(usage)\n  See '\(path) --help' for more information.\n"
    }
}
