import RNNSwift

/// What a web page of names has beside its model.
public struct PageOptions: Sendable {
    /// Names that are not new, beside the model's training names. The page gets their hashes, not the names.
    public var excluded: Set<String>
    /// Names that the page's favorites begin with, in order.
    public var favorites: [String]

    public init(excluded: Set<String> = [], favorites: [String] = []) {
        (self.excluded, self.favorites) = (excluded, favorites)
    }
}
