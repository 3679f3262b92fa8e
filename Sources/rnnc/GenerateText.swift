import Foundation
import RNNSwift

/// `rnnc generate` with a model of running text.
extension Generate {
    private struct Text: Encodable {
        let text: String
        let seed: UInt64
    }

    /// The models after they have read the text of --adapt.
    func adapted(_ groups: [ModelGroup]) throws -> [ModelGroup] {
        guard let adapt else { return groups }
        guard groups.count == 1 else { throw CommandFailure("--adapt takes one model") }
        let model = try groups[0].adaptable(models[0])
        let text = try RunningText(
            contentsOf: [adapt], allowingControlCharacters: reading.allowControlCharacters)
        return [ModelGroup(model.adapted(to: text).model)]
    }

    /// Writes text line by line as it is drawn.
    func generateText(_ ensemble: ModelEnsemble) throws {
        let others =
            [
                number == nil ? nil : "-n", best ? "--best" : nil, interactive ? "--interactive" : nil,
                letterCase == .keep ? nil : "--case",
            ].compactMap { $0 }
            + constraints.given.filter { $0 != "--prefix" } + novelty.given
        guard others.isEmpty else {
            throw CommandFailure(
                "\(models[0]) is a model of running text; remove \(others.joined(separator: ", "))")
        }
        let length = length ?? 1000
        guard !json || length > 0 else { throw CommandFailure("--json requires --length of at least 1") }
        var options = GenerationOptions()
        sampling.apply(to: &options)
        options.seed = drawingSeed
        _ = try StandardOutput.write(to: self.output) { output in
            if json {
                var text = ""
                try ensemble.generateText(
                    length: length, prefix: constraints.prefix, stop: stop, options: options
                ) { text.append($0) }
                try output.json(Text(text: text, seed: drawingSeed))
                return
            }
            try ensemble.generateText(
                length: length > 0 ? length : .max, prefix: constraints.prefix, stop: stop, options: options
            ) { character in
                try output.lines(Array(String(character).utf8))
                if character.isNewline || isatty(STDOUT_FILENO) == 1 { try output.flush() }
            }
            try output.line("")
        }
    }
}
