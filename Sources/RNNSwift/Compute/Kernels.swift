import CKernels

/// A table of C kernels for one instruction set: everything below the model calls through it.
///
///     Kernels.best                     // the fastest this machine can run
///     Kernels(named: "reference")      // by name; nil if unknown, or if this machine cannot run it
///     Kernels.available.map(\.name)    // ["avx2", "openblas", "reference"]
public struct Kernels: @unchecked Sendable {
    /// Immutable and of static lifetime, which is why sharing it is safe.
    package let table: UnsafePointer<rnnk_kernels>

    /// Version of the C library, which is that of this package.
    public static var version: String { "\(RNNK_VERSION_MAJOR).\(RNNK_VERSION_MINOR).\(RNNK_VERSION_PATCH)" }

    public static var best: Kernels { Kernels(table: rnnk_kernels_best()) }

    /// The names of all tables, fastest first, whether or not this machine can run them.
    public static var names: [String] {
        (0...).lazy.map { rnnk_kernels_name_at($0) }.prefix { $0 != nil }.map { String(cString: $0!) }
    }

    /// The tables that this machine can run, fastest first. Loads OpenBLAS if it is installed.
    public static var available: [Kernels] {
        (0...).lazy.map { rnnk_kernels_at($0) }.prefix { $0 != nil }.map { Kernels(table: $0!) }
    }

    private init(table: UnsafePointer<rnnk_kernels>) { self.table = table }

    public init?(named name: String) {
        guard let table = rnnk_kernels_named(name) else { return nil }
        self.table = table
    }

    public var name: String { String(cString: table.pointee.name) }

    /// The processor that OpenBLAS has chosen its kernels for, such as "Haswell"; nil for other tables.
    public var openBLASCore: String? {
        guard name == "openblas", let core = rnnk_openblas_core() else { return nil }
        return String(cString: core)
    }

    /// Whether OpenBLAS has chosen kernels without AVX2 on a processor that has it, as versions do that are older than
    /// the processor.
    public var missesAVX2: Bool {
        guard let core = openBLASCore, Kernels(named: "avx2") != nil else { return false }
        let cores = ["Haswell", "Zen", "Excavator", "SkylakeX", "Cooperlake", "Sapphirerapids"]
        return !cores.contains { $0.lowercased() == core.lowercased() }
    }

    /// Floating-point operations done by a loop of multiply-adds that touches no memory; time it to know the peak.
    public func multiplyAddLoop(iterations: Int) -> Double { table.pointee.multiply_add_loop(iterations) }

    /// Reads floats as fast as loads can; time it to know how fast weights can be read. Returns their sum.
    package func readLoop(count: Int, _ values: UnsafePointer<Float>) -> Float {
        table.pointee.read_loop(count, values)
    }
}

/// A weight matrix in the layout that the kernels' matrix product reads.
struct PackedMatrix {
    package let base: UnsafeMutablePointer<Float>
    let rows: Int
    let columns: Int
    var precision = Precision.float
}

/// A matrix as an argument of a kernel.
extension Matrix {
    /// A matrix that the kernel only reads.
    var input: rnnk_const_matrix { rnnk_const_matrix(at: base, ld: stride) }

    /// A matrix that the kernel writes.
    var output: rnnk_matrix { rnnk_matrix(at: base, ld: stride) }
}

extension Matrix? {
    /// A matrix that the kernel only reads; without one it takes zeros.
    var input: rnnk_const_matrix { self?.input ?? rnnk_const_matrix(at: nil, ld: 0) }
}

/// The kernels on matrices and vectors: shapes are checked here, pointers go no further.
extension Kernels {
    /// Floats that a packed matrix takes.
    func packedCount(rows: Int, columns: Int, precision: Precision = .float) -> Int {
        switch precision {
        case .float: table.pointee.packed_count(rows, columns)
        case .int8: (table.pointee.int8_size(rows, columns) + 3) / 4
        }
    }

