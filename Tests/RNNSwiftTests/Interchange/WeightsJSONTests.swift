import Foundation
import RNNExchange
import RNNSwift
import Testing

@Suite struct WeightsJSONTests {
    /// Two tokens besides START and STOP, one layer of two units.
    static let weights = """
        [[[0.5, -0.25, 1, 0], [0, 2e-1, -3.0, 0.125]], [[0.1, 0.2], [0.3, 0.4]], [0.01, -0.02],
         [[1, 2], [3, 4], [5, 6], [7, 8]], [0.1, 0.2, 0.3, 0.4]]
        """
    static let vocabulary = #"{"^": 0, "\u00e9": 1, "$": 2, "a": 3}"#

    /// By hand: `h = tanh(W x + U h_prev + b)`, logits `Wo h + bo`, tokens é, a, START, STOP.
    @Test func logits() throws {
        let model = try imported(Data(Self.weights.utf8), vocabulary: Self.vocabulary)
        #expect(model.vocabulary.characters == ["é", "a"])
        func output(_ h: (Double, Double)) -> [Double] {
            let ids: [Double] = [1, 3, 0, 2]
            return ids.map { id in
                let product: Double = (2 * id + 1) * h.0 + (2 * id + 2) * h.1
                return product + 0.1 * (id + 1)
            }
        }
        let first: (Double, Double) = (tanh(0.5 + 0.01), tanh(0 - 0.02))
        let recurrent = (0.1 * first.0 + 0.2 * first.1, 0.3 * first.0 + 0.4 * first.1)
        let second: (Double, Double) = (tanh(-0.25 + recurrent.0 + 0.01), tanh(0.2 + recurrent.1 - 0.02))
        #expect(try relativeDifference(flatLogits(model, "é"), output(first) + output(second)) < 1e-6)
    }

    /// What is read from a written file are the same numbers, whatever the sizes.
    @Test(arguments: [[5], [8, 5], [3, 4, 2]]) func roundTrip(_ hidden: [Int]) throws {
        let model = try randomModel("aé👩🏽‍🚀\"\\Ж", hidden: hidden)
        let written = try WeightsJSON.write(model)
        let vocabulary = try ForeignVocabulary(model.vocabulary).json
        #expect(vocabulary.allSatisfy { (0x20..<0x7F).contains($0) })
        let read = try imported(written, vocabulary: String(decoding: vocabulary, as: UTF8.self))
        #expect(try read.serialized() == model.serialized())
        let arrays = try #require(try JSONSerialization.jsonObject(with: written) as? [Any])
        #expect(arrays.count == 3 * hidden.count + 2)
        #expect(try WeightsJSON.write(read) == written)
    }

    @Test(arguments: [Architecture.Cell.lstm, .gru]) func otherCells(_ cell: Architecture.Cell) throws {
        let model = try randomModel("ab", cell: cell)
        #expect(refusal { try WeightsJSON.write(model) }.contains("for cell rnn"))
    }

