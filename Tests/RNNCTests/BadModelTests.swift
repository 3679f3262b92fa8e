import Foundation
import Testing

/// Files that are no models: every command that reads one says so in one line.
@Suite struct BadModelTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", TrainTests.names)
        try folder.writeModel(of: "names.txt", "--cell", "rnn", "--hidden", "6,5", "--epochs", "1")
    }

    private func expectRefusal(
        _ data: Data, saying text: String = "bad.safetensors", sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try folder.write("bad.safetensors", data)
        try folder.rnnc("inspect", "bad.safetensors")
            .expectFailure(saying: "bad.safetensors", text, sourceLocation: sourceLocation)
    }

    @Test func truncatedAnywhere() throws {
        let data = try folder.data("model.safetensors")
        let lengths = Set(0...9).union(stride(from: 10, to: data.count, by: max(1, data.count / 48))).union([
            data.count - 1
        ])
        for length in lengths.sorted() { try expectRefusal(data.prefix(length)) }
    }

    @Test func everyCommandRefuses() throws {
        try folder.write("bad", try folder.data("model.safetensors").dropLast(10))
        let before = try folder.files
        try folder.rnnc("inspect", "bad", "--json").expectFailure(saying: "bad", "cut off")
        try folder.rnnc("generate", "bad").expectFailure(saying: "bad", "cut off")
        try folder.rnnc("evaluate", "bad", "names.txt").expectFailure(saying: "bad", "cut off")
        #expect(try folder.files == before)
    }

    @Test func missingOrADirectory() throws {
        try folder.rnnc("generate", "missing").expectFailure(saying: "missing", "No such file")
        try folder.rnnc("generate", ".").expectFailure(saying: "directory")
        try folder.rnnc("generate", "").expectFailure(saying: "cannot read")
    }

    @Test func text() throws {
        try expectRefusal(Data(TrainTests.names.utf8))
        try expectRefusal(Data(repeating: 0, count: 100))
        try expectRefusal(Data(repeating: 0xFF, count: 100))
    }

    @Test func someOtherSafetensors() throws {
        try expectRefusal(Self.file(header: "{}"), saying: "rnnc.format")
        let tensor = #"{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#
        try expectRefusal(Self.file(header: tensor, body: Data(count: 4)), saying: "rnnc.format")
        try expectRefusal(Self.file(header: #"{"__metadata__":{"rnnc.format":"99"}}"#), saying: "99")
    }

    @Test(arguments: ["[]", "null", "{", "{\"w\":1}", "{\"__metadata__\":{\"a\":1}}", "{\"w\":{\"dtype\":\"F32\"}}"])
    func strangeHeaders(_ header: String) throws { try expectRefusal(Self.file(header: header)) }

    @Test(arguments: ["[0,8]", "[4,0]", "[-4,0]", "[0,4611686018427387904]", "[9223372036854775807,1]", "[0]"])
    func impossiblePlaces(_ offsets: String) throws {
        let header = #"{"w":{"dtype":"F32","shape":[1],"data_offsets":\#(offsets)}}"#
        try expectRefusal(Self.file(header: header, body: Data(count: 4)))
    }

    @Test(arguments: ["[4611686018427387904]", "[-1]", "[3037000500,3037000500,4]", "[0.5]", "[\"1\"]"])
    func impossibleShapes(_ shape: String) throws {
        let header = #"{"w":{"dtype":"F32","shape":\#(shape),"data_offsets":[0,4]}}"#
        try expectRefusal(Self.file(header: header, body: Data(count: 4)))
    }

    @Test(arguments: [UInt64.max, UInt64(Int64.max), 1 << 40, 7]) func corruptedHeaderLength(_ length: UInt64) throws {
        var data = try folder.data("model.safetensors")
        withUnsafeBytes(of: length.littleEndian) { data.replaceSubrange(0..<8, with: $0) }
        try expectRefusal(data)
    }

    /// A header that says something else than the tensors: each of these was a valid one before.
    @Test(
        arguments: [
            (#"\"hidden\":[6,5]"#, #"\"hidden\":[5,6]"#, "shape"), (#"\"hidden\":[6,5]"#, #"\"hidden\":[6]"#, "shape"),
            (#"\"hidden\":[6,5]"#, #"\"hidden\":[6,5,5]"#, "missing"),
            (#"\"hidden\":[6,5]"#, #"\"hidden\":[]"#, "sizes"),
            (#"\"hidden\":[6,5]"#, #"\"hidden\":[-6,5]"#, "sizes"),
            (#"\"hidden\":[6,5]"#, #"\"hidden\":[9223372036854775807]"#, "sizes"),
            (#"\"hidden\":[6,5]"#, #"\"hidden\":\"x\""#, "rnnc.architecture"),
            (#"\"rnn\""#, #"\"cnn\""#, "rnnc.architecture"),
            (#"[\"a\","#, #"["#, "shape"), (#"[\"a\","#, #"[\"ab\","#, "vocabulary"),
            (#"[\"a\","#, #"[\"\","#, "vocabulary"),
            (#"[\"a\","#, #"[\"d\","#, "twice"), ("rnn.weight_hh_l0", "rnn.weight_hh_l7", "missing"),
            (#""dtype":"F32""#, #""dtype":"I32""#, "I32"), (#""rnnc.training""#, #""rnnc.nothing""#, "rnnc.training"),
        ])
    func contradictions(_ valid: String, _ wrong: String, _ text: String) throws {
        let data = try folder.data("model.safetensors")
        let length = Int(data[0]) | Int(data[1]) << 8 | Int(data[2]) << 16
        let header = String(decoding: data[8..<8 + length], as: UTF8.self)
        try #require(header.contains(valid), "\(header)")
        let changed = header.replacingOccurrences(of: valid, with: wrong)
        try expectRefusal(Self.file(header: changed, body: data[(8 + length)...]), saying: text)
    }

    @Test(arguments: [Float.nan, .infinity]) func numbersThatAreNone(_ value: Float) throws {
        var data = try folder.data("model.safetensors")
        withUnsafeBytes(of: value.bitPattern.littleEndian) {
            data.replaceSubrange(data.count - 4..<data.count, with: $0)
        }
        try expectRefusal(data)
    }

    private static func file(header: String, body: Data = Data()) -> Data {
        var data = Data()
        withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { data.append(contentsOf: $0) }
        return data + Data(header.utf8) + body
    }
}
