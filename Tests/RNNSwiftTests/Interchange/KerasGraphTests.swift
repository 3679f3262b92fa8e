import Foundation
import RNNExchange
import RNNSwift
import Testing

/// Every layer, connection and setting of a Keras model is accounted for. Configurations are those of Keras 3.15, cut
/// down.
@Suite struct KerasGraphTests {
    static let dtype = #""dtype": {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}}"#
    static let input =
        #"{"class_name": "InputLayer", "config": {"name": "in", "batch_shape": [null, null, 5], "dtype": "float32"}}"#
    static let ids = #"{"class_name": "InputLayer", "config": {"name": "in", "batch_shape": [null, null]}}"#
    static let dense = layer("Dense", "out", #""units": 5, "activation": "linear""#)
    static let softmax = layer("Softmax", "soft", #""axis": -1"#)

    static func layer(_ type: String, _ name: String, _ settings: String = "", entry: String = "") -> String {
        "{\"class_name\": \"\(type)\", \"module\": \"keras.layers\", \"registered_name\": null, \"config\": {\"name\": "
            + "\"\(name)\", \(dtype)\(settings.isEmpty ? "" : ", ")\(settings)}\(entry)}"
    }

    static func lstm(_ name: String, sequences: Bool = true, _ settings: String = #""go_backwards": false"#) -> String {
        layer(
            "LSTM", name,
            #""units": 3, "activation": "tanh", "recurrent_activation": "sigmoid", "return_sequences": \#(sequences), \#(settings)"#
        )
    }

    private func chain(_ layers: [String]) throws -> KerasChain {
        let json = "{\"class_name\": \"Sequential\", \"config\": {\"layers\": [\(layers.joined(separator: ", "))]}}"
        return try KerasChain(KerasConfiguration(json: Data(json.utf8)).layers)
    }

    @Test func chainsThatCanBeRead() throws {
        let embedding = Self.layer("Embedding", "e", #""input_dim": 5, "output_dim": 2, "mask_zero": true"#)
        let dropout = Self.layer("Dropout", "d", #""rate": 0.5, "seed": 3, "noise_shape": null"#)
        let wrapped = Self.layer("TimeDistributed", "t", #""layer": \#(Self.dense)"#)
        let masking = Self.layer("Masking", "m", #""mask_value": [0, 0.0, 0, 0, 0]"#)
        #expect(
            try chain([
                Self.input, masking, dropout, Self.lstm("a"), wrapped, dropout.replacing("\"d\"", with: "\"d2\""),
            ]).tokens == 5)
        let embedded = try chain([
            Self.ids, embedding, Self.lstm("a"), dropout, Self.lstm("b", sequences: false), Self.dense, Self.softmax,
        ])
        #expect(embedded.masksZero && embedded.recurrent.map(\.name) == ["a", "b"])
        // 10, 12 * 2 + 12 * 3 + 12, 12 * 3 + 12 * 3 + 12, 15 + 5
        #expect(embedded.weightCount == 10 + 72 + 84 + 20)
        #expect(
            try chain([Self.lstm("a"), Self.layer("Activation", "l", #""activation": "linear""#), Self.dense]).recurrent
                .count == 1)
        // The list of layers by itself, as Keras wrote it until 2.2.2.
        let json = "{\"class_name\": \"Sequential\", \"config\": [\(Self.lstm("a")), \(Self.dense)]}"
        #expect(try KerasConfiguration(json: Data(json.utf8)).layers.count == 2)
    }

    private static let deep: [String] = {
        let layers = (0..<65).map { lstm("a\($0)") }
        return [input] + layers + [dense]
    }()

    static let refusedChains: [([String], String)] = [
        (
            [input, lstm("a"), layer("Dense", "out", #""units": 5, "activation": "softmax""#), softmax],
            "layer soft is a second softmax, after that of layer out"
        ),
        (
            [input, lstm("a"), dense, softmax, layer("Activation", "again", #""activation": "softmax""#)],
            "layer again is a second softmax"
        ),
        ([input, lstm("a"), softmax, dense], "layer soft is a softmax before the Dense layer"),
        ([input, softmax, lstm("a"), dense], "layer soft is a softmax before"),
        ([input, lstm("a"), dense, layer("Softmax", "soft", #""axis": 1"#)], "softmax along axis 1"),
        ([input, lstm("a"), dense, lstm("b")], "layer b comes after the Dense layer"),
        (
            [input, lstm("a"), dense, layer("Dense", "more", #""units": 5, "activation": "linear""#)],
            "layer more comes after layer out"
        ),
        ([input, dense, lstm("a")], "layer out is a Dense layer before the recurrent"),
        ([input, lstm("a", sequences: false), lstm("b"), dense], "layer b reads only the last step"),
        (
            [input, lstm("a", sequences: false), layer("TimeDistributed", "t", #""layer": \#(dense)"#)],
            "layer t is a TimeDistributed after"
        ),
        ([ids, lstm("a"), dense], "layer a reads numbers of tokens without an Embedding"),
        (
            [input, layer("Embedding", "e", #""input_dim": 5, "output_dim": 5"#), lstm("a"), dense],
            "layer e is an Embedding that does not read"
        ),
        (
            [input, lstm("a"), layer("Embedding", "e", #""input_dim": 5, "output_dim": 5"#), dense],
            "layer e is an Embedding that does not read"
        ),
        (
            [ids, layer("Embedding", "e", #""input_dim": 6, "output_dim": 5"#), lstm("a"), dense],
            "layer e reads 6 tokens, layer out predicts 5"
        ),
        ([input, lstm("a"), layer("Masking", "m"), dense], "layer m is a Masking behind other layers"),
        ([input, layer("Masking", "m", #""mask_value": [0, 1, 0, 0, 0]"#), lstm("a"), dense], "mask_value=a list"),
        ([input, lstm("a")], "it has no Dense layer"), ([input, dense], "it has no recurrent layer"),
        ([input], "it has no recurrent layer"),
        ([input, lstm("a"), lstm("a"), dense], "two layers have the name a"),
        (
            [input, lstm("a"), input.replacing("\"in\"", with: "\"x\""), dense],
            "layer x is an input after other layers"
        ),
        (
            [input, lstm("a"), layer("LayerNormalization", "n"), dense],
            "layer n, a LayerNormalization has no counterpart"
        ),
        (
            [input, layer("Bidirectional", "n", #""layer": \#(lstm("a"))"#), dense],
            "layer n, a Bidirectional has no counterpart"
        ),
        ([input, layer("TimeDistributed", "t", #""layer": \#(lstm("a"))"#), dense], "is around a LSTM"),
        (
            [input, layer("Sequential", "inner", #""layers": []"#), dense],
            "layer inner, a Sequential, is a model by itself"
        ),
        (
            [input, layer("LSTM", "own").replacing("keras.layers", with: "mine"), dense],
            "layer own is a class of its own"
        ),
        (
            [
                input,
                layer("LSTM", "own").replacing(#""registered_name": null"#, with: #""registered_name": "My>LSTM""#),
                dense,
            ], "layer own is a class of its own"
        ),
        (
            [
                input, lstm("a"),
                layer(
                    "Dense", "out", #""units": 5, "activation": "linear""#,
                    entry: #", "inbound_nodes": [[["in", 0, 0]]]"#),
            ], "layer out has connections of its own"
        ),
        (
            [
                input, lstm("a"),
                layer("Dense", "out", #""units": 5, "activation": "linear""#, entry: #", "wrapper": 1"#),
            ], "has an entry wrapper"
        ),
        (
            [input, lstm("a"), dense.replacing("float32", with: "mixed_float16")],
            "layer out, a Dense, computes as mixed_float16"
        ),
        ([input, lstm("a"), dense.replacing("float32", with: "int8_from_float32")], "computes as int8_from_float32"),
        (
            [input, layer("GRU", "g", #""units": 3, "activation": "tanh", "recurrent_activation": "sigmoid""#), dense],
            "reset_after=False"
        ),
        (
            [
                input, lstm("a"),
                layer(
                    "GRU", "g",
                    #""units": 3, "activation": "tanh", "recurrent_activation": "sigmoid", "reset_after": true"#),
                dense,
            ], "of different kinds"
        ),
        ([input, lstm("a"), dense.replacing("\"units\": 5", with: "\"units\": 1e300")], "no usable units"),
        ([input, lstm("a"), dense.replacing("\"units\": 5", with: "\"units\": 9999999")], "9999999 tokens"),
        (deep, "at most 64 layers"),
    ]

    @Test(arguments: refusedChains)
    func chainsThatAreRefused(_ layers: [String], _ reason: String) {
        let line = refusal { try chain(layers) }
        #expect(line.contains(reason), "\(line)")
    }

    /// Whatever else a layer is set to: it is known to change nothing, or the model is refused.
    @Test func noSettingIsOverlooked() throws {
        let harmless: Set<String> = [
            "name", "trainable", "batch_shape", "seed", "unit_forget_bias", "dropout", "recurrent_dropout", "unroll",
            "noise_shape",
            "rate", "zero_output_for_mask", "bias_initializer", "kernel_initializer", "recurrent_initializer",
            "embeddings_initializer", "bias_regularizer", "kernel_regularizer", "recurrent_regularizer",
            "embeddings_regularizer", "activity_regularizer", "bias_constraint", "kernel_constraint",
            "recurrent_constraint",
            "embeddings_constraint",
        ]
        var changed = 0
        for file in ["rnn.keras", "lstm.keras", "gru.keras"] {
            let archive = try ZipArchive(KerasTests.file(file))
            let json = try #require(try archive.contents(of: "config.json", limit: .max))
            let model = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
            let configuration = try #require(model["config"] as? [String: Any])
            let layers = try #require(configuration["layers"] as? [[String: Any]])
            for (index, layer) in layers.enumerated() {
                let settings = try #require(layer["config"] as? [String: Any])
                for key in settings.keys.sorted() + ["a_setting_of_the_future"] where !harmless.contains(key) {
                    if layer["class_name"] as? String == "InputLayer", key == "dtype" { continue }
                    var (model, configuration, layers) = (model, configuration, layers)
                    layers[index]["config"] = settings.merging([key: "?"]) { $1 }
                    configuration["layers"] = layers
                    model["config"] = configuration
                    let json = try JSONSerialization.data(withJSONObject: model)
                    let line = refusal { try KerasConfiguration(json: json) }
                    #expect(line.hasPrefix("layer ") && !line.contains("\n"), "\(file) layer \(index) \(key): \(line)")
                    changed += 1
                }
            }
        }
        #expect(changed > 90)
    }

    // MARK: - Functional models

    /// A model of layers with the layers that each reads, in the words of Keras 3.
    private func functional(_ layers: [(layer: String, reads: [String])], outputs: String) throws -> [String] {
        let entries = layers.map { layer, reads in
            let tensors = reads.map {
                #"{"class_name": "__keras_tensor__", "config": {"keras_history": ["\#($0)", 0, 0]}}"#
            }
            let arguments = tensors.count == 1 ? tensors[0] : "[\(tensors.joined(separator: ", "))]"
            let nodes =
                reads.isEmpty ? "[]" : #"[{"args": [\#(arguments)], "kwargs": {"training": false, "mask": null}}]"#
            return "\(layer.dropLast()), \"inbound_nodes\": \(nodes)}"
        }
        return try read(entries, outputs: outputs)
    }

    private func read(_ entries: [String], inputs: String = #"["in", 0, 0]"#, outputs: String) throws -> [String] {
        let json = #"""
            {"class_name": "Functional", "config": {"layers": [\#(entries.joined(separator: ", "))],
             "input_layers": \#(inputs), "output_layers": \#(outputs)}}
            """#
        return try KerasConfiguration(json: Data(json.utf8)).layers.map(\.name)
    }

    @Test func connectionsGiveTheOrder() throws {
        let layers = [
            (Self.dense, ["b"]), (Self.lstm("b"), ["a"]), (Self.input, []), (Self.lstm("a"), ["in"]),
        ]
        for outputs in [#"["out", 0, 0]"#, #"[["out", 0, 0]]"#, #"{"y": ["out", 0, 0]}"#] {
            #expect(try functional(layers, outputs: outputs) == ["in", "a", "b", "out"])
        }
        // In the words of Keras 2.
        let old = [("in", "[]"), ("a", #"[[["in", 0, 0, {}]]]"#), ("out", #"[["a", 0, 0, {"training": null}]]"#)]
        let types = [Self.input, Self.lstm("a"), Self.dense]
        let entries = zip(types, old).map { "\($0.dropLast()), \"inbound_nodes\": \($1.1)}" }
        #expect(try read(entries, inputs: #"[["in", 0, 0]]"#, outputs: #"[["out", 0, 0]]"#) == ["in", "a", "out"])
    }

    /// Keras 3 writes masks as layers of their own; archives name the module of these, HDF5 files do not.
    @Test func masksAreOperations() throws {
        func read(_ module: String, _ maskName: String = "m") throws -> [String] {
            func tensor(_ name: String) -> String {
                #"{"class_name": "__keras_tensor__", "config": {"keras_history": ["\#(name)", 0, 0]}}"#
            }
            func entry(_ layer: String, _ arguments: String, _ options: String = "") -> String {
                #"\#(layer.dropLast()), "inbound_nodes": [{"args": [\#(arguments)], "kwargs": {\#(options)}}]}"#
            }
            func operation(_ type: String, _ name: String, _ settings: String) -> String {
                let registered = module.isEmpty ? "" : #""module": "\#(module)", "registered_name": "\#(type)", "#
                return #"{"class_name": "\#(type)", \#(registered)"config": {"name": "\#(name)"\#(settings)}}"#
            }
            return try self.read(
                [
                    "\(Self.input.dropLast()), \"inbound_nodes\": []}",
                    entry(operation("NotEqual", "n", ""), tensor("in") + ", 0.0"),
                    entry(Self.layer("Masking", "masking", #""mask_value": 0.0"#), tensor("in")),
                    entry(operation("Any", "m", #", "axis": -1, "keepdims": false"#), tensor("n")),
                    entry(Self.lstm("a"), tensor("masking"), #""mask": \#(tensor(maskName))"#),
                    entry(Self.dense, tensor("a")),
                ], outputs: #"["out", 0, 0]"#)
        }
        for module in ["keras.src.ops.numpy", ""] {
            #expect(try read(module) == ["in", "masking", "a", "out"])
        }
        #expect(refusal { try read("other") }.contains("layer a is called with mask"))
        #expect(refusal { try read("", "in") }.contains("layer a is called with mask"))
    }

    @Test func otherGraphsAreRefused() throws {
        let (input, a, b, dense) = (Self.input, Self.lstm("a"), Self.lstm("b"), Self.dense)
        let out = #"["out", 0, 0]"#
        for (layers, outputs, reason) in [
            ([(input, []), (a, ["in"]), (b, ["in", "a"]), (dense, ["b"])], out, "layer b reads 2 inputs"),
            ([(input, []), (a, ["in"]), (b, ["in"]), (dense, ["a"])], out, "layer b is in a branch"),
            ([(input, []), (a, ["b"]), (b, ["a"]), (dense, ["b"])], out, "in a circle"),
            ([(input, []), (a, []), (dense, ["a"])], out, "layer a is an input, but not that of the model"),
            ([(input, ["a"]), (a, ["in"]), (dense, ["a"])], out, "but reads another layer"),
            ([(input, []), (a, ["x"]), (dense, ["a"])], out, "there is no layer x"),
            ([(input, []), (a, ["in"]), (dense, ["a"])], #"[["out", 0, 0], ["a", 0, 0]]"#, "2 outputs, not one"),
            ([(input, []), (a, ["in"]), (dense, ["a"])], #"["out", 1, 0]"#, "layer out is used more than once"),
            ([(input, []), (a, ["in"]), (dense, ["a"])], #"["out", 0, 1]"#, "the states of layer out are used"),
            ([(input, []), (a, ["in"]), (dense, ["a"])], "null", "0 outputs, not one"),
        ] as [([(String, [String])], String, String)] {
            let line = refusal { try functional(layers, outputs: outputs) }
            #expect(line.contains(reason), "\(line)")
        }
        for (nodes, reason) in [
            (#"[{"args": [], "kwargs": {}}]"#, "layer a reads 0 inputs"), ("7", "not written as Keras writes them"),
            (#"[{"args": [3], "kwargs": {}}]"#, "not written as Keras writes them"),
            (#"[[["in", 0, 0, {}]], [["in", 0, 0, {}]]]"#, "layer a is used in 2 places"),
            (#"[[["in", 0, 0, {}], ["in", 0, 0, {}]]]"#, "layer a reads 2 inputs"),
            (#"[[["in", 0, 1, {}]]]"#, "the states of layer in are used"),
            (#"[[["in", 0, 0, {"training": true}]]]"#, "layer a is called with training=True"),
            (#"[[["in", 0, 0, {"initial_state": [["b", 0, 1]]}]]]"#, "layer a is called with initial_state=a list"),
        ] {
            let entries = [
                "\(input.dropLast())}", "\(a.dropLast()), \"inbound_nodes\": \(nodes)}",
                "\(dense.dropLast()), \"inbound_nodes\": [[[\"a\", 0, 0]]]}",
            ]
            let line = refusal { try read(entries, outputs: out) }
            #expect(line.contains(reason), "\(line)")
        }
    }

    @Test(arguments: [
        ("branch.keras", "layer lstm_6 is called with initial_state=a list"),
        ("double_softmax.keras", "layer activation is a second softmax, after that of layer dense_11"),
    ])
    func filesThatWereReadWrongOnce(_ name: String, _ reason: String) throws {
        let url = try #require(
            Bundle.module.url(
                forResource: "Golden/imports/\((name as NSString).deletingPathExtension)", withExtension: "keras"))
        let data = try Data(contentsOf: url)
        let line = refusal { try imported(data, vocabulary: KerasTests.vocabulary) }
        #expect(line.contains(reason), "\(line)")
    }
}
