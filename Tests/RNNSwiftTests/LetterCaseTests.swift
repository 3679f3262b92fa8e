import RNNSwift
import Testing

@Suite struct LetterCaseTests {
    @Test(arguments: [
        ("mary-ann o'neil", "Mary-Ann O'neil", "MARY-ANN O'NEIL"), ("straße", "Straße", "STRASSE"),
        ("élan", "Élan", "ÉLAN"), ("ǆon", "ǅon", "ǄON"), ("3com (acme)", "3Com (Acme)", "3COM (ACME)"), ("", "", ""),
        ("नमस्ते", "नमस्ते", "नमस्ते"),
    ])
    func cases(_ lower: String, _ title: String, _ upper: String) {
        #expect(LetterCase.title.apply(to: upper.contains("SS") ? lower : upper) == title)
        #expect(LetterCase.title.apply(to: lower) == title)
        #expect(LetterCase.upper.apply(to: lower) == upper)
        #expect(LetterCase.lower.apply(to: title) == lower)
        #expect(LetterCase.keep.apply(to: title) == title)
    }

    /// Names are the same that are drawn without a case, and are compared as they are written.
    @Test func comparisonsAreOfWhatIsWritten() throws {
        let model = try randomModel("aAb", hidden: [6], spread: 2)
        var options = GenerationOptions.learned
        options.maximumLength = 3
        let drawn = try model.generate(count: 500, options: options)
        options.letterCase = .upper
        #expect(try model.generate(count: 500, options: options) == drawn.map { $0.uppercased() })
        var lines: [UInt8] = []
        _ = try model.generate(count: 500, options: options) { lines += $0 }
        #expect(String(decoding: lines, as: UTF8.self) == drawn.map { $0.uppercased() + "\n" }.joined())
        options.unique = true
        options.excluded = ["AB", "a"]
        let unique = try model.generate(count: 1000, options: options)
        #expect(Set(unique) == Set(["A", "B", "AA", "BA", "BB"] + unique.filter { $0.count == 3 }))
        #expect(unique.count == 13 && Set(unique).count == 13)  // 2 + 4 + 8 without "AB"
        let best = try model.mostProbableNames(count: 1000, options: options)
        #expect(Set(best.map { $0.name.uppercased() }) == Set(unique) && best.count == 13)
        for name in best {
            let same = drawn.filter { $0.uppercased() == name.name.uppercased() }
            #expect(model.scores(for: same).allSatisfy { $0.logProbability <= name.logProbability })
        }
    }
}