    /// Packs `matrix`, or its transpose.
    func pack(_ matrix: Matrix, transposed: Bool = false, into packed: PackedMatrix) {
        let (rows, columns) = transposed ? (matrix.columns, matrix.rows) : (matrix.rows, matrix.columns)
        precondition(packed.rows == rows && packed.columns == columns, "the shapes do not match")
        guard packed.precision == .float else { return packInt8(matrix, transposed: transposed, into: packed) }
        table.pointee.pack(rows, columns, matrix.base, matrix.stride, transposed, packed.base)
    }

    /// `result = f(a b + bias [+ result])`
    func multiply(
        _ a: Matrix, _ b: PackedMatrix, bias: Vector? = nil, accumulating: Bool = false, tanh: Bool = false,
        into result: Matrix
    ) {
        precondition(
            a.columns == b.rows && result.rows == a.rows && result.columns == b.columns, "the shapes do not match")
        precondition(bias.map { $0.count == b.columns } ?? true, "the shapes do not match")
        let flags = (accumulating ? RNNK_ACCUMULATE : 0) | (tanh ? RNNK_TANH : 0)
        guard b.precision == .float else {
            precondition(!tanh, "products of 8-bit numbers end without tanh")
            return table.pointee.int8_gemm(
                a.rows, b.columns, a.columns, a.input, b.base, bias?.base, Int32(flags), result.output)
        }
        table.pointee.gemm(
            a.rows, b.columns, a.columns, a.input, b.base, bias?.base, Int32(flags), result.output)
    }

    /// `result += aᵀ b`
    func accumulateOuter(_ a: Matrix, _ b: Matrix, into result: Matrix) {
        precondition(
            a.rows == b.rows && result.rows == a.columns && result.columns == b.columns, "the shapes do not match")
        table.pointee.outer(a.rows, a.columns, b.columns, a.input, b.input, result.output)
    }

    /// `sums += the sum of the rows of a`
    func accumulateColumnSums(_ a: Matrix, into sums: Vector) {
        precondition(sums.count == a.columns, "the shapes do not match")
        table.pointee.column_sums(a.rows, a.columns, a.base, a.stride, sums.base)
    }

    /// `result[r] = weights[tokens[r]] + bias`
    func gather(_ weights: Matrix, tokens: TokenRows, bias: Vector?, into result: Matrix) {
        precondition(tokens.count == result.rows && weights.columns == result.columns, "the shapes do not match")
        precondition(bias.map { $0.count == result.columns } ?? true, "the shapes do not match")
        table.pointee.gather(
            result.rows, result.columns, weights.input, tokens.base, bias?.base, result.output)
    }

    /// `weights[tokens[r]] += a[r]`
    func scatterAdd(_ a: Matrix, tokens: TokenRows, into weights: Matrix) {
        precondition(tokens.count == a.rows && weights.columns == a.columns, "the shapes do not match")
        table.pointee.scatter_add(a.rows, a.columns, a.input, tokens.base, weights.output)
    }

    /// Logits in, `scale` times the gradient of the summed cross-entropy out; returns the sum, in nats, not scaled.
    func softmaxCrossEntropy(_ rows: PackedRows, scale: Float, logits: Matrix) -> Double {
        precondition(logits.rows == rows.count, "the shapes do not match")
        return table.pointee.softmax_cross_entropy(
            logits.rows, logits.columns, rows.targetStart.base, rows.target.base, rows.targetCount.base, scale,
            logits.base, logits.stride)
    }

    /// Logits in, log-probabilities out.
    func logSoftmax(_ logits: Matrix) {
        table.pointee.log_softmax(logits.rows, logits.columns, logits.base, logits.stride)
    }

    /// The distribution of each row of logits. Temperatures beyond what a float can hold are as good as the last one it
    /// can.
    func cumulate(_ logits: Matrix, temperature: Double, into distributions: Distributions, work: Buffer<Float>) {
        precondition(
            logits.rows <= distributions.rows && logits.columns == distributions.classes, "the shapes do not match")
        work.reserve(logits.columns)
        table.pointee.cumulate(
            logits.rows, logits.columns, logits.base, logits.stride,
            min(max(Float(1 / temperature), .leastNormalMagnitude), .greatestFiniteMagnitude), distributions.base,
            distributions.stride, work.base)
    }

