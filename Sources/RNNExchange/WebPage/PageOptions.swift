import RNNSwift

/// What a web page of names has beside its model.
public struct PageOptions: Sendable {
    /// Names that are not new, beside the model's training names. The page gets their hashes, not the names.
    public var excluded: Set<String>
    /// Names that the page's favorites begin with, in order.
    public var favorites: [String]
    /// Whether the page trains models on lists that are pasted into it.
    public var trains: Bool

    public init(excluded: Set<String> = [], favorites: [String] = [], trains: Bool = false) {
        (self.excluded, self.favorites, self.trains) = (excluded, favorites, trains)
    }
}
