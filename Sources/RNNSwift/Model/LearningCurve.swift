/// What a training came to after each of its epochs; of a long one after every second, fourth, … epoch.
///
/// It is kept in the ``TrainingRecord``. Times are not in it, so that the same training gives the same file. Losses and
/// accuracies are rounded to five decimals.
public struct LearningCurve: Codable, Equatable, Sendable {
    /// The most epochs that are kept.
    public static let mostEpochs = 500

    /// The numbers of the epochs, from 1, ascending.
    public private(set) var epochs: [Int] = []
    /// The mean training loss of each, in nats per character.
    public private(set) var losses: [Double] = []
    /// The loss on the held-out names after each; nil if none were held out.
    public private(set) var validationLosses: [Double]?
    /// The share of characters that the most probable guess gets right, on the held-out names, or on those trained on
    /// if only they were measured; nil if neither were.
    public private(set) var accuracies: [Double]?
    /// Epochs from one that is kept to the next: a power of 2.
    private var every = 1

    public init() {}

    /// An epoch is over. Where there are too many, every second one is left out, which depends on nothing but their
    /// numbers.
    package mutating func append(_ epoch: Int, loss: Double, validation: Double?, accuracy: Double?) {
        guard epoch % every == 0 else { return }
        epochs.append(epoch)
        losses.append(Self.rounded(loss))
        if let validation { validationLosses = (validationLosses ?? []) + [Self.rounded(validation)] }
        if let accuracy { accuracies = (accuracies ?? []) + [Self.rounded(accuracy)] }
        if epochs.count > Self.mostEpochs { thin() }
    }

    private mutating func thin() {
        every *= 2
        let kept = epochs.indices.filter { epochs[$0] % every == 0 }
        func keep(_ values: [Double]) -> [Double] { kept.compactMap { values.indices.contains($0) ? values[$0] : nil } }
        (losses, validationLosses, accuracies) = (keep(losses), validationLosses.map(keep), accuracies.map(keep))
        epochs = kept.map { epochs[$0] }
    }

    private static func rounded(_ value: Double) -> Double { (value * 1e5).rounded() / 1e5 }

    enum CodingKeys: String, CodingKey {
        case epochs, losses, accuracies, every
        case validationLosses = "validation_losses"
    }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        epochs = try fields.decode([Int].self, forKey: .epochs)
        losses = try fields.decode([Double].self, forKey: .losses)
        validationLosses = try fields.decodeIfPresent([Double].self, forKey: .validationLosses)
        accuracies = try fields.decodeIfPresent([Double].self, forKey: .accuracies)
        every = try fields.decode(Int.self, forKey: .every)
        let counts = [losses.count, validationLosses?.count, accuracies?.count].compactMap(\.self)
        let isAscending = zip(epochs, epochs.dropFirst()).allSatisfy { $0 < $1 }
        guard counts.allSatisfy({ $0 == epochs.count }), isAscending, epochs.first ?? 1 > 0, epochs.last ?? 1 < 1 << 40,
            every > 0, every < 1 << 40
        else {
            throw DecodingError.dataCorruptedError(forKey: .epochs, in: fields, debugDescription: "a damaged curve")
        }
    }
}