    @Test(arguments: [
        ("[[0.5", "[[NaN", "not a JSON array"), ("[[0.5", "[[", "not a JSON array"),
        ("[[0.5", "[[1e999", "not a JSON array"), ("[[0.5", "[[1e300", "not all finite"),
        ("[[0.5", #"[["x""#, "is not a number"),
        ("[[0.5", "[[null", "element 1 of row 1 of array 1 is not a number"),
        ("[[0.5, ", "[[", "row 2 of array 1 has 4 numbers, the first row 3"),
        ("[0.01, -0.02]", "[0.01]", "the biases of layer 1 have the shape [1], not [2]"),
        ("[0.01, -0.02]", "0.01", "array 3 is not an array"),
        ("[0.01, -0.02],", "", "it has 4 arrays"), ("[[0.1, 0.2], [0.3, 0.4]]", "[[0.1], [0.3]]", "have the shape"),
        ("[[0.1, 0.2], [0.3, 0.4]]", "[]", "array 2 is not an array of rows"),
        ("[[0.1, 0.2], [0.3, 0.4]]", "[[], []]", "row 1 of array 2"),
        ("[[0.1, 0.2], [0.3, 0.4]]", "[[[]]]", "is not a number"), ("[7, 8]", "[7, 8], [9, 10]", "the output layer"),
        ("0.3, 0.4]]", "0.3, 0.4]], 1", "it has 6 arrays"), ("0.2, 0.3, 0.4]]", "0.2, 0.3]]", "3 biases"),
    ])
    func refusedWeights(_ old: String, _ new: String, _ reason: String) throws {
        let range = try #require(Self.weights.range(of: old))
        let text = Self.weights.replacingCharacters(in: range, with: new)
        let line = refusal { try imported(Data(text.utf8), vocabulary: Self.vocabulary) }
        #expect(line != "it was taken" && !line.contains("another error") && line.contains(reason), "\(line)")
    }

    @Test func noKnownFormat() {
        for text in ["", "  ", "\r\n\t"] {
            #expect(refusal { try Model.read(Data(text.utf8)) } == "it is empty")
        }
        for text in ["{}", "hello, world", "\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}"] {
            let line = refusal { try Model.read(Data(text.utf8)) }
            #expect(line.contains("neither weights JSON"), "\(line)")
        }
    }

    @Test func damagedFiles() {
        forEachDamaged(Data(Self.weights.utf8), times: 3000) { data in
            let line = refusal { try imported(data, vocabulary: Self.vocabulary) }
            #expect(!line.contains("another error"), "\(line)")
        }
        forEachDamaged(Data(Self.vocabulary.utf8), times: 1000) { data in
            let line = refusal { try ForeignVocabulary(json: data) }
            #expect(!line.contains("another error"), "\(line)")
        }
        // Deeper than any reader of JSON should follow.
        let deep = Data(String(repeating: "[", count: 200_000).utf8)
        #expect(refusal { try Model.read(deep) }.contains("not a JSON array"))
    }
}

@Suite struct ForeignVocabularyTests {
    private func read(_ json: String, start: String? = nil, stop: String? = nil) throws -> ForeignVocabulary {
        try ForeignVocabulary(json: Data(json.utf8), start: start, stop: stop)
    }

