import Foundation

/// Models of Keras: the HDF5 files of its versions 1 and 2 (whatever their ending), and the `.keras` archives of version 3.
///
/// Keras keeps weights as [inputs, outputs]. Gates of LSTM are in the order i, f, c, o, which is PyTorch's i, f, g, o; those of
/// GRU in the order z, r, h, where PyTorch has r, z, n.
enum KerasModel {
    /// Reads a model saved as HDF5: weights by the attributes `layer_names` and `weight_names`, the architecture from
    /// `model_config`.
    ///
    /// - Throws: ``InterchangeError``.
    static func read(hdf5 data: Data) throws -> ForeignNetwork {
        try translatingErrors {
            let root = try HDF5File(data).root()
            guard let configuration = try root.texts("model_config")?.first else {
                throw InterchangeError("it holds no Keras model, at most weights: it has no attribute model_config")
            }
            let group = try root.object(at: "model_weights")
            let names = try group.texts("layer_names") ?? []
            return try network(KerasConfiguration(json: Data(configuration.utf8)), format: "Keras HDF5") { layer in
                guard names.contains(layer.name) else {
                    throw InterchangeError("there are no weights of layer \(layer.name)")
                }
                let weights = try group.object(at: layer.name)
                return try (weights.texts("weight_names") ?? []).map { name in
                    try tensor(weights, at: name)
                }
            }
        }
    }

    /// Reads a `.keras` archive: the architecture from `config.json`, weights from `model.weights.h5`, where a layer's
    /// variables stand in the order of their creation: kernel, recurrent kernel, bias.
    ///
    /// - Throws: ``InterchangeError``.
    static func read(archive data: Data) throws -> ForeignNetwork {
        try translatingErrors {
            let archive = try ZipArchive(data)
            guard let configuration = try archive.contents(of: "config.json"),
                let weights = try archive.contents(of: "model.weights.h5")
            else {
                if archive.names.contains(where: { $0.hasSuffix("data.pkl") }) {
                    throw InterchangeError(
                        "it is a pickle of PyTorch; write a file that can be read here with "
                            + "safetensors.torch.save_file(model.state_dict(), \"model.safetensors\")")
                }
                throw InterchangeError(
                    "it is a zip archive without config.json and model.weights.h5, as Keras's .keras files have them")
            }
            return try network(KerasConfiguration(json: configuration), archiveWeights: weights)
        }
    }

    static func network(_ configuration: KerasConfiguration, archiveWeights: Data) throws -> ForeignNetwork {
        try translatingErrors {
            let root = try HDF5File(archiveWeights).root()
            return try network(configuration, format: "Keras archive") { layer in
                var place = "layers/\(layer.place)"
                if layer.isWrapped { place += "/layer" }
                if case .recurrent = layer.kind { place += "/cell" }
                let variables = try root.object(at: place + "/vars")
                return try variables.memberNames().sorted { $0.compare($1, options: .numeric) == .orderedAscending }
                    .map { try tensor(variables, at: $0) }
            }
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

    /// - Parameter weights: Finds a layer's weights, in Keras's order: kernel, recurrent kernel, bias, those that it has.
    private static func network(
        _ configuration: KerasConfiguration, format: String,
        _ weights: (KerasConfiguration.Layer) throws -> [Safetensors.Tensor]
    ) throws -> ForeignNetwork {
        var embedding: ForeignNetwork.Weights?
        var cell: Architecture.Cell?
        var layers: [ForeignNetwork.Layer] = []
        var output: (weights: ForeignNetwork.Weights, bias: [Float])?
        for (index, layer) in configuration.layers.enumerated() {
            guard output == nil else {
                throw InterchangeError("layer \(layer.name) comes after the Dense layer, which should be the last")
            }
            let tensors = try weights(layer)
            func matrix(_ index: Int) throws -> ForeignNetwork.Weights {
                guard tensors.indices.contains(index) else {
                    throw InterchangeError("layer \(layer.name) has only \(tensors.count) arrays of weights")
                }
                return try .init(tensors[index], "array \(index + 1) of layer \(layer.name)")
            }
            switch layer.kind {
            case .embedding:
                guard index == 0 else { throw InterchangeError("layer \(layer.name), an Embedding, is not the first") }
                embedding = try matrix(0)
            case .recurrent(let own):
                guard own == cell ?? own else {
                    throw InterchangeError("its recurrent layers are of different kinds")
                }
                cell = own
                layers.append(
                    try recurrent(own, matrix(0), matrix(1), biases: tensors.count > 2 ? tensors[2] : nil, layer.name))
            case .dense:
                let kernel = try matrix(0).transposed
                output = (kernel, tensors.count > 1 ? tensors[1].floats : [Float](repeating: 0, count: kernel.rows))
            }
        }
        guard let cell, let output else {
            throw InterchangeError("it is not a network of recurrent layers and a Dense output layer")
        }
        return try ForeignNetwork(
            format: format, cell: cell, layers: layers, output: output.weights, outputBias: output.bias,
            embedding: embedding)
    }

    /// - Parameters:
    ///   - kernel: [inputs, gates hidden]
    ///   - recurrent: [hidden, gates hidden]
    ///   - biases: [gates hidden], or, of GRU, [2, gates hidden]: those of the input's products, and of the state's.
    private static func recurrent(
        _ cell: Architecture.Cell, _ kernel: ForeignNetwork.Weights, _ recurrent: ForeignNetwork.Weights,
        biases: Safetensors.Tensor?, _ name: String
    ) throws -> ForeignNetwork.Layer {
        let columns = kernel.columns
        guard recurrent.columns == columns, columns == cell.gates * recurrent.rows else {
            throw InterchangeError(
                "the weights of layer \(name) have the shapes \(kernel.shape) and \(recurrent.shape), which do not go "
                    + "together in a \(cell.rawValue)")
        }
        let values = biases?.floats ?? [Float](repeating: 0, count: columns)
        let expected = cell == .gru ? [2, columns] : [columns]
        guard biases?.shape ?? expected == expected else {
            throw InterchangeError("the bias of layer \(name) has the shape \(biases?.shape ?? []), not \(expected)")
        }
        var layer = ForeignNetwork.Layer(
            inputs: kernel.transposed, recurrent: recurrent.transposed, inputBias: Array(values.prefix(columns)),
            recurrentBias: cell == .gru && biases != nil
                ? Array(values.suffix(columns)) : [Float](repeating: 0, count: columns))
        if cell == .gru {
            let units = recurrent.rows
            layer.inputs.values.exchangeHalves(of: 2 * units * kernel.rows)
            layer.recurrent.values.exchangeHalves(of: 2 * units * units)
            layer.inputBias.exchangeHalves(of: 2 * units)
            layer.recurrentBias.exchangeHalves(of: 2 * units)
        }
        return layer
    }
}

extension [Float] {
    /// Of the first `count` elements the second half comes first.
    fileprivate mutating func exchangeHalves(of count: Int) {
        self = Array(self[count / 2..<count] + self[..<(count / 2)] + self[count...])
    }
}
