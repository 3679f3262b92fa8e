/// Ensembles that processes have in common.
extension ModelEnsemble {
    private struct Outline: Codable {
        struct Part: Codable {
            let architecture: Architecture
            let vocabularySize: Int
            let share: Double
            let tokens: [Int32]
            let start: Int
            let precision: Precision
        }

        let parts: [Part]
        let vocabulary: [String: String]
        let kernels: String
        let longestName: Int
        /// Sizes of the hashes of training names; nil if they are not told.
        let hashes: [Int]?
    }

    /// Copies an ensemble to all processes.
    ///
    /// - Parameters:
    ///   - ensemble: The coordinator's; the others give nothing.
    ///   - withTrainingNames: Whether the hashes of training names are copied, too, if there are any.
    package static func share(
        _ ensemble: ModelEnsemble?, withTrainingNames: Bool = false, in group: any ProcessGroup
    ) -> ModelEnsemble {
        let hashes = withTrainingNames ? ensemble?.trainingNames?.map(\.words) : nil
        let outline = group.broadcast(
            ensemble.map { ensemble in
                Outline(
                    parts: ensemble.parts.map {
                        .init(
                            architecture: $0.network.architecture, vocabularySize: $0.network.vocabularySize,
                            share: $0.share, tokens: $0.tokens, start: $0.start, precision: $0.network.precision)
                    }, vocabulary: (try? ensemble.vocabulary.metadata()) ?? [:], kernels: ensemble.kernels.name,
                    longestName: ensemble.longestName, hashes: hashes?.map(\.count))
            })
        guard let kernels = Kernels(named: outline.kernels),
            let vocabulary = try? Vocabulary(metadata: outline.vocabulary, isText: true)
        else {
            group.abort("\(group.name(of: group.rank)) has no kernels '\(outline.kernels)'; choose others with --isa")
        }
        let parts = outline.parts.enumerated().map { index, part in
            let network = Network(
                part.architecture, vocabularySize: part.vocabularySize, kernels: kernels, precision: part.precision)
            let parameters = ensemble?.parts[index].weights.parameters ?? Parameters(network.layout)
            group.spread([parameters.all])
            return Part(
                network: network, weights: ensemble?.parts[index].weights ?? network.pack(parameters),
                share: part.share, tokens: part.tokens, start: part.start)
        }
        let names = outline.hashes.map { counts in
            counts.enumerated().map { index, count -> NameHashes in
                var words = hashes?[index] ?? [UInt64](repeating: 0, count: count)
                words.withUnsafeMutableBytes { group.broadcast($0) }
                return NameHashes(words: words)!
            }
        }
        return ensemble
            ?? ModelEnsemble(
                parts, vocabulary: vocabulary, longestName: outline.longestName, trainingNames: names)
    }
}

extension ProcessGroup {
    /// Copies vectors of the coordinator to all others.
    func spread(_ vectors: [Vector]) {
        for vector in vectors where vector.count > 0 { broadcast(vector.bytes) }
    }
}

extension Vector {
    /// The memory of the vector.
    var bytes: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(start: base, count: count))
    }
}
