import Foundation
import RNNSwift

/// Models of Keras: the HDF5 files of its versions 1 and 2 (whatever their ending), and the `.keras` archives of
/// version 3.
///
/// Keras keeps weights as [inputs, outputs]. Gates of LSTM are in the order i, f, c, o, which is PyTorch's i, f, g, o;
/// those of GRU in the order z, r, h, where PyTorch has r, z, n.
package enum KerasModel {
    /// The longest configuration that is unpacked, in bytes: that of a network of 64 layers has some 100,000.
    static let configurationLimit = 4 << 20

    /// Reads a model saved as HDF5: weights by the attributes `layer_names` and `weight_names`, the architecture from
    /// `model_config`.
    ///
    /// - Throws: ``InterchangeError``.
    package static func read(hdf5 data: Data) throws -> ForeignNetwork {
        try translatingErrors {
            let root = try HDF5File(data).root()
            guard let configuration = try root.texts("model_config")?.first else {
                throw InterchangeError(
                    "it holds no Keras model, at most weights: it has no attribute model_config; save it with model.save"
                )
            }
            let layers = try KerasConfiguration(json: Data(configuration.utf8)).layers
            let group = try root.object(at: "model_weights")
            return try network(layers, format: "Keras HDF5") { try hdf5Weights(of: layers, in: group, $0) }
        }
    }

    /// The arrays of a layer, after a check that the group has no layers but those of the model.
    private static func hdf5Weights(
        of layers: [KerasLayer], in group: HDF5Object, _ layer: KerasLayer
    ) throws -> [(name: String?, tensor: Safetensors.Tensor)] {
        let names = try group.texts("layer_names") ?? []
        if let extra = Set(names).subtracting(layers.map(\.name)).min() {
            throw InterchangeError("there are weights of a layer \(extra), which is not one of the model's layers")
        }
        guard names.contains(layer.name) else { throw InterchangeError("there are no weights of layer \(layer.name)") }
        let weights = try group.object(at: layer.name)
        return try (weights.texts("weight_names") ?? []).map { name in
            // `lstm/lstm_cell/kernel:0`
            let last = name.split(separator: "/").last?.split(separator: ":").first
            return (last.map(String.init), try tensor(weights, at: name))
        }
    }

    /// Reads a `.keras` archive: the architecture from `config.json`, weights from `model.weights.h5`, where a layer's
    /// variables are in the order of their creation: kernel, recurrent kernel, bias.
    ///
    /// - Throws: ``InterchangeError``.
    package static func read(archive data: Data) throws -> ForeignNetwork {
        try translatingErrors {
            let archive = try ZipArchive(data)
            if archive.names.contains(where: { $0.hasSuffix("data.pkl") }) { throw pickleError }
            guard let json = try archive.contents(of: "config.json", limit: configurationLimit) else { throw otherZip }
            let layers = try KerasConfiguration(json: json).layers
            let limit = archiveLimit(of: try KerasChain(layers))
            guard let weights = try archive.contents(of: "model.weights.h5", limit: limit) else { throw otherZip }
            return try network(layers, archiveWeights: weights)
        }
    }

    private static let otherZip = InterchangeError(
        "it is a zip archive without config.json and model.weights.h5, as Keras's .keras files have them")

    static let pickleError = InterchangeError(
        "it is a pickle of PyTorch; write a file that can be read here with "
            + "safetensors.torch.save_file(model.state_dict(), \"model.safetensors\")")

    /// The largest `model.weights.h5` of a network, in bytes: its weights and up to four numbers of an optimizer for
    /// each, all of them doubles, and what HDF5 itself needs.
    private static func archiveLimit(of chain: KerasChain) -> Int { chain.weightCount * 5 * 8 + (16 << 20) }

    package static func network(_ layers: [KerasLayer], archiveWeights: Data) throws -> ForeignNetwork {
        try translatingErrors {
            let root = try HDF5File(archiveWeights).root()
            try checkGroups(layers, of: root)
            return try network(layers, format: "Keras archive") { layer in
                var place = "layers/\(layer.place)"
                if let name = try root.object(at: place + "/vars").texts("name")?.first, name != layer.name {
                    throw InterchangeError("the weights of layer \(layer.name) are those of \(name)")
                }
                switch layer.kind {
                case .dense(_, _, _, isWrapped: true): place += "/layer"
                case .recurrent: place += "/cell"
                default: break
                }
                let variables = try root.object(at: place + "/vars")
                return try variables.memberNames().sorted { $0.compare($1, options: .numeric) == .orderedAscending }
                    .map { (nil, try tensor(variables, at: $0)) }
            }
        }
    }

    /// Checks that an archive has weights of no layers but those of the model.
    private static func checkGroups(_ layers: [KerasLayer], of root: HDF5Object) throws {
        guard try root.memberNames().contains("layers") else {
            throw InterchangeError(
                "its weights are not where Keras 3 writes them; open it in Keras 3 and save it again")
        }
        let places = Set(layers.map(\.place))
        if let extra = try root.object(at: "layers").memberNames().first(where: { !places.contains($0) }) {
            throw InterchangeError("there are weights of a layer \(extra), which is not one of the model's layers")
        }
    }

    private static func translatingErrors<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as HDF5File.FormatError {
            throw InterchangeError(error.description)
        } catch let error as ZipArchive.FormatError {
            throw InterchangeError(error.description)
        }
    }

    private static func tensor(_ group: HDF5Object, at path: String) throws -> Safetensors.Tensor {
        let object = try group.object(at: path)
        do {
            return try object.tensor()
        } catch let error as HDF5File.FormatError {
            throw InterchangeError("weights \(path): \(error.description)")
        }
    }

    // MARK: - The network

    /// - Parameter weights: Finds a layer's arrays, in Keras's order, with their names if the file has them.
    private static func network(
        _ layers: [KerasLayer], format: String,
        _ weights: (KerasLayer) throws -> [(name: String?, tensor: Safetensors.Tensor)]
    ) throws -> ForeignNetwork {
        let chain = try KerasChain(layers)
        let arrays = try chain.weighted.map { layer, inputs in
            try checked(weights(layer), of: layer, inputs: inputs)
        }
        var embedding: ForeignNetwork.Weights?
        var recurrent: [ForeignNetwork.Layer] = []
        var output: ForeignNetwork.Weights?
        var outputBias: [Float]?
        for ((layer, _), arrays) in zip(chain.weighted, arrays) {
            func matrix(_ index: Int) throws -> ForeignNetwork.Weights {
                try .init(arrays[index], "array \(index + 1) of layer \(layer.name)")
            }
            switch layer.kind {
            case .embedding: embedding = try matrix(0)
            case .recurrent(let cell, _, let hasBias, _):
                recurrent.append(
                    Self.recurrent(cell, try matrix(0), try matrix(1), bias: hasBias ? arrays[2].floats : nil))
            case .dense(_, let hasBias, _, _):
                output = try matrix(0).transposed
                outputBias = hasBias ? arrays[1].floats : nil
            default: break
            }
        }
        guard let output else { throw InterchangeError("it has no Dense layer") }
        return try ForeignNetwork(
            format: format, cell: chain.cell, layers: recurrent, output: output,
            outputBias: outputBias ?? [Float](repeating: 0, count: output.rows), embedding: embedding,
            skippedToken: chain.masksZero ? 0 : nil)
    }

    /// The arrays of a layer, if they are those that its settings ask for, all of finite numbers.
    private static func checked(
        _ arrays: [(name: String?, tensor: Safetensors.Tensor)], of layer: KerasLayer, inputs: Int
    ) throws -> [Safetensors.Tensor] {
        let expected = layer.weights(inputs: inputs)
        guard arrays.count == expected.count else {
            throw InterchangeError(
                "layer \(layer.name) has \(arrays.count) arrays of weights, not \(expected.count): "
                    + expected.map(\.name).joined(separator: ", "))
        }
        for (array, expected) in zip(arrays, expected) {
            let what = "the \(expected.name) of layer \(layer.name)"
            guard array.name ?? expected.name == expected.name else {
                throw InterchangeError("\(what) is called \(array.name ?? "")")
            }
            guard array.tensor.shape == expected.shape else {
                throw InterchangeError("\(what) has the shape \(array.tensor.shape), not \(expected.shape)")
            }
            try array.tensor.checkFinite(what)
        }
        return arrays.map(\.tensor)
    }

    /// - Parameters:
    ///   - kernel: [inputs, gates hidden]
    ///   - recurrent: [hidden, gates hidden]
    ///   - bias: [gates hidden], or, of GRU, [2, gates hidden]: those of the input's products, and of the state's.
    private static func recurrent(
        _ cell: Architecture.Cell, _ kernel: ForeignNetwork.Weights, _ recurrent: ForeignNetwork.Weights, bias: [Float]?
    ) -> ForeignNetwork.Layer {
        let columns = kernel.columns
        let values = bias ?? [Float](repeating: 0, count: columns)
        var layer = ForeignNetwork.Layer(
            inputs: kernel.transposed, recurrent: recurrent.transposed, inputBias: Array(values.prefix(columns)),
            recurrentBias: cell.traits.hasCandidateBias && bias != nil
                ? Array(values.suffix(columns)) : [Float](repeating: 0, count: columns))
        let order = cell.traits.kerasOrder
        layer.inputs.values.sortGates(order)
        layer.recurrent.values.sortGates(order)
        layer.inputBias.sortGates(order)
        layer.recurrentBias.sortGates(order)
        return layer
    }
}

extension [Float] {
    /// Puts gates, which are side by side and of one size, at their positions in another order.
    fileprivate mutating func sortGates(_ positions: [Int]) {
        let (size, source) = (count / positions.count, self)
        for (gate, position) in positions.enumerated() where gate != position {
            replaceSubrange(position * size..<(position + 1) * size, with: source[gate * size..<(gate + 1) * size])
        }
    }
}
