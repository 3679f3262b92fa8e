import RNNSwift

/// The network that a chain of Keras layers makes: perhaps an embedding, recurrent layers, a Dense layer.
///
/// Each layer is checked to read what the one before it gives.
package struct KerasChain {
    /// What is handed from layer to layer.
    private enum Signal: Equatable {
        case tokens(rank: Int?)
        case embedded
        /// Hidden states, of every step or of the last one.
        case states(ofEveryStep: Bool)
        case logits(ofEveryStep: Bool)
        case probabilities(by: String)
    }

    package let cell: Architecture.Cell
    private(set) var embedding: KerasLayer?
    package private(set) var recurrent: [KerasLayer] = []
    package private(set) var output: KerasLayer?
    /// Numbers that the network reads and predicts.
    package private(set) var tokens = 0
    /// Whether steps with the token 0 are skipped.
    package private(set) var masksZero = false

    /// - Throws: ``InterchangeError``.
    package init(_ layers: [KerasLayer]) throws {
        let cells = layers.compactMap { if case .recurrent(let cell, _, _, _) = $0.kind { cell } else { nil } }
        guard let first = cells.first else { throw InterchangeError("it has no recurrent layer") }
        guard cells.allSatisfy({ $0 == first }) else {
            throw InterchangeError("its recurrent layers are of different kinds; all have to be of one")
        }
        cell = first
        var signal = Signal.tokens(rank: nil)
        for layer in layers { try add(layer, &signal) }
        guard let output, case .dense(let units, _, _, _) = output.kind else {
            throw InterchangeError("it has no Dense layer that predicts the next character")
        }
        tokens = units
        guard Architecture.isValid(recurrent.map(\.units)), tokens <= Vocabulary.limit + 2 else {
            throw InterchangeError(
                "its layers have \(recurrent.map(\.units)) units and \(tokens) tokens; "
                    + "at most \(Architecture.deepestNetwork) layers of \(Architecture.widestLayer) units, and "
                    + "\(Vocabulary.limit + 2) tokens, can be read")
        }
        if let embedding, case .embedding(let count, _, _) = embedding.kind, count != tokens {
            throw InterchangeError(
                "layer \(embedding.name) reads \(count) tokens, layer \(output.name) predicts \(tokens); both have to be one number"
            )
        }
    }

    private mutating func add(_ layer: KerasLayer, _ signal: inout Signal) throws {
        switch layer.kind {
        case .input(let rank):
            guard signal == .tokens(rank: nil) else { throw misplaced(layer, "is an input after other layers") }
            guard rank == nil || rank == 2 || rank == 3 else {
                throw misplaced(layer, "has inputs of \(rank ?? 0) dimensions, not 2 or 3")
            }
            signal = .tokens(rank: rank)
        case .identity: break
        case .masking:
            guard case .tokens(let rank) = signal, rank != 2 else {
                throw misplaced(
                    layer,
                    "is a Masking behind other layers, which may skip steps; only one of one-hot inputs can be read")
            }
        case .embedding(_, _, let masksZero):
            guard case .tokens(let rank) = signal, rank != 3 else {
                throw misplaced(layer, "is an Embedding that does not read the numbers of tokens")
            }
            self.masksZero = masksZero
            embedding = layer
            signal = .embedded
        case .recurrent(_, _, _, let returnsSequences):
            guard signal != .tokens(rank: 2) else {
                throw misplaced(layer, "reads numbers of tokens without an Embedding")
            }
            guard signal != .states(ofEveryStep: false) else {
                throw misplaced(
                    layer, "reads only the last step of the layer before it, which has return_sequences=False")
            }
            if case .logits = signal { throw misplaced(layer, "comes after the Dense layer, which has to be the last") }
            if case .probabilities(let by) = signal { throw misplaced(layer, "comes after the softmax of layer \(by)") }
            recurrent.append(layer)
            signal = .states(ofEveryStep: returnsSequences)
        case .dense: try addDense(layer, &signal)
        case .softmax(let axis): try addSoftmax(layer, axis: axis, &signal)
        }
    }

    private mutating func addDense(_ layer: KerasLayer, _ signal: inout Signal) throws {
        guard case .dense(_, _, let hasSoftmax, let isWrapped) = layer.kind else { return }
        if let output { throw misplaced(layer, "comes after layer \(output.name); one Dense layer can be read") }
        guard case .states(let ofEveryStep) = signal else {
            throw misplaced(layer, "is a Dense layer before the recurrent ones, which has no counterpart here")
        }
        guard ofEveryStep || !isWrapped else {
            throw misplaced(layer, "is a TimeDistributed after a layer with return_sequences=False")
        }
        output = layer
        signal = hasSoftmax ? .probabilities(by: layer.name) : .logits(ofEveryStep: ofEveryStep)
    }

    private func addSoftmax(_ layer: KerasLayer, axis: Int?, _ signal: inout Signal) throws {
        switch signal {
        case .logits(let ofEveryStep):
            guard axis == nil || axis == (ofEveryStep ? 2 : 1) else {
                throw misplaced(layer, "has a softmax along axis \(axis ?? -1), not along the characters")
            }
            signal = .probabilities(by: layer.name)
        case .probabilities(let by):
            throw misplaced(
                layer, "is a second softmax, after that of layer \(by); remove one of them and save the model again")
        default: throw misplaced(layer, "is a softmax before the Dense layer, which has no counterpart here")
        }
    }

    private func misplaced(_ layer: KerasLayer, _ reason: String) -> InterchangeError {
        InterchangeError("layer \(layer.name) \(reason)")
    }

    /// The layers with weights, each with the numbers that it reads of every step.
    var weighted: [(layer: KerasLayer, inputs: Int)] {
        var result: [(KerasLayer, Int)] = []
        var width = tokens
        if let embedding, case .embedding(_, let embedded, _) = embedding.kind {
            result.append((embedding, tokens))
            width = embedded
        }
        for layer in recurrent {
            result.append((layer, width))
            width = layer.units
        }
        if let output { result.append((output, width)) }
        return result
    }

    /// The numbers of all weights together. The sizes of layers are bounded, so that the sum has a place in an Int.
    package var weightCount: Int {
        weighted.flatMap { $0.layer.weights(inputs: $0.inputs) }.reduce(0) { $0 + $1.shape.reduce(1, *) }
    }
}

extension KerasLayer {
    /// The units of a recurrent layer.
    fileprivate var units: Int { if case .recurrent(_, let units, _, _) = kind { units } else { 0 } }
}
