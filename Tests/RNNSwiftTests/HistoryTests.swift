import Foundation
import RNNReport
import RNNSwift
import Testing

/// Histories of three programs, and files that are none.
@Suite struct HistoryTests {
    private func history(_ text: String) throws -> History { try History(Data(text.utf8), source: "h.csv") }

    @Test func ours() throws {
        let history = try history(
            """
            epoch,seconds,loss,validation_loss,accuracy,maximum_accuracy,learning_rate,sample
            1,0.5,2.5,2.25,0.25,0.75,0.005,"An""na, B"
            2,1.5,2,,nan,0.75,0.005,"x"

            """)
        #expect(history.epochs.map(\.number) == [1, 2])
        #expect(history.epochs.map(\.seconds) == [0.5, 1.5])
        #expect(history.values(.trainingLoss) == [2.5, 2])
        #expect(history.values(.validationLoss) == [2.25, nil])
        #expect(history.values(.validationAccuracy)[0] == 0.25)
        #expect(history.values(.validationAccuracy)[1]?.isNaN == true)
        #expect(history.values(.maximumAccuracy) == [0.75, 0.75])
        #expect(history.epochs[0].sample == "An\"na, B")
        #expect(!history.has(.sampledAccuracy) && !history.has(.trainingAccuracy) && history.hasTimes)
    }

    /// What was measured then are the names trained on.
    @Test func oursWithoutHeldOutNames() throws {
        let history = try history("epoch,seconds,loss,validation_loss,accuracy,maximum_accuracy\n1,1,2,,0.5,0.75\n")
        #expect(history.values(.trainingAccuracy) == [0.5] && !history.has(.validationAccuracy))
    }

    @Test func ofKeras() throws {
        let history = try history("epoch,time,loss,accuracy,val_loss,val_accuracy\r\n0,2,1.5,0.5,1.75,0.25\r\n")
        #expect(history.epochs.map(\.number) == [1])
        #expect(history.values(.trainingAccuracy) == [0.5] && history.values(.validationAccuracy) == [0.25])
        #expect(history.values(.trainingLoss) == [1.5] && history.values(.validationLoss) == [1.75])
    }

    @Test func ofTheNumPyProgram() throws {
        // Its names are not quoted.
        let history = try history(
            "Epoch,Time,Epoch Loss,Accuracy,Sample Name\n0,391.5,311405.25,0.25,O\"Neil\n1,768,2e5,0.5,\n")
        #expect(history.epochs.map(\.number) == [1, 2])
        #expect(history.values(.summedLoss) == [311_405.25, 200_000])
        #expect(history.values(.sampledAccuracy) == [0.25, 0.5])
        #expect(history.epochs[0].sample == "O\"Neil")
    }

    @Test func moreColumnsInAnyOrder() throws {
        let history = try history(
            "\u{FEFF}sampled_accuracy,weather, Accuracy ,epoch,maximum_sampled_accuracy\n0.5,rain,0.75,7,0.875\n")
        #expect(history.epochs.map(\.number) == [7] && !history.hasTimes)
        #expect(history.values(.sampledAccuracy) == [0.5] && history.values(.validationAccuracy) == [0.75])
        #expect(history.values(.maximumSampledAccuracy) == [0.875])
    }

    /// A training that was continued counts on, whether its clock started again or not.
    @Test func continuedTrainings() throws {
        let continued = try history("epoch,time,loss,accuracy\n0,1,3,0\n1,2,2,0\n0,3,1,0\n1,4,1,0\n0,0.5,1,0\n")
        #expect(continued.epochs.map(\.number) == [1, 2, 3, 4, 5])
        #expect(continued.epochs.map(\.seconds) == [1, 2, 3, 4, 4.5])
        let ours = try history("epoch,seconds,loss\n1,1,3\n2,2,2\n2,1,1\n3,2,1\n")
        #expect(ours.epochs.map(\.number) == [1, 2, 3, 4])
        #expect(ours.epochs.map(\.seconds) == [1, 2, 3, 4])
    }

