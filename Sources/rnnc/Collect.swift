import ArgumentParser
import Foundation
import RNNSwift

struct Collect: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Collect a list of names from web pages, JSON documents and tables.",
        discussion: """
            Sources are read in order. Names are written to standard output, one per line, in order of appearance. If \
            a source fails or has no names, the error is reported, the other sources are read, and the exit status is \
            1. In that case the file of --output is not changed, and the names found are written to FILE.partial.

            Examples:
              rnnc collect https://example.com/companies.html --select 'b.h4' -o companies.txt
              rnnc collect https://example.com/players_{a..z}.html --select 'div#players p' --pause 3.5s
              rnnc collect https://example.com/api/companies --key data.items.name --header 'Authorization: Bearer abc'
              rnnc collect first.csv second.csv --column name --unique | rnnc train - -o names.safetensors
            """
    )

    @Argument(
        help: "URLs (http or https), files, or - for standard input.", completion: .file(),
        transform: Source.init)
    var sources: [Source]

    @Option(
        help: ArgumentHelp(
            "Format of the sources: html, xml, json, jsonl, csv, tsv or text. (default: detected from the server's "
                + "answer, the file name extension or the content)", valueName: "format"))
    var format: SourceFormat?

    @Option(
        help: ArgumentHelp(
            "For html and xml: CSS selector of the elements whose text is a name, such as 'li b'.", valueName: "css"),
        transform: { text in (text, try Selector(text)) })
    var select: (String, Selector)?

    @Option(
        help: ArgumentHelp(
            "For html and xml: attribute of the selected elements to take instead of their text, such as title.",
            valueName: "name"))
    var attribute: String?

    @Option(
        help: ArgumentHelp(
            "For json and jsonl: key of the names, with dots for nested objects (data.items.name). Arrays on the way "
                + "are searched element by element. (default: name, or the strings of an array)", valueName: "key"),
        transform: JSONPath.init)
    var key: JSONPath?

    @Option(
        help: ArgumentHelp(
            "For csv and tsv: column with the names, by header or number from 1. (default: name, or the first column "
                + "that is not numeric)", valueName: "column"))
    var column: String?

    @OptionGroup var table: TableArguments

    @Option(
        help: ArgumentHelp(
            "Character set of the sources, such as latin1 or shift_jis, instead of the one they declare.",
            valueName: "name"),
        transform: {
            guard let charset = Charset($0) else { throw ValidationError("unknown character set \($0)") }
            return charset
        })
    var charset: Charset?

    @Flag(
        help: "Accept tabs, other control characters and byte order marks inside names, instead of reporting an error.")
    var allowControlCharacters = false

    @Flag(help: "Omit repeated names.")
    var unique = false

    @Flag(
        help: ArgumentHelp(
            "Parse names as baseball players, 'First Last Jr.+ (1954-1976)', and write a CSV table with the columns "
                + "first, last and suffix."))
    var players = false

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "File to write; - for standard output. The extension selects the format: csv or tsv (with the header "
                + "name), json or jsonl, otherwise text. (default: -)", valueName: "file"), completion: .file())
    var output: String?

    @OptionGroup(title: "HTTP") var web: WebArguments

    @Option(
        help: ArgumentHelp(
            "Maximum size of one source after decompression, such as 500K, 128M or 2G.", valueName: "size"))
    var maxSize = ByteCount(argument: "128M")!

    @Flag(name: .shortAndLong, help: "Print no remarks on standard error.")
    var quiet = false

    mutating func validate() throws {
        guard attribute == nil || select != nil else { throw ValidationError("--attribute requires --select.") }
        guard attribute.map({ !$0.isEmpty }) ?? true else { throw ValidationError("--attribute requires a name.") }
        guard sources.filter({ $0 == .standardInput }).count < 2 else {
            throw ValidationError("Standard input can be read only once.")
        }
        let files = sources.compactMap { source -> String? in
            guard case .file(let path) = source else { return nil }
            return path
        }
        try checkNotOverwritten(files, by: [output].compactMap(\.self))
    }

    func run() throws {
        Interruption.catchSignals()
        do {
            try collect()
        } catch is ReaderLeft {
            // A reader that closes the pipe early, such as head, is not an error.
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
                progress.line("\(source.name): \((names.count - before).counted("name"))")
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
        if let output, FileAccess.isPlain(output) { progress.line("\(output): \(names.count.counted("name"))") }
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

/// Options of HTTP requests.
struct WebArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Pause between two requests, such as 500ms, 3.5s or 1m. (default: no pause)", valueName: "time"))
    var pause: Seconds?

    @Option(
        help: ArgumentHelp(
            "HTTP header to send with each request, 'Name: value'. May be repeated. Not sent to another host after a "
                + "redirect.", valueName: "header"), transform: Header.init)
    var header: [Header] = []

    @Option(help: ArgumentHelp("Value of the User-Agent header.", valueName: "name"))
    var userAgent = "rnnc/\(RNNC.configuration.version)"

    @Option(
        help: ArgumentHelp(
            "Maximum number of retries when a server is overloaded, closes the connection or does not answer, 0 to "
                + "100. The delays are 1, 2, 4 … seconds, or what the server asks for.",
            valueName: "count"))
    var retries = 3

    @Option(
        help: ArgumentHelp(
            "Maximum time for one complete response, and for parsing one page, such as 60s.", valueName: "time"))
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
