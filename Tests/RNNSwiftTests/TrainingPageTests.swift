import Foundation
import RNNExchange
import RNNSwift
import Testing

/// Web pages that train. (A page in use, in a browser: Tests/Interoperability/check_training_page.py.)
@Suite struct TrainingPageTests {
    static let page = Result { String(decoding: try WebPage.write(PageOptions(trains: true)), as: UTF8.self) }

    /// A page without a model says so, and one with a model has both.
    @Test func contents() throws {
        let page = try Self.page.get()
        #expect(page.contains("<textarea id=\"list\"") && page.contains("<div id=\"generator\" hidden>"))
        let random = try randomModel("ab", hidden: [2])
        let both = String(decoding: try WebPage.write(random, PageOptions(trains: true)), as: UTF8.self)
        #expect(both.contains("<textarea id=\"list\"") && both.contains("<div id=\"generator\">"))
        #expect(!(try WebPageTests.page(random)).contains("<textarea"))
        for text in ["http:", "https:", "src=", "href=", "url("] {
            #expect(!page.contains(text) && !both.contains(text), "\(text)")
        }
    }

    struct Epoch: Decodable {
        let loss: Double
        let validation: Double?
        let isBest: Bool
    }

    struct Trained: Decodable {
        let epochs: [Epoch]
        let ended: [String]
        let file: String
        let logits: [[Double]]
        let draws: [String]
    }

    /// Trains in node as the worker does, on names of the tokens a, é and b.
    static func train(_ cell: String, _ hidden: String, names: Int, on page: String) throws -> Trained {
        try WebPageTests.evaluate(
            """
            {epochs: events.filter(({epoch}) => epoch), ended: events.flatMap(({ended}) => ended ?? []), file, draws,
              logits: logits("aéb")}
            """,
            """
            const events = [], names = Array.from({length: \(names)}, (_, i) => [0, 1, i % 3, 2].slice(0, 2 + i % 3));
            globalThis.postMessage = event => events.push(event);
            globalThis.onmessage = null;
            trainInWorker();
            const task = {names, counts: names.map((_, i) => 1 + i % 2), cell: "\(cell)", hidden: [\(hidden)], tokens: 5,
              batch: 8, patience: 2, rate: 0.01, seed: 1, weights: null, moduleText};
            await onmessage({data: task});
            const {weights} = events.findLast(({isBest}) => isBest);
            for (const event of events) delete event.weights;
            use({...task, characters: ["a", "é", "b"], longest: 9, unit: "clusters", isLearned: true,
              left: [0, 0, 0, 1, 2], right: [0, 0, 0, 1, 2], forbidden: ["010", "011", "111"], record: {list: "pasted"}});
            engine = await NativeEngine.open(await ready, weights);
            const file = Buffer.concat(modelFile(model, weights).map(part => new Uint8Array(part.buffer, part.byteOffset,
              part.byteLength))).toString("base64");
            const search = new Search(rulesFor({begin: [], suffix: "", words: [], shortest: 1, longest: 9}), 1);
            const draws = Array.from({length: 400}, () => search.draw()).filter(name => name !== null);
            """, on: page)
    }

    /// The losses fall, the same list gives the same model, and `rnnc` opens its file: it computes the same logits.
    @Test(
        .enabled(if: WebPageTests.hasNode, "there is no node"),
        arguments: [("rnn", "6, 5", 40), ("lstm", "5", 40), ("gru", "7", 40), ("rnn", "4", 3)])
    func trains(_ cell: String, _ hidden: String, names: Int) throws {
        let page = try Self.page.get()
        let trained = try Self.train(cell, hidden, names: names, on: page)
        let best = try #require(trained.epochs.last { $0.isBest })
        #expect(trained.ended == ["converged"])
        #expect(best.loss < trained.epochs[0].loss)
        #expect(trained.epochs.allSatisfy { ($0.validation != nil) == (names >= 5) })
        let again = try Self.train(cell, hidden, names: names, on: page)
        #expect(again.file == trained.file)

        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "trained.safetensors").path
        try #require(Data(base64Encoded: trained.file)).write(to: URL(filePath: path))
        let model = try Model(contentsOf: path)
        #expect(model.record.list == "pasted")
        let expected = try model.logits(for: "aéb").joined().map { Double($0) }
        #expect(relativeDifference(trained.logits.flatMap { $0 }, expected) < 1e-5)
        #expect(!trained.draws.isEmpty && trained.draws.allSatisfy { Set($0).isSubset(of: ["a", "é", "b"]) })
    }
}
