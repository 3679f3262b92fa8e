/// How texts are written in the code points of a vocabulary, whose program may have known no normal form.
///
/// A text in normal form C is read from its beginning: where the vocabulary has a code point that stands for several of
/// the text's (U+0958 for क and a nukta, which normal form C keeps apart), it is that one; else the text's own code
/// point if the vocabulary has it; else its canonical decomposition if the vocabulary has all of it (a program that
/// learned from normal form D).
struct CodePoints: Sendable {
    private let known: Set<Unicode.Scalar>
    /// Code points that are several ones in normal form C, by the first of these; the longest first.
    private var merged: [Unicode.Scalar: [(parts: [Unicode.Scalar], whole: Unicode.Scalar)]] = [:]

    /// - Parameter characters: Of one code point each.
    init(_ characters: [Character]) {
        known = Set(characters.map { $0.unicodeScalars.first! })
        for scalar in known {
            let parts = Array(NameList.composed(String(Character(scalar))).unicodeScalars)
            if parts != [scalar] { merged[parts[0], default: []].append((parts, scalar)) }
        }
        for first in merged.keys { merged[first]!.sort { ($1.parts.count, $0.whole) < ($0.parts.count, $1.whole) } }
    }

    /// The code points that write a text in normal form C, each as a character; what the vocabulary lacks is as it is
    /// in the text.
    func split(_ text: String) -> [Character] {
        let scalars = Array(text.unicodeScalars)
        var result: [Character] = []
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if let match = merged[scalar]?.first(where: { scalars[index...].starts(with: $0.parts) }) {
                result.append(Character(match.whole))
                index += match.parts.count
                continue
            }
            index += 1
            let parts = String(Character(scalar)).decomposedStringWithCanonicalMapping.unicodeScalars
            if !known.contains(scalar), parts.allSatisfy(known.contains) {
                result += parts.map { Character($0) }
            } else {
                result.append(Character(scalar))
            }
        }
        return result
    }
}
