import Foundation
import RNNSwift
import Testing

@Suite struct TextModelTests {
    /// Text of a few words that repeat.
    static let text: String = {
        var generator = SplitMix64(seed: 3, stream: .shuffling)
        let words = ["to be", "or not", "that is", "the question:\n", "whether", "'tis nobler\n", "é"]
        return (0..<300).map { _ in words.randomElement(using: &generator)! }.joined(separator: " ")
    }()

    private func options(_ change: (inout TrainingOptions) -> Void = { _ in }) -> TrainingOptions {
        var options = TrainingOptions()
        options.architecture = Architecture(hidden: [12, 7])
        options.data.streams = 60  // two shards
        options.data.sequenceLength = 9
        options.schedule.epochs = 2
        options.threads = 1
        change(&options)
        return options
    }

    private func train(_ change: (inout TrainingOptions) -> Void = { _ in }) throws -> TextModel {
        TextModel(try Trainer(RunningText(Self.text), options: options(change)).train())
    }

    @Test func linesEndWithALineFeed() throws {
        #expect(try RunningText("a\r\nb\rc\n").text == "a\nb\nc\n")
        #expect(try RunningText("e\u{301}").text.unicodeScalars.count == 1)
        #expect(throws: ListError.emptyText(source: "x")) { try RunningText("", source: "x") }
    }

