import Foundation
import RNNSwift

/// A model as one web page that writes names, or running text, in any browser, without a network, from a file as well
/// as from a server. A page of names can train models, too, and needs none to begin with.
///
/// Weights, program and style are in the page; it loads nothing. Favorites are kept by the browser. Networks run in
/// WebAssembly with SIMD (Sources/WebModule), or in JavaScript if the browser has none.
package enum WebPage {
    package static func write(_ model: Model, _ options: PageOptions = PageOptions()) throws -> Data {
        let network = PlainNetwork(model)
        let isText = model.record.text != nil
        let title = title(of: model.record.list, isText: isText)
        let boundaries = TokenBoundaries(model)
        let contents = Contents(
            cell: network.cell, hidden: network.layers.map(\.units),
            characters: model.vocabulary.texts + model.vocabulary.labelTokens.map { _ in "" },
            longest: model.defaultMaximumLength,
            unit: model.vocabulary.tokenizer == nil ? model.vocabulary.unit.rawValue : "tokens",
            widths: model.vocabulary.isPlain ? nil : (0..<model.vocabulary.start).map(model.vocabulary.width),
            first: isText ? model.vocabulary.firstOfText : nil, left: boundaries.left, right: boundaries.right,
            forbidden: boundaries.isForbidden.map { String($0.map { $0 ? "1" : "0" }) }, weights: weights(network),
            hashes: isText ? nil : hashes(model, options).map(text(of:)))
        let program = """
            \(plainEngineScript(model.architecture.cell))
            const contents = \(try literal(contents));
            \(openScript)
            """
        let introduction = """
            \(isText ? "Text" : "Names") that a small neural network invents, having learned \(learned(model.record)). Nothing leaves
            this page.
            """
        return try page(
            title, introduction, isText: isText, program: program, options)
    }

    /// A page without a model, which trains one.
    package static func write(_ options: PageOptions) throws -> Data {
        precondition(options.trains, "a page without a model trains one")
        let introduction = """
            Paste a list of names: a small neural network learns it in seconds, and invents new ones. Nothing leaves this page.
            """
        return try page(
            "Names", introduction, isText: false, hasModel: false, program: "const pageWeights = null;", options)
    }

    /// - Parameter program: What brings the model of the page into use.
    private static func page(
        _ title: String, _ introduction: String, isText: Bool, hasModel: Bool = true, program: String,
        _ options: PageOptions
    ) throws -> Data {
        let names = hasModel ? body : body.replacing("<div id=\"generator\">", with: "<div id=\"generator\" hidden>")
        let elements =
            isText
            ? [textBody] : options.trains ? (hasModel ? [names, trainingBody] : [trainingBody, names]) : [names]
        let styles = isText ? [style, textStyle] : options.trains ? [style, trainingStyle] : [style]
        let page = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="generator" content="rnnc">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(escaped(title))</title>
            <style>
            \(styles.joined(separator: "\n"))
            </style>
            </head>
            <body>
            <main>
            <h1 id="title">\(escaped(title))</h1>
            <p id="about">\(introduction)</p>
            \(elements.joined(separator: "\n"))
            <noscript><p>This page needs JavaScript; it works without a network.</p></noscript>
            </main>
            <script>
            "use strict";
            \(nativeScript)
            \(modelScript)
            \(hashesScript)
            \(nativeEngineScript)
            \(program)
            const moduleText = `
            \(moduleText)`;
            \(readyScript)
            const pageTitle = \(try literal(title));
            const pageTemperature = \(GenerationOptions.defaultTemperature);
            const firstFavorites = \(try literal(options.favorites));
            \(isText ? textScript : namesScript(options))
            </script>
            </body>
            </html>

            """
        return Data(page.utf8)
    }

    /// A value as JavaScript inside a page: "</script>" in a text would end the script; with "<" as an escape it is the
    /// same text.
    private static func literal(_ value: some Encodable) throws -> String {
        try JSONEncoder.canonical.text(value).replacing("<", with: "\\u003c")
    }

    private static func namesScript(_ options: PageOptions) -> String {
        let trainer = options.trains ? [trainerScript, modelFileScript] : []
        let controls = [controlsScript, favoritesScript] + (options.trains ? [trainingScript] : [])
        let begin = ["setUpFavorites();", "setUp();"] + (options.trains ? ["setUpTraining();"] : [])
        return ([searchScript] + trainer + controls + begin).joined(separator: "\n")
    }

    /// What the program in the page reads.
    private struct Contents: Encodable {
        let cell: Architecture.Cell
        let hidden: [Int]
        let characters: [String]
        let longest: Int
        /// What a character is: ``Vocabulary/Unit``.
        let unit: String
        /// The characters of each token but START and STOP; nil if each has one.
        let widths: [Int]?
        /// The token that running text is read after; nil for names.
        let first: Int?
        /// Which tokens may follow which: see ``TokenBoundaries``. A row of "0" and "1" for each left class.
        let left: [Int]
        let right: [Int]
        let forbidden: [String]
        /// Little-endian float32 in base64. For each layer: input weights, recurrent weights, bias and, for a GRU, the
        /// bias of the candidates. Then the weights and the bias of the output layer.
        let weights: String
        /// The hashes of the names that are not new: the words of ``NameHashes``, the low byte first, in base64; nil if
        /// the model does not contain them.
        let hashes: String?
    }

    private static func hashes(_ model: Model, _ options: PageOptions) -> NameHashes? {
        guard !options.excluded.isEmpty else { return model.trainingNames }
        let excluded = options.excluded.map { NameList.normalize($0).utf8 }
        return model.trainingNames.map { $0.union(excluded) } ?? NameHashes(excluded)
    }

    private static func weights(_ network: PlainNetwork) -> String {
        let layers = network.layers.flatMap {
            $0.inputWeights + $0.recurrentWeights + $0.bias + ($0.candidateBias ?? [])
        }
        let bits = (layers + network.outputWeights + network.outputBias).map { $0.bitPattern.littleEndian }
        return bits.withUnsafeBytes { Data($0) }.base64EncodedString()
    }

    /// The name of the list without folder and ending: "companies" of "@companies", "names" of "lists/names.txt".
    private static func title(of list: String, isText: Bool) -> String {
        let url = URL(filePath: list.hasPrefix("@") ? String(list.dropFirst()) : list)
        let name = url.deletingPathExtension().lastPathComponent
        guard let first = name.first, name != "-" else { return isText ? "Text" : "Names" }
        return first.uppercased() + name.dropFirst()
    }

    private static func learned(_ record: TrainingRecord) -> String {
        if let text = record.text { return text.characters > 0 ? "\(text.characters) characters" : "a text" }
        return record.distinctNames > 0 ? "\(record.distinctNames) of them" : "a list of them"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
