import Foundation

/// A file of named tensors with a JSON header: Hugging Face's safetensors format.
///
///     8 bytes    n, the length of the header, little-endian
///     n bytes    JSON: {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [begin, end]}, …,
///                       "__metadata__": {"key": "text", …}}
///     the rest   the tensors' elements, little-endian, row-major; offsets count from here
public struct Safetensors: Sendable {
    public enum ElementType: String, Sendable {
        case float64 = "F64"
        case float32 = "F32"
        /// IEEE 754 half precision.
        case float16 = "F16"
        /// The upper half of a float32.
        case bfloat16 = "BF16"
        case int64 = "I64"

        package var size: Int {
            switch self {
            case .float64, .int64: 8
            case .float32: 4
            case .float16, .bfloat16: 2
            }
        }
    }

    public struct Tensor: Sendable, Equatable {
        public let type: ElementType
        public let shape: [Int]
        /// The elements in the layout of the file.
        package let bytes: Data

        public var count: Int { shape.reduce(1, *) }

        public init(_ values: [Float], shape: [Int]) {
            precondition(shape.reduce(1, *) == values.count, "the number of values does not fit the shape")
            type = .float32
            self.shape = shape
            bytes = values.map(\.bitPattern.littleEndian).withUnsafeBytes { Data($0) }
        }

        /// The nearest numbers of half precision, ties to even. What is above 65,504 becomes infinite.
        public init(halvesOf values: [Float], shape: [Int]) {
            precondition(shape.reduce(1, *) == values.count, "the number of values does not fit the shape")
            type = .float16
            self.shape = shape
            bytes = values.map { Self.half($0).littleEndian }.withUnsafeBytes { Data($0) }
        }

        /// One dimension of whole numbers.
        public init(_ values: [Int64]) {
            type = .int64
            shape = [values.count]
            bytes = values.map(\.littleEndian).withUnsafeBytes { Data($0) }
        }

        /// - Precondition: There are as many bytes as the shape asks for.
        package init(type: ElementType, shape: [Int], bytes: Data) {
            self.type = type
            self.shape = shape
            self.bytes = bytes
        }

        /// The elements, whatever their type, as doubles.
        public var doubles: [Double] {
            switch type {
            case .float64: elements(UInt64.self).map { Double(bitPattern: $0) }
            case .int64: elements(Int64.self).map { Double($0) }
            case .float32, .float16, .bfloat16: floats.map { Double($0) }
            }
        }

        /// The elements, if they are whole numbers.
        public var integers: [Int64]? { type == .int64 ? elements(Int64.self) : nil }

        /// The elements, whatever their type, as floats: the nearest ones, which of the smaller types are the same
        /// numbers.
        public var floats: [Float] {
            switch type {
            case .float32: elements(UInt32.self).map { Float(bitPattern: $0) }
            case .bfloat16: elements(UInt16.self).map { Float(bitPattern: UInt32($0) << 16) }
            case .float16: elements(UInt16.self).map { Self.float(half: $0) }
            case .float64, .int64: doubles.map { Float($0) }
            }
        }

        /// A half, which is a sign, 5 bits of exponent with a bias of 15, and 10 bits of fraction. (Swift's Float16 is
        /// not there on Intel Macs.)
        private static func float(half bits: UInt16) -> Float {
            let sign = UInt32(bits & 0x8000) << 16
            let (exponent, fraction) = (UInt32(bits >> 10 & 0x1F), UInt32(bits & 0x3FF))
            switch exponent {
            case 0: return (sign == 0 ? 1 : -1) * Float(fraction) * 0x1p-24
            case 0x1F: return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
            default: return Float(bitPattern: sign | (exponent + 127 - 15) << 23 | fraction << 13)
            }
        }

        /// The bits of the half nearest to a number.
        private static func half(_ value: Float) -> UInt16 {
            let sign = UInt16(value.sign == .minus ? 0x8000 : 0)
            let magnitude = value.magnitude
            guard magnitude < 65520 else { return sign | (value.isNaN ? 0x7E00 : 0x7C00) }
            // Halves below 2^-14 are multiples of 2^-24; those in [2^e, 2^(e+1)) are multiples of 2^(e-10).
            let exponent = max(-14, magnitude == 0 ? -14 : Int(magnitude.exponent))
            let unit = Float(sign: .plus, exponent: exponent - 10, significand: 1)
            let multiple = UInt16((magnitude / unit).rounded(.toNearestOrEven))
            // A multiple of 2^11 after rounding up carries into the exponent, as it should.
            return sign | UInt16(exponent + 14) << 10 + multiple
        }

