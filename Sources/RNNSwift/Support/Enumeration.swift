extension [String] {
    /// "a, b or c".
    package func list(_ conjunction: String) -> String {
        count < 2 ? first ?? "" : dropLast().joined(separator: ", ") + " \(conjunction) " + self[count - 1]
    }
}

extension Int {
    /// "1 name", "2 names".
    package func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}
