/// A manual page, section 1, in the man(7) macros of roff.
struct ManualPage {
    /// Name of the page, such as "rnnc-train".
    let name: String
    let text: String

    /// The pages of the program and of its commands.
    static var all: [ManualPage] {
        get throws {
            let program = try CommandDescription.program()
            let commands = (program.subcommands ?? []).filter { ($0.shouldDisplay ?? true) && $0.commandName != "help" }
            return ([program] + commands).map { ManualPage($0, commands: $0.superCommands == nil ? commands : []) }
        }
    }

    /// - Parameter commands: The commands that the page lists.
    private init(_ command: CommandDescription, commands: [CommandDescription]) {
        let words = (command.superCommands ?? []) + [command.commandName]
        name = words.joined(separator: "-")
        var page = Roff()
        page.request(".TH", name.uppercased(), "1", "", "rnnc \(RNNC.configuration.version)", "User Commands")
        page.section("NAME")
        page.line("\(Roff.escaped(name)) \\- \(Roff.escaped(Self.clause(command.abstract ?? "")))")
        page.section("SYNOPSIS")
        page.line(Self.synopsis(command, words, hasCommands: !commands.isEmpty))
        if let discussion = command.discussion { Self.describe(discussion, in: &page) }
        if !commands.isEmpty {
            page.section("COMMANDS")
            for command in commands {
                page.item("\\fB\(Roff.escaped(command.commandName))\\fR", command.abstract ?? "")
            }
        }
        Self.list(command.arguments ?? [], in: &page)
        page.section("SEE ALSO")
        let others = commands.isEmpty ? words.dropLast() : commands.map { "rnnc-\($0.commandName)" }[...]
        page.line(others.map { "\\fB\(Roff.escaped($0))\\fR(1)" }.joined(separator: ",\n"))
        text = page.text
    }

    /// An abstract in the form for the text after "rnnc-train - ": lower case, without period.
    private static func clause(_ abstract: String) -> String {
        let text = abstract.hasSuffix(".") ? String(abstract.dropLast()) : abstract
        return text.prefix(1).lowercased() + text.dropFirst()
    }

    private static func synopsis(_ command: CommandDescription, _ words: [String], hasCommands: Bool) -> String {
        var parts = ["\\fB\(Roff.escaped(words.joined(separator: " ")))\\fR"]
        if hasCommands { return parts[0] + " \\fIcommand\\fR [\\fIoptions\\fR]" }
        for argument in command.arguments ?? [] where argument.shouldDisplay {
            let value = "\\fI\(Roff.escaped(argument.valueName ?? ""))\\fR" + (argument.isRepeating ? " ..." : "")
            switch argument.kind {
            case .positional: parts.append(argument.isOptional ? "[\(value)]" : value)
            case .option where !argument.isOptional:
                parts.append("\\fB\(Roff.escaped(argument.names?.first?.text ?? ""))\\fR \(value)")
            case .option, .flag: break
            }
        }
        return (parts + ["[\\fIoptions\\fR]"]).joined(separator: " ")
    }

    /// A discussion: paragraphs, indented lines unchanged, and the lines below "Examples:" last.
    private static func describe(_ discussion: String, in page: inout Roff) {
        var (description, examples): ([String], [String]) = ([], [])
        var isExample = false
        for line in discussion.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line == "Examples:" { isExample = true } else if !line.hasPrefix("  ") { isExample = false }
            if isExample { examples.append(line) } else { description.append(line) }
        }
        if description.contains(where: { !$0.isEmpty }) {
            page.section("DESCRIPTION")
            page.describe(description)
        }
        if !examples.isEmpty {
            page.section("EXAMPLES")
            page.describe(Array(examples.dropFirst()))
        }
    }

    private static func list(_ arguments: [CommandDescription.Argument], in page: inout Roff) {
        let shown = arguments.filter(\.shouldDisplay)
        var titles: [String] = []
        for argument in shown where !titles.contains(title(argument)) { titles.append(title(argument)) }
        // Untitled options come last, as in the help.
        let ordered =
            titles.filter { $0 == "ARGUMENTS" } + titles.filter { !["ARGUMENTS", "OPTIONS"].contains($0) }
            + titles.filter { $0 == "OPTIONS" }
        for title in ordered {
            page.section(title)
            for argument in shown where Self.title(argument) == title {
                page.item(label(argument), explanation(argument))
            }
        }
    }

    private static func title(_ argument: CommandDescription.Argument) -> String {
        argument.sectionTitle?.uppercased() ?? (argument.kind == .positional ? "ARGUMENTS" : "OPTIONS")
    }

    private static func label(_ argument: CommandDescription.Argument) -> String {
        let value = argument.valueName.map { "\\fI\(Roff.escaped($0))\\fR" } ?? ""
        guard argument.kind != .positional else { return value }
        let names = (argument.names ?? []).map { "\\fB\(Roff.escaped($0.text))\\fR" }.joined(separator: ", ")
        return argument.kind == .option ? "\(names) \(value)" : names
    }

    private static func explanation(_ argument: CommandDescription.Argument) -> String {
        let text = [argument.abstract, argument.discussion].compactMap { $0 }.joined(separator: " ")
        guard let value = argument.defaultValue, argument.kind == .option, !text.contains("(default:") else {
            return text
        }
        return text + " (default: \(value))"
    }
}
