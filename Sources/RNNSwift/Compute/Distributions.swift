/// A view of distributions over classes, a row each: running sums of whole numbers, as the kernel `cumulate` writes
/// them.
package struct Distributions {
    package let base: UnsafeMutablePointer<Int32>
    let rows: Int
    let classes: Int
    /// Distance between two rows, in elements.
    package let stride: Int

    /// These rows.
    func rows(_ range: Range<Int>) -> Distributions {
        precondition(range.lowerBound >= 0 && range.upperBound <= rows, "out of range")
        return Distributions(
            base: base + range.lowerBound * stride, rows: range.count, classes: classes, stride: stride)
    }

    /// The probability of a class.
    func probability(row: Int, of index: Int) -> Double {
        precondition(row >= 0 && row < rows && index >= 0 && index < classes, "out of range")
        let sums = base + row * stride
        return Double(sums[index] &- (index > 0 ? sums[index - 1] : 0)) / Double(max(sums[classes - 1], 1))
    }

    func copyRow(_ row: Int, from source: Distributions, row other: Int) {
        precondition(
            row >= 0 && row < rows && other >= 0 && other < source.rows && source.classes == classes, "out of range")
        (base + row * stride).update(from: source.base + other * source.stride, count: classes)
    }

    /// All weight on one class.
    func setCertain(row: Int, _ index: Int) {
        precondition(row >= 0 && row < rows && index >= 0 && index < classes, "out of range")
        let sums = base + row * stride
        sums.update(repeating: 0, count: index)
        (sums + index).update(repeating: 1 << 30, count: classes - index)
    }
}

extension Buffer<Int32> {
    /// Room for distributions, whose rows start on 64-byte boundaries.
    package func distributions(rows: Int, classes: Int) -> Distributions {
        let stride = classes.inWholeCacheLines
        reserve(rows * stride)
        return Distributions(base: base, rows: rows, classes: classes, stride: stride)
    }
}
