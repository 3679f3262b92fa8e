import Foundation
import RNNExchange
import RNNSwift
import Testing

/// Models that Keras 3.15 made, beside the logits that it computes with them: see
/// Tests/Interoperability/make_keras_fixtures.py.
@Suite struct KerasTests {
    static let vocabulary = #"{"a": 0, "b": 1, "c": 2, "d": 3, "e": 4, "^": 5, "$": 6}"#
    static let names = ["", "a", "bead", "ecdabbc"]

    static func file(_ name: String) throws -> Data {
        let name = name as NSString
        let url = try #require(
            Bundle.module.url(
                forResource: "Golden/keras/\(name.deletingPathExtension)", withExtension: name.pathExtension))
        return try Data(contentsOf: url)
    }

    /// Both compute in float32; the largest difference measured is 5e-7.
    @Test(arguments: [
        ("rnn.keras", "Keras archive", Architecture(cell: .rnn, hidden: [4, 3])),
        ("lstm.keras", "Keras archive", Architecture(cell: .lstm, hidden: [4, 3])),
        ("gru.keras", "Keras archive", Architecture(cell: .gru, hidden: [5, 4])),
        ("lstm.h5", "Keras HDF5", Architecture(cell: .lstm, hidden: [4, 3])),
        ("gru.h5", "Keras HDF5", Architecture(cell: .gru, hidden: [3])),
        ("gru_latest.h5", "Keras HDF5", Architecture(cell: .gru, hidden: [3])),
    ])
    func logitsAreThoseOfKeras(_ name: String, _ format: String, _ architecture: Architecture) throws {
        let data = try Self.file(name)
        let model = try imported(data, vocabulary: Self.vocabulary)
        #expect(try Model.read(data).network.format == format)
        #expect(model.architecture == architecture)
        let expected = try golden("keras/logits").tensors
        for text in Self.names {
            let key = "\(name.replacingOccurrences(of: "_latest", with: ""))/\(text)"
            #expect(
                try relativeDifference(flatLogits(model, text), #require(expected[key]).doubles) < 2e-6, "\(key)")
        }
    }

    /// What the figures of these layers would be with other settings is another matter.
    @Test(arguments: [
        (#""reset_after": true"#, #""reset_after":false"#, "reset_after=False"),
        (#""go_backwards": false"#, #""go_backwards":  true"#, "go_backwards=True"),
        (#""activation": "tanh""#, #""activation": "relu""#, "activation=relu, not tanh"),
        (#""activation": "tanh""#, #""activation":     {}"#, "activation=an object, not tanh"),
        (
            #""recurrent_activation": "sigmoid""#, #""recurrent_activation": "silu"   "#,
            "recurrent_activation=silu, not sigmoid"
        ),
        (#""activation": "softmax""#, #""activation": "sigmoid""#, "activation=sigmoid, not softmax or linear"),
        (#""class_name": "GRU""#, #""class_name": "Add""#, "an Add has no counterpart"),
        (#""class_name": "GRU""#, #""class_name": "RNN""#, "a RNN has no counterpart"),
        (#""class_name": "Dense""#, #""class_name": "Densx""#, "a Densx has no counterpart"),
        (#""name": "gru_2""#, #""name": "gru_3""#, "weights of a layer gru_2, which is not one"),
        (#""layers": ["#, #""layerz": ["#, "the model has layerz=a list, which is not known here"),
        ("model_config", "model_konfig", "it has no attribute model_config"),
        ("weight_names", "weight_namez", "layer gru_2 has 0 arrays of weights, not 2: kernel, recurrent_kernel"),
    ])
    func settingsWithoutCounterpart(_ old: String, _ new: String, _ reason: String) throws {
        let data = replacing(old, by: new, in: try Self.file("gru.h5"))
        let line = refusal { try imported(data, vocabulary: Self.vocabulary) }
        #expect(line.contains(reason), "\(line)")
    }

    @Test func otherArchives() throws {
        let keras = try Self.file("rnn.keras")
        for (old, new, reason) in [
            ("config.json", "konfig.json", "without config.json and model.weights.h5"),
            ("config.json", "ar/data.pkl", "torch.save_file(model.state_dict()"),
        ] {
            let line = refusal { try Model.read(replacing(old, by: new, in: keras)) }
            #expect(line.contains(reason), "\(line)")
        }
        // An entry's checksum shows that its content was changed.
        let changed = replacing(#""activation": "tanh""#, by: #""activation": "relu""#, in: keras)
        let line = refusal { try Model.read(changed) }
        #expect(line.contains("config.json in the zip archive is damaged"), "\(line)")
    }

    @Test func theVocabularyMustFit() throws {
        let data = try Self.file("gru.h5")
        let line = refusal { try imported(data, vocabulary: #"{"a": 0, "^": 1, "$": 7}"#) }
        #expect(line.contains("the network has 7 tokens, 0 to 6, but \"$\" has the number 7"), "\(line)")
    }

    /// HDF5 and zip files that are cut off, or have bytes changed: read or refused, in one line, and soon.
    @Test(arguments: ["lstm.h5", "gru.h5", "gru_latest.h5", "rnn.keras", "gru.keras"])
    func damagedFiles(_ name: String) throws {
        let whole = try Self.file(name)
        var refused = 0
        forEachDamaged(whole, times: isExhaustive ? 1500 : 300) { data in
            let line = refusal { try imported(data, vocabulary: Self.vocabulary) }
            #expect(!line.contains("another error") && !line.contains("\n"), "\(line)")
            if line != "it was taken" { refused += 1 }
        }
        #expect(refused > (isExhaustive ? 500 : 100))
    }

    /// An HDF5 file has no checksum of its weights: the one in an archive is damaged before it is packed.
    @Test func damagedHDF5InAnArchive() throws {
        let archive = try ZipArchive(Self.file("lstm.keras"))
        let json = try #require(try archive.contents(of: "config.json", limit: .max))
        let layers = try KerasConfiguration(json: json).layers
        let weights = try #require(try archive.contents(of: "model.weights.h5", limit: .max))
        forEachDamaged(weights, times: 1500) { data in
            let line = refusal { try KerasModel.network(layers, archiveWeights: data) }
            #expect(!line.contains("another error"), "\(line)")
        }
        forEachDamaged(json, times: 1000) { data in
            let line = refusal { try KerasChain(KerasConfiguration(json: data).layers) }
            #expect(!line.contains("another error"), "\(line)")
        }
    }
}
