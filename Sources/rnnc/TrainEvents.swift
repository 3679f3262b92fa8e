import Foundation
import RNNSwift

/// What `rnnc train --json` prints after an epoch.
struct EpochEvent: Encodable {
    let event = "epoch"
    let epoch: Int
    let loss: Double
    let validationLoss: Double?
    let accuracy: Double?
    let maximumAccuracy: Double?
    let learningRate: Double
    let seconds: Double
    let charactersPerSecond: Double
    let sample: String

    enum CodingKeys: String, CodingKey {
        case event, epoch, loss, accuracy, seconds, sample
        case validationLoss = "validation_loss"
        case maximumAccuracy = "maximum_accuracy"
        case learningRate = "learning_rate"
        case charactersPerSecond = "characters_per_second"
    }

    init(_ epoch: Trainer.Epoch) {
        self.epoch = epoch.number
        loss = epoch.loss
        validationLoss = epoch.validation?.nats
        accuracy = epoch.validation?.accuracy.argmax
        maximumAccuracy = epoch.validation?.maximum.argmax
        learningRate = epoch.learningRate
        seconds = epoch.seconds
        charactersPerSecond = epoch.charactersPerSecond
        sample = epoch.sample
    }
}

/// What `rnnc train --json` prints at the end.
struct DoneEvent: Encodable {
    let event = "done"
    let model: String
    let ending: String
    let epochs: Int
    let bestEpoch: Int
    let loss: Double
    let validationLoss: Double?
    let seconds: Double

    enum CodingKeys: String, CodingKey {
        case event, model, ending, epochs, loss, seconds
        case bestEpoch = "best_epoch"
        case validationLoss = "validation_loss"
    }

    init(_ outcome: Trainer.Outcome, model: String) {
        self.model = model
        ending = outcome.ending.rawValue
        epochs = outcome.model.record.epochs
        bestEpoch = outcome.model.record.bestEpoch
        loss = outcome.model.record.loss
        validationLoss = outcome.model.record.validationLoss
        seconds = outcome.seconds
    }
}

/// `--history`: a CSV file that grows by a row an epoch.
struct HistoryFile {
    private let file: FileHandle
    private let path: String

    init(_ path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw CommandFailure("cannot write \(path): \(String(cString: strerror(errno)))")
        }
        file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        self.path = path
        try write("epoch,seconds,loss,validation_loss,accuracy,maximum_accuracy,learning_rate,sample")
    }

    func append(_ epoch: Trainer.Epoch) throws {
        let fields: [Double?] = [
            epoch.seconds, epoch.loss, epoch.validation?.nats, epoch.validation?.accuracy.argmax,
            epoch.validation?.maximum.argmax, epoch.learningRate,
        ]
        let numbers = fields.map { $0.map { "\($0)" } ?? "" }.joined(separator: ",")
        try write("\(epoch.number),\(numbers),\"\(epoch.sample.replacing("\"", with: "\"\""))\"")
    }

    private func write(_ row: String) throws {
        try writeAll((row + "\n").utf8, to: file.fileDescriptor, called: path)
    }
}
