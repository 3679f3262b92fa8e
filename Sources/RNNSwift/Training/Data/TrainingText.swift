/// Running text to train on; its end is held out.
struct TrainingText: TrainingData {
    private let text: TextStreams
    let vocabulary: Vocabulary
    /// All tokens, and how many of them are trained on.
    private let tokens: SharedArray<UInt16>
    private let trained: Int
    /// Characters.
    let counts: (training: Int, heldOut: Int)

    /// - Throws: ``ListError/shortText(source:length:needed:unit:)``.
    init(_ text: RunningText, _ vocabulary: Vocabulary, _ options: TrainingOptions) throws {
        tokens = SharedArray(vocabulary.tokens(of: text).tokens)
        self.vocabulary = vocabulary
        trained = tokens.count - Self.heldOut(of: tokens.count, options.data.validation)
        guard trained > options.data.streams else {
            let needed = options.data.streams == .max ? options.data.streams : options.data.streams + 1
            let unit = vocabulary.tokenizer == nil ? "characters" : "tokens"
            throw ListError.shortText(source: text.source, length: trained, needed: needed, unit: unit)
        }
        self.text = TextStreams(
            tokens, count: trained, streams: options.data.streams, sequenceLength: options.data.sequenceLength)
        counts = Self.characters(of: tokens, trained: trained, vocabulary)
    }

    private init(
        _ tokens: SharedArray<UInt16>, _ vocabulary: Vocabulary, trained: Int, streams: Int, sequenceLength: Int
    ) {
        (self.tokens, self.vocabulary, self.trained) = (tokens, vocabulary, trained)
        counts = Self.characters(of: tokens, trained: trained, vocabulary)
        text = TextStreams(tokens, count: trained, streams: streams, sequenceLength: sequenceLength)
    }

    private static func characters(
        of tokens: SharedArray<UInt16>, trained: Int, _ vocabulary: Vocabulary
    ) -> (training: Int, heldOut: Int) {
        guard vocabulary.tokenizer != nil else { return (trained, tokens.count - trained) }
        func width(_ part: some Sequence<UInt16>) -> Int { part.reduce(0) { $0 + vocabulary.width(ofToken: Int($1)) } }
        return (width(tokens.prefix(trained)), width(tokens.dropFirst(trained)))
    }

    var charactersPerToken: Double {
        Double(counts.training + counts.heldOut) / Double(max(tokens.count, 1))
    }

    private static func heldOut(of count: Int, _ validation: TrainingOptions.DataOptions.Validation) -> Int {
        guard case .share(let share) = validation else { return 0 }
        return Int((Double(count) * share).rounded())
    }

    /// What the other processes have to know before the text.
    private struct Outline: Codable {
        let vocabulary: [String: String]
        let tokens: Int
        let trained: Int
        let streams: Int
        let sequenceLength: Int
    }

    static var order: Order.Kind { .text }

    consuming func share(in group: any ProcessGroup) -> TrainingText {
        let outline = Outline(
            vocabulary: (try? vocabulary.metadata()) ?? [:], tokens: tokens.count, trained: trained,
            streams: text.streams, sequenceLength: text.sequenceLength)
        let tokens = tokens
        _ = consume self
        return Self.share(tokens, outline, in: group)
    }

    static func receive(in group: any ProcessGroup) -> TrainingText { share(SharedArray(), nil, in: group) }

    private static func share(
        _ tokens: consuming SharedArray<UInt16>, _ outline: Outline?, in group: any ProcessGroup
    ) -> TrainingText {
        let outline = group.broadcast(outline)
        guard let vocabulary = try? Vocabulary(metadata: outline.vocabulary, isText: true) else {
            group.abort("\(group.name(of: group.rank)) cannot read the vocabulary of a text")
        }
        return TrainingText(
            group.share(consume tokens, count: outline.tokens), vocabulary, trained: outline.trained,
            streams: outline.streams, sequenceLength: outline.sequenceLength)
    }

    var subject: TrainingSetting.Subject { .text }

    func settings(_ options: TrainingOptions) -> [(name: String, value: String)] {
        [
            ("the text", "\(Fingerprint(of: tokens, vocabulary))"),
            ("validation", "\(Double(tokens.count - trained) / Double(tokens.count))"),
        ]
    }

    func stepsAnEpoch(_ options: TrainingOptions) -> Int { text.pieces }

    func makePasses(
        _ network: Network, _ parameters: Parameters, _ options: TrainingOptions, _ workers: WorkerPool,
        _ processes: (any ProcessGroup)?
    ) -> any TrainingPasses {
        Passes(text, TrainingStep(network, parameters, options, workers, processes))
    }

    /// Each pass is the same: piece after piece, all streams side by side, whose states begin as zeros and are carried
    /// over.
    private final class Passes: TrainingPasses {
        private let step: TrainingStep
        private let text: TextStreams
        let carried: [String: Vector]

        init(_ text: TextStreams, _ step: TrainingStep) {
            self.text = text
            self.step = step
            carried = step.carriedStates(of: text)
        }

        func owners(of processes: Int) -> [(process: Int, name: String)] { step.owners(of: text, processes) }

        var method: any TrainingMethod { step }
        var steps: Int { text.pieces }
        func begin(pass: Int) {}

        func begin(step piece: Int) { step.begin(text, piece: piece) }

        func finish(learningRate: Double) -> (loss: Double, predictions: Int) {
            step.finish(learningRate: learningRate)
        }
    }

    func makeEvaluation(
        of part: TrainingPart, _ network: Network, _ workers: WorkerPool, _ processes: (any ProcessGroup)?
    ) -> ((PackedParameters) -> Evaluation)? {
        let range = part == .training ? 0..<trained : trained..<tokens.count
        guard !range.isEmpty else { return nil }
        let evaluator = TextEvaluator(tokens, range, workers: workers, processes: processes)
        return { weights in evaluator.evaluate(ModelEnsemble(network, weights, vocabulary: vocabulary)) }
    }

    func evaluateHeldOut(_ ensemble: ModelEnsemble, threads: Int) -> Evaluation? {
        guard trained < tokens.count else { return nil }
        return TextEvaluator(tokens, trained..<tokens.count, workers: WorkerPool(threads: threads)).evaluate(ensemble)
    }

    /// Some text on one line.
    func sample(_ network: Network, _ weights: PackedParameters, seed: UInt64, epoch: Int) -> String {
        var text = ""
        TextSampler(ModelEnsemble(network, weights, vocabulary: vocabulary), .init(), seed: seed, index: UInt64(epoch))
            .write(60) {
                text.append($0)
                return true
            }
        return text.replacing("\n", with: "⏎")
    }
}
