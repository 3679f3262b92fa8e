extension Benchmark {
    /// What is measured: fixed settings, so that figures can be compared.
    public enum Workload: String, CaseIterable, Sendable {
        /// Training on names, two SimpleRNN layers of 32, a vocabulary of 66, a step of momentum after each character.
        case book
        /// Training on names, two SimpleRNN layers of 32, batches of 32 names, Adam.
        case names32
        /// The same with batches of 256.
        case names256
        /// The same with layers of 128, batches of 256.
        case names128h
        /// Training on running text, two LSTM layers of 128, 50 streams, truncated backpropagation over 50 characters
        /// with carried states, Adam.
        case lstm128
        /// The same with GRU layers.
        case gru128
        /// Two LSTM layers of 256, 64 streams, 64 characters.
        case lstm256
        /// Two LSTM layers of 512, 64 streams, 100 characters.
        case lstm512
        /// Generating names one after another, one at a time, with two SimpleRNN layers of 32.
        case generate1
        /// Generating many names at once.
        case generate
        /// Generating many names at once with two LSTM layers of 128.
        case generateLSTM128 = "generate-lstm128"

        package enum Kind {
            case online
            case names(batchSize: Int)
            case text(streams: Int, sequenceLength: Int)
            /// `atOnce`: names that the caller asks for in one call.
            case generation(atOnce: Int)
        }

        package var kind: Kind {
            switch self {
            case .book: .online
            case .names32: .names(batchSize: 32)
            case .names256, .names128h: .names(batchSize: 256)
            case .lstm128, .gru128: .text(streams: 50, sequenceLength: 50)
            case .lstm256: .text(streams: 64, sequenceLength: 64)
            case .lstm512: .text(streams: 64, sequenceLength: 100)
            case .generate1: .generation(atOnce: 1)
            case .generate, .generateLSTM128: .generation(atOnce: 4096)
            }
        }

        package var architecture: Architecture {
            switch self {
            case .book, .names32, .names256, .generate1, .generate: Architecture(hidden: [32, 32])
            case .names128h: Architecture(hidden: [128, 128])
            case .lstm128, .generateLSTM128: Architecture(cell: .lstm, hidden: [128, 128])
            case .gru128: Architecture(cell: .gru, hidden: [128, 128])
            case .lstm256: Architecture(cell: .lstm, hidden: [256, 256])
            case .lstm512: Architecture(cell: .lstm, hidden: [512, 512])
            }
        }

        /// Passes over the network for each character: forward, and in training twice as much for the gradients.
        var passes: Double {
            if case .generation = kind { 1 } else { 3 }
        }
    }
}
