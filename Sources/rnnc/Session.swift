import Foundation
import RNNSwift

/// `rnnc generate --interactive`: reads the beginnings of names, shows the most probable names with numbers, and saves
/// the names with given numbers to a file.
final class Session {
    static let commands = [":random", ":favorites", ":remove", ":begin", ":help", ":quit"]

    private static let help = """
        a beginning      the most probable names that begin like this
        an empty line    more names; the numbers of earlier names stay valid
        5, or 5 7        save the names with these numbers as favorites
        :random          random names with the last beginning
        :favorites       the favorites, with numbers
        :remove 5        remove that name from the favorites; also :remove NAME
        :begin TEXT      a beginning that would otherwise be a command or a number, such as quit or 3
        :help, :quit     this help; the end (also q, quit, exit, Ctrl-D)
        "1 in 5,600" is the probability of a name: at temperature 1, one of 5,600 generated names.
        """

    /// Source of the names that an empty line requests.
    private enum Source {
        /// The most probable names, and how many of them were shown.
        case best(shown: Int)
        case random
    }

    private let ensemble: ModelEnsemble
    /// Options of generation. The prefix is the last beginning.
    private var options: GenerationOptions
    private var source = Source.best(shown: 0)
    private var favorites: Favorites
    /// The names with the numbers 1, 2, … since the last beginning.
    private var shown: [String] = []
    private let namesAtOnce: Int
    private let output = StandardOutput()

    /// - Parameters:
    ///   - namesAtOnce: 10 if it is nil.
    ///   - path: The file of favorites, which may exist.
    init(
        _ ensemble: ModelEnsemble, _ options: GenerationOptions, namesAtOnce: Int?, favorites path: String
    ) throws {
        self.ensemble = ensemble
        self.options = options
        self.namesAtOnce = namesAtOnce ?? 10
        favorites = try Favorites(path: path)
    }

    func run() throws {
        signal(SIGPIPE, SIG_IGN)
        let editor = LineEditor(prompt: "> ")
        do {
            if LineEditor.isInteractive { try say("Type the beginning of a name, or :help for the list of commands.") }
            if !options.prefix.isEmpty { try showBest() }
            while let line = editor.next() {
                guard try answer(line.trimmingCharacters(in: .whitespaces)) else { return }
            }
            if LineEditor.isInteractive { try say("") }
        } catch is ReaderLeft {}
    }

    /// Answers a line. Returns false to end the session.
    private func answer(_ line: String) throws -> Bool {
        guard line.hasPrefix(":") else {
            switch line {
            case "q", "quit", "exit": return false
            case "": try showMore()
            default:
                if let numbers = Self.numbers(line) { try keep(numbers) } else { try begin(line) }
            }
            return true
        }
        let name = line.prefix { !$0.isWhitespace }
        let rest = line.dropFirst(name.count).trimmingCharacters(in: .whitespaces)
        switch name {
        case ":quit", ":q", ":exit": return false
        case ":help", ":h": try say(Self.help)
        case ":random", ":r": try showRandom()
        case ":favorites", ":f": try showFavorites()
        case ":remove": try remove(rest)
        case ":begin", ":b": try begin(rest)
        default: try say("Unknown command \(name); type :help for the list of commands.")
        }
        return true
    }

    /// The numbers of a line such as "5", "5 7" or "5, 7"; nil for a line of anything else.
    private static func numbers(_ line: String) -> [Int]? {
        let parts = line.split { $0 == " " || $0 == "," || $0 == "\t" }
        guard !parts.isEmpty, parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else {
            return nil
        }
        return parts.map { Int($0) ?? .max }
    }

    private func begin(_ prefix: String) throws {
        let before = (options.prefix, shown, source)
        (options.prefix, shown, source) = (prefix, [], .best(shown: 0))
        try showBest()
        // A beginning without names changes nothing.
        if shown.isEmpty { (options.prefix, shown, source) = before }
    }

    private func showMore() throws {
        switch source {
        case .best: try showBest()
        case .random: try showRandom()
        }
    }

