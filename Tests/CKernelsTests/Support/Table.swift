import CKernels
import Testing

/// A kernel table as the argument of a test.
///
/// It holds the functions by value, so that a test of the tests can replace one of them with a broken one.
struct Table: CustomTestStringConvertible, @unchecked Sendable {  // functions without state may go anywhere
    var kernels: rnnk_kernels

    var name: String { String(cString: kernels.name) }
    var testDescription: String { name }

    /// Every table that this machine can run, fastest first.
    static let all: [Table] = (0...).lazy
        .map { rnnk_kernels_at($0) }
        .prefix { $0 != nil }
        .map { Table(kernels: $0!.pointee) }

    /// The oracle.
    static let reference = Table(kernels: rnnk_kernels_named("reference")!.pointee)

    /// A copy with one kernel replaced.
    func replacing<Kernel>(_ kernel: WritableKeyPath<rnnk_kernels, Kernel>, by other: Kernel) -> Table {
        var copy = self
        copy.kernels[keyPath: kernel] = other
        return copy
    }

    /// B [K, N], or [N, K] if transposed, laid out for this table's products, in just as much memory as it asks for.
    func pack(_ B: Matrix, transposed: Bool = false) -> Matrix {
        let (K, N) = transposed ? (B.columns, B.rows) : (B.rows, B.columns)
        let packed = Matrix(1, kernels.packed_count(K, N))
        kernels.pack(K, N, B.base, B.ld, transposed, packed.base)
        return packed
    }
}
