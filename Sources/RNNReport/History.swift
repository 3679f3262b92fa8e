import Foundation
import RNNSwift

/// The course of a training, epoch by epoch, from a CSV file with a header.
///
/// Columns are found by their names, in any order; others are ignored. Three programs' are known:
///
///     rnnc        epoch,seconds,loss,validation_loss,accuracy,maximum_accuracy,…   accuracy: argmax, held-out names
///     Keras       epoch,time,loss,accuracy,val_loss,val_accuracy                   accuracy: argmax
///     NumPy       Epoch,Time,Epoch Loss,Accuracy,Sample Name   loss: sum of the epoch; sampled accuracy
///
/// Epochs count from 1. If a file starts again because the training was continued, epochs and seconds continue from
/// their last value.
public struct History: Sendable, Equatable {
    /// What a history can tell of an epoch.
    public enum Measure: CaseIterable, Sendable {
        /// Mean loss in nats per character.
        case trainingLoss, validationLoss
        /// The loss summed over the epoch, in nats.
        case summedLoss
        /// Right guesses of the most probable character.
        case trainingAccuracy, validationAccuracy
        /// Right guesses of a character drawn from the softmax.
        case sampledAccuracy
        /// The theoretical maxima of the accuracies on the held-out names, and the least loss.
        case maximumAccuracy, maximumSampledAccuracy, floor

        var isShare: Bool {
            switch self {
            case .trainingLoss, .validationLoss, .summedLoss, .floor: false
            default: true
            }
        }
    }

    /// An epoch; a measure that the file lacks, or leaves empty, is missing.
    public struct Epoch: Sendable, Equatable {
        public var number: Int
        /// Since the training began.
        public var seconds: Double?
        public var values: [Measure: Double] = [:]
        public var sample: String?
    }

    /// A file that is no history. The description is one line.
    public struct FormatError: Error, Equatable, CustomStringConvertible {
        public let description: String
    }

    public private(set) var epochs: [Epoch] = []

    /// The course that a model's record has; nil if it has none.
    public init?(_ record: TrainingRecord) {
        guard let curve = record.curve, !curve.epochs.isEmpty else { return nil }
        let accuracy = curve.validationLosses == nil ? Measure.trainingAccuracy : .validationAccuracy
        epochs = curve.epochs.indices.map { index in
            var epoch = Epoch(number: curve.epochs[index])
            epoch.values[.trainingLoss] = curve.losses[index]
            epoch.values[.validationLoss] = curve.validationLosses?[index]
            epoch.values[accuracy] = curve.accuracies?[index]
            return epoch
        }
    }

    /// The means of several histories, epoch by epoch as far as all of them go.
    package init(meanOf histories: [History]) {
        epochs = (0..<(histories.map(\.epochs.count).min() ?? 0)).map { index in
            let those = histories.map { $0.epochs[index] }
            var mean = Epoch(number: those[0].number)
            let seconds = those.compactMap(\.seconds)
            if seconds.count == those.count { mean.seconds = seconds.reduce(0, +) / Double(seconds.count) }
            for measure in Measure.allCases {
                let values = those.compactMap { $0.values[measure] }
                if values.count == those.count { mean.values[measure] = values.reduce(0, +) / Double(values.count) }
            }
            return mean
        }
    }

    /// Reads a file.
    ///
    /// - Throws: ``FileError`` if it cannot be read, ``FormatError`` if it is no history.
    public init(contentsOf path: String) throws {
        try self.init(FileAccess.read(path), source: path)
    }

