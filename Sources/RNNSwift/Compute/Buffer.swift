import Foundation

/// Memory for kernels: 64-byte aligned, owned by a reference, grown on demand and never shrunk.
///
/// Two threads must not write to one buffer at once; whoever shares a buffer sees to that.
package final class Buffer<Element: BitwiseCopyable>: @unchecked Sendable {
    package var base: UnsafeMutablePointer<Element> { memory }
    package var capacity: Int { room }
    // Stored apart: exclusive access to stored properties that other modules see is checked at each use.
    private var memory: UnsafeMutablePointer<Element>
    private var room: Int

    private static func allocate(_ count: Int) -> UnsafeMutablePointer<Element> {
        let bytes = max(count, 1) * MemoryLayout<Element>.stride
        let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        memset(raw, 0, bytes)
        return raw.bindMemory(to: Element.self, capacity: max(count, 1))
    }

    /// A buffer of `count` zeros.
    package init(count: Int = 0) {
        memory = Self.allocate(count)
        room = count
    }

    deinit { base.deallocate() }

    /// Makes room for `count` elements. What the buffer held is lost when it has to grow.
    func reserve(_ count: Int) {
        guard count > capacity else { return }
        base.deallocate()
        room = max(count, room + room / 2)
        memory = Self.allocate(room)
    }

    package subscript(index: Int) -> Element {
        get {
            precondition(index >= 0 && index < capacity, "out of range")
            return base[index]
        }
        _modify {
            precondition(index >= 0 && index < capacity, "out of range")
            yield &base[index]
        }
    }
}

/// A view of consecutive floats in a buffer that outlives it.
package struct Vector {
    package let base: UnsafeMutablePointer<Float>
    package let count: Int

    package func fill(_ value: Float) { base.update(repeating: value, count: count) }

    func copy(from other: Vector) {
        precondition(other.count == count, "the shapes do not match")
        base.update(from: other.base, count: count)
    }

    func copy(from values: [Float]) {
        precondition(values.count == count, "the shapes do not match")
        values.withUnsafeBufferPointer { base.update(from: $0.baseAddress!, count: count) }
    }

    package var values: [Float] { Array(UnsafeBufferPointer(start: base, count: count)) }

    /// A number that other values hardly have: FNV-1a over their bit patterns.
    var hash: UInt64 {
        UnsafeBufferPointer(start: base, count: count).reduce(0xCBF2_9CE4_8422_2325) {
            ($0 ^ UInt64($1.bitPattern)) &* 0x100_0000_01B3
        }
    }

    var isFinite: Bool { UnsafeBufferPointer(start: base, count: count).allSatisfy(\.isFinite) }

    package subscript(index: Int) -> Float {
        get {
            precondition(index >= 0 && index < count, "out of range")
            return base[index]
        }
        nonmutating set {
            precondition(index >= 0 && index < count, "out of range")
            base[index] = newValue
        }
    }

    package subscript(range: Range<Int>) -> Vector {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "out of range")
        return Vector(base: base + range.lowerBound, count: range.count)
    }
}

/// A view of a row-major matrix in a buffer that outlives it.
package struct Matrix {
    package let base: UnsafeMutablePointer<Float>
    package let rows: Int
    package let columns: Int
    /// Distance between two rows, in elements.
    package let stride: Int

    package subscript(row: Int, column: Int) -> Float {
        get {
            precondition(row >= 0 && row < rows && column >= 0 && column < columns, "out of range")
            return base[row * stride + column]
        }
        nonmutating set {
            precondition(row >= 0 && row < rows && column >= 0 && column < columns, "out of range")
            base[row * stride + column] = newValue
        }
    }

    /// The first `count` rows.
    func leading(rows count: Int) -> Matrix {
        precondition(count <= rows, "out of range")
        return Matrix(base: base, rows: count, columns: columns, stride: stride)
    }

    /// The first `count` columns.
    func leading(columns count: Int) -> Matrix {
        precondition(count <= columns, "out of range")
        return Matrix(base: base, rows: rows, columns: count, stride: stride)
    }

    /// The last `count` rows.
    func trailing(rows count: Int) -> Matrix {
        precondition(count <= rows, "out of range")
        return Matrix(base: base + (rows - count) * stride, rows: count, columns: columns, stride: stride)
    }

    /// The last `count` columns.
    func trailing(columns count: Int) -> Matrix {
        precondition(count <= columns, "out of range")
        return Matrix(base: base + (columns - count), rows: rows, columns: count, stride: stride)
    }

    package func copy(from other: Matrix) {
        precondition(rows == other.rows && columns == other.columns, "the shapes do not match")
        for row in 0..<rows { (base + row * stride).update(from: other.base + row * other.stride, count: columns) }
    }

    /// The column of a row's largest element, the first of several.
    package func indexOfMaximum(row: Int) -> Int {
        precondition(row >= 0 && row < rows && columns > 0, "out of range")
        let values = base + row * stride
        var best = 0
        for column in 1..<columns where values[column] > values[best] { best = column }
        return best
    }

    /// The softmax of a row of logits: its logarithms, in double.
    package func logSoftmax(row: Int) -> LogSoftmax {
        precondition(row >= 0 && row < rows && columns > 0, "out of range")
        return LogSoftmax(UnsafeBufferPointer(start: base + row * stride, count: columns))
    }

    /// `count` columns from `first` on.
    package func columns(from first: Int, count: Int) -> Matrix {
        precondition(first >= 0 && count >= 0 && first + count <= columns, "out of range")
        return Matrix(base: base + first, rows: rows, columns: count, stride: stride)
    }

    /// The elements of a row.
    func row(_ row: Int) -> [Float] {
        precondition(row >= 0 && row < rows, "out of range")
        return Array(UnsafeBufferPointer(start: base + row * stride, count: columns))
    }

    /// These rows.
    package func rows(_ range: Range<Int>) -> Matrix {
        precondition(range.lowerBound >= 0 && range.upperBound <= rows, "out of range")
        return Matrix(base: base + range.lowerBound * stride, rows: range.count, columns: columns, stride: stride)
    }

    func copyRow(_ row: Int, from source: Matrix, row other: Int) {
        precondition(
            row >= 0 && row < rows && other >= 0 && other < source.rows && source.columns == columns, "out of range")
        (base + row * stride).update(from: source.base + other * source.stride, count: columns)
    }

    func fillRow(_ row: Int, with value: Float) {
        precondition(row >= 0 && row < rows, "out of range")
        (base + row * stride).update(repeating: value, count: columns)
    }
}

extension Buffer<Float> {
    package func vector(at offset: Int = 0, count: Int) -> Vector {
        precondition(offset >= 0 && offset + count <= capacity, "out of range")
        return Vector(base: base + offset, count: count)
    }

    package func matrix(at offset: Int = 0, rows: Int, columns: Int, stride: Int? = nil) -> Matrix {
        let stride = stride ?? columns
        precondition(offset >= 0 && columns <= stride && offset + rows * stride <= capacity, "out of range")
        return Matrix(base: base + offset, rows: rows, columns: columns, stride: stride)
    }

    /// A matrix for activations: makes room for it, and starts its rows on 64-byte boundaries.
    package func activations(rows: Int, columns: Int) -> Matrix {
        let stride = columns.inWholeCacheLines
        reserve(rows * stride)
        return matrix(rows: rows, columns: columns, stride: stride)
    }
}

extension Int {
    /// A number of 4-byte elements, rounded up to whole cache lines of 64 bytes.
    package var inWholeCacheLines: Int { (self + 15) / 16 * 16 }
}
