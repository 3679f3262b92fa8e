import Foundation

/// Trains a network on a list of names.
///
/// The list is passed over again and again, in a fresh order each time, a batch of names or a character a step. After each pass
/// (epoch) the loss on the held-out names decides: the best parameters so far are kept, the learning rate is halved when the
/// loss no longer falls, and the training ends when that no longer helps. ``TrainingOptions`` has other ways.
///
/// The same list, options and kernels give the same model, bit for bit, whatever the number of threads.
public struct Trainer {
    /// Those that were given; ``TrainingOptions/epochs`` as ``TrainingOptions/fewestSteps`` has it for the list.
    public let options: TrainingOptions
    public let vocabulary: Vocabulary
    let network: Network
    let data: any TrainingData
    let record: TrainingRecord
    let trainingNames: NameHashes

    /// Epochs without a limit of the caller's when nothing says when to stop.
    public static let defaultEpochs = 200

    /// - Throws: ``ListError`` if the list, or its held-out part, cannot be used; ``TrainingError/tooLarge(parameters:)``,
    ///   ``TrainingError/notByCharacter(_:)``.
    public init(_ list: consuming NameList, options: TrainingOptions = .init()) throws {
        if options.update == .character, let obstacle = options.obstacleToUpdatesByCharacter {
            throw TrainingError.notByCharacter(obstacle)
        }
        if case .list(let validation) = options.validation {
            vocabulary = try Vocabulary(ofUTF8: [list.names.utf8, validation.names.utf8].joined())
        } else {
            vocabulary = try Vocabulary(ofUTF8: list.names.utf8)
        }
        network = try Self.makeNetwork(
            options, vocabulary, shards: TrainingStep.shards(batchSize: options.batchSize))
        var record = TrainingRecord()
        record.list = list.source
        record.longestName = list.longest
        trainingNames = NameHashes(list.names.utf8)

        // The list is consumed: once encoded, its text is no longer in memory.
        let texts = (consume list).names
        let names = TrainingNames(EncodedNames(consume texts, vocabulary: vocabulary), options)
        record.names = names.training.occurrences.count
        record.distinctNames = names.training.count
        record.heldOutNames = names.counts.heldOut
        record.note(options)
        self.record = record
        data = names
        var resolved = options
        let fewest = max(options.fewestSteps - 1, 0) / names.stepsAnEpoch(options) + 1
        resolved.epochs = options.epochs.map { max($0, fewest) }
        self.options = resolved
    }

    /// - Parameter shards: The gradients of a step.
    private static func makeNetwork(
        _ options: TrainingOptions, _ vocabulary: Vocabulary, shards: Int
    ) throws -> Network {
        precondition(options.batchSize > 0 && options.threads > 0 && options.patience ?? 1 > 0)
        precondition(
            options.epochs ?? 1 > 0 && options.fewestSteps >= 0 && options.namesPerEpoch ?? 1 > 0
                && options.clip ?? 1 > 0)
        precondition(options.usedEpsilon > 0 && options.usedWeightDecay >= 0)
        precondition(options.warmup >= 0 && options.warmup.isFinite)
        let network = Network(options.architecture, vocabularySize: vocabulary.count, kernels: options.kernels)
        // Parameters and two packed forms, two moments, the best ones, the model's own three, a gradient for each shard, and an
        // average with two packed forms.
        let copies = UInt64(9 + shards + (options.averaging == nil ? 0 : 3))
        guard copies * 4 * UInt64(network.layout.count) < ProcessInfo.processInfo.physicalMemory else {
            throw TrainingError.tooLarge(parameters: network.layout.parameterCount)
        }
        return network
    }

    /// Names trained on, names held out, both distinct.
    public var counts: (training: Int, heldOut: Int) { data.counts }

    /// Whether the training ends without a limit on its epochs.
    public var stopsByItself: Bool { options.schedule.endsByPatience(options.patience) && counts.heldOut > 0 }
}
