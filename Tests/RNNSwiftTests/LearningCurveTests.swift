import Foundation
import RNNReport
import RNNSwift
import Testing

@Suite struct LearningCurveTests {
    private func curve(_ epochs: Int, validation: Bool = true) -> LearningCurve {
        var curve = LearningCurve()
        for epoch in 1...epochs {
            curve.append(
                epoch, loss: 1 / Double(epoch), validation: validation ? 2 / Double(epoch) : nil, accuracy: 0.5)
        }
        return curve
    }

    @Test func longOnesAreThinned() throws {
        #expect(curve(500).epochs == Array(1...500))
        let long = curve(501)
        #expect(long.epochs == (1...250).map { 2 * $0 } && long.losses.count == 250)
        let longer = curve(5000)
        #expect(longer.epochs.count <= LearningCurve.mostEpochs && longer.epochs.count >= LearningCurve.mostEpochs / 2)
        let every = longer.epochs[0]
        #expect(longer.epochs == longer.epochs.indices.map { ($0 + 1) * every })
        #expect(
            longer.validationLosses?.count == longer.epochs.count && longer.accuracies?.count == longer.epochs.count)
        for (epoch, loss) in zip(longer.epochs, longer.losses) { #expect(abs(loss - 1 / Double(epoch)) < 1e-5) }
        #expect(curve(3, validation: false).validationLosses == nil)
    }

    /// A curve that was written and read again continues like the original.
    @Test(arguments: [1, 400, 501, 999, 1001]) func survivesBeingWritten(_ epochs: Int) throws {
        let data = try JSONEncoder().encode(curve(epochs))
        var read = try JSONDecoder().decode(LearningCurve.self, from: data)
        #expect(read == curve(epochs))
        for epoch in epochs + 1...epochs + 700 {
            read.append(epoch, loss: 1 / Double(epoch), validation: 2 / Double(epoch), accuracy: 0.5)
        }
        #expect(read == curve(epochs + 700))
    }

    @Test(
        arguments: [
            #"{"epochs":[1,2],"losses":[1],"every":1}"#, #"{"epochs":[2,1],"losses":[1,1],"every":1}"#,
            #"{"epochs":[1],"losses":[1],"every":0}"#, #"{"epochs":[0],"losses":[1],"every":1}"#,
            #"{"epochs":[1],"losses":[1],"validation_losses":[],"every":1}"#, #"{"epochs":[1]}"#,
        ])
    func damagedOnesAreErrors(_ json: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(LearningCurve.self, from: Data(json.utf8)) }
    }

    @Test func theModelHasTheCourseOfItsTraining() throws {
        var options = TrainingOptions()
        (options.architecture, options.schedule.epochs) = (Architecture(hidden: [6]), 5)
        var losses: [Double] = []
        var validation: [Double] = []
        let model = try Trainer(NameList(.dinosaurs), options: options).train {
            losses.append($0.loss)
            validation.append($0.validation?.nats ?? 0)
        }.model
        let curve = try #require(model.record.curve)
        #expect(curve.epochs == [1, 2, 3, 4, 5])
        #expect(zip(curve.losses, losses).allSatisfy { abs($0 - $1) < 1e-5 })
        #expect(zip(curve.validationLosses ?? [], validation).allSatisfy { abs($0 - $1) < 1e-5 })
        let history = try #require(History(model.record))
        #expect(history.values(.validationLoss).compactMap(\.self) == curve.validationLosses && !history.hasTimes)
        let again = try Trainer(NameList(["anna", "otto"]), options: options, from: model).train()
        #expect(again.record.curve?.epochs == [1, 2, 3, 4, 5], "of this training alone")
    }
}
