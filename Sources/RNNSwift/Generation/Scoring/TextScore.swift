import Foundation

/// How probable a running text is to a model, line by line and token by token.
///
/// Each token is predicted from all tokens before it: the states are carried from the beginning of the text to its end.
public struct TextScore: Sendable, Equatable {
    /// A part of the text that is a token of the model, mostly a single character, or one that the model does not know.
    public struct Part: Sendable, Equatable {
        public let text: String
        /// -ln p, given all parts before it that the model knows. Nil for unknown parts, and for the first known part,
        /// which has no predecessor.
        public let nats: Double?
        public let isKnown: Bool
        /// Number of characters.
        public let characters: Int
    }

    /// A line of the text, with the line feed at its end, if there is one.
    public struct Line: Sendable, Equatable {
        /// From 1.
        public let number: Int
        /// Without its line feed.
        public let text: String
        /// The parts that begin in this line. With tokens of several characters, the last may end in a later line.
        public let parts: [Part]

        /// The sum of -ln p.
        public var nats: Double { parts.reduce(0) { $0 + ($1.nats ?? 0) } }
        /// Predicted characters.
        public var characters: Int { parts.reduce(0) { $0 + ($1.nats == nil ? 0 : $1.characters) } }
        /// Not a number if no character of the line is predicted.
        public var natsPerCharacter: Double { nats / Double(characters) }
    }

    public let lines: [Line]
    /// The sum of -ln p.
    public let nats: Double
    /// Predicted characters: all but the first one and those that the model does not know.
    public let characters: Int
    /// Number of parts that the model does not know, which are left out.
    public let unknownCharacters: Int

    /// As ``Evaluation/nats`` of the text. Not a number if nothing is predicted.
    public var natsPerCharacter: Double { nats / Double(characters) }
    public var bitsPerCharacter: Double { natsPerCharacter / M_LN2 }

    /// - Parameter parts: Read once, so that they need not be in memory.
    init(_ parts: some Sequence<Part>) {
        var (lines, unknown): ([Line], Int) = ([], 0)
        var (own, text): ([Part], String) = ([], "")
        func end() { lines.append(Line(number: lines.count + 1, text: text, parts: own)) }
        for part in parts {
            own.append(part)
            if !part.isKnown { unknown += 1 }
            for character in part.text {
                guard character == "\n" else {
                    text.append(character)
                    continue
                }
                end()
                (own, text) = ([], "")
            }
        }
        if !own.isEmpty || !text.isEmpty { end() }
        self.lines = lines
        nats = lines.reduce(0) { $0 + $1.nats }
        characters = lines.reduce(0) { $0 + $1.characters }
        unknownCharacters = unknown
    }
}

extension ModelEnsemble {
    /// Scores a running text, for models of running text.
    ///
    /// ``TextModel/evaluate(on:threads:)`` is faster and gives nearly the same mean: it reads segments of the text
    /// in parallel, each after 128 characters.
    ///
    /// - Complexity: One step of the network per token, on one thread.
    public func scores(of text: RunningText) -> TextScore {
        let lockstep = Lockstep(self, rows: 1)
        lockstep.reset()
        var isFirst = true
        return TextScore(
            vocabulary.parts(of: text.text).lazy.map { part in
                guard let token = part.token else {
                    return .init(text: part.text, nats: nil, isKnown: false, characters: part.text.count)
                }
                let nats = isFirst ? nil : -lockstep.logits.logSoftmax(row: 0)[token]
                isFirst = false
                lockstep.tokens[0] = token
                lockstep.step(rows: 1)
                return .init(
                    text: part.text, nats: nats, isKnown: true, characters: vocabulary.width(ofToken: token))
            })
    }
}

extension TextModel {
    /// Scores a running text: see ``ModelEnsemble/scores(of:)``.
    public func scores(of text: RunningText) -> TextScore { ModelEnsemble(model).scores(of: text) }
}
