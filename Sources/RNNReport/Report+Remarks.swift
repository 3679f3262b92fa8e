import RNNSwift

extension Report {
    /// What the reader should know before the charts: what is left out, and why.
    public var remarks: [String] {
        var remarks: [String] = []
        if original == nil, results.contains(where: { $0.run.model != nil && !$0.isText }) {
            remarks.append(
                "No list was given: what compares with it is left out (accuracy and its theoretical maximum, names "
                    + "recreated, frequencies).")
        }
        if textSource == nil, results.contains(where: \.isText) {
            remarks.append("No text was given: the loss and the accuracy on it are left out.")
        }
        if let original, !original.hasFrequencies, !results.allSatisfy({ $0.evaluation == nil }) {
            remarks.append("All names of \(original.source) are equally frequent: there are no frequencies to compare.")
        }
        for result in results {
            let label = result.run.label
            remarks += result.isText ? textRemarks(result) : nameRemarks(result)
            if let history = result.run.history,
                History.Measure.allCases.contains(where: { measure in
                    history.values(measure).contains { $0.map { !$0.isFinite } ?? false }
                })
            {
                remarks.append("\(label): where the history has no finite number, its lines have gaps.")
            }
        }
        return remarks
    }

    private func textRemarks(_ result: Result) -> [String] {
        guard let textSource else { return [] }
        let label = result.run.label
        guard let unknown = result.evaluation?.unknownCharacters else {
            return ["\(label): the model knows fewer than two characters of \(textSource)."]
        }
        return unknown == 0
            ? []
            : [
                "\(label): the model does not know \(Figures.count(unknown)) characters of \(textSource); its figures are "
                    + "of the others."
            ]
    }

    private func nameRemarks(_ result: Result) -> [String] {
        var remarks: [String] = []
        let label = result.run.label
        if let evaluation = result.evaluation, evaluation.unknownCharacters > 0, let original {
            let names = Figures.count(original.statistics.count - evaluation.names)
            remarks.append(
                "\(label): \(names) names of the list have characters that the model does not know; its figures are of "
                    + "the others.")
        }
        if result.run.model != nil, original != nil, result.evaluation == nil {
            remarks.append("\(label): the model knows the characters of no name of the list.")
        }
        if result.run.model != nil, (result.generated?.statistics.count ?? 0) < options.count {
            let found = result.generated?.statistics.count ?? 0
            remarks.append(
                "\(label): the model generated \(Figures.count(found)) names only; the others were empty.")
        }
        return remarks + labelRemarks(result)
    }
}
