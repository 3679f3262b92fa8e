import CKernels

/// A network of the C library for one sequence: what a program that embeds one runs. Its weights are random.
final class StreamNetwork {
    private let memory: UnsafeMutableRawPointer
    private let network: OpaquePointer
    private let tokens: [Int32]
    private var next = 0
    /// Bytes of the weights that one step reads: of the first layer's input one row, of the others all.
    let weightBytes: Int

    init(cell: Architecture.Cell, units: [Int], classes: Int, kernels: Kernels) {
        let gates = cell.traits.gates
        let cell =
            switch cell {
            case .rnn: RNNK_CELL_RNN
            case .lstm: RNNK_CELL_LSTM
            case .gru: RNNK_CELL_GRU
            }
        var counts: [Int] = []
        var read = 0
        var inputs = classes
        for (layer, units) in units.enumerated() {
            counts += [gates * units * inputs, gates * units * units, gates * units, gates * units]
            read += gates * units * ((layer == 0 ? 1 : inputs + 1) + units)
            inputs = units
        }
        counts += [classes * inputs, classes]
        weightBytes = (read + classes * (inputs + 1)) * MemoryLayout<Float>.stride

        var random = SplitMix64(seed: 1, stream: .initialization)
        let weights = counts.map { count in
            let tensor = UnsafeMutablePointer<Float>.allocate(capacity: count)
            for i in 0..<count { tensor[i] = Float.random(in: -0.2...0.2, using: &random) }
            return UnsafePointer(tensor)
        }
        defer { for tensor in weights { tensor.deallocate() } }
        tokens = (0..<1024).map { _ in Int32.random(in: 0..<Int32(classes), using: &random) }
        (memory, network) = units.withUnsafeBufferPointer { units in
            var shape = rnnk_shape(
                cell: cell, training: false, classes: classes, layers: units.count, units: units.baseAddress!,
                sequences: 1, steps: 1)
            let size = rnnk_network_size(kernels.table, &shape)
            let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
            var network: OpaquePointer?
            let status = (weights as [UnsafePointer<Float>?]).withUnsafeBufferPointer {
                rnnk_network_init(kernels.table, &shape, $0.baseAddress, memory, size, &network)
            }
            precondition(status == RNNK_OK, "no network of this shape")
            return (memory, network!)
        }
    }

    deinit { memory.deallocate() }

    /// Steps of one token each.
    func run(steps: Int) {
        tokens.withUnsafeBufferPointer { tokens in
            for _ in 0..<steps {
                rnnk_network_forward(network, 1, tokens.baseAddress! + next)
                next = (next + 1) % tokens.count
            }
        }
    }
}