    /// - Parameter source: What the file is called in errors.
    public init(_ data: Data, source: String) throws {
        func malformed(_ reason: String) -> FormatError { FormatError(description: "\(source): \(reason)") }
        var table = CSVRows(data)
        guard let header = try table.next(malformed) else {
            throw malformed("is empty; a history has a header and one row per epoch")
        }
        let columns = Columns(header)
        guard let epochColumn = columns.epoch, !columns.measures.isEmpty else {
            throw malformed("is no history: its first line must name the column epoch, and loss or accuracy")
        }
        var clock = Clock()
        while let row = try table.next(malformed) {
            func number(_ column: Int?) throws -> Double? {
                guard let column, column < row.count else { return nil }
                let text = row[column].trimmingCharacters(in: .whitespaces)
                guard !text.isEmpty else { return nil }
                guard let value = Double(text) else {
                    let shown = text.prefix(40).split(whereSeparator: \.isNewline).joined(separator: " ")
                    throw malformed("row \(table.row): \(header[column]) is \"\(shown)\", not a number")
                }
                return value
            }
            guard let epoch = try number(epochColumn), epoch >= 0, epoch < 1e9 else {
                throw malformed("row \(table.row): an epoch is a number from 0")
            }
            let seconds = try number(columns.seconds)
            guard seconds.map({ $0 >= 0 && $0 < 1e12 }) ?? true else {
                throw malformed("row \(table.row): a time is a number of seconds from 0")
            }
            var entry = Epoch(number: clock.epoch(Int(epoch)), seconds: seconds.map { clock.seconds($0) })
            for (column, measure) in columns.measures {
                entry.values[measure] = try number(column)
                guard !measure.isShare || !(entry.values[measure].map { $0 < 0 || $0 > 1 } ?? false) else {
                    throw malformed("row \(table.row): \(header[column]) is not a share from 0 to 1")
                }
            }
            if let column = columns.sample, column < row.count { entry.sample = SpreadsheetCell.unguarded(row[column]) }
            epochs.append(entry)
        }
        guard !epochs.isEmpty else { throw malformed("has no row") }
        if has(.trainingLoss), has(.validationAccuracy), !has(.validationLoss) {
            // Nothing was held out: what was measured are the names trained on.
            for index in epochs.indices {
                epochs[index].values[.trainingAccuracy] = epochs[index].values.removeValue(forKey: .validationAccuracy)
            }
        }
    }

    /// A measure's values; nil where an epoch lacks it.
    public func values(_ measure: Measure) -> [Double?] { epochs.map { $0.values[measure] } }

    /// Whether any epoch has a finite value of a measure.
    public func has(_ measure: Measure) -> Bool { epochs.contains { $0.values[measure]?.isFinite == true } }

    public var hasTimes: Bool { epochs.contains { $0.seconds != nil } }
}

/// Counts epochs and seconds on where a continued training starts again from the beginning.
private struct Clock {
    /// 1 if the file counts epochs from 0.
    private var base: Int?
    private var last = (epoch: 0, seconds: 0.0)
    private var before = (epochs: 0, seconds: 0.0)

    mutating func epoch(_ number: Int) -> Int {
        let base = base ?? (number == 0 ? 1 : 0)
        let epoch = number + base
        if epoch <= last.epoch { before.epochs += last.epoch - epoch + 1 }
        (self.base, last.epoch) = (base, epoch)
        return before.epochs + epoch
    }

    mutating func seconds(_ seconds: Double) -> Double {
        if seconds < last.seconds { before.seconds += last.seconds }
        last.seconds = seconds
        return before.seconds + seconds
    }
}

/// Which column is what.
private struct Columns {
    var epoch: Int?
    var seconds: Int?
    var sample: Int?
    var measures: [(Int, History.Measure)] = []

    init(_ header: [String]) {
        let names = header.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
        func index(_ choices: String...) -> Int? { names.firstIndex { choices.contains($0) } }
        epoch = index("epoch")
        seconds = index("seconds", "time")
        sample = index("sample", "sample name")
        let isScratch = names.contains("epoch loss")
        let isKeras = !isScratch && names.contains("time")
        let found: [(Int?, History.Measure)] = [
            (index("loss"), .trainingLoss), (index("validation_loss", "val_loss"), .validationLoss),
            (index("epoch loss"), .summedLoss),
            (index("accuracy"), isScratch ? .sampledAccuracy : isKeras ? .trainingAccuracy : .validationAccuracy),
            (index("val_accuracy"), .validationAccuracy), (index("training_accuracy"), .trainingAccuracy),
            (index("sampled_accuracy", "accuracy_sampled"), .sampledAccuracy),
            (index("maximum_accuracy"), .maximumAccuracy),
            (index("maximum_sampled_accuracy", "maximum_sampled"), .maximumSampledAccuracy),
            (index("floor", "floor_nats"), .floor),
        ]
        measures = found.compactMap { column, measure in column.map { ($0, measure) } }
    }
}
