/// Suggestions for commands and options that do not exist.
enum Suggestion {
    /// Names of options in other programs, and the corresponding options of this one. The first that a command has is
    /// suggested.
    private static let options: [String: [String]] = [
        "lr": ["learning-rate"], "rate": ["learning-rate"], "alpha": ["learning-rate"], "eta": ["learning-rate"],
        "count": ["n"], "number": ["n"], "num": ["n"], "names": ["n"], "limit": ["n"], "samples": ["n"],
        "num-samples": ["n"], "N": ["n"], "c": ["n"],
        "t": ["temperature", "text", "threads"], "T": ["temperature"], "temp": ["temperature"],
        "batch": ["batch-size"], "b": ["batch-size"], "bs": ["batch-size"], "minibatch": ["batch-size"],
        "out": ["output"], "outfile": ["output"], "out-file": ["output"], "output-file": ["output"], "save": ["output"],
        "e": ["epochs"], "epoch": ["epochs"], "num-epochs": ["epochs"], "n-epochs": ["epochs"],
        "iterations": ["epochs"], "iters": ["epochs"],
        "units": ["hidden"], "size": ["hidden"], "hidden-size": ["hidden"], "hidden-units": ["hidden"],
        "hidden-dim": ["hidden"], "num-hidden": ["hidden"], "rnn-size": ["hidden"], "width": ["hidden"],
        "embedding": ["hidden"], "embedding-dim": ["hidden"], "embedding-size": ["hidden"], "embed": ["hidden"],
        "num-layers": ["layers"], "n-layers": ["layers"], "depth": ["layers"], "l": ["layers"],
        "model": ["cell"], "type": ["cell"], "rnn-type": ["cell"], "cell-type": ["cell"], "lstm": ["cell"],
        "gru": ["cell"], "optim": ["optimizer"], "opt": ["optimizer"], "solver": ["optimizer"],
        "wd": ["weight-decay"], "l2": ["weight-decay"], "decay": ["weight-decay"], "drop": ["dropout"],
        "grad-clip": ["clip"], "clip-norm": ["clip"], "clip-grad": ["clip"], "gradient-clip": ["clip"],
        "val": ["validation"], "val-split": ["validation"], "validation-split": ["validation"],
        "val-frac": ["validation"], "holdout": ["validation"], "val-file": ["validation-file"],
        "val-data": ["validation-file"], "validation-data": ["validation-file"],
        "early-stopping": ["patience"], "time": ["max-time"], "time-limit": ["max-time"],
        "scheduler": ["schedule"], "lr-schedule": ["schedule"], "seq-len": ["sequence-length"],
        "seq-length": ["sequence-length"], "bptt-length": ["sequence-length"], "continue": ["resume"],
        "restart": ["resume"], "checkpoint": ["checkpoint-every"], "save-every": ["checkpoint-every"],
        "finetune": ["from"], "fine-tune": ["from"], "pretrained": ["from"], "load": ["from"], "base": ["from"],
        "initialization": ["init"], "initializer": ["init"], "log": ["history"], "csv": ["history", "format"],
        "s": ["seed"], "random-seed": ["seed"], "j": ["threads"], "jobs": ["threads"], "workers": ["threads"],
        "num-threads": ["threads"], "num-workers": ["threads"], "cores": ["threads"], "device": ["isa"],
        "k": ["top-k"], "topk": ["top-k"], "p": ["top-p", "prefix"], "topp": ["top-p"], "nucleus": ["top-p"],
        "start": ["prefix", "start"], "starts-with": ["prefix"], "begin": ["prefix"], "begins-with": ["prefix"],
        "primer": ["prefix"], "prime": ["prefix"], "seed-text": ["prefix"], "end": ["suffix"], "ends-with": ["suffix"],
        "regex": ["matching"], "pattern": ["matching"], "match": ["matching"], "include": ["contains"],
        "min": ["min-length"], "min-len": ["min-length"], "minlen": ["min-length"], "max": ["max-length"],
        "max-len": ["max-length"], "maxlen": ["max-length"], "new": ["novel"], "new-only": ["novel"],
        "no-duplicates": ["unique"], "distinct": ["unique"], "exclude": ["not-in"], "weights": ["mix"],
        "silent": ["quiet"], "f": ["format"], "col": ["column"], "field": ["column"], "vocab": ["vocabulary"],
        "selector": ["select"], "css": ["select"], "delay": ["pause"], "wait": ["pause"], "ua": ["user-agent"],
        "repeat": ["repeats"],
    ]

    private static let commands = [
        "learn": "train", "fit": "train", "gen": "generate", "sample": "generate", "make": "generate",
        "invent": "generate", "eval": "evaluate", "test": "evaluate", "info": "inspect", "show": "inspect",
        "describe": "inspect", "convert": "export", "scrape": "collect", "fetch": "collect", "download": "collect",
        "benchmark": "bench", "plot": "report", "chart": "report", "tune": "sweep", "search": "sweep",
        "grid": "sweep", "rate": "score", "logprob": "score", "load": "import",
    ]

    /// The option probably meant by `name`, which includes its dashes.
    static func option(for name: String, in command: CommandDescription) -> String? {
        let known = command.optionNames
        let bare = String(name.drop { $0 == "-" }).replacing("_", with: "-")
        func typed(_ option: String) -> String { option.count == 1 ? "-" + option : "--" + option }
        for candidate in [bare, bare.lowercased()] {
            if known.contains(typed(candidate)) { return typed(candidate) }
            if let option = options[candidate]?.map(typed).first(where: known.contains) { return option }
        }
        guard bare.count > 2 else { return nil }
        let typedName = "--" + bare.lowercased()
        let long = known.filter { $0.hasPrefix("--") }
        if let near = nearest(to: typedName, among: long) { return near }
        let longer = long.filter { $0.hasPrefix(typedName) }
        return longer.count == 1 ? longer[0] : nil
    }

    /// The command probably meant by `name`.
    static func command(for name: String, in program: CommandDescription) -> String? {
        let known = (program.subcommands ?? []).map(\.commandName)
        let name = name.lowercased()
        if known.contains(name) { return name }
        return commands[name] ?? nearest(to: name, among: known)
    }

    /// The name with the smallest edit distance, if that is small for its length.
    private static func nearest(to name: String, among known: [String]) -> String? {
        let ranked = known.map { (edits: edits(name, $0), name: $0) }.sorted { $0 < $1 }
        guard let best = ranked.first, best.edits <= (name.drop { $0 == "-" }.count < 8 ? 1 : 2) else { return nil }
        return best.name
    }

    /// Edit distance: insertions, deletions, replacements and transpositions of neighbors.
    static func edits(_ a: String, _ b: String) -> Int {
        let (a, b) = (Array(a), Array(b))
        var rows = [Array(0...b.count)]
        for i in 0..<a.count {
            var row = [i + 1]
            for j in 0..<b.count {
                var least = min(rows[i][j] + (a[i] == b[j] ? 0 : 1), rows[i][j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, rows[i - 1][j - 1] + 1) }
                row.append(least)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }
}
