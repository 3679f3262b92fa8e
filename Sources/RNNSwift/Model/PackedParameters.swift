/// The weight matrices in the order that the kernels' matrix product reads, as they are, for the forward pass, and
/// transposed, for the gradient. Packed anew after every change of the parameters.
package final class PackedParameters: Sendable {
    /// A matrix to pack, and where its packed form stands.
    package struct Slice: Sendable {
        /// Position of the matrix in the array of the parameters.
        fileprivate let range: Range<Int>
        fileprivate let rows: Int
        fileprivate let columns: Int
        fileprivate let transposed: Bool
        /// Position of the packed form.
        fileprivate let offset: Int
        fileprivate let precision: Precision
    }

    /// Collects the matrices that a network wants packed.
    package struct Layout: Sendable {
        let kernels: Kernels
        /// With 8-bit numbers there is no gradient.
        let precision: Precision
        fileprivate private(set) var slices: [Slice] = []
        fileprivate private(set) var count = 0

        package init(kernels: Kernels, precision: Precision = .float) {
            (self.kernels, self.precision) = (kernels, precision)
        }

        mutating func add(_ source: ParameterLayout.Slice, transposed: Bool = false) -> Slice {
            let end = source.offset + source.rows * source.columns
            let slice = Slice(
                range: source.offset..<end, rows: source.rows, columns: source.columns, transposed: transposed,
                offset: count, precision: precision)
            if transposed, precision != .float { return slice }  // it is for the gradient
            slices.append(slice)
            let packed =
                transposed
                ? kernels.packedCount(rows: source.columns, columns: source.rows)
                : kernels.packedCount(rows: source.rows, columns: source.columns, precision: precision)
            count += packed.inWholeCacheLines
            return slice
        }
    }

    package let parameters: Parameters
    private let layout: Layout
    package var kernels: Kernels { layout.kernels }
    private let buffer: Buffer<Float>

    package init(_ parameters: Parameters, layout: Layout) {
        self.parameters = parameters
        self.layout = layout
        buffer = Buffer(count: layout.count)
        update()
    }

    /// Follows a change of the parameters, with the help of workers where they are given.
    package func update(workers: WorkerPool? = nil) { update(layout.slices, workers: workers) }

    /// Updates the packed form after a change of the parameters in a range: packs the matrices that are completely in
    /// it.
    package func update(in range: Range<Int>) {
        for slice in layout.slices where range.contains(slice.range) { pack(slice) }
    }

    /// The matrices that are parts of no single one of these ranges.
    package func slices(besides ranges: [Range<Int>]) -> [Slice] {
        layout.slices.filter { slice in !ranges.contains { $0.contains(slice.range) } }
    }

    /// Follows a change of some of the matrices.
    package func update(_ slices: [Slice], workers: WorkerPool?) {
        if let workers {
            workers.forEach(slices.count) { index, _ in pack(slices[index]) }
        } else {
            for slice in slices { pack(slice) }
        }
    }

    private func pack(_ slice: Slice) {
        let matrix = parameters.matrix(at: slice.range.lowerBound, rows: slice.rows, columns: slice.columns)
        layout.kernels.pack(matrix, transposed: slice.transposed, into: self[slice])
    }

    subscript(slice: Slice) -> PackedMatrix {
        let (rows, columns) = (slice.rows, slice.columns)
        return buffer.packed(
            at: slice.offset, rows: slice.transposed ? columns : rows, columns: slice.transposed ? rows : columns,
            precision: slice.precision)
    }
}
