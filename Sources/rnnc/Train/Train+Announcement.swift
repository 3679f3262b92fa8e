import RNNSwift

/// Remarks of `rnnc train` before the first epoch.
extension Train {
    /// Lists with fewer names are memorized quickly.
    private static let fewNames = 200

    func announce(_ trainer: Trainer, _ progress: Progress, field: String? = nil) {
        let (training, heldOut) = trainer.counts
        progress.line(
            (field.map { "\($0): " } ?? "")
                + "\(training) \(text.text ? "characters of text" : "names") to learn, \(heldOut) held out, "
                + "\(describeTokens(trainer.vocabulary)); \(describeNetwork(trainer)), "
                + "\(machine.kernels.name) kernels")
        if trainer.isFittedToTime, let epochs = trainer.options.schedule.epochs {
            progress.line("\(epochs) \(epochs == 1 ? "epoch fits" : "epochs fit") in the time of --max-time")
        }
        if let group = Processes.current {
            let (processes, active) = (group.count, min(trainer.shards, group.count))
            let hosts = group.hosts.count
            progress.line(
                "\(processes) processes on \(hosts.counted("host")), \(machine.threads.counted("thread")) each"
                    + (active < processes
                        ? "; \(active) of them have work, because a batch has \(active) shards: use a larger "
                            + (text.text ? "--streams" : "--batch-size") : ""))
        }
        if let from {
            let new = trainer.newTokens
            let known = trainer.vocabulary.texts.count - new.count
            let unit = trainer.vocabulary.tokenization == nil ? "characters" : "tokens"
            progress.line(
                "continues from \(from), which knows \(known) \(unit)"
                    + (new.isEmpty ? "" : "; new weights for \(new.count) more: \(new.joined())"))
        }
        if let omitted = trainer.omitted {
            progress.line(
                "names with parts that are no tokens are left out, such as \"\(omitted.name.printableOnOneLine)\" "
                    + "(\(omitted.parts) such parts)")
        }
        if !text.text, training < Self.fewNames, trainer.options.initialization != .base {
            advise(training, heldOut, field: field, progress)
        }
        if !text.text, case .share = trainer.options.data.validation, heldOut == 0 {
            progress.line(
                "too few names to hold any out for validation, so training runs for "
                    + "\(trainer.options.schedule.epochs ?? Trainer.defaultEpochs) epochs")
        }
    }

    private func describeTokens(_ vocabulary: Vocabulary) -> String {
        let characters = "\(vocabulary.characters.count) characters"
        let tokens = vocabulary.tokenization.map { ", \(vocabulary.texts.count) tokens (\($0))" } ?? ""
        let labels = vocabulary.labels.columns.map { ", \($0.values.count) values of \($0.name)" }
        return characters + tokens + labels.joined()
    }

    /// Description of the network, with the reason if the size of the list selected it.
    private func describeNetwork(_ trainer: Trainer) -> String {
        let options = trainer.options
        let units = options.architecture.hidden.map(String.init).joined(separator: ",")
        var parts = ["\(options.architecture.cell.rawValue) \(units)"]
        if options.regularization.dropout > 0 { parts.append("dropout \(options.regularization.dropout)") }
        if options.initialization == .base { parts.append("starting from the base model") }
        return parts.joined(separator: ", ")
    }

    /// Reports that a list is short for a network that starts from random weights, and what makes it do so.
    private func advise(_ training: Int, _ heldOut: Int, field: String?, _ progress: Progress) {
        let consequence =
            heldOut == 0
            ? "with none held out, a network memorizes them (rnnc report shows the share recreated)"
            : "a network learns little about their style"
        var reasons = (network.given + tokenization.given).filter { $0.setting.name != "label-dropout" }.map {
            "--\($0.setting.name)"
        }
        if preset != nil { reasons.append("--preset") }
        if optimization.update == "character" { reasons.append("--update character") }
        let advice =
            from != nil || reasons.isEmpty
            ? "" : "; without \(reasons.list("and")), training starts from a model of names in general"
        progress.line("\(field.map { "\($0): " } ?? "")\(training) names are few: \(consequence)\(advice)")
    }
}
