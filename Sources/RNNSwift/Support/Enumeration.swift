extension [String] {
    /// "a, b or c".
    package func list(_ conjunction: String) -> String {
        count < 2 ? first ?? "" : dropLast().joined(separator: ", ") + " \(conjunction) " + self[count - 1]
    }
}