    @Test func theEndIsHeldOut() throws {
        let trainer = try Trainer(RunningText(Self.text), options: options { $0.data.validation = .share(0.2) })
        let count = Self.text.count
        #expect(trainer.counts.training + trainer.counts.heldOut == count)
        #expect(trainer.counts.heldOut == Int((0.2 * Double(count)).rounded()))
        let record = try trainer.train().record
        #expect(record.text == .init(characters: count, heldOut: trainer.counts.heldOut, sequenceLength: 9))
        #expect(record.settings["batch_size"] == .number(60) && record.validationLoss != nil)
        #expect(
            try Trainer(RunningText(Self.text), options: options { $0.data.validation = .none }).counts.heldOut == 0)
    }

    @Test func aTextMustBeLongEnough() throws {
        #expect(throws: ListError.shortText(source: "x", length: 54, needed: 61, unit: "characters")) {
            try Trainer(RunningText(String(repeating: "ab", count: 30), source: "x"), options: options())
        }
        #expect {
            let options = try options { $0.data.tokens = .bytePairs(3) }
            _ = try Trainer(RunningText(String(repeating: "ab", count: 30), source: "x"), options: options)
        } throws: { "\($0)" == "x has 27 tokens to learn, and its streams need at least 61; use fewer `streams`" }
    }

    @Test func updatesByCharacterAreForNames() throws {
        #expect(throws: TrainingError.conflict("`update` character cannot be combined with running text")) {
            try Trainer(RunningText(Self.text), options: options { $0.data.update = .character })
        }
    }

    /// The evaluation of a text shorter than a segment is the mean over one pass of the network, character by
    /// character.
    @Test(arguments: Architecture.Cell.allCases) func theEvaluationIsExact(_ cell: Architecture.Cell) throws {
        let model = try train { $0.architecture.cell = cell }
        let text = try RunningText(String(Self.text.prefix(700)) + "§")
        let (tokens, unknown) = model.model.vocabulary.tokens(of: text)
        #expect(unknown == 1 && tokens.count == 700)
        let lockstep = Lockstep(ModelEnsemble(model.model), rows: 1)
        lockstep.reset()
        var (nats, right) = (0.0, 0)
        for (token, next) in zip(tokens, tokens.dropFirst()) {
            lockstep.tokens[0] = Int(token)
            lockstep.step(rows: 1)
            nats -= lockstep.logits.logSoftmax(row: 0)[Int(next)]
            right += lockstep.logits.indexOfMaximum(row: 0) == Int(next) ? 1 : 0
        }
        let evaluation = model.evaluate(on: text)
        #expect(evaluation.predictions == 699 && evaluation.unknownCharacters == 1)
        #expect(abs(evaluation.nats - nats / 699) < 1e-5)
        #expect(evaluation.accuracy.argmax == Double(right) / 699)
        #expect((0.01...1).contains(evaluation.accuracy.sampled))
    }

    /// Segments of a longer text begin with a lead, so that little is lost; and threads change nothing.
    @Test func longTextsAreReadInSegments() throws {
        let model = try train()
        let text = try RunningText(String(repeating: Self.text, count: 40))
        let evaluation = model.evaluate(on: text)
        #expect(evaluation.predictions == text.text.count - 1)
        #expect(model.evaluate(on: text, threads: 3) == evaluation)
        let once = model.evaluate(on: try RunningText(Self.text + Self.text))
        #expect(abs(evaluation.nats - once.nats) < 0.01)
    }

    @Test func threadsChangeNothing() throws {
        let one = try train { $0.architecture.cell = .gru }
        let two = try train {
            $0.architecture.cell = .gru; $0.threads = 2
        }
        #expect(try one.model.serialized() == two.model.serialized())
    }

    /// The states of the streams go into checkpoints and come back.
    @Test(arguments: Architecture.Cell.allCases) func goingOnChangesNothing(_ cell: Architecture.Cell) throws {
        let text = try RunningText(Self.text)
        let options = options { $0.architecture.cell = cell }
        var states: [Data] = []
        let whole = try Trainer(text, options: options).train(
            onEpoch: { _ in }, checkpoints: .seconds(0),
            onCheckpoint: { states.append((try? $0.serialized()) ?? Data()) })
        #expect(states.count > 4)
        for state in states {
            let trainer = try Trainer(text, options: options)
            let checkpoint = try Checkpoint(state, kernels: options.kernels)
            try trainer.check(checkpoint)
            let outcome = trainer.train(from: checkpoint, onEpoch: { _ in })
            #expect(try outcome.model.serialized() == whole.model.serialized())
        }
        let other = try Trainer(
            text,
            options: self.options {
                $0.architecture.cell = cell; $0.data.streams = 59
            })
        #expect(throws: CheckpointError.self) { try other.check(Checkpoint(states[0], kernels: options.kernels)) }
    }

    @Test func itLearns() throws {
        let model = try train {
            $0.schedule.epochs = 60; $0.data.streams = 10; $0.architecture = Architecture(cell: .lstm, hidden: [24])
            $0.schedule.learningRate = 0.01
        }
        #expect(try #require(model.model.record.validationLoss) < 0.8)  // of 3 by guessing
        let text = try model.generate(length: 400, prefix: "that")
        #expect(text.hasPrefix("that") && text.count == 404)
        #expect(text.contains(" or not ") && text.contains("the question:\n"))
    }

    @Test func generationIsReproducible() throws {
        let model = try train()
        var options = GenerationOptions.learned
        #expect(try model.generate(length: 50, options: options) == model.generate(length: 50, options: options))
        #expect(
            try model.generate(length: 30, options: options)
                == String(model.generate(length: 50, options: options).prefix(30)))
        options.seed = 2
        #expect(try model.generate(length: 50, options: options) != model.generate(length: 50))
        #expect(throws: GenerationError.unknownCharacter("§")) { try model.generate(length: 5, prefix: "a§") }
        #expect(try model.generate(length: 0, prefix: "to be") == "to be")
    }

    /// At temperature 0 each character is the most probable one, of those that are characters.
    @Test func theMostProbableCharacters() throws {
        let model = try train()
        var options = GenerationOptions.learned
        options.temperature = 0
        let text = try model.generate(length: 20, prefix: "or", options: options)
        let lockstep = Lockstep(ModelEnsemble(model.model), rows: 1)
        lockstep.reset()
        let vocabulary = model.model.vocabulary
        for (character, next) in zip("\n" + text, text) {
            lockstep.tokens[0] = try #require(vocabulary.token(of: character))
            lockstep.step(rows: 1)
            let best = lockstep.logits.columns(from: 0, count: vocabulary.characters.count).indexOfMaximum(row: 0)
            if next != "o" && next != "r" || lockstep.tokens[0] == best { #expect(vocabulary.characters[best] == next) }
        }
    }

    @Test func filesTellTextFromNames() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "rnnc-text-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (text, names) = (folder.appending(path: "text").path, folder.appending(path: "names").path)
        let model = try train()
        try model.model.save(to: text)
        try randomModel("abc").save(to: names)
        #expect(try TextModel(contentsOf: text).generate(length: 40) == model.generate(length: 40))
        #expect(throws: Model.FormatError.self) { try Model(contentsOf: text) }
        #expect(throws: Model.FormatError.self) { try TextModel(contentsOf: names) }
    }

    @Test func fineTuning() throws {
        let base = try train()
        let trainer = try Trainer(RunningText(Self.text + "§"), options: options(), from: base)
        #expect(trainer.newTokens == ["§"])
        #expect(try trainer.train().record.previousLists == ["the text"])
    }

    /// The scores are -ln p of each character after all characters before it; their mean is that of the evaluation.
    @Test func scoresAgreeWithTheEvaluation() throws {
        let model = try train()
        let text = try RunningText(String(Self.text.prefix(600)) + "§ be\n\nor")
        let score = model.scores(of: text)
        let evaluation = model.evaluate(on: text)
        #expect(abs(score.natsPerCharacter - evaluation.nats) < 1e-6)
        #expect(abs(score.bitsPerCharacter - evaluation.bits) < 1e-6)
        #expect(score.characters == evaluation.characters && score.unknownCharacters == 1)
        let lines = text.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(score.lines.map(\.text) == lines.map(String.init))
        #expect(score.lines.map(\.number) == Array(1...lines.count))
        #expect(score.lines.flatMap(\.parts).map(\.text).joined() == text.text)
        #expect(score.lines[0].parts[0].nats == nil && score.lines[0].parts[1].nats != nil)
        #expect(score.lines.flatMap(\.parts).filter { !$0.isKnown }.map(\.text) == ["§"])
        // The state is carried through the whole text: no line begins anew.
        let twice = model.scores(of: try RunningText("to be\nto be\n"))
        #expect(twice.lines.count == 2 && twice.lines[0].parts[2].nats != twice.lines[1].parts[2].nats)
    }

    @Test func scoresOfLongerTokens() throws {
        let model = try train { $0.data.tokens = .bytePairs(20) }
        let text = try RunningText(String(Self.text.prefix(500)))
        let score = model.scores(of: text)
        let evaluation = model.evaluate(on: text)
        #expect(abs(score.natsPerCharacter - evaluation.nats) < 1e-6 && score.characters == evaluation.characters)
        #expect(score.lines.flatMap(\.parts).contains { $0.characters > 1 })
        #expect(score.lines.map(\.text).joined(separator: "\n") == text.text.trimmingCharacters(in: ["\n"]))
    }

    /// Two models together: one of them twice is that one, and an ensemble has one distribution per character.
    @Test func ensemblesOfTexts() throws {
        let (one, other) = (try train(), try train { $0.seed = 2 })
        let text = try RunningText(String(Self.text.prefix(500)))
        let ensemble = try ModelEnsemble([one.model, other.model])
        let evaluation = ensemble.evaluate(on: text)
        #expect(abs(ensemble.scores(of: text).natsPerCharacter - evaluation.nats) < 1e-5)
        #expect(evaluation.nats < max(one.evaluate(on: text).nats, other.evaluate(on: text).nats))
        let twice = try ModelEnsemble([one.model, one.model])
        #expect(abs(twice.evaluate(on: text).nats - one.evaluate(on: text).nats) < 1e-5)
        func generated(_ ensemble: ModelEnsemble) throws -> String {
            var text = ""
            try ensemble.generateText(length: 60, prefix: "to", options: .learned) { text.append($0) }
            return text
        }
        #expect(try generated(ModelEnsemble(one.model)) == one.generate(length: 60, prefix: "to", options: .learned))
        #expect(try generated(ensemble).count == 62)
    }
}