    private func showBest() throws {
        let count = if case .best(let count) = source { count } else { 0 }
        try attempt {
            var unique = options
            unique.unique = true
            let all = try ensemble.mostProbableNames(count: count + namesAtOnce, options: unique)
            source = .best(shown: all.count)
            try show(Array(all.dropFirst(count)))
        }
    }

    private func showRandom() throws {
        try attempt {
            options.seed &+= 1
            source = .random
            var unique = options
            unique.unique = true
            try show(ensemble.scores(for: ensemble.generate(count: namesAtOnce, options: unique)))
        }
    }

    private func show(_ names: [NameScore]) throws {
        guard !names.isEmpty else {
            return try say(shown.isEmpty ? "There are no such names." : "There are no more names.")
        }
        let width = names.map(\.name.columns).max() ?? 0
        for score in names {
            let remark = ensemble.isKnown(score.name) == true ? "  (in the list)" : ""
            let gap = String(repeating: " ", count: width - score.name.columns)
            try list(score.name, "\(gap)  \(Self.rarity(score.logProbability))\(remark)")
        }
    }

    private func showFavorites() throws {
        guard !favorites.names.isEmpty else { return try say("There are no favorites yet.") }
        for name in favorites.names { try list(name) }
    }

    /// Shows a name with the next number.
    private func list(_ name: String, _ remark: String = "") throws {
        shown.append(name)
        let number = String(shown.count)
        try say(String(repeating: " ", count: max(3 - number.count, 0)) + "\(number)  \(name)\(remark)")
    }

    /// A probability as "1 in 5,600" or "1 in 3.4 million", with two significant digits.
    static func rarity(_ logProbability: Double) -> String {
        let decimals = -logProbability / log(10)
        guard decimals < 15 else { return "1 in 10^\(decimals.formatted(0))" }
        // Rounded first, so that 999,900 is a million.
        let unit = pow(10, max(floor(decimals) - 1, -1))
        let inverse = (exp(-logProbability) / unit).rounded() * unit
        for (name, size) in [("trillion", 1e12), ("billion", 1e9), ("million", 1e6)] where inverse >= size {
            return "1 in \((inverse / size).formatted(inverse < 10 * size ? 1 : 0)) \(name)"
        }
        if inverse >= 1000 { return String(format: "1 in %d,%03d", Int(inverse) / 1000, Int(inverse) % 1000) }
        return "1 in \(inverse.formatted(inverse < 10 ? 1 : 0))"
    }

    private func keep(_ numbers: [Int]) throws {
        for number in numbers {
            guard let name = try name(number) else { continue }
            try say(try favorites.add(name) ? "saved \(name) to \(favorites.path)" : "\(name) is already a favorite")
        }
    }

    /// The shown name with a number; nil, with a remark, if there is none.
    private func name(_ number: Int) throws -> String? {
        if shown.indices.contains(number - 1) { return shown[number - 1] }
        let choice = shown.count == 1 ? "the only number is 1" : "the numbers are 1 to \(shown.count)"
        try say(
            shown.isEmpty
                ? "There are no numbered names yet; type the beginning of a name."
                : "There is no name number \(number); \(choice).")
        return nil
    }

    /// - Parameter choice: The number of a shown name, or a name.
    private func remove(_ choice: String) throws {
        guard !choice.isEmpty else { return try say("Type :remove and a number or a name.") }
        // A favorite that is a number itself is removed by its name if no such number is shown.
        let isName = favorites.names.contains(choice)
        guard let number = Self.numbers(choice)?.first, !isName || shown.indices.contains(number - 1) else {
            return try remove(name: choice)
        }
        guard let name = try name(number) else { return }
        try remove(name: name)
    }

    private func remove(name: String) throws {
        guard try favorites.remove(name) else { return try say("\(name) is not a favorite") }
        try say("removed \(name) from \(favorites.path)")
    }

    /// Reports a generation error, and continues.
    private func attempt(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as GenerationError {
            try say("\(error)")
        }
    }

    private func say(_ text: String) throws {
        try output.line(text)
        try output.flush()
    }
}