        private func elements<Raw: FixedWidthInteger>(_: Raw.Type) -> [Raw] {
            bytes.withUnsafeBytes { raw in
                (0..<count).map {
                    Raw(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Raw>.size, as: Raw.self))
                }
            }
        }
    }

    /// What is wrong with a file, in one line.
    public struct FormatError: Error, CustomStringConvertible {
        public let description: String
        package init(_ description: String) { self.description = description }
    }

    public var tensors: [String: Tensor] = [:]
    /// Free text under free keys.
    public var metadata: [String: String] = [:]

    public init() {}

    /// Reads a file's bytes; every length in it is checked.
    public init(_ data: Data) throws {
        let data = Data(data)  // indices from 0
        guard data.count >= 8 else { throw FormatError("too short to be a safetensors file") }
        let length = data.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
        guard length <= UInt64(data.count - 8) else {
            throw FormatError("not a safetensors file, or one that was cut off in its header")
        }
        let (texts, entries) = try Self.entries(ofHeader: data.subdata(in: 8..<8 + Int(length)))
        metadata = texts
        let body = data.dropFirst(8 + Int(length))
        var descriptions: [(name: String, Description)] = []
        for (name, entry) in entries {
            descriptions.append((name, try Description(name, entry, bytes: body.count)))
        }
        var end = 0
        let places = descriptions.map(\.1.place)
        for place in places.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
            guard place.lowerBound == end else { throw FormatError("its tensors overlap or leave gaps") }
            end = place.upperBound
        }
        guard end == body.count else { throw FormatError("it continues after its last tensor") }
        // Tensors that do not overlap have together the size of the file.
        for (name, tensor) in descriptions {
            let begin = body.startIndex + tensor.place.lowerBound
            tensors[name] = Tensor(
                type: tensor.type, shape: tensor.shape, bytes: body.subdata(in: begin..<begin + tensor.place.count))
        }
    }

    /// The metadata of a header, and its entries of tensors.
    package static func entries(ofHeader json: Data) throws -> (metadata: [String: String], tensors: [String: Any]) {
        let header = try? JSONSerialization.jsonObject(with: json.escapingByteOrderMarks)
        guard var entries = header as? [String: Any] else {
            throw FormatError("not a safetensors file: its header is not a JSON object")
        }
        guard let metadata = (entries.removeValue(forKey: "__metadata__") ?? [:]) as? [String: String] else {
            throw FormatError("its metadata is not all text")
        }
        return (metadata, entries)
    }

    /// What the header has about a tensor.
    fileprivate struct Description {
        let type: ElementType
        let shape: [Int]
        /// The place of its elements after the header.
        let place: Range<Int>
    }
}

extension Safetensors.Description {
    /// - Parameter bytes: The size of what comes after the header.
    fileprivate init(_ name: String, _ entry: Any, bytes: Int) throws {
        typealias FormatError = Safetensors.FormatError
        guard let entry = entry as? [String: Any], let code = entry["dtype"] as? String,
            let shape = entry["shape"] as? [Int], let offsets = entry["data_offsets"] as? [Int], offsets.count == 2
        else { throw FormatError("tensor \(name) is not described as a safetensors file should") }
        guard let type = Safetensors.ElementType(rawValue: code) else {
            throw FormatError("tensor \(name) has elements of type \(code), which is not read here")
        }
        var size = type.size
        for extent in shape {
            let (product, overflow) = size.multipliedReportingOverflow(by: extent)
            guard extent >= 0, !overflow else { throw FormatError("tensor \(name) has an impossible shape") }
            size = product
        }
        guard offsets[0] >= 0, offsets[0] <= offsets[1], offsets[1] - offsets[0] == size else {
            throw FormatError("tensor \(name): its shape and its place in the file do not agree")
        }
        guard offsets[1] <= bytes else { throw FormatError("cut off: tensor \(name) is not all there") }
        (self.type, self.shape, place) = (type, shape, offsets[0]..<offsets[1])
    }
}

extension Safetensors {

    /// The file's bytes: the same content gives the same bytes.
    public func serialized() throws -> Data { try pieces().reduce(into: Data()) { $0.append($1) } }

    /// The file's bytes one piece after another, without a copy of the tensors.
    package func pieces() throws -> [Data] {
        var header: [String: Any] = metadata.isEmpty ? [:] : ["__metadata__": metadata]
        // Tensors with the largest elements first, so that each tensor is aligned to the size of its elements.
        let order = tensors.sorted { ($1.value.type.size, $0.key) < ($0.value.type.size, $1.key) }
        var end = 0
        for (name, tensor) in order {
            let begin = end
            end += tensor.bytes.count
            header[name] = ["dtype": tensor.type.rawValue, "shape": tensor.shape, "data_offsets": [begin, end]]
        }
        var json = try JSONSerialization.data(withJSONObject: header, options: [.sortedKeys, .withoutEscapingSlashes])
            .escapingByteOrderMarks
        // Elements start at multiples of eight bytes.
        json.append(contentsOf: repeatElement(0x20, count: (8 - json.count % 8) % 8))
        let length = withUnsafeBytes(of: UInt64(json.count).littleEndian) { Data($0) }
        return [length, json] + order.map(\.value.bytes)
    }
}
