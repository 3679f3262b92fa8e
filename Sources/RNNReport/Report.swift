import Foundation
import RNNSwift

/// Trained models and the courses of their trainings, in charts.
///
///     let run = Report.Run("names", model: model, history: try History(contentsOf: "names.csv"))
///     let report = try Report([run], list: NameList(contentsOf: "names.txt"))
///     try report.html().write(toFile: "report.html", atomically: true, encoding: .utf8)
///     let svg = report.svg(.accuracy)
///
/// Everything is computed when the report is made. The same runs, list and options give the same bytes, except for the
/// times of generation, which are in elements of the class `measured`.
public struct Report: Sendable {
    /// A model, the history of a training, or both, under the name that charts have for it.
    public struct Run: Sendable {
        public let label: String
        /// The network, or for an ensemble, what its record says of all networks.
        public let model: Model?
        /// What predicts and generates; nil without a model.
        let predictor: ModelEnsemble?
        /// The networks of an ensemble; nil for a single network.
        let ensemble: EnsembleModel?
        public let history: History?

        public init(_ label: String, model: Model? = nil, history: History? = nil) {
            (self.label, self.model, self.history) = (label, model, history)
            (predictor, ensemble) = (model.map { ModelEnsemble($0) }, nil)
        }

        /// A run that trained an ensemble.
        public init(_ label: String, ensemble: EnsembleModel, history: History? = nil) {
            (self.label, self.history, self.ensemble) = (label, history, ensemble)
            (model, predictor) = (ensemble.summary, ModelEnsemble(ensemble))
        }

        /// The run under a label that fits charts.
        func labeled(_ label: String) -> Run {
            ensemble.map { Run(label, ensemble: $0, history: history) }
                ?? Run(label, model: model, history: history)
        }
    }

    public struct Options: Sendable {
        /// Names that each model generates for the statistics.
        public var count = 10_000
        /// Characters of the sample that each model of running text generates.
        public var textLength = 1000
        public var seed: UInt64 = 1
        /// At least 1. Nothing but the time depends on it.
        public var threads = 1
        /// Whether the time to generate is reported.
        public var timing = true
        /// Whether runs that differ in nothing but the seed are put together: a table has their means and standard
        /// deviations, and courses are those of the means.
        public var groupsSeeds = false
        /// Whether it is measured what the models have memorized of the list.
        public var measuresMemorization = true
        /// Names that no model was trained on, to compare with instead of those that were held out.
        public var heldOut: NameList?
        /// Names that were planted in the list, whose exposure is measured.
        public var canaries: [String] = []

        public init() {}
    }

    /// A run, and what its model does.
    package struct Result: Sendable {
        package let run: Run
        /// Index of a color of ``Palette``.
        package let style: Int
        /// On the list, or the text.
        package var evaluation: Evaluation?
        var generated: Generated?
        /// A generated sample of a model of running text.
        var sampleText: String?

        /// Whether the model is one of running text.
        var isText: Bool { run.model?.record.text != nil }
        /// On the names of the list with each value of each label.
        package var byLabel: [LabelEvaluation] = []
        /// How often each value of each label comes, in the list and generated.
        package var labelShares: [LabelShare] = []
        package var memorization: Memorization?
        /// Exposures of the canaries.
        package var exposures: [Exposure] = []
    }

    struct Generated: Sendable {
        /// The first of them.
        let sample: [String]
        let statistics: NameStatistics
        let seconds: Double
        /// With a list: number of generated names that are in it, with repetitions.
        var recreated = 0
        /// [column, value] How often each value of each label of the model comes.
        var labelCounts: [[Int]] = []
    }

    /// A list, and what it allows.
    struct Original: Sendable {
        let source: String
        let statistics: NameStatistics
        let maxima: PrefixStatistics

        /// Whether some names come more often than others.
        var hasFrequencies: Bool {
            let times = statistics.occurrences.values
            return times.contains { $0 != times.first }
        }
    }

    /// Maximum width of labels in pixels, at a size of 12; longer labels are shortened in the middle.
    private static let longestLabel = 240.0

    package let results: [Result]
    let original: Original?
    /// What the text is called that models of running text are evaluated on.
    let textSource: String?
    package let options: Options

