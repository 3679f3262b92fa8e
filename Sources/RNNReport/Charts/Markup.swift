import RNNSwift

/// Text as XML that is HTML too.
package enum Markup {
    /// A text for an element's content or an attribute.
    ///
    /// Control characters, which XML does not allow, become their pictures (␀ …), and what would turn the direction of
    /// the text around it becomes �.
    package static func escape(_ text: some StringProtocol) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\u{0}"..."\u{1F}": result.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value)!)
            case "\u{7F}": result += "\u{2421}"
            case "\u{80}"..."\u{9F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{FFFE}", "\u{FFFF}":
                result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// An element; attributes in this order, their values escaped, the content as it is.
    package static func element(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ content: String? = nil
    )
        -> String
    {
        let start = attributes.reduce("<\(name)") { "\($0) \($1.key)=\"\(escape($1.value))\"" }
        return content.map { "\(start)>\($0)</\(name)>" } ?? "\(start)/>"
    }

    /// A coordinate, to a tenth of a pixel.
    package static func number(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e9 else { return "0" }
        let tenths = Int((value * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let (whole, rest) = abs(tenths).quotientAndRemainder(dividingBy: 10)
        return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest)"
    }

    /// Coordinates of a point.
    static func point(_ x: Double, _ y: Double) -> String { "\(number(x)) \(number(y))" }
}
