/// Names that are not wanted, whatever their probability.
struct NameFilter: Sendable {
    private let novel: [NameHashes]
    private var excluded = ByteStringSet()
    private var near: NearNames?
    private let limit: Int
    /// Names are compared in this case.
    private let letterCase: LetterCase

    /// - Parameter trainingNames: Nil if they are not known.
    /// - Throws: ``GenerationError/noTrainingNames``.
    init(_ options: GenerationOptions, trainingNames: [NameHashes]?) throws {
        if options.novel {
            guard let names = trainingNames else { throw GenerationError.noTrainingNames }
            novel = names
        } else {
            novel = []
        }
        letterCase = options.letterCase
        limit = options.minimumDistance - 1
        if limit > 0 {
            near = NearNames(options.excluded)
        } else {
            for name in options.excluded { excluded.insert(Array(NameList.normalize(name).utf8)[...]) }
        }
    }

    /// - Parameter name: UTF-8, trimmed, in normal form C.
    func accepts(_ name: ArraySlice<UInt8>) -> Bool {
        let name = letterCase.apply(to: name)
        if excluded.contains(name) || novel.contains(where: { $0.contains(name) }) { return false }
        return near.map { !$0.isNear(name, within: limit) } ?? true
    }
}
