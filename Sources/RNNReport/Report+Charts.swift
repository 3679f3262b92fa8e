import RNNSwift

extension Report {
    /// The charts; the raw values are the names on the command line.
    public enum Chart: String, CaseIterable, Sendable {
        case accuracy
        case accuracyByEpoch = "accuracy-epoch"
        case sampled
        case sampledByEpoch = "sampled-epoch"
        case loss
        case lossByEpoch = "loss-epoch"
        case summedLoss = "summed-loss"
        case maximum, minimum, recreated, duplicates, time, lengths
        case meanLength = "mean-length"
        case letters, frequencies, names

        /// What it cannot be drawn without, or nil.
        package var needs: String {
            switch self {
            case .accuracy: "a history with times and accuracies"
            case .accuracyByEpoch: "a history with accuracies"
            case .sampled: "a history with times and sampled accuracies"
            case .sampledByEpoch: "a history with sampled accuracies"
            case .loss: "a history with times and losses"
            case .lossByEpoch: "a history with losses"
            case .summedLoss: "a history with losses summed over an epoch"
            case .maximum, .minimum, .recreated: "a model, and a list that it knows the characters of"
            case .frequencies: "a model, and a list with names of different frequency that it knows the characters of"
            case .duplicates, .lengths, .meanLength, .letters, .names: "a model"
            case .time: "a model, and times"
            }
        }
    }

    /// A chart that lacks what it shows. The description is one line.
    public struct MissingData: Error, CustomStringConvertible {
        public let description: String
    }

    /// One chart as an SVG file of its own.
    ///
    /// - Throws: ``MissingData``.
    public func svg(_ chart: Chart) throws -> String {
        guard let figure = figure(chart) else {
            throw MissingData(description: "the chart \(chart.rawValue) needs \(chart.needs)")
        }
        return Drawing.stacked(figure.panels).file(title: figure.title, note: figure.note)
    }
}

/// A chart with its title and a sentence on what it shows.
struct Figure {
    let title: String
    var note: String
    /// Drawn side by side where there is room.
    let panels: [Drawing]
    /// For a narrow window instead of `panels`.
    var narrow: [Drawing] = []
    /// As wide as the page.
    var isWide = false
    var isMeasured = false

    /// As an element of a page.
    func element(id: String) -> String {
        let classes = [isWide ? "wide" : nil, isMeasured ? "measured" : nil].compactMap { $0 }
        func drawings(_ drawings: [Drawing], _ className: String, _ kind: String) -> String {
            let inline = drawings.enumerated().map { number, drawing in
                drawing.inline(id: "\(id)-\(kind)\(number + 1)", title: title)
            }
            return "<div class=\"\(className)\">\n\(inline.joined(separator: "\n"))\n</div>"
        }
        let isSingle = panels.count == 1
        var parts = [
            drawings(panels, (isSingle ? "panel" : "panels") + (narrow.isEmpty ? "" : " broad"), "p")
        ]
        if !narrow.isEmpty { parts.append(drawings(narrow, "panels narrow", "n")) }
        return """
            <figure id="\(id)"\(classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\"")>
            <figcaption><h3>\(Markup.escape(title))</h3>
            <p>\(Markup.escape(note))</p></figcaption>
            \(parts.joined(separator: "\n"))
            </figure>
            """
    }
}

extension Report {
    func figure(_ chart: Chart) -> Figure? {
        switch chart {
        case .accuracy: historyFigure(.argmax, overTime: true)
        case .accuracyByEpoch: historyFigure(.argmax, overTime: false)
        case .sampled: historyFigure(.sampled, overTime: true)
        case .sampledByEpoch: historyFigure(.sampled, overTime: false)
        case .loss: historyFigure(.loss, overTime: true)
        case .lossByEpoch: historyFigure(.loss, overTime: false)
        case .summedLoss: historyFigure(.summedLoss, overTime: false)
        case .maximum: maximumFigure
        case .minimum: minimumFigure
        case .recreated: recreatedFigure
        case .duplicates: duplicatesFigure
        case .time: timeFigure
        case .lengths: lengthsFigure
        case .meanLength: meanLengthFigure
        case .letters: lettersFigure
        case .frequencies: frequenciesFigure
        case .names: namesFigure
        }
    }
}
