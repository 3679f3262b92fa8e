/// The weight matrices in the order that the kernels' matrix product reads, as they are, for the forward pass, and transposed,
/// for the gradient. Packed anew after every change of the parameters.
final class PackedParameters: Sendable {
    /// A matrix to pack, and where its packed form stands.
    struct Slice: Sendable {
        fileprivate let source: ParameterLayout.Slice
        fileprivate let transposed: Bool
        fileprivate let offset: Int
    }

    /// Collects the matrices that a network wants packed.
    struct Layout: Sendable {
        let kernels: Kernels
        fileprivate private(set) var slices: [Slice] = []
        fileprivate private(set) var count = 0

        init(kernels: Kernels) { self.kernels = kernels }

        mutating func add(_ source: ParameterLayout.Slice, transposed: Bool = false) -> Slice {
            let slice = Slice(source: source, transposed: transposed, offset: count)
            slices.append(slice)
            let packed =
                transposed
                ? kernels.packedCount(rows: source.columns, columns: source.rows)
                : kernels.packedCount(rows: source.rows, columns: source.columns)
            count += (packed + 15) / 16 * 16
            return slice
        }
    }

    let parameters: Parameters
    private let layout: Layout
    var kernels: Kernels { layout.kernels }
    private let buffer: Buffer<Float>

    init(_ parameters: Parameters, layout: Layout) {
        self.parameters = parameters
        self.layout = layout
        buffer = Buffer(count: layout.count)
        update()
    }

    /// Follows a change of the parameters, with the help of workers where they are given.
    func update(workers: WorkerPool? = nil) {
        @Sendable func pack(_ slice: Slice) {
            layout.kernels.pack(parameters.matrix(slice.source), transposed: slice.transposed, into: self[slice])
        }
        if let workers {
            workers.forEach(layout.slices.count) { index, _ in pack(layout.slices[index]) }
        } else {
            for slice in layout.slices { pack(slice) }
        }
    }

    subscript(slice: Slice) -> PackedMatrix {
        let (rows, columns) = (slice.source.rows, slice.source.columns)
        return buffer.packed(
            at: slice.offset, rows: slice.transposed ? columns : rows, columns: slice.transposed ? rows : columns)
    }
}
