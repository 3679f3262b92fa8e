import RNNSwift

/// `--test-file`: names, or a text, for one evaluation of the finished model.
extension Train {
    enum Test {
        case names(NameList)
        case text(RunningText)
    }

    /// Reads the file before training, so that errors in it are reported early.
    func readTest() throws -> Test? {
        try measuring.testFile.map { file in
            text.text
                ? .text(try RunningText(contentsOf: file))
                : .names(try reading.read(file, optionalLabels: labels.names, quiet: quiet))
        }
    }

    /// The model with the result in its record.
    func measure(_ model: Model, on test: Test?, _ progress: Progress) -> Model {
        guard let test else { return model }
        let tested: Model
        switch test {
        case .names(let names):
            tested = model.tested(on: names, threads: machine.threads)
            tell(names.names.count - (tested.record.test?.names ?? 0), leftOutOf: names, progress)
        case .text(let text):
            tested = TextModel(model).tested(on: text, threads: machine.threads).model
        }
        if let result = tested.record.test { progress.line(describe(result)) }
        return tested
    }

    func tell(_ count: Int, leftOutOf names: NameList, _ progress: Progress) {
        guard count > 0 else { return }
        let what = "left out of \(names.source): \(count.counted("name")) with characters that the model does not know"
        progress.line(what + (count == names.names.count ? "; there is no test result" : ""))
    }
}

/// The line of a test result.
func describe(_ test: TrainingRecord.Test, field: String? = nil) -> String {
    let names = test.names > 0 ? " (\(test.names.counted("name")))" : ""
    return (field.map { "\($0): " } ?? "")
        + "test on \(test.list)\(names): \(test.nats.formatted(4)) nats per character, accuracy \(test.accuracy.argmax.percent)"
}
