import Foundation
import RNNSwift
import Testing

/// Whether tests try everything that takes minutes, rather than the boundaries and a sample: `make check` sets
/// RNNC_EXHAUSTIVE=1.
let isExhaustive = ProcessInfo.processInfo.environment["RNNC_EXHAUSTIVE"] == "1"

/// Names of tests' arguments.
extension Kernels: CustomTestStringConvertible {
    public var testDescription: String { name }
}

/// The files of PyTorch's results that come with the tests.
func golden(_ name: String) throws -> Safetensors {
    let url = try #require(Bundle.module.url(forResource: "Golden/\(name)", withExtension: "safetensors"))
    return try Safetensors(Data(contentsOf: url))
}

/// The folder of lists beside the project, for tests that can do without it.
enum Shared {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../../shared").standardizedFileURL
    static var isPresent: Bool { FileManager.default.fileExists(atPath: folder.path) }
    static let absence: Comment = "the folder ../shared is not there"
    static func path(_ name: String) -> String { folder.appending(path: name).path }
}

/// A vocabulary of `count` tokens, START and STOP included, whose characters mean nothing.
func syntheticVocabulary(_ count: Int) throws -> Vocabulary {
    try Vocabulary((0..<count - 2).map { Character(Unicode.Scalar(UInt32(0x4E00 + $0))!) })
}

/// Random names that share prefixes and repeat, an empty one and one of a single character among them.
func randomNames(_ count: Int, letters: Int, longest: Int, seed: UInt64) -> [String] {
    var generator = SplitMix64(seed: seed, stream: .shuffling)
    let alphabet = (0..<letters).map { Character(Unicode.Scalar(UInt8(97 + $0))) }
    var names = ["", "a"]
    while names.count < count {
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: names.append(names.randomElement(using: &generator)!)  // repeated
        case 1:  // extended
            let known = names.randomElement(using: &generator)!
            names.append(known + [alphabet.randomElement(using: &generator)!])
        default:
            let length = Int.random(in: 0...longest, using: &generator)
            names.append(String((0..<length).map { _ in alphabet.randomElement(using: &generator)! }))
        }
    }
    return names
}

/// A small model with random weights.
func randomModel(
    _ characters: String, cell: Architecture.Cell = .rnn, hidden: [Int] = [8, 5], seed: UInt64 = 3,
    kernels: Kernels = .best, spread: Float = 1
) throws -> Model {
    try randomModel(
        Vocabulary(Array(characters)), cell: cell, hidden: hidden, seed: seed, kernels: kernels, spread: spread)
}

/// A small model of a vocabulary with random weights.
func randomModel(
    _ vocabulary: Vocabulary, cell: Architecture.Cell = .rnn, hidden: [Int] = [8, 5], seed: UInt64 = 3,
    kernels: Kernels = .best, spread: Float = 1
) throws -> Model {
    let network = Network(
        Architecture(cell: cell, hidden: hidden), vocabularySize: vocabulary.count, kernels: kernels)
    let parameters = network.initialParameters(seed: seed)
    for i in 0..<parameters.all.count { parameters.all[i] *= spread }
    return Model(network: network, vocabulary: vocabulary, parameters: parameters, record: TrainingRecord())
}

/// The largest difference of two arrays, relative to the largest magnitude in `expected`.
func relativeDifference(_ actual: [Double], _ expected: [Double]) -> Double {
    guard actual.count == expected.count else { return .infinity }
    let scale = expected.reduce(1e-30) { max($0, abs($1)) }
    let differences = zip(actual, expected).map { abs($0 - $1) }
    return differences.contains { $0.isNaN } ? .infinity : (differences.max() ?? 0) / scale
}

extension Matrix {
    /// The elements, row by row.
    var elements: [Double] { (0..<rows).flatMap { row in (0..<columns).map { Double(self[row, $0]) } } }
    /// The elements, column by column.
    var transposedElements: [Double] { (0..<columns).flatMap { column in (0..<rows).map { Double(self[$0, column]) } } }
}

extension GenerationOptions {
    /// The options that sample the distribution that a model has learned, as it is.
    static var learned: GenerationOptions {
        var options = GenerationOptions()
        options.temperature = 1
        return options
    }
}
