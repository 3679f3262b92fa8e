import ArgumentParser

/// Positive numbers, such as 0.7,0.3.
struct Shares: ExpressibleByArgument {
    let values: [Double]

    init?(argument: String) {
        let values = argument.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) ?? .nan }
        guard values.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
        self.values = values
    }
}
