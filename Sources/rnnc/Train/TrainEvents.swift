import Foundation
import RNNSwift

/// Event of `rnnc train --json` after an epoch.
struct EpochEvent: Event {
    let event = "epoch"
    /// The field that is trained, for a list of records.
    let field: String?
    /// The number of the network that is trained, for an ensemble.
    let network: Int?
    let epoch: Int
    let loss: Double
    let validationLoss: Double?
    let accuracy: Double?
    let maximumAccuracy: Double?
    let sampledAccuracy: Double?
    let maximumSampledAccuracy: Double?
    let learningRate: Double
    let seconds: Double
    let charactersPerSecond: Double
    let sample: String

    init(_ epoch: Trainer.Epoch, field: String?, member: Int?) {
        (self.field, network) = (field, member)
        self.epoch = epoch.number
        loss = epoch.loss
        validationLoss = epoch.validation?.nats
        accuracy = epoch.measured?.accuracy.argmax
        maximumAccuracy = epoch.measured?.maximum.argmax
        sampledAccuracy = epoch.measured?.accuracy.sampled
        maximumSampledAccuracy = epoch.measured?.maximum.sampled
        learningRate = epoch.learningRate
        seconds = epoch.seconds
        charactersPerSecond = epoch.charactersPerSecond
        sample = epoch.sample
    }
}

/// Event of `rnnc train --json --sample-every` during an epoch.
struct PartialEpochEvent: Event {
    let event = "progress"
    let field: String?
    let network: Int?
    let epoch: Int
    let step: Int
    let steps: Int
    let loss: Double
    let seconds: Double
    let sample: String

    init(_ epoch: Trainer.PartialEpoch, field: String?, member: Int?) {
        (self.field, network) = (field, member)
        self.epoch = epoch.number
        (step, steps, loss, seconds, sample) = (epoch.step, epoch.steps, epoch.loss, epoch.seconds, epoch.sample)
    }
}

/// Event of `rnnc train --json` at the end; for records, at the end of each field, for ensembles, of each network.
struct DoneEvent: Event {
    let event: String
    let field: String?
    let network: Int?
    let model: String
    let ending: String
    let epochs: Int
    let bestEpoch: Int
    let loss: Double
    let validationLoss: Double?
    let accuracy: Double?
    let sampledAccuracy: Double?
    let testLoss: Double?
    let testAccuracy: Double?
    let seconds: Double

    init(_ outcome: Trainer.Outcome, model: String, field: String? = nil, member: Int? = nil) {
        event = field != nil ? "field" : member != nil ? "network" : "done"
        network = member
        self.field = field
        self.model = model
        ending = outcome.ending.rawValue
        epochs = outcome.model.record.epochs
        bestEpoch = outcome.model.record.bestEpoch
        loss = outcome.model.record.loss
        validationLoss = outcome.model.record.validationLoss
        accuracy = outcome.model.record.accuracy?.argmax
        sampledAccuracy = outcome.model.record.accuracy?.sampled
        testLoss = outcome.model.record.test?.nats
        testAccuracy = outcome.model.record.test?.accuracy.argmax
        seconds = outcome.seconds
    }
}

/// Event of `rnnc train --json` at the end of all fields of records.
struct RecordsDoneEvent: Event {
    let event = "done"
    let model: String
    let fields: [String]
    let seconds: Double
}

/// The line of an unfinished epoch.
func describe(_ epoch: Trainer.PartialEpoch) -> String {
    [
        "epoch \(epoch.number), step \(epoch.step) of \(epoch.steps)", "loss so far \(epoch.loss.formatted(4))",
        "\(epoch.seconds.formatted(0)) s", epoch.sample,
    ].joined(separator: "  ")
}

/// The process that the others waited for, if they did so for much of an epoch.
func lateness(_ epoch: Trainer.Epoch) -> String? {
    guard let late = epoch.late, late.share > 0.25 else { return nil }
    return "\(late.share.percent) of the time spent waiting for \(late.process)"
}

/// The line of an epoch. The accuracies are those of the held-out names, or of the training names if only these are
/// evaluated.
///
/// - Parameter before: The seconds of the training before it was resumed.
func describe(_ epoch: Trainer.Epoch, _ options: TrainingOptions, before: Double = 0) -> String {
    var parts = ["epoch \(epoch.number)", "loss \(epoch.loss.formatted(4))"]
    if let measured = epoch.measured {
        let name = epoch.validation == nil ? "after epoch" : "validation"
        parts.append("\(name) \(measured.nats.formatted(4))\(epoch.isBest ? "*" : " ")")
        let (accuracy, maximum) = (measured.accuracy, measured.maximum)
        if measured.names > 0 {
            parts.append(
                "accuracy \(accuracy.argmax.percent) (\((accuracy.argmax / maximum.argmax).percent) of maximum)")
            parts.append("sampled \(accuracy.sampled.percent) (\((accuracy.sampled / maximum.sampled).percent))")
        } else {  // running text, of which no maximum is known
            parts.append("\(measured.bits.formatted(3)) bits  accuracy \(accuracy.argmax.percent)")
        }
    }
    parts.append("\((epoch.charactersPerSecond / 1e6).formatted(2)) M/s")
    let left = [
        options.schedule.epochs.map { Double($0 - epoch.number) * epoch.seconds / Double(epoch.number) },
        options.schedule.maximumSeconds.map { $0 - (epoch.seconds - before) },
    ]
    if let late = lateness(epoch) { parts.append(late) }
    if let left = left.compactMap({ $0 }).min() { parts.append("\(max(left, 0).formatted(0)) s left") }
    return (parts + [epoch.sample]).joined(separator: "  ")
}
