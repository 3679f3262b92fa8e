/// How far names are from the nearest name of a list: shares of those in it, and one, two, or more edits away.
///
/// An edit is the insertion, deletion or replacement of a character, as in ``GenerationOptions/minimumDistance``.
public struct NameDistances: Sendable, Equatable {
    /// Names that were compared.
    public let names: Int
    /// Number of names at distance 0, 1, 2, and 3 or more.
    public let counts: [Int]

    /// Shares of the names, in the order of ``counts``.
    public var shares: [Double] { counts.map { Double($0) / Double(max(names, 1)) } }

    /// - Parameter threads: The result does not depend on it.
    init(_ names: [String], to list: NearNames, threads: Int) {
        let size = 64
        let pieces = (names.count + size - 1) / size
        let partial = PerThread(count: pieces) { [0, 0, 0, 0] }
        WorkerPool(threads: max(min(threads, pieces), 1)).forEach(pieces) { piece, _ in
            for name in names[piece * size..<min((piece + 1) * size, names.count)] {
                partial[piece][list.distance(to: name, limit: 2) ?? 3] += 1
            }
        }
        self.names = names.count
        counts = partial.values.reduce([0, 0, 0, 0]) { zip($0, $1).map(+) }
    }
}

extension NearNames {
    /// The distance from a name to the nearest name of the list; nil if it is greater than `limit`.
    package func distance(to name: String, limit: Int) -> Int? { (0...limit).first { isNear(name, within: $0) } }
}