    @Test func aSampleThatBeginsWithACombiningCharacter() throws {
        let history = try history("epoch,loss,sample\n1,2,\"\u{308}a\"\n2,1,\"b\"\n")
        #expect(history.epochs.map(\.sample) == ["\u{308}a", "b"])
    }

    @Test func bytesThatAreNotUTF8() throws {
        let history = try History(Data("epoch,loss,sample\n1,2,".utf8) + [0xFF, 0x0A], source: "h.csv")
        #expect(history.values(.trainingLoss) == [2])
    }

    @Test(arguments: [
        ("", "is empty"), ("\n\n", "is empty"), ("\u{FEFF}", "is empty"), ("anna\notto\n", "first line"),
        ("epoch,sample\n1,a\n", "first line"), ("loss\n1\n", "first line"), ("epoch,loss\n", "no row"),
        ("epoch,loss\n1,\"a\nb\"\n", "\"a b\""), ("epoch,loss\n1,abc\n", "row 2: loss is \"abc\""),
        ("epoch,loss\nx,1\n", "row 2: epoch is \"x\""),
        ("epoch,loss\n1,2\n,1\n", "row 3: an epoch"), ("epoch,loss\n-1,1\n", "an epoch"),
        ("epoch,loss\nnan,1\n", "an epoch"), ("epoch,loss\n1e300,1\n", "an epoch"), ("epoch,loss\ninf,1\n", "an epoch"),
        ("epoch,seconds,loss\n1,-1,1\n", "a time"), ("epoch,seconds,loss\n1,inf,1\n", "a time"),
        ("epoch,seconds,loss\n1,nan,1\n", "a time"), ("epoch,loss\n1,\"2\n", "row 2: a quotation mark"),
        ("\"epoch,loss\n1,2\n", "row 1: a quotation mark"),
        ("epoch,accuracy\n1,45.3\n", "row 2: accuracy is not a share"),
        ("epoch,seconds,loss\n1,1e300,1\n", "a time"),
    ])
    func filesThatAreNone(_ text: String, _ reason: String) throws {
        #expect {
            _ = try history(text)
        } throws: { error in
            let description = (error as? History.FormatError)?.description ?? ""
            return description.hasPrefix("h.csv") && description.contains(reason) && !description.contains("\n")
        }
    }

    /// Whatever the bytes, there is a history or an error.
    @Test func randomBytes() {
        var generator = SplitMix64(seed: 5, stream: .shuffling)
        let pieces = [
            "epoch", "loss", ",", "\n", "\"", "1", "-", "9e99", "\r", "nan", " ", "é", "time", "\u{0}", "accuracy",
        ]
        var read = 0
        for _ in 0..<20_000 {
            var text = Bool.random(using: &generator) ? "epoch,loss\n" : ""
            for _ in 0..<Int.random(in: 0..<12, using: &generator) { text += pieces.randomElement(using: &generator)! }
            if let history = try? history(text) {
                read += 1
                let numbers = [0] + history.epochs.map(\.number)
                #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }, "\(text)")
            }
        }
        #expect(read > 100)
    }

    @Test(.enabled(if: Shared.isPresent, Shared.absence)) func theSeeds() throws {
        let scratch = try History(contentsOf: Shared.path("seeds/firstnames_history.txt"))
        #expect(scratch.epochs.count == 126 && scratch.epochs.last?.number == 126)
        #expect(abs((scratch.epochs.last?.seconds ?? 0) / 3600 - 18.4) < 0.05)
        #expect(abs((scratch.values(.sampledAccuracy).last ?? 0)! - 0.4468) < 1e-4)
        let keras = try History(contentsOf: Shared.path("seeds/firstnames_RNN_32.history"))
        #expect(keras.epochs.count == 200 && keras.epochs.last?.number == 200)
        #expect(keras.has(.trainingAccuracy) && keras.has(.validationAccuracy) && keras.has(.validationLoss))
    }
}
