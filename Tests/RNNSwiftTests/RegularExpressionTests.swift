import Foundation
import RNNSwift
import Testing

@Suite struct RegularExpressionTests {
    private func matches(_ pattern: String, _ name: String, letters: String = "abcé7_ -👩🏽‍🚀") throws -> Bool {
        let vocabulary = try Vocabulary(Array(letters))
        let automaton = try Automaton(RegularExpression(pattern), vocabulary)
        guard let state = automaton.state(after: try vocabulary.tokens(of: name)) else { return false }
        return automaton.isAccepting[state]
    }

    @Test(
        arguments: [
            ("b", "abc", "aac"), ("^b", "bab", "ab"), ("b$", "ab", "ba"), ("^ab$", "ab", "abb"), ("a.c", "a👩🏽‍🚀c", "ac"),
            ("^[ab]+$", "abba", "abca"), ("^[^ab]+$", "cé", "ca"), ("^[a-c]*$", "cab", "cé"), ("[]a]", "a", "b"),
            ("^[a-]$", "-", "b"), ("\\d", "a7", "ab"), ("^\\D+$", "ab", "a7"), ("^\\w+$", "é7_", "a b"),
            ("^\\W$", "-", "_"), ("\\s", "a b", "ab"), ("^\\S+$", "ab", "a b"), ("^[\\d\\s]+$", "7 7", "7a"),
            ("^(ab|c)*$", "abcab", "abac"), ("^a|b$", "acc", "cbc"), ("^(?:ab)?c$", "c", "bc"),
            ("^a{3}$", "aaa", "aa"), ("^a{2,}$", "aaaaa", "a"), ("^a{1,2}$", "aa", "aaa"), ("^a{0}b$", "b", "ab"),
            ("^(a|b){2,3}c{0,1}$", "bac", "bacc"), ("e\u{301}", "aé", "ab"), ("^.$", "👩🏽‍🚀", "ab"),
            ("^(a*)*$", "aa", "b"), ("^(a|)+b$", "b", "bb"), ("(^a|b$)", "cb", "ca"), ("\\-", "a-", "a"),
        ])
    func examples(_ pattern: String, _ yes: String, _ no: String) throws {
        #expect(try matches(pattern, yes))
        #expect(try !matches(pattern, no))
    }

