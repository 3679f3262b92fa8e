import Foundation

/// Writes a message in the wire format of Protocol Buffers: fields one after the other, each with its number and kind.
///
/// There are only three kinds that ``ONNXModel`` needs. (https://protobuf.dev/programming-guides/encoding)
struct ProtobufWriter {
    private(set) var data = Data()

    init() {}

    /// A message whose fields are written by `body`.
    init(_ body: (inout ProtobufWriter) -> Void) { body(&self) }

    /// A whole number that is not negative: seven bits a byte, the low ones first.
    mutating func integer(_ field: Int, _ value: Int) {
        precondition(value >= 0)
        tag(field, kind: 0)
        variableLength(value)
    }

    mutating func bytes(_ field: Int, _ value: Data) {
        tag(field, kind: 2)
        variableLength(value.count)
        data.append(value)
    }

    mutating func text(_ field: Int, _ value: String) { bytes(field, Data(value.utf8)) }

    mutating func message(_ field: Int, _ body: (inout ProtobufWriter) -> Void) {
        bytes(field, ProtobufWriter(body).data)
    }

    private mutating func tag(_ field: Int, kind: Int) { variableLength(field << 3 | kind) }

    private mutating func variableLength(_ value: Int) {
        var rest = value
        while rest > 0x7F {
            data.append(UInt8(rest & 0x7F | 0x80))
            rest >>= 7
        }
        data.append(UInt8(rest))
    }
}
