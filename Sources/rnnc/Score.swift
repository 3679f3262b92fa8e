import ArgumentParser
import Foundation
import RNNSwift

struct Score: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print how probable names or texts are under a model, character by character.",
        discussion: """
            The output has three columns, separated by tabs: the natural logarithm of the probability of the name, the \
            mean surprise per character in nats (-ln p; the end of the name counts as a character), and the name. With \
            --rank, the third column is the number of more probable names and the name is in the fourth. On a \
            terminal, surprising characters are colored. A name with characters unknown to the model has probability \
            0.

            With a model of running text, --text FILE scores a text instead: one row per line, with its mean surprise per \
            character in nats and its text. The totals, nats and bits per character, are printed on standard error.

            Examples:
              rnnc score names.safetensors anna xqzt
              rnnc score names.safetensors --sort - < names.txt | head     unusual names first
              rnnc score names.safetensors anna --json
              rnnc score names.safetensors anna --rank
              rnnc score one.safetensors two.safetensors anna      each model, and their ensemble
              rnnc score shakespeare.safetensors --text play.txt --sort    surprising lines first
            """
    )

    @Argument(
        help: ArgumentHelp(
            "One or more models made by rnnc train (the leading arguments that are model files), or that of a "
                + "built-in list, such as @names; then names; or - for "
                + "a list on standard input, which is also read if no names are given. With several models, each name "
                + "has one line per model and one for their ensemble, with the model in a fourth column. With --text, "
                + "models only.",
            valueName: "model ... name"),
        completion: .model)
    var arguments: [String]

    @Option(
        help: ArgumentHelp(
            "For models of running text: text to score, a file, a folder, or - for standard input. Each character is "
                + "predicted from all characters before it. (default: none)", valueName: "file"), completion: .file())
    var text: String?

    @Option(
        help: ArgumentHelp(
            "Weights of several models in their ensemble, such as 0.7,0.3. (default: equal)", valueName: "weights"))
    var mix: Shares?

    @OptionGroup var meanOptions: MeanOptions

    @Flag(help: "Print the most surprising names, or lines of the text, first, by their mean surprise per character.")
    var sort = false

    @Flag(
        help: ArgumentHelp(
            "Print how many names are more probable: exactly for about the 1000 most probable names, otherwise as an "
                + "estimate from 50,000 random names with its standard error (12300 ± 400)."))
    var rank = false

    @Option(
        help: ArgumentHelp("Seed of the random names of --rank. (default: 1)", valueName: "number"))
    var seed: UInt64?

    @OptionGroup var givenOptions: GivenOptions
    @OptionGroup(title: "List format") var reading: ListOptions
    @OptionGroup var machine: MachineOptions

    @Flag(name: .shortAndLong, help: "Print no remarks on standard error.")
    var quiet = false

    @Flag(
        help:
            #"""
            Print one JSON object per line: {"name":…,"logprob":…,"nats_per_character":…,"known":…,"characters":[…]}; \#
            with --rank also "rank", "rank_error" and "mass_above", the probability of all more probable names. With \#
            --text, {"line":…,"text":…,"nats":…,"nats_per_character":…,"characters":[…]} per line of the text, then the \#
            totals, {"bits_per_character":…,"nats_per_character":…,"characters":…,"unknown_characters":…}.
            """#
    )
    var json = false

    private struct Line: Encodable {
        struct Character: Encodable {
            let character: String
            /// Nil in names with unknown characters.
            let nats: Double?
        }

        let name: String
        let logprob: Double?
        let nats_per_character: Double?
        /// Whether the name is in the training list; nil if the model does not contain its training names.
        let known: Bool?
        let characters: [Character]
        /// Surprise of the end of the name.
        let end_nats: Double?
        let unknown_characters: [String]
        /// Model of the score, if there are several.
        let model: String?
        /// Nil if it was not requested; otherwise nil for a name with unknown characters.
        let rank: NameRank??

        init(_ score: NameScore, known: Bool?, model: String?, rank: NameRank??) {
            self.model = model
            self.rank = rank
            let isKnown = score.unknownParts.isEmpty
            name = score.name
            logprob = isKnown ? score.logProbability : nil
            nats_per_character = isKnown ? score.natsPerCharacter : nil
            self.known = known
            characters = score.parts.enumerated().map { index, part in
                Character(character: part, nats: isKnown ? score.nats[index] : nil)
            }
            end_nats = score.nats.last
            unknown_characters = score.unknownParts
        }

        func encode(to encoder: any Encoder) throws {
            var fields = encoder.container(keyedBy: CodingKeys.self)
            try fields.encode(name, forKey: .name)
            try fields.encode(logprob, forKey: .logprob)
            try fields.encode(nats_per_character, forKey: .nats_per_character)
            try fields.encode(known, forKey: .known)
            try fields.encode(characters, forKey: .characters)
            try fields.encode(end_nats, forKey: .end_nats)
            try fields.encodeIfPresent(model, forKey: .model)
            if let rank {
                try fields.encode(rank?.rank, forKey: .rank)
                try fields.encode(rank?.error, forKey: .rank_error)
                try fields.encode(rank?.massAbove, forKey: .mass_above)
            }
            if !unknown_characters.isEmpty { try fields.encode(unknown_characters, forKey: .unknown_characters) }
        }

        enum CodingKeys: String, CodingKey {
            case name, logprob, nats_per_character, known, characters, end_nats, unknown_characters, model
            case rank, rank_error, mass_above
        }
    }

    /// The leading arguments that are models. The first must be a model.
    var models: [String] {
        leadingModels(of: arguments)
    }

    /// The arguments after the models.
    private var names: [String] { Array(arguments.dropFirst(models.count)) }

    /// Throws if a name is a file, which is most likely meant as a list.
    private func checkIsNoFile(_ name: String) throws {
        var status = stat()
        guard stat(name, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
        let ending = (name as NSString).pathExtension.lowercased()
        let format = NameList.Format(rawValue: ending).map { ["--format", $0.rawValue] } ?? []
        let file = shellCommand([name]).dropFirst("rnnc ".count)
        throw ValidationError(
            "\(name) is a file; to score the names in it: \(shellCommand(["score"] + models + ["-"] + format)) < \(file)"
        )
    }

    mutating func validate() throws {
        if text != nil { return try validateText(names: names) }
        for name in names where name != "-" { try checkIsNoFile(name) }
        guard rank || seed == nil else { throw ValidationError("--seed requires --rank.") }
        try checkMix()
    }

    func checkMix() throws {
        if let mix, mix.values.count != models.count {
            throw ValidationError("--mix has \(mix.values.count) weights for \(models.count) models.")
        }
    }

    /// A model, or the ensemble, and its scores of the names.
    private struct Scored {
        let ensemble: ModelEnsemble
        /// Nil for a single model.
        let label: String?
        var scores: [NameScore]
        /// Nil without --rank.
        var ranks: [NameRank?]?
    }

    func run() throws {
        let paths = models
        let files = try readModelFiles(paths, kernels: machine.kernels)
        if let text { return try scoreText(text, files) }
        guard files.text.isEmpty else {
            throw CommandFailure(
                "\(paths[0]) is a model of running text; give a text to score with --text FILE (- for standard input)")
        }
        let models = files.names
        try meanOptions.check(models, paths)
        var ensembles = zip(paths, models).map { (label: Optional($0), ensemble: $1.ensemble(meanOptions.mean)) }
        if models.count > 1 {
            ensembles.append((Evaluate.ensemble, try models.ensemble(mix?.values, meanOptions.mean)))
        } else {
            ensembles[0].label = nil
        }
        let names = try readNames()
        var scored = try ensembles.map { label, ensemble in
            Scored(
                ensemble: ensemble, label: label,
                scores: try ensemble.scores(for: names, given: givenOptions.values, threads: machine.threads))
        }
        if sort { sortByLast(&scored) }
        if rank {
            for index in scored.indices {
                scored[index].ranks = try scored[index].ensemble.ranks(
                    of: scored[index].scores, given: givenOptions.values, seed: seed ?? 1, threads: machine.threads)
            }
        }
        _ = try StandardOutput.untilReaderLeaves { try write(scored, to: $0) }
        for model in scored { remark(model) }
    }

    /// Sorts by the surprise under the last model, or the ensemble, highest first.
    private func sortByLast(_ scored: inout [Scored]) {
        let deciding = scored[scored.count - 1].scores
        let order = deciding.indices.sorted {
            (deciding[$1].natsPerCharacter, $0) < (deciding[$0].natsPerCharacter, $1)
        }
        for model in scored.indices { scored[model].scores = order.map { scored[model].scores[$0] } }
    }

    private func write(_ scored: [Scored], to output: StandardOutput) throws {
        let surprise = SurpriseColors.forStandardOutput
        for index in scored[0].scores.indices {
            for model in scored {
                let score = model.scores[index]
                if json {
                    try output.json(
                        Line(
                            score, known: model.ensemble.isKnown(score.name), model: model.label,
                            rank: model.ranks.map { $0[index] }))
                } else {
                    let figures =
                        "\(score.logProbability.formatted(4))\t\(score.natsPerCharacter.formatted(4))\t"
                        + (model.ranks.map { Self.text($0[index]) + "\t" } ?? "")
                    let label = model.label.map { "\t" + $0 } ?? ""
                    if let surprise {
                        try output.line(styled: figures + surprise.paint(score) + label)
                    } else {
                        try output.line(figures + score.name + label)
                    }
                }
            }
        }
    }

    /// A rank for people: `12`, or `12300 ± 400` for an estimate; `-` for a name that has none.
    private static func text(_ rank: NameRank?) -> String {
        guard let rank else { return "-" }
        return rank.rank.formatted(0) + (rank.error > 0 ? " ± \(rank.error.formatted(0))" : "")
    }

    private func remark(_ model: Scored) {
        let unknown = model.scores.filter { !$0.unknownParts.isEmpty }
        guard !unknown.isEmpty else { return }
        let characters = Set(unknown.flatMap(\.unknownParts)).sorted()
        Progress(quiet: quiet).line(
            "\(model.label ?? "the model") does not know "
                + "\(characters.prefix(20).map { "\"\($0)\"" }.joined(separator: ", "))"
                + "\(characters.count > 20 ? ", …" : ""): probability 0 for \(unknown.count) of \(model.scores.count) names"
        )
    }

    private func readNames() throws -> [String] {
        guard !names.isEmpty, !names.contains("-") else {
            guard names.count <= 1 else {
                throw ValidationError("Give either names or - for standard input, not both.")
            }
            return Array(try reading.read("-", quiet: quiet).names)
        }
        return Array(
            try NameList(
                names, source: "the names given", allowingControlCharacters: reading.allowControlCharacters
            ).names)
    }
}