    @Test(
        arguments: [
            ("a(b", 2), ("a)b", 2), ("(?=a)", 1), ("*a", 1), ("a|+", 3), ("a**", 3), ("a{2}?", 5), ("^*", 1),
            ("a{", 2), ("a{x}", 2), ("a{3,2}", 2), ("a{1001}", 2), ("a{99999999999}", 2), ("[ab", 1), ("[", 1),
            ("[b-a]", 2), ("[\\d-z]", 2), ("[a-👩🏽‍🚀]", 2), ("ab\\", 3), ("\\q", 1), ("\\1", 1), ("{2}", 1), ("(", 1),
            (String(repeating: "(", count: 200), 101), (String(repeating: "a", count: 1001), 1001),
        ])
    func mistakesHaveAPlace(_ pattern: String, _ position: Int) {
        #expect { try RegularExpression(pattern) } throws: { error in
            let error = error as? RegularExpressionError
            return error?.position == position && !error!.reason.isEmpty && !error!.description.contains("\n")
        }
    }

    /// Random expressions against Foundation's, on random names.
    @Test func agreesWithAnotherImplementation() throws {
        var random = SplitMix64(seed: 3, stream: .shuffling)
        func pattern(_ depth: Int) -> String {
            func atom() -> String {
                switch Int.random(in: 0..<(depth > 0 ? 12 : 8), using: &random) {
                case 0...3: ["a", "b", "c", "."].randomElement(using: &random)!
                case 4: ["[ab]", "[^a]", "[b-c]", "[^b-c]", "\\w", "\\d"].randomElement(using: &random)!
                case 5: "^"
                case 6: "$"
                case 7: "c"
                default: "(" + pattern(depth - 1) + ")"
                }
            }
            return (0...Int.random(in: 0...2, using: &random)).map { _ in
                (0...Int.random(in: 0...3, using: &random)).map { _ in
                    let atom = atom()
                    guard atom != "^", atom != "$", Int.random(in: 0..<3, using: &random) == 0 else { return atom }
                    return atom + ["*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}"].randomElement(using: &random)!
                }.joined()
            }.joined(separator: "|")
        }
        let vocabulary = try Vocabulary(Array("abc1"))
        var (positive, refused) = (0, 0)
        for _ in 0..<1500 {
            let pattern = pattern(2)
            let expression = try RegularExpression(pattern)
            guard let automaton = try? Automaton(expression, vocabulary) else {
                refused += 1
                continue
            }
            let other = try NSRegularExpression(pattern: pattern)
            for _ in 0..<30 {
                let length = Int.random(in: 1...7, using: &random)
                let name = String((0..<length).map { _ in "abc1".randomElement(using: &random)! })
                let state = automaton.state(after: try vocabulary.tokens(of: name))
                let isMatch = state.map { automaton.isAccepting[$0] } ?? false
                let expected = other.firstMatch(in: name, range: NSRange(location: 0, length: length)) != nil
                #expect(isMatch == expected, "\(pattern) \(name)")
                if isMatch { positive += 1 }
            }
        }
        #expect((5_000...40_000).contains(positive) && refused < 10, "\(positive) \(refused)")
    }

    /// Any pattern is read or refused in a short time.
    @Test func anyTextIsReadOrRefused() throws {
        var random = SplitMix64(seed: 4, stream: .shuffling)
        let pieces =
            Array("abé👩🏽‍🚀()[]{}|*+?^$.\\-,0123456789dDwWsS:=\t \u{301}").map(String.init)
            + ["{2}", "{1,9}", "(?:", "[^", "a{99}", ")*", "]+", "\\d"]
        let vocabulary = try Vocabulary(Array("abé 7"))
        var read = 0
        for _ in 0..<20_000 {
            let pattern = (0..<Int.random(in: 0...14, using: &random)).map { _ in
                pieces.randomElement(using: &random)!
            }.joined()
            do {
                let expression = try RegularExpression(pattern)
                read += 1
                _ = try? Automaton(expression, vocabulary)
            } catch let error as RegularExpressionError {
                #expect((1...pattern.count + 1).contains(error.position), "\(pattern)")
            }
        }
        #expect(read > 1000)
    }

    /// Expressions that would take for ever are refused in seconds.
    @Test(
        arguments: [
            "((a{999}){999}){999}", "(((){999}){999}){999}", "(a|b)*a(a|b){900}$", "a.{600}b.{300}", "((a|b){30}){30}$",
            "(((|){999}){999}){999}",
        ])
    func largeExpressions(_ pattern: String) throws {
        let clock = Stopwatch()
        let vocabulary = try Vocabulary(Array("abc"))
        _ = try? Automaton(RegularExpression(pattern), vocabulary)
        #expect(clock.seconds < 20)
    }

    @Test func intersectionsAreOfBoth() throws {
        let vocabulary = try Vocabulary(Array("abc"))
        let patterns = ["^a", "b.*c", "(ab|ca)$", "^[^b]+$", "^.{3,4}$", "c"]
        for (first, second) in patterns.flatMap({ a in patterns.map { (a, $0) } }) {
            let (a, b) = (
                try Automaton(RegularExpression(first), vocabulary),
                try Automaton(RegularExpression(second), vocabulary)
            )
            let both = try a.intersection(b)
            func accepts(_ automaton: Automaton, _ name: [Int]) -> Bool {
                automaton.state(after: name).map { automaton.isAccepting[$0] } ?? false
            }
            for number in 0..<1024 {
                let name = (0..<5).map { number >> (2 * $0) & 3 }.prefix { $0 < 3 }.map { $0 }
                #expect(accepts(both, name) == (accepts(a, name) && accepts(b, name)), "\(first) \(second) \(name)")
            }
        }
        #expect(
            try Automaton(RegularExpression("^a$"), vocabulary).intersection(
                Automaton(RegularExpression("^b$"), vocabulary)
            ).states == 0)
    }
}
