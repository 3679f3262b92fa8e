/// Distributions that are mixed with the counted targets of rows.
package struct SoftTargets {
    /// Weight of the distributions in the targets, 0 to 1.
    let weight: Float
    let distributions: Matrix
    /// By row: the row of its distribution.
    let index: UnsafeMutablePointer<Int32>

    package init(weight: Float, _ distributions: Matrix, index: UnsafeMutablePointer<Int32>) {
        (self.weight, self.distributions, self.index) = (weight, distributions, index)
    }

    /// The distribution of a row.
    package func probabilities(ofRow row: Int) -> [Float] { distributions.row(Int(index[row])) }
}

extension Kernels {
    /// As ``softmaxCrossEntropy(_:scale:logits:)``, with targets that are mixed with other distributions.
    func softmaxDistillation(_ rows: PackedRows, _ soft: SoftTargets, scale: Float, logits: Matrix) -> Double {
        precondition(
            logits.rows == rows.count && logits.columns == soft.distributions.columns, "the shapes do not match")
        return table.pointee.softmax_distillation(
            logits.rows, logits.columns, rows.targetStart.base, rows.target.base, rows.targetCount.base,
            soft.distributions.input, soft.index, soft.weight, scale, logits.base, logits.stride)
    }
}
