import Foundation
import RNNSwift

/// Event of `rnnc sweep --json` for a finished setting.
struct SettingEvent: Event {
    let event = "setting"
    /// Values by the names of the axes, without axes that have no effect in this setting.
    let setting: [String: String]
    let state: String
    let validationLoss: Double?
    let accuracy: Double?
    let epochs: Int
    let bestEpoch: Int?
    let parameters: Int
    let seconds: Double

    init(_ result: SweepResult, _ grid: SweepGrid) {
        setting = Self.values(result.index, grid)
        state = result.state.rawValue
        validationLoss = result.progress.best?.validationLoss
        accuracy = result.progress.best?.accuracy
        epochs = result.progress.course.count
        bestEpoch = result.progress.bestEpoch
        parameters = result.parameters
        seconds = result.progress.seconds
    }

    static func values(_ index: Int, _ grid: SweepGrid) -> [String: String] {
        zip(grid.axes, grid.settings[index].values).reduce(into: [:]) { values, entry in
            values[entry.0.name.replacing("-", with: "_")] = entry.1?.text
        }
    }
}

/// Event of `rnnc sweep --json` at the end of the sweep or of its time limit.
struct SweepDoneEvent: Event {
    let event = "done"
    /// "done", "time" or "interrupted".
    let ending: String
    let settings: Int
    let finished: Int
    /// The best setting so far; nil if there is no model.
    let best: [String: String]?
    let validationLoss: Double?
    let model: String?
    /// Sum of the training times of all settings.
    let seconds: Double

    init(_ ending: String, _ results: [SweepResult], _ grid: SweepGrid, model: String) {
        self.ending = ending
        settings = results.count
        finished = results.count { $0.isFinished }
        let first = SweepResult.ranked(results)[0]
        validationLoss = first.progress.best?.validationLoss
        best = validationLoss == nil ? nil : SettingEvent.values(first.index, grid)
        self.model = validationLoss == nil ? nil : model
        seconds = results.reduce(0) { $0 + $1.progress.seconds }
    }
}
