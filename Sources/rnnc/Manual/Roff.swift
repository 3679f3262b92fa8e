/// Builder of a text in the man(7) macros.
struct Roff {
    private(set) var text = ""

    /// Text without requests and escape sequences.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "'": result += "\\(aq"
            case "`": result += "\\(ga"
            case "^": result += "\\(ha"
            case "~": result += "\\(ti"
            case "…": result += "..."
            case _ where scalar.isASCII: result.unicodeScalars.append(scalar)
            default: result += "\\[u\(String(scalar.value, radix: 16, uppercase: true).leftPadded(to: 4))]"
            }
        }
        return result.hasPrefix(".") ? "\\&" + result : result
    }

    mutating func request(_ name: String, _ arguments: String...) {
        line(([name] + arguments.map { "\"\(Self.escaped($0))\"" }).joined(separator: " "))
    }

    /// Appends a line of roff unchanged.
    mutating func line(_ text: String) { self.text += text + "\n" }

    mutating func section(_ title: String) {
        request(".SH", title)
    }

    /// Appends an entry of a list.
    /// - Parameters:
    ///   - label: Roff.
    ///   - explanation: Plain text.
    mutating func item(_ label: String, _ explanation: String) {
        line(".TP")
        line(label)
        line(explanation.isEmpty ? "\\&" : Self.escaped(explanation))
    }

    /// Appends lines of a description: indented lines stay unchanged, others form paragraphs separated by empty lines.
    mutating func describe(_ lines: [String]) {
        var (isIndented, hasText, needsBreak) = (false, false, false)
        for line in lines {
            if line.hasPrefix("  ") != isIndented {
                self.line(isIndented ? ".fi\n.RE" : ".RS 4\n.nf")
                isIndented.toggle()
                needsBreak = false
            }
            if needsBreak, !line.isEmpty { self.line(".PP") }
            if !line.isEmpty { self.line(Self.escaped(isIndented ? String(line.dropFirst(2)) : line)) }
            hasText = hasText || !line.isEmpty
            needsBreak = hasText && line.isEmpty
        }
        if isIndented { line(".fi\n.RE") }
    }
}

extension String {
    fileprivate func leftPadded(to length: Int) -> String {
        String(repeating: "0", count: max(length - count, 0)) + self
    }
}