    /// Draws a class from the distribution of a row.
    package func draw(_ distributions: Distributions, row: Int, random: UInt32) -> Int {
        precondition(row >= 0 && row < distributions.rows && distributions.classes > 0, "out of range")
        var (random, index) = (random, Int32(0))
        table.pointee.draw(
            1, distributions.classes, distributions.base + row * distributions.stride, distributions.stride, &random,
            &index)
        return Int(index)
    }

    /// Whether a row of a product has the same bits however many rows there are.
    package var hasIndependentRows: Bool { table.pointee.independent_rows }

    func add(_ x: Vector, to y: Vector) {
        precondition(x.count == y.count, "the shapes do not match")
        table.pointee.add(x.count, x.base, y.base)
    }

    package func scale(_ x: Vector, by factor: Float) { table.pointee.scale(x.count, factor, x.base) }

    /// Infinity if an element is above 1e17.
    package func sumOfSquares(_ x: Vector) -> Double { table.pointee.sum_of_squares(x.count, x.base) }
}

/// The optimizers' kernels, on the same part of all their arguments.
extension Kernels {
    func sgd(_ parameters: Vector, along gradient: Vector, learningRate: Float) {
        precondition(parameters.count == gradient.count, "the shapes do not match")
        table.pointee.sgd(parameters.count, learningRate, gradient.base, parameters.base)
    }

    func momentum(
        _ parameters: Vector, along gradient: Vector, learningRate: Float, momentum: Float, average: Vector
    ) {
        precondition(parameters.count == gradient.count && average.count == gradient.count, "the shapes do not match")
        table.pointee.momentum(
            parameters.count, learningRate, momentum, gradient.base, average.base, parameters.base)
    }

    func nesterov(
        _ parameters: Vector, along gradient: Vector, learningRate: Float, momentum: Float, velocity: Vector
    ) {
        precondition(parameters.count == gradient.count && velocity.count == gradient.count, "the shapes do not match")
        table.pointee.nesterov(
            parameters.count, learningRate, momentum, gradient.base, velocity.base, parameters.base)
    }

    func rmsprop(
        _ parameters: Vector, along gradient: Vector, learningRate: Float, rho: Float, epsilon: Float, square: Vector
    ) {
        precondition(parameters.count == gradient.count && square.count == gradient.count, "the shapes do not match")
        table.pointee.rmsprop(
            parameters.count, learningRate, rho, epsilon, gradient.base, square.base, parameters.base)
    }

    func adam(
        _ parameters: Vector, along gradient: Vector, step: Float, correction: Float, beta1: Float, beta2: Float,
        epsilon: Float, mean: Vector, square: Vector
    ) {
        precondition(
            parameters.count == gradient.count && mean.count == gradient.count && square.count == mean.count,
            "the shapes do not match")
        table.pointee.adam(
            parameters.count, step, correction, beta1, beta2, epsilon, gradient.base, mean.base, square.base,
            parameters.base)
    }
}

/// A view of the token of each row.
package struct TokenRows {
    package let base: UnsafeMutablePointer<Int32>
    package let count: Int

    package subscript(row: Int) -> Int {
        get {
            precondition(row >= 0 && row < count, "out of range")
            return Int(base[row])
        }
        nonmutating set {
            precondition(row >= 0 && row < count, "out of range")
            base[row] = Int32(newValue)
        }
    }
}

extension TokenRows {
    func rows(_ range: Range<Int>) -> TokenRows {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "out of range")
        return TokenRows(base: base + range.lowerBound, count: range.count)
    }
}

extension Buffer<Int32> {
    package func tokens(_ count: Int) -> TokenRows {
        precondition(count <= capacity, "out of range")
        return TokenRows(base: base, count: count)
    }
}

extension Buffer<Float> {
    func packed(at offset: Int, rows: Int, columns: Int, precision: Precision = .float) -> PackedMatrix {
        precondition(offset >= 0 && offset <= capacity, "out of range")
        return PackedMatrix(base: base + offset, rows: rows, columns: columns, precision: precision)
    }
}
