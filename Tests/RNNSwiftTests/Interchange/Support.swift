import Foundation
import RNNExchange
import RNNSwift
import Testing

/// A model from the bytes of another program's file.
func imported(_ data: Data, vocabulary: String, start: String? = nil, stop: String? = nil) throws -> Model {
    let tokens = try ForeignVocabulary(json: Data(vocabulary.utf8), start: start, stop: stop)
    return try Model.read(data).network.model(tokens, record: TrainingRecord(), kernels: .best)
}

/// The line that says why there is no result.
func refusal<Result>(_ body: () throws -> Result) -> String {
    do {
        _ = try body()
        return "it was taken"
    } catch let error as InterchangeError {
        return error.description
    } catch {
        return "another error: \(error)"
    }
}

/// Logits of a model for a name, one row after another.
func flatLogits(_ model: Model, _ name: String) throws -> [Double] {
    try model.logits(for: name).joined().map { Double($0) }
}

/// Replaces one text in bytes by another of the same length, everywhere.
func replacing(_ old: String, by new: String, in data: Data) -> Data {
    precondition(old.utf8.count == new.utf8.count)
    var data = data
    #expect(data.range(of: Data(old.utf8)) != nil, "there is no \(old)")
    while let range = data.range(of: Data(old.utf8)) { data.replaceSubrange(range, with: Data(new.utf8)) }
    return data
}

/// Calls `body` with the bytes cut off at many places, then with a few of them changed, `times` times.
func forEachDamaged(_ whole: Data, times: Int, _ body: (Data) throws -> Void) rethrows {
    for length in stride(from: 0, to: whole.count, by: max(1, whole.count / (isExhaustive ? 500 : 100))) {
        try body(whole.prefix(length))
    }
    var generator = SplitMix64(seed: 1, stream: .shuffling)
    for _ in 0..<times {
        var bytes = whole
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            // Half of the changes come near the beginning, where files have their structure.
            let end = Bool.random(using: &generator) ? bytes.count : max(1, bytes.count / 8)
            let extremes: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF, UInt8.random(in: 0...255, using: &generator)]
            bytes[Int.random(in: 0..<end, using: &generator)] = extremes.randomElement(using: &generator)!
        }
        try body(bytes)
    }
}
