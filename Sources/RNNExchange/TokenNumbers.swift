import Foundation
import RNNSwift

/// A JSON object of texts and whole numbers, read without a change of the texts: `{"^": 0, "a": 1, "\u00e9": 2}`.
///
/// Foundation's decoder takes texts that are canonically equivalent for one key, and drops U+FEFF; here both would lose
/// a token without a word.
struct TokenNumbers {
    private(set) var entries: [(text: String, number: Int)] = []

    /// - Throws: ``InterchangeError`` unless the text is such an object.
    init(json: Data) throws {
        guard let text = String(validating: json, as: UTF8.self) else {
            throw InterchangeError("is not UTF-8")
        }
        var parser = Parser(scalars: Array(text.unicodeScalars))
        if parser.peek == "\u{FEFF}" { parser.skip() }
        try parser.expect("{")
        if parser.peek != "}" {
            repeat {
                let key = try parser.string()
                try parser.expect(":")
                entries.append((key, try parser.number(of: key)))
            } while parser.skipped(",")
        }
        try parser.expect("}")
        guard parser.peek == nil else { throw Parser.malformed }
    }

    private struct Parser {
        static let malformed = InterchangeError(
            "must be a JSON object of characters and their numbers: {\"^\": 0, \"a\": 1, …}")

        let scalars: [Unicode.Scalar]
        var position = 0

        /// The next scalar that is not blank.
        var peek: Unicode.Scalar? {
            mutating get {
                while position < scalars.count, [" ", "\t", "\n", "\r"].contains(scalars[position]) { position += 1 }
                return position < scalars.count ? scalars[position] : nil
            }
        }

        mutating func skip() { position += 1 }

        mutating func skipped(_ scalar: Unicode.Scalar) -> Bool {
            guard peek == scalar else { return false }
            position += 1
            return true
        }

        mutating func expect(_ scalar: Unicode.Scalar) throws {
            guard skipped(scalar) else { throw Self.malformed }
        }

        mutating func next() throws -> Unicode.Scalar {
            guard position < scalars.count else { throw Self.malformed }
            position += 1
            return scalars[position - 1]
        }

        mutating func string() throws -> String {
            try expect("\"")
            var units: [UInt16] = []
            while true {
                let scalar = try next()
                if scalar == "\"" { break }
                guard scalar.value >= 0x20 else { throw Self.malformed }
                if scalar == "\\" {
                    units.append(try escape())
                } else {
                    units += Array(String(scalar).utf16)
                }
            }
            guard let text = String(validating: units, as: UTF16.self) else {
                throw InterchangeError("has half of a surrogate pair, which is no character")
            }
            return text
        }

        private mutating func escape() throws -> UInt16 {
            let escapes: [Unicode.Scalar: UInt16] = [
                "\"": 0x22, "\\": 0x5C, "/": 0x2F, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9,
            ]
            let scalar = try next()
            if let unit = escapes[scalar] { return unit }
            guard scalar == "u" else { throw Self.malformed }
            var unit: UInt16 = 0
            for _ in 0..<4 {
                guard let digit = Character(try next()).hexDigitValue else { throw Self.malformed }
                unit = unit << 4 | UInt16(digit)
            }
            return unit
        }

        mutating func number(of key: String) throws -> Int {
            guard peek != nil else { throw Self.malformed }
            var text = ""
            while position < scalars.count, scalars[position].isASCII,
                !",} \t\n\r".unicodeScalars.contains(scalars[position])
            {
                text.unicodeScalars.append(try next())
            }
            guard let number = Int(text) ?? Double(text).flatMap({ Int(exactly: $0) }) else {
                throw InterchangeError("\"\(key)\" does not have a whole number")
            }
            return number
        }
    }
}
