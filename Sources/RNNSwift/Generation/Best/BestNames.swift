/// The result of a search for the most probable names.
public struct BestNames: Sendable, Equatable {
    /// Why a search ended.
    public enum End: Sendable, Equatable {
        /// These are the most probable names: as many as were wanted, or all there are.
        case complete
        /// The caller ended it.
        case stopped
        /// It would have taken more memory than this.
        case memory(bytes: Int)
    }

    /// In order, the most probable first.
    public let names: [NameScore]
    /// The labels of the names; empty arrays for a model without labels. A name may come several times, with other
    /// labels: the order is that of P(labels, name).
    public let values: [[String]]
    /// The first of the names, this many, are known to be the most probable ones; others may be missing between the
    /// rest.
    public let certain: Int
    public let end: End
}

/// What a search for the most probable names has done so far.
public struct BestProgress: Sendable, Equatable {
    /// Names that were found, at most as many as are wanted.
    public let found: Int
    /// Beginnings of names that were looked at.
    public let beginnings: Int
    /// Memory in use.
    public let bytes: Int

    package init(found: Int, beginnings: Int, bytes: Int) {
        (self.found, self.beginnings, self.bytes) = (found, beginnings, bytes)
    }
}

extension ModelEnsemble {
    /// The most probable names that fit the options, in order; fewer than `count` if there are no more. Nothing is
    /// drawn: the options that tell how have no effect.
    ///
    /// - Throws: ``GenerationError`` if no name of this model is what the options ask for, or the search takes too much
    ///   memory; ``RegularExpressionError``.
    public func mostProbableNames(
        count: Int, options: GenerationOptions = .init()
    ) throws -> [NameScore] {
        let best = try mostProbableNames(count: count, options: options) { _ in true }
        if case .memory(let bytes) = best.end {
            throw GenerationError.searchTooLarge(found: best.names.count, bytes: bytes)
        }
        return best.names
    }

    /// The most probable names, as far as they are found before `goesOn` returns false or memory runs out.
    ///
    /// - Parameter goesOn: Whether to continue, asked several times per second.
    /// - Throws: ``GenerationError`` if no name of this model is what the options ask for; ``RegularExpressionError``.
    public func mostProbableNames(
        count: Int, options: GenerationOptions = .init(), while goesOn: (BestProgress) -> Bool
    ) throws -> BestNames {
        var search = try BestSearch(self, count, options)
        let result = search.run(while: goesOn)
        return BestNames(
            names: scores(for: result.names.map(\.name), threads: options.threads), values: result.names.map(\.values),
            certain: result.certain, end: result.end)
    }
}

extension Model {
    /// The most probable names: see ``ModelEnsemble/mostProbableNames(count:options:)``.
    public func mostProbableNames(
        count: Int, options: GenerationOptions = .init()
    ) throws -> [NameScore] {
        try ModelEnsemble(self).mostProbableNames(count: count, options: options)
    }
}
