import RNNSwift

/// A token of another program's vocabulary that is not a character: padding, an unknown character, a mask, and the
/// like.
enum SpecialToken {
    /// Whether a text of several characters, or of none, is such a token: `<pad>`, `[UNK]`, `{mask}`, `PAD`, or the
    /// empty text, which is Keras's padding.
    static func isOne(_ text: String) -> Bool {
        guard text.count != 1 else { return false }
        if text.isEmpty || ["pad", "padding", "unk", "unknown", "oov", "mask"].contains(text.lowercased()) {
            return true
        }
        return text.count >= 3 && brackets.contains { text.hasPrefix($0) && text.hasSuffix($1) }
    }

    private static let brackets = [("<", ">"), ("[", "]"), ("{", "}")]

    /// Whether the token looks like one that is read before names.
    static func looksLikeStart(_ text: String) -> Bool {
        isOne(text) && ["s", "sos", "bos", "bow", "go", "start", "begin", "cls"].contains(letters(text))
    }

    /// Whether the token looks like one that ends names.
    static func looksLikeStop(_ text: String) -> Bool {
        isOne(text) && ["/s", "e", "eos", "eow", "end", "stop", "sep", "endoftext"].contains(letters(text))
    }

    private static func letters(_ text: String) -> String {
        text.lowercased().filter { $0.isLetter || $0 == "/" }
    }
}
