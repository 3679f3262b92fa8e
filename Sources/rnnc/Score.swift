import ArgumentParser
import Foundation
import RNNSwift

struct Score: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell how likely names are to a model, character by character.",
        discussion: """
            Three columns, parted by tabs: the natural logarithm of the probability of the name, the mean surprise of a \
            character in nats (-ln p; the end of the name counts as one), and the name. On a terminal surprising \
            characters are colored. A name with characters that the model does not know has the probability 0.

            Examples:
              rnnc score names.safetensors anna xqzt
              rnnc score names.safetensors --sort - < names.txt | head     the odd ones
              rnnc score names.safetensors anna --json
            """
    )

    @Argument(help: "A model made by rnnc train.")
    var model: String

    @Argument(help: "Names; or - for a list on standard input, which is also read if there are none.")
    var names: [String] = []

    @Flag(help: "The most surprising names first, by the mean over their characters.")
    var sort = false

    @OptionGroup(title: "Reading the list") var reading: ListOptions
    @OptionGroup var machine: MachineOptions

    @Flag(name: .shortAndLong, help: "No remarks on standard error.")
    var quiet = false

    @Flag(help: #"JSON, one object a line: {"name":…,"logprob":…,"nats_per_character":…,"known":…,"characters":[…]}."#)
    var json = false

    private struct Line: Encodable {
        struct Character: Encodable {
            let character: String
            /// Nil in names with characters that the model does not know.
            let nats: Double?
        }

        let name: String
        let logprob: Double?
        let nats_per_character: Double?
        /// Whether it stands in the training list; nil if the model does not tell.
        let known: Bool?
        let characters: [Character]
        /// Of the end of the name.
        let end_nats: Double?
        let unknown_characters: [String]

        init(_ score: NameScore, known: Bool?) {
            let isKnown = score.unknownCharacters.isEmpty
            name = score.name
            logprob = isKnown ? score.logProbability : nil
            nats_per_character = isKnown ? score.natsPerCharacter : nil
            self.known = known
            characters = score.name.enumerated().map { index, character in
                Character(character: String(character), nats: isKnown ? score.nats[index] : nil)
            }
            end_nats = score.nats.last
            unknown_characters = score.unknownCharacters.map { String($0) }
        }

        func encode(to encoder: any Encoder) throws {
            var fields = encoder.container(keyedBy: CodingKeys.self)
            try fields.encode(name, forKey: .name)
            try fields.encode(logprob, forKey: .logprob)
            try fields.encode(nats_per_character, forKey: .nats_per_character)
            try fields.encode(known, forKey: .known)
            try fields.encode(characters, forKey: .characters)
            try fields.encode(end_nats, forKey: .end_nats)
            if !unknown_characters.isEmpty { try fields.encode(unknown_characters, forKey: .unknown_characters) }
        }

        enum CodingKeys: String, CodingKey {
            case name, logprob, nats_per_character, known, characters, end_nats, unknown_characters
        }
    }

    mutating func validate() throws {
        for name in names where name != "-" { try checkIsNoFile(name) }
    }

    /// A name that is a file is most likely meant as a list.
    private func checkIsNoFile(_ name: String) throws {
        var status = stat()
        guard stat(name, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
        let ending = (name as NSString).pathExtension.lowercased()
        let format = NameList.Format(rawValue: ending).map { ["--format", $0.rawValue] } ?? []
        let file = shellCommand([name]).dropFirst("rnnc ".count)
        throw ValidationError(
            "\(name) is a file; to score the names in it: \(shellCommand(["score", model, "-"] + format)) < \(file)")
    }

    func run() throws {
        let model = try Model(contentsOf: model, kernels: machine.kernels)
        let names = try readNames()
        var scores = model.score(names, threads: machine.threads)
        if sort {
            scores = scores.enumerated().sorted {
                ($1.element.natsPerCharacter, $0.offset) < ($0.element.natsPerCharacter, $1.offset)
            }.map(\.element)
        }
        let surprise = SurpriseColors.forStandardOutput
        _ = try StandardOutput.untilReaderLeaves { output in
            for score in scores {
                if json {
                    try output.json(Line(score, known: model.trainingNames.map { $0.contains(score.name) }))
                } else {
                    let figures = "\(score.logProbability.formatted(4))\t\(score.natsPerCharacter.formatted(4))\t"
                    if let surprise {
                        try output.line(styled: figures + surprise.paint(score))
                    } else {
                        try output.line(figures + score.name)
                    }
                }
            }
        }
        let unknown = scores.filter { !$0.unknownCharacters.isEmpty }
        if !unknown.isEmpty {
            let characters = Set(unknown.flatMap(\.unknownCharacters)).sorted()
            Progress(quiet: quiet).line(
                "the model does not know \(characters.prefix(20).map { "\"\($0)\"" }.joined(separator: ", "))"
                    + "\(characters.count > 20 ? ", …" : ""): probability 0 for \(unknown.count) of \(scores.count) names"
            )
        }
    }

    private func readNames() throws -> [String] {
        guard !names.isEmpty, !names.contains("-") else {
            guard names.count <= 1 else { throw ValidationError("Names, or - for standard input: not both.") }
            return Array(try reading.read("-", quiet: quiet).names)
        }
        return Array(
            try NameList(
                names, source: "the names given", allowingControlCharacters: reading.allowControlCharacters
            ).names)
    }
}

/// How much a character surprises, as colors of a terminal.
struct SurpriseColors {
    /// Nil where standard output is no terminal, or colors are not wanted (https://no-color.org).
    static var forStandardOutput: SurpriseColors? {
        let environment = ProcessInfo.processInfo.environment
        let isUnwanted = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
        return isatty(STDOUT_FILENO) == 1 && !isUnwanted ? SurpriseColors() : nil
    }

    /// The name, each character in the color of its surprise, and a dot in that of its end: nothing up to 2 nats, then yellow,
    /// red from 4 on, white on red from 6 on and for what the model does not know.
    func paint(_ score: NameScore) -> String {
        let unknown = Set(score.unknownCharacters)
        let ends = score.nats.isEmpty ? [] : [Character("·")]
        return zip(Array(score.name) + ends, 0...).map { character, index in
            let nats = score.nats.isEmpty ? (unknown.contains(character) ? .infinity : 0) : score.nats[index]
            let style =
                switch nats {
                case ..<2: index == score.name.count ? "2" : ""
                case ..<4: "33"
                case ..<6: "31"
                default: "97;41"
                }
            let text = String(character).printable
            return style.isEmpty ? text : "\u{1B}[\(style)m\(text)\u{1B}[0m"
        }.joined()
    }
}
