import Foundation
import RNNSwift

/// The conversation of `rnnc generate --interactive`: a beginning is typed, the most probable names that go on from there are
/// shown with numbers, and a number keeps one of them in a file.
final class Session {
    private static let namesAtOnce = 10
    private static let help = """
        a beginning      the most probable names that begin like this
        a number         keep that name as a favorite
        an empty line    more names
        :random          random names with the last beginning
        :favorites       what was kept
        :help, :quit     this help; the end (or Ctrl-D)
        """

    private let mixture: Mixture
    private var options: GenerationOptions
    private let path: String
    private var favorites: [String]
    private let output = StandardOutput()
    private let isTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    /// The last ones, and how many of the beginning there were so far.
    private var shown: [NameScore] = []
    private var count = 0

    /// - Parameter favorites: A file, one name a line; there may be some already.
    init(_ mixture: Mixture, _ options: GenerationOptions, favorites path: String) throws {
        self.mixture = mixture
        self.options = options
        self.path = path
        favorites = []
        if FileManager.default.fileExists(atPath: path) {
            guard let text = try? String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8) else {
                throw CommandFailure("cannot read \(path): it is no text")
            }
            favorites = text.split(whereSeparator: \.isNewline).map(String.init)
        }
    }

    func run() throws {
        signal(SIGPIPE, SIG_IGN)
        do {
            if isTerminal { try say("Type the beginning of a name; :help tells what else.") }
            if !options.prefix.isEmpty { try showBest(first: 0) }
            while true {
                if isTerminal { try prompt() }
                guard let line = readLine() else { break }
                guard try answer(line.trimmingCharacters(in: .whitespaces)) else { break }
            }
            if isTerminal { try say("") }
        } catch is ReaderLeft {}
    }

    /// False for the end.
    private func answer(_ line: String) throws -> Bool {
        switch line {
        case ":quit", ":q": return false
        case ":help", ":h": try say(Self.help)
        case ":favorites", ":f": try say(favorites.isEmpty ? "none yet" : favorites.joined(separator: "\n"))
        case ":random", ":r": try showRandom()
        case "": try showBest(first: count)
        default:
            if let number = Int(line), shown.indices.contains(number - 1) {
                try keep(shown[number - 1].name)
            } else if line.hasPrefix(":") {
                try say("there is no \(line); :help tells what there is")
            } else {
                options.prefix = line
                try showBest(first: 0)
            }
        }
        return true
    }

    private func showBest(first: Int) throws {
        try attempt {
            let all = try mixture.best(first + Self.namesAtOnce, options)
            count = all.count
            try show(Array(all.dropFirst(first)))
        }
    }

    private func showRandom() throws {
        try attempt {
            options.seed &+= 1
            var unique = options
            unique.unique = true
            count = 0
            try show(mixture.score(mixture.generate(Self.namesAtOnce, unique)))
        }
    }

    private func show(_ names: [NameScore]) throws {
        shown = names
        guard !names.isEmpty else { return try say("no more names") }
        for (index, score) in names.enumerated() {
            let number = String(index + 1)
            let padding = String(repeating: " ", count: max(3 - number.count, 0))
            let remark = mixture.isKnown(score.name) == true ? "  (in the list)" : ""
            try say("\(padding)\(number)  \(score.name)  \(score.logProbability.formatted(2))\(remark)")
        }
    }

    /// Appends a name to the file at once, so that nothing is lost.
    private func keep(_ name: String) throws {
        guard !favorites.contains(name) else { return try say("\(name) is kept already") }
        let file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o666)
        guard file >= 0 else {
            throw CommandFailure("cannot write \(path): \(String(cString: strerror(errno)))")
        }
        defer { close(file) }
        try writeAll((name + "\n").utf8, to: file, called: path)
        favorites.append(name)
        try say("kept \(name) in \(path)")
    }

    /// What cannot be generated is said, and the conversation goes on.
    private func attempt(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as GenerationError {
            shown = []
            try say("\(error)")
        }
    }

    private func prompt() throws { try writeAll("> ".utf8, to: STDOUT_FILENO, called: "standard output") }

    private func say(_ text: String) throws {
        try output.line(text)
        try output.flush()
    }
}
