import CKernels

/// A SimpleRNN network in online training: its parameters, and their averages u of the gradient, in the order that the
/// kernels read them in.
final class OnlineState {
    private let kernels: Kernels
    private let layers: Int
    private let memory: Buffer<UInt8>
    private let tokens = Buffer<Int32>()
    private let vocabularySize: Int

    /// - Precondition: The cells of the network are SimpleRNN.
    init(_ network: Network, like parameters: Parameters) {
        precondition(network.architecture.cell == .rnn, "updates after each character are for SimpleRNN cells")
        kernels = network.kernels
        layers = network.layers.count
        vocabularySize = network.vocabularySize
        memory = Buffer(
            count: Self.withPointers(to: parameters, layers: layers, network.kernels.table.pointee.online_size))
    }

    /// The parameters as the kernels see them.
    private static func withPointers<Result>(
        to parameters: Parameters, layers: Int, _ body: (UnsafePointer<rnnk_rnn>?) -> Result
    ) -> Result {
        func matrix(_ name: String) -> Matrix { parameters.matrix(parameters.layout.slice(named: name)) }
        let layer = (0..<layers).map { index in
            let recurrent = matrix("rnn.weight_hh_l\(index)")
            return rnnk_rnn_layer(
                units: recurrent.columns, W: matrix("rnn.weight_ih_l\(index)").base, U: recurrent.base,
                b: matrix("rnn.bias_ih_l\(index)").base)
        }
        let output = matrix("out.weight")
        return layer.withUnsafeBufferPointer { layer in
            var network = rnnk_rnn(
                classes: output.columns, layers: layers, layer: layer.baseAddress, W: output.base,
                b: matrix("out.bias").base)
            return body(&network)
        }
    }

    /// Takes over parameters and averages.
    ///
    /// - Precondition: `learningRate` is above 0.
    func start(_ parameters: Parameters, average: Parameters, learningRate: Float, momentum: Float) {
        precondition(learningRate > 0, "the averages are kept times the learning rate")
        Self.withPointers(to: parameters, layers: layers) { parameters in
            Self.withPointers(to: average, layers: layers) { average in
                kernels.table.pointee.online_start(parameters, average, learningRate, momentum, memory.base)
            }
        }
    }

    /// Trains on one name, one step per character. Returns its loss in nats.
    func train(_ names: EncodedNames, name: Int) -> Double {
        let steps = names.length(name) + 1
        tokens.reserve(steps + 1)
        tokens[0] = Int32(names.vocabulary.start)
        for position in 0..<steps - 1 { tokens[position + 1] = Int32(names[name + position]) }
        tokens[steps] = Int32(names.vocabulary.stop)
        precondition(names.vocabulary.count <= vocabularySize, "the names have tokens that the network does not have")
        return kernels.table.pointee.online_train(memory.base, steps, tokens.base)
    }

    /// Gives parameters and averages back.
    func finish(_ parameters: Parameters, average: Parameters) {
        Self.withPointers(to: parameters, layers: layers) { parameters in
            Self.withPointers(to: average, layers: layers) { average in
                kernels.table.pointee.online_finish(memory.base, parameters, average)
            }
        }
    }
}
