import Foundation
import RNNSwift

/// A CSV file with one row per epoch, which is appended to while a network is trained. ``History`` reads it.
public struct HistoryFile {
    /// Columns of the file.
    public enum Format: String, CaseIterable, Sendable {
        case rnnc
        /// Seconds since the beginning, the sum of the losses, the accuracy of sampling; epochs from 0.
        case scratch
        /// Seconds since the beginning, mean losses and argmax accuracies; epochs from 0.
        case keras

        package var header: String {
            switch self {
            case .rnnc:
                "epoch,seconds,loss,validation_loss,accuracy,maximum_accuracy,sampled_accuracy,maximum_sampled_accuracy,"
                    + "learning_rate,sample"
            case .scratch: "Epoch,Time,Epoch Loss,Accuracy,Sample Name"
            case .keras: "epoch,time,loss,accuracy,val_loss,val_accuracy"
            }
        }

        /// Number of the first epoch.
        fileprivate var firstEpoch: Int { self == .rnnc ? 1 : 0 }

        func row(_ epoch: Trainer.Epoch) -> String {
            let measured = epoch.measured
            switch self {
            case .rnnc:
                let numbers = [
                    epoch.seconds, epoch.loss, epoch.validation?.nats, measured?.accuracy.argmax,
                    measured?.maximum.argmax, measured?.accuracy.sampled, measured?.maximum.sampled, epoch.learningRate,
                ]
                return "\(epoch.number),\(Self.fields(numbers)),\(Self.quoted(epoch.sample))"
            case .scratch:
                let numbers = [epoch.seconds, epoch.loss * Double(epoch.predictions), measured?.accuracy.sampled]
                return "\(epoch.number - 1),\(Self.fields(numbers)),\(Self.quoted(epoch.sample))"
            case .keras:
                let numbers = [
                    epoch.seconds, epoch.loss, epoch.training?.accuracy.argmax, epoch.validation?.nats,
                    epoch.validation?.accuracy.argmax,
                ]
                return "\(epoch.number - 1),\(Self.fields(numbers))"
            }
        }

        private static func fields(_ numbers: [Double?]) -> String {
            numbers.map { $0.map { "\($0)" } ?? "" }.joined(separator: ",")
        }

        private static func quoted(_ text: String) -> String { SpreadsheetCell.field(text, isQuoted: true) }
    }

    /// Number of the epochs before a resumed training whose rows the file lacks, because writing them had failed.
    public let missingRows: Int

    private let file: FileHandle
    private let path: String
    private let format: Format

    /// Opens a file and writes its header.
    ///
    /// - Parameter epochs: Number of rows of an existing file to keep, when training resumes after that many epochs.
    /// - Throws: ``FileError``; ``History/FormatError`` if the existing file has other columns.
    public init(_ path: String, format: Format = .rnnc, after epochs: Int = 0) throws {
        let descriptor =
            switch try FileDestination(path) {
            case .descriptor(let file): dup(file)
            case .plain(let path), .special(let path):
                open(path, (epochs > 0 ? O_RDWR : O_WRONLY | O_TRUNC) | O_CREAT | O_CLOEXEC, 0o666)
            }
        guard descriptor >= 0 else { throw FileError("write", path) }
        file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        self.path = path
        self.format = format
        guard epochs > 0, FileAccess.isPlain(path), let rows = try? file.readToEnd(), !rows.isEmpty else {
            missingRows = 0
            try write(format.header)
            return
        }
        guard rows.starts(with: Data((format.header + "\n").utf8)) else {
            throw History.FormatError(
                description: "cannot append to \(path): its first line does not have the columns \(format.header)")
        }
        // Keeps whole lines only: the header, and the rows of finished epochs.
        var end = rows.startIndex + format.header.utf8.count + 1
        var kept = 0
        while let lineEnd = rows[end...].firstIndex(of: 0x0A),
            let number = Int(String(decoding: rows[end..<lineEnd].prefix { $0 != UInt8(ascii: ",") }, as: UTF8.self)),
            number < format.firstEpoch + epochs
        {
            (end, kept) = (lineEnd + 1, kept + 1)
        }
        missingRows = epochs - kept
        guard ftruncate(descriptor, off_t(end)) == 0, lseek(descriptor, 0, SEEK_END) >= 0 else {
            throw FileError("write", path)
        }
    }

    /// Writes the row of an epoch.
    ///
    /// - Throws: ``FileError``.
    public func append(_ epoch: Trainer.Epoch) throws { try write(format.row(epoch)) }

    private func write(_ row: String) throws {
        try FileAccess.writeAll([Data((row + "\n").utf8)], to: file.fileDescriptor, path: path)
    }
}
