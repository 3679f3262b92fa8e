import ArgumentParser
import Foundation
import RNNReport
import RNNSwift

/// Training on a list of records: one field after another, into one file.
extension Train {
    func trainRecords() throws {
        let list = try records.read(lists, reading, labels: labels.names, quiet: quiet)
        func readBeside(_ file: String) throws -> RecordList {
            try reading.readRecords(
                [file], columns: list.columns.map(\.name), sampledColumns: list.columns.filter(\.isSampled).map(\.name),
                names: list.columns.map(\.name), labels: list.labels?.labels.names ?? [], quiet: quiet)
        }
        let validation = try measuring.validationFile.map(readBeside)
        let test = try measuring.testFile.map(readBeside)
        let trainer = try RecordTrainer(
            list, separator: records.separator ?? " ", validation: validation, options: options(for:))
        let progress = Progress(quiet: quiet)
        let standardOutput = StandardOutput()
        try OutputKind.model.checkWritable(output)
        let histories = try openHistories(trainer.fields.map(\.name))
        if list.columns.count > 1 {
            let given = list.labels.map { ", given \($0.labels.names.joined(separator: ", "))" } ?? ""
            let learned = list.columns.filter { !$0.isSampled }.map(\.name), sampled = list.columns.filter(\.isSampled)
            progress.line(
                (learned.count > 1 ? "the columns \(learned.list("and")) are learned" : "\(learned[0]) is learned")
                    + (sampled.isEmpty ? "" : " and \(sampled.map(\.name).list("and")) drawn")
                    + " independently of each other"
                    + "\(given); \(given.isEmpty ? "the" : "any other") relation between them is not learned")
        }
        Interruption.catchSignals()
        let clock = ContinuousClock()
        let start = clock.now

        var outcomes: [Trainer.Outcome] = []
        var failure: (any Error)?
        for (index, field) in trainer.fields.enumerated() {
            let own = try field.trainer.fitted()
            announce(own, progress, field: field.name)
            let reporter = EpochReporter(
                field: field.name, own, progress, logging,
                json: json && failure == nil ? standardOutput : nil,
                history: failure == nil ? histories?[index] : nil)
            // A file needs all fields: after Ctrl-C, each remaining field is trained for one epoch.
            var outcome = own.train(
                onEpoch: reporter.report,
                shouldStop: {
                    reporter.tick()
                    return (Interruption.isRequested || failure != nil || reporter.failure != nil)
                        && reporter.epochs > 0
                }, partialEpochs: reporter.partialEpochs, onPartialEpoch: reporter.report)
            reporter.finish()
            failure = failure ?? reporter.failure
            try checkThatThereIsAModel(outcome, field: field.name)
            if let test, outcome.ending != .interrupted,
                let column = test.columns.firstIndex(where: { $0.name == field.name })
            {
                outcome.model = outcome.model.tested(on: try test.names(of: column), threads: machine.threads)
            }
            outcomes.append(outcome)
            let record = outcome.model.record
            progress.line(
                "\(field.name): best epoch \(record.bestEpoch) of \(record.epochs), \(loss(of: record))")
            if let result = record.test { progress.line(describe(result, field: field.name)) }
            if json, failure == nil {
                do {
                    try standardOutput.json(DoneEvent(outcome, model: output, field: field.name))
                    try standardOutput.flush()
                } catch {
                    failure = error
                }
            }
        }
        try trainer.model(of: outcomes.map(\.model)).save(to: output, precision: modelFile.precision)
        // Saves the model even if the reader of the events has failed.
        if let failure { throw failure }
        for (field, outcome) in zip(trainer.fields, outcomes) where outcome.ending == .diverged {
            tellOfDivergence(outcome.model.record, field: field.name)
        }
        let seconds = (clock.now - start) / .seconds(1)
        let names = list.columns.map(\.name).joined(separator: ", ")
        let isInterrupted = outcomes.contains { $0.ending == .interrupted }
        progress.line(
            isInterrupted
                ? "interrupted; \(output) holds the best models so far, for \(names)"
                : "\(output): records of \(names), in \(seconds.formatted(seconds < 10 ? 1 : 0)) s" + advice("-n 20"))
        if json {
            try standardOutput.json(RecordsDoneEvent(model: output, fields: list.columns.map(\.name), seconds: seconds))
            try standardOutput.flush()
        }
        if isInterrupted { throw ExitCode(Interruption.exitStatus) }
        if outcomes.contains(where: { $0.ending == .diverged }) { throw ExitCode.failure }
    }

    /// One history per field or network: h-first.csv and h-last.csv for h.csv.
    ///
    /// - Parameters:
    ///   - after: The epochs that the history of a field has already.
    ///   - first: The first field that is trained; the histories of those before it stay as they are.
    func openHistories(
        _ fields: [String], after epochs: (Int) -> Int = { _ in 0 }, from first: Int = 0
    ) throws -> [Int: HistoryFile]? {
        guard let history = measuring.history else { return nil }
        let ending = (history as NSString).pathExtension
        let paths = fields.map { field in
            let name = String(field.map { $0.isLetter || $0.isNumber ? $0 : "-" })
            return (history as NSString).deletingPathExtension + "-\(name)" + (ending.isEmpty ? "" : ".\(ending)")
        }
        try check(
            Set(paths).count == paths.count,
            "Two fields would write the same history file, \(paths[0]); choose another name for --history.")
        try checkNotOverwritten(lists + [measuring.validationFile, measuring.testFile].compactMap { $0 }, by: paths)
        for path in paths {
            try check(!isSameFile(path, output) && path != output, "--history \(path) and --output are the same file.")
        }
        return try (first..<paths.count).reduce(into: [:]) { $0[$1] = try openHistory(paths[$1], after: epochs($1)) }
    }
}
