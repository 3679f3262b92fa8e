import ArgumentParser
import Foundation
import RNNSwift

struct Collect: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a list of names from pages of the web, files and tables.",
        discussion: """
            Sources are read one after another; names go to standard output, one a line, in order of appearance. A source \
            that fails or has no names is reported, the others are read all the same, and the exit status is 1; FILE of \
            --output is then left as it was, and FILE.partial has what was found.

            Examples:
              rnnc collect https://example.com/companies.html --select 'b.h4' -o companies.txt
              rnnc collect https://example.com/players_{a..z}.html --select 'div#players p' --pause 3.5s
              rnnc collect https://example.com/api/companies --key data.items.name --header 'Authorization: Bearer abc'
              rnnc collect first.csv second.csv --column name --unique | rnnc train - -o names.safetensors
            """
    )

    @Argument(
        help: "Addresses (http or https) and files, or - for standard input.", completion: .file(),
        transform: Source.init)
    var sources: [Source]

    @Option(
        help: ArgumentHelp(
            "What the sources are: html, xml, json, jsonl, csv, tsv or text; by default what the server says, the ending, or the "
                + "beginning of the file tells.", valueName: "format"))
    var format: SourceFormat?

    @Option(
        help: ArgumentHelp("For html and xml: the elements whose text is a name, as a CSS selector.", valueName: "css"),
        transform: { text in (text, try Selector(text)) })
    var select: (String, Selector)?

    @Option(
        help: ArgumentHelp(
            "For html and xml: take this attribute of the elements instead of their text.", valueName: "name"))
    var attribute: String?

    @Option(
        help: ArgumentHelp(
            "For json and jsonl: the key of the names, with dots if it is nested (data.items.name); arrays are gone through. "
                + "(default: name, or the strings of an array)", valueName: "keys"), transform: JSONPath.init)
    var key: JSONPath?

    @Option(
        help: ArgumentHelp(
            "For csv and tsv: the header or number of the column; by default 'name', or the first that has other texts than "
                + "numbers.", valueName: "column"))
    var column: String?

    @OptionGroup var table: TableArguments

    @Option(
        help: ArgumentHelp(
            "The character set of the sources, such as latin1 or shift_jis, instead of what they say.",
            valueName: "name"),
        transform: {
            guard let charset = Charset($0) else { throw ValidationError("there is no character set \($0)") }
            return charset
        })
    var charset: Charset?

    @Flag(
        help: "Accept tabs, other control characters and byte order marks inside names; without it they are an error.")
    var allowControlCharacters = false

    @Flag(help: "No name twice.")
    var unique = false

    @Flag(
        help: "Names are persons, 'First Last Jr.+ (1954-1976)': write a CSV table with the columns first,last,suffix.")
    var players = false

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Where the names go; - is standard output. A file that ends with csv, tsv, json or jsonl is written as that, a table "
                + "with the header name. (default: -)", valueName: "file"), completion: .file())
    var output: String?

    @OptionGroup(title: "Asking servers") var web: WebArguments

    @Option(help: ArgumentHelp("The most bytes of one source, decompressed: 500K, 128M, 2G.", valueName: "size"))
    var maxSize = ByteCount(argument: "128M")!

    @Flag(name: .shortAndLong, help: "No remarks on standard error.")
    var quiet = false

    mutating func validate() throws {
        guard attribute == nil || select != nil else { throw ValidationError("--attribute needs --select.") }
        guard attribute.map({ !$0.isEmpty }) ?? true else { throw ValidationError("--attribute needs a name.") }
        guard sources.filter({ $0 == .standardInput }).count < 2 else {
            throw ValidationError("Standard input can be read only once.")
        }
    }

    func run() throws {
        Interruption.catchSignals()
        do {
            try collect()
        } catch is ReaderLeft {
            // A reader that has seen enough, such as head, is no failure.
        }
    }

    private func collect() throws {
        let output = output == "-" ? nil : output
        let progress = Progress(quiet: quiet)
        let extraction = Extraction(
            format: format, selector: select, attribute: attribute, key: key, column: column,
            table: table.options, timeout: web.timeout.value, charset: charset,
            allowsControlCharacters: allowControlCharacters)
        var client: WebClient?
        var names = try CollectedNames(file: output, isUnique: unique, arePlayers: players)
        var failures: [String] = []
        do {
            for source in sources {
                let before = names.count
                let found: NameList
                do {
                    found = try extraction.names(of: read(source, &client, progress))
                } catch let error where !(error is Interrupted) {
                    failures.append("\(error)")
                    if sources.count > 1 { progress.line("failed: \(error)") }
                    continue
                }
                try names.add(found.names)
                found.remarks.forEach(progress.line)
                progress.line("\(source.name): \(names.count - before) names")
            }
        } catch is Interrupted {
            let place = try names.finish(isComplete: false)
            Progress(quiet: false).line(
                "interrupted; " + (place.map { "\($0) has the names so far" } ?? "no names yet"))
            throw ExitCode(Interruption.exitStatus)
        }
        let place = try names.finish(isComplete: failures.isEmpty)
        if let first = failures.first {
            if sources.count == 1 { throw CommandFailure(first) }
            let rest = place.map { "\($0) has the names of the others" } ?? "there are no names"
            throw CommandFailure("\(failures.count) of \(sources.count) sources failed; \(rest). The first: \(first)")
        }
        if let output, FileAccess.isPlain(output) { progress.line("\(output): \(names.count) names") }
    }

    private func read(_ source: Source, _ client: inout WebClient?, _ progress: Progress) throws -> Document {
        switch source {
        case .standardInput: return try readDocument(nil, atMost: maxSize)
        case .file(let path): return try readDocument(path, atMost: maxSize)
        case .web(let url):
            let fetching = try client ?? WebClient(web.options(limit: maxSize), progress)
            client = fetching
            return try fetching.get(url)
        }
    }
}

/// How pages are asked for.
struct WebArguments: ParsableArguments {
    @Option(help: ArgumentHelp("How long to wait between two requests: 500ms, 3.5s, 1m.", valueName: "time"))
    var pause: Seconds?

    @Option(
        help: ArgumentHelp(
            "A line to send with each request, 'Name: value'. May be given several times. Not sent on to another server "
                + "that an answer leads to.", valueName: "header"), transform: Header.init)
    var header: [Header] = []

    @Option(help: ArgumentHelp("What to call ourselves.", valueName: "name"))
    var userAgent = "rnnc/\(RNNC.configuration.version)"

    @Option(
        help: ArgumentHelp(
            "How often to ask again when a server is busy, breaks off or is silent: after 1, 2, 4 … seconds, or when it says.",
            valueName: "count"))
    var retries = 3

    @Option(help: ArgumentHelp("How long a whole answer may take, and the parsing of a page.", valueName: "time"))
    var timeout = Seconds(argument: "60s")!

    mutating func validate() throws {
        guard (0...100).contains(retries) else { throw ValidationError("--retries must be 0 to 100.") }
        guard !userAgent.isEmpty, (try? Header("User-Agent: \(userAgent)")) != nil else {
            throw ValidationError("--user-agent must be one line.")
        }
    }

    func options(limit: ByteCount) -> WebOptions {
        WebOptions(
            headers: header, userAgent: userAgent, timeout: timeout.value, retries: retries, pause: pause?.value ?? 0,
            limit: limit)
    }
}
