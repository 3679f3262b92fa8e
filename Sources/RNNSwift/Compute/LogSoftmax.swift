import Foundation

/// The logarithms of the softmax of logits, in double. Valid as long as the logits.
///
/// ln softmax(z)[j] = z[j] - max z - ln Σ exp(z - max z), in this order: the logarithm may be tiny beside the logits,
/// but not beside their difference.
package struct LogSoftmax {
    private let logits: UnsafeBufferPointer<Float>
    private let most: Double
    private let logSum: Double

    init(_ logits: UnsafeBufferPointer<Float>) {
        self.logits = logits
        let most = Double(logits.reduce(-.infinity, max))
        self.most = most
        logSum = log(logits.reduce(0.0) { $0 + exp(Double($1) - most) })
    }

    /// The natural logarithm of a token's probability, at most 0.
    package subscript(token: Int) -> Double {
        Double(logits[token]) - most - logSum
    }
}
