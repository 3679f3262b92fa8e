import Foundation
import RNNSwift
import Testing

/// A text that comes in pieces is read as one that is in memory.
@Suite struct JSONScannerTests {
    /// The strings of an array and where each begins, or the failure.
    private func read(_ scanner: inout JSONScanner) throws -> [String] {
        var found: [String] = []
        do {
            try scanner.forEachElement { scanner in
                let start = try scanner.mark()
                var text = ""
                if try scanner.peek() == .string { text = try scanner.string() } else { try scanner.skip() }
                // The place of each would take long.
                let place = found.count % 500 == 0 ? scanner.failure("", at: start).place : ""
                found.append("\(text) \(place)")
            }
            found.append("\(try scanner.peek())")
        } catch let failure as JSONScanner.Failure {
            found.append("\(failure) \(scanner.invalidUTF8.map { "\($0)" } ?? "")")
        }
        return found
    }

    private func expectSame(_ text: [UInt8], pieces size: Int) throws {
        var whole = JSONScanner(text)
        let expected = try read(&whole)
        var rest = text[...]
        var scanner = try JSONScanner {
            defer { rest = rest.dropFirst(size) }
            return Data(rest.prefix(size))
        }
        #expect(try read(&scanner) == expected, "\(String(decoding: text.prefix(80), as: UTF8.self)), \(size)")
    }

    @Test func textsInPieces() throws {
        let texts = [
            "[]", "[\"a\"]",
            "\u{FEFF} [ \"a\" , \"é\\ud83d\\ude00\",\r\n\"\\u0041\\n\" , {\"k\": [1.5e3, true]}, 12 ]\n",
            "[\"a\",\r\"b\"\r\n, x]", "[\"a\", \"\\ud83d\"]", "[\"a\" \"b\"]", "[\"a\", \"b", "[\"a\\", "[\"a\"] 1", "",
            " [",
            "[\"a\\u12\"]", "[\"a\", {\"b\" 1}]", "[nul]", "[-]",
        ]
        for text in texts { for size in [1, 2, 3, 5, 100] { try expectSame(Array(text.utf8), pieces: size) } }
        for size in [1, 2, 7, 100] { try expectSame(Array("[\"a\",\n\"é".utf8) + [0xE9, 0x22, 0x5D], pieces: size) }
    }

    /// Places are right where what was before has been dropped.
    @Test func longTexts() throws {
        let lines = (0..<30_000).map { "\"é\($0)\",\($0 % 7 == 0 ? "\r\n" : $0 % 5 == 0 ? "" : "\n")" }
        for end in ["\"z\"]", "z", "\"z\"] z"] {
            let text = Array(("[" + lines.joined() + end).utf8)
            for size in [1000, 4099, 1 << 18] { try expectSame(text, pieces: size) }
        }
    }
}