    /// Evaluates the models on the list, if there is one, and lets them generate names.
    ///
    /// - Parameters:
    ///   - list: What the models of names were trained on; charts that compare with it are left out without it.
    ///   - text: What models of running text are evaluated on.
    /// - Throws: ``ListError/tooManyCharacters(_:)``, ``UnknownCanary``.
    public init(
        _ runs: [Run], list: NameList? = nil, text: RunningText? = nil, options: Options = .init()
    ) throws {
        precondition(options.count > 0 && options.threads > 0, "a report needs at least one name and one thread")
        self.options = options
        textSource = text?.source
        original = try list.map {
            Original(source: $0.source, statistics: NameStatistics($0.names), maxima: try PrefixStatistics($0))
        }
        let known = original?.statistics.occurrences ?? [:]
        results = try runs.enumerated().map { style, run in
            let run = run.labeled(TextFit.fit(run.label, width: Self.longestLabel))
            var result = Result(run: run, style: style)
            guard let model = run.model, let predictor = run.predictor else { return result }
            if model.record.text == nil {
                if let list {
                    let evaluation =
                        run.ensemble == nil
                        ? model.evaluate(on: list, threads: options.threads)
                        : predictor.evaluate(on: list, threads: options.threads)
                    if evaluation.names > 0 { result.evaluation = evaluation }
                    result.byLabel =
                        run.ensemble == nil
                        ? model.evaluateByLabel(on: list, threads: options.threads)
                        : predictor.evaluateByLabel(on: list, threads: options.threads)
                }
                if result.evaluation != nil, let list, options.measuresMemorization {
                    result.memorization = try Memorization(
                        of: model, as: run.ensemble == nil ? nil : predictor, list: list.withoutLabels,
                        heldOut: options.heldOut, seed: options.seed,
                        threads: options.threads)
                }
                result.exposures = try predictor.exposures(
                    of: options.canaries, seed: options.seed, threads: options.threads)
                result.generated = try Self.generate(predictor, options, known: known)
                if let labels = list?.labels, let generated = result.generated {
                    result.labelShares = LabelShare.all(
                        model.vocabulary.labels, list: labels, generated: generated.labelCounts,
                        names: generated.statistics.count)
                }
            } else {
                if let text {
                    let evaluation = predictor.evaluate(on: text, threads: options.threads)
                    if evaluation.predictions > 0 { result.evaluation = evaluation }
                }
                var sample = ""
                try predictor.generateText(length: options.textLength, options: Self.generation(options)) {
                    sample.append($0)
                }
                result.sampleText = sample
            }
            return result
        }
    }

    private static func generation(_ options: Options) -> GenerationOptions {
        var generation = GenerationOptions()
        generation.temperature = 1  // what was learned, to compare with the list
        generation.seed = options.seed
        generation.threads = options.threads
        return generation
    }

    /// Nil if the model generates nothing.
    private static func generate(_ model: ModelEnsemble, _ options: Options, known: [String: Int]) throws -> Generated?
    {
        let watch = Stopwatch()
        let labels = model.vocabulary.labels
        let (names, labelCounts) =
            labels.isEmpty
            ? (try model.generate(count: options.count, options: generation(options)), [])
            : try generateLabeled(model, options)
        let seconds = watch.seconds
        guard !names.isEmpty else { return nil }
        var generated = Generated(
            sample: Array(names.prefix(48)), statistics: NameStatistics(names), seconds: seconds)
        generated.labelCounts = labelCounts
        generated.recreated = names.lazy.filter { known[$0] != nil }.count
        return generated
    }

    /// The names, and how often each value of each label comes among them.
    private static func generateLabeled(_ model: ModelEnsemble, _ options: Options) throws -> ([String], [[Int]]) {
        let columns = model.vocabulary.labels.columns
        let numbers = columns.map { Dictionary(uniqueKeysWithValues: $0.values.enumerated().map { ($1, $0) }) }
        var (names, counts) = ([String](), columns.map { [Int](repeating: 0, count: $0.values.count) })
        _ = try model.generateLabeled(count: options.count, options: generation(options)) { found in
            for name in found {
                names.append(name.name)
                for (column, value) in name.values.enumerated() { counts[column][numbers[column][value]!] += 1 }
            }
        }
        return (names, counts)
    }

    /// Writes a page or a chart; an older file of that name is replaced in one step, or left as it is if something
    /// fails.
    ///
    /// - Throws: ``FileError``.
    public func write(_ text: String, to path: String) throws {
        try FileAccess.replace(path, with: Data(text.utf8))
    }
}