    @Test func stopIsFound() throws {
        #expect(try read(#"{"^": 0, "a": 1, "$": 2}"#).stop == "$")
        #expect(try read(##"{"^": 0, "a": 1, "#": 2}"##).stop == "#")
        let both = try read(##"{"^": 0, "$": 1, "a": 2, "#": 3}"##)
        #expect(both.stop == "#")
        #expect(both.vocabulary.characters == ["$", "a"])
        #expect(both.ids == [1, 2, 0, 3])
        #expect(try read(##"{"^": 0, "$": 1, "#": 2}"##, stop: "$").vocabulary.characters == ["#"])
        let words = try read(#"{"<s>": 0, "</s>": 1, "a": 2}"#, start: "<s>", stop: "</s>")
        #expect(words.ids == [2, 0, 1])
        #expect(try read(#"{".": 0, "a": 1}"#, start: ".", stop: ".").ids == [1, 0, 0])
    }

    @Test(arguments: [
        ("[]", "must be a JSON object"), ("", "must be a JSON object"), ("{", "must be a JSON object"),
        (#"{"^": 0, "$": 1e30}"#, "\"$\" does not have a whole"),
        (#"{"^": 0, "$": "1"}"#, "\"$\" does not have a whole"),
        (#"{"^": 0, "$": null}"#, "\"$\" does not have a whole"), (#"{"^": 0, "$": 0.5}"#, "does not have a whole"),
        (#"{"^": 0, "a": [1], "$": 2}"#, "\"a\" does not have a whole"),
        (#"{"^": 0, "$": 1} x"#, "must be a JSON object"),
        (#"{"^": 0, "\ud800": 1, "$": 2}"#, "half of a surrogate pair"), (#"{"^": 0, "\x": 1}"#, "must be"),
        (#"{"^": -1, "a": 0, "$": 1}"#, "\"^\" has the number -1; numbers count from 0"),
        (#"{"^": 0, "a": 1, "b": 1, "$": 2}"#, "\"a\" and \"b\" have the same number 1"),
        (#"{"a": 0, "$": 1}"#, "has no \"^\""), (#"{"^": 0, "a": 1}"#, "has no \"#\" or \"$\", so what ends a name?"),
        (#"{"^": 0, "ab": 1, "$": 2}"#, "\"ab\" is not one character"),
        (#"{"^": 0, "<sos>": 1, "$": 2}"#, "has both \"^\" and \"<sos>\"; say with `start`"),
        (#"{"^": 0, "[END]": 1, "$": 2}"#, "has both \"$\" and \"[END]\"; say with `stop`"),
        (
            #"{"<pad>": 0, "<s>": 1, "</s>": 2}"#,
            "has no \"^\", so what is read before a name? Say it with `start`: perhaps `start` '<s>'"
        ),
        (#"{"^": 0, "\n": 1, "$": 2}"#, "line break"),
        (#"{"^": 0, "\u212b": 1, "\u00c5": 2, "$": 3}"#, "has \"Å\" twice"),  // two ways to write it
        (#"{"^": 0, "a": 1, "a": 2, "$": 3}"#, "has \"a\" twice"),
    ])
    func refused(_ json: String, _ reason: String) {
        let line = refusal { try read(json) }
        #expect(line != "it was taken" && !line.contains("another error") && line.contains(reason), "\(line)")
    }

    /// Padding, unknown characters, and numbers without a text: known, and left out of the model.
    @Test func tokensThatAreNoCharacters() throws {
        let json = #"{"": 0, "<unk>": 1, "^": 2, "$": 3, "a": 5, "[MASK]": 6, "b": 8, "PAD": 9, "<": 10}"#
        let tokens = try read(json)
        #expect(tokens.vocabulary.characters == ["a", "b", "<"])
        #expect(tokens.ids == [5, 8, 10, 2, 3])
        #expect(tokens.highest == 10)
        #expect(tokens.leftOut(of: 12) == [#""""#, #""<unk>""#, "4", #""[MASK]""#, "7", #""PAD""#, "11"])
        #expect(tokens.isRead(2) && tokens.isRead(5) && !tokens.isRead(3) && !tokens.isRead(0))
        let chosen = try read(#"{"<s>": 0, "<bos>": 1, "</s>": 2, "a": 3}"#, start: "<s>", stop: "</s>")
        #expect(chosen.leftOut(of: 4) == [#""<bos>""#])
    }

    @Test func ownNumbers() throws {
        let plain = try ForeignVocabulary(Vocabulary(["b", "a"]))
        #expect(String(decoding: plain.json, as: UTF8.self) == #"{"b": 0, "a": 1, "^": 2, "$": 3}"#)
        #expect(try ForeignVocabulary(Vocabulary(["$"])).stop == "#")
        #expect(try ForeignVocabulary(Vocabulary(["$", "#"]), stop: "<end>").stop == "<end>")
        for (characters, start, stop) in [
            (["^"], nil, nil), (["$", "#"], nil, nil), (["a"], "a", nil), (["a"], nil, "^"), (["a"], "", nil),
        ] as [([Character], String?, String?)] {
            let line = refusal { try ForeignVocabulary(Vocabulary(characters), start: start, stop: stop) }
            #expect(line.contains("`"), "\(line)")
        }
        let odd = try ForeignVocabulary(Vocabulary(["é", "😀", "\"", "\\", "\u{7F}"]))
        #expect(
            String(decoding: odd.json, as: UTF8.self)
                == #"{"\u00e9": 0, "\ud83d\ude00": 1, "\"": 2, "\\": 3, "\u007f": 4, "^": 5, "$": 6}"#)
        #expect(try ForeignVocabulary(json: odd.json) == odd)
    }
}
