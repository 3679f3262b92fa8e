import Foundation
import RNNSwift
import Testing

@Suite struct FileTests {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    @Test(arguments: Architecture.Cell.allCases) func modelsSurviveTheRoundTrip(_ cell: Architecture.Cell) throws {
        try withFolder { folder in
            let path = folder + "/m.safetensors"
            let model = try randomModel("aé👩🏽‍🚀q\u{307}\u{323}Ж", cell: cell, hidden: [7, 3])
            try model.save(to: path)
            let read = try Model(contentsOf: path)
            #expect(read.vocabulary == model.vocabulary)
            #expect(read.architecture == model.architecture)
            #expect(read.record == model.record)
            #expect(try read.logits(for: "Жaé") == model.logits(for: "Жaé"))
            #expect(try read.serialized() == model.serialized())
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["m.safetensors"])
        }
    }

    /// A file is read again before it takes the place of another one.
    @Test func whatCannotBeReadReplacesNothing() throws {
        try withFolder { folder in
            let path = folder + "/m.safetensors"
            let model = try randomModel("aé", hidden: [3])
            try model.save(to: path)
            let before = try Data(contentsOf: URL(filePath: path))
            let other = try randomModel("ae", hidden: [3])
            // What is written is not what it should be, as far as the description goes.
            #expect(throws: Model.FormatError.self) {
                try other.file().save(to: path) { try Model.Description($0).check(model) }
            }
            #expect(try Data(contentsOf: URL(filePath: path)) == before)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["m.safetensors"])
            try other.save(to: path)
            #expect(try Model(contentsOf: path).vocabulary == other.vocabulary)
        }
    }

    @Test func layoutIsPyTorchs() throws {
        let model = try randomModel("abc", hidden: [7, 3])
        let file = try Safetensors(model.serialized())
        #expect(
            file.tensors.mapValues(\.shape) == [
                "rnn.weight_ih_l0": [7, 5], "rnn.weight_hh_l0": [7, 7], "rnn.bias_ih_l0": [7], "rnn.bias_hh_l0": [7],
                "rnn.weight_ih_l1": [3, 7], "rnn.weight_hh_l1": [3, 3], "rnn.bias_ih_l1": [3], "rnn.bias_hh_l1": [3],
                "out.weight": [5, 3], "out.bias": [5],
            ])
        // [hidden, input]: the weight from token 2 to unit 4.
        let weight = try #require(file.tensors["rnn.weight_ih_l0"]).floats[4 * 5 + 2]
        #expect(weight == model.weights.parameters.matrix(model.network.layout.slices[0])[2, 4])
    }

    /// The gates stand below each other; the biases of the GRU's candidates are two.
    @Test(arguments: [(Architecture.Cell.lstm, 4), (.gru, 3)])
    func gatesArePyTorchs(_ cell: Architecture.Cell, gates: Int) throws {
        let file = try Safetensors(randomModel("abc", cell: cell, hidden: [7]).serialized())
        #expect(
            file.tensors.mapValues(\.shape) == [
                "rnn.weight_ih_l0": [7 * gates, 5], "rnn.weight_hh_l0": [7 * gates, 7],
                "rnn.bias_ih_l0": [7 * gates], "rnn.bias_hh_l0": [7 * gates], "out.weight": [5, 7], "out.bias": [5],
            ])
        let second = try #require(file.tensors["rnn.bias_hh_l0"]).floats
        #expect(second.prefix(14).allSatisfy { $0 == 0 })
        #expect(second.suffix(7).allSatisfy { ($0 != 0) == (cell == .gru) })
    }

    /// A file cut off anywhere, or with any byte changed, is read or refused; it never brings the program down.
    @Test func brokenFilesAreRefused() throws {
        let whole = try randomModel("ab", hidden: [2]).serialized()
        for length in 0..<whole.count {
            #expect(throws: (any Error).self) { try Model(Safetensors(whole.prefix(length)), kernels: .best) }
        }
        var generator = SplitMix64(seed: 1, stream: .shuffling)
        for _ in 0..<3000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            _ = try? Model(Safetensors(bytes), kernels: .best)
        }
    }

    @Test func impossibleHeadersAreRefused() throws {
        func file(_ header: String, body: Int = 0) -> Data {
            var data = Data()
            withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { data.append(contentsOf: $0) }
            return data + Data(header.utf8) + Data(count: body)
        }
        for header in [
            "[]", "{", #"{"a": 1}"#, #"{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}"#,
            #"{"a": {"dtype": "F32", "shape": [-1], "data_offsets": [0, 4]}}"#,
            #"{"a": {"dtype": "F32", "shape": [4611686018427387904, 4], "data_offsets": [0, 0]}}"#,
            #"{"a": {"dtype": "F8", "shape": [1], "data_offsets": [0, 1]}}"#,
            #"{"a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 0]}}"#,
            #"{"__metadata__": {"a": 1}}"#,
            #"{"a": {"dtype": "F32", "shape": [0], "data_offsets": [4, 4]}}"#,
        ] {
            #expect(throws: Safetensors.FormatError.self, "\(header)") { try Safetensors(file(header)) }
        }
        #expect(throws: Safetensors.FormatError.self) { try Safetensors(Data(repeating: 0xFF, count: 64)) }
        let overlapping = #"""
            {"a": {"dtype": "F64", "shape": [1], "data_offsets": [0, 8]},
             "b": {"dtype": "F64", "shape": [1], "data_offsets": [4, 12]}}
            """#
        #expect(throws: Safetensors.FormatError.self) { try Safetensors(file(overlapping, body: 12)) }
        #expect(throws: Safetensors.FormatError.self) {
            try Safetensors(file(#"{"a": {"dtype": "F64", "shape": [1], "data_offsets": [0, 8]}}"#, body: 9))
        }
        let fine = try Safetensors(
            file(#"{"a": {"dtype": "F64", "shape": [1], "data_offsets": [0, 8]}}"#, body: 8))
        #expect(fine.tensors["a"]?.doubles == [0])
    }

    /// A header that promises a huge network costs no memory: shapes are compared first.
    @Test func hugePromisesAreRefused() throws {
        var file = try Safetensors(randomModel("ab", hidden: [2]).serialized())
        let sizes = Array(repeating: "8192", count: 64).joined(separator: ",")
        file.metadata["rnnc.architecture"] = #"{"cell":"rnn","hidden":[\#(sizes)]}"#
        #expect(throws: Model.FormatError.self) { try Model(file, kernels: .best) }
        file.metadata["rnnc.architecture"] = #"{"cell":"rnn","hidden":[0]}"#
        #expect(throws: Model.FormatError.self) { try Model(file, kernels: .best) }
    }

    @Test func aFailedWriteLeavesTheOldFile() throws {
        try withFolder { folder in
            let path = folder + "/m"
            try FileAccess.replace(path, with: Data([1]))
            try FileAccess.replace(path, with: Data([2, 3]))
            #expect(try FileAccess.read(path) == Data([2, 3]))
            #expect(throws: FileError.self) { try FileAccess.replace(folder + "/no/m", with: Data([1])) }
            #expect(throws: FileError.self) { try FileAccess.replace(folder, with: Data([1])) }  // a folder
            #expect(throws: FileError.self) { try FileAccess.checkReplaceable(folder) }
            #expect(throws: FileError.self) { try FileAccess.read(folder) }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["m"])
        }
    }
}
