import Foundation
import RNNSwift

/// The rows of a CSV file (RFC 4180), on bytes: a sample name may begin with a combining character, which would join
/// the quotation mark before it, or have a quotation mark itself where the program that wrote it quotes nothing.
struct CSVRows {
    private let bytes: [UInt8]
    private var position = 0
    /// The number of the row read last, from 1, the header included.
    private(set) var row = 0

    init(_ data: Data) {
        bytes = Array(data)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// The next row that is not empty.
    mutating func next(_ malformed: (String) -> History.FormatError) throws -> [String]? {
        while position < bytes.count {
            row += 1
            let fields = try fields(malformed)
            if fields != [""] { return fields }
        }
        return nil
    }

    private mutating func fields(_ malformed: (String) -> History.FormatError) throws -> [String] {
        var fields: [String] = []
        var field: [UInt8] = []
        while true {
            if field.isEmpty, position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
                field = try quoted(malformed)
            }
            let byte = position < bytes.count ? bytes[position] : 0x0A
            position += 1
            switch byte {
            case UInt8(ascii: ","), 0x0A, 0x0D:
                fields.append(String(decoding: field, as: UTF8.self))
                field = []
                if byte == UInt8(ascii: ",") { continue }
                if byte == 0x0D, position < bytes.count, bytes[position] == 0x0A { position += 1 }
                return fields
            default: field.append(byte)
            }
        }
    }

    private mutating func quoted(_ malformed: (String) -> History.FormatError) throws -> [UInt8] {
        var text: [UInt8] = []
        position += 1
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "\"") {
                position += 1
                guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return text }
            }
            text.append(bytes[position])
            position += 1
        }
        throw malformed("row \(row): a quotation mark is not closed")
    }
}
