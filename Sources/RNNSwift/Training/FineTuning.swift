// Fine-tuning: training on another list, starting from a model.

extension Parameters {
    /// Takes the weights of a model over. Those of characters that the model does not know stay as they are; those of
    /// characters that are not in `vocabulary` are left out.
    ///
    /// - Precondition: The model's architecture is that of the layout, and `vocabulary` has all of its labels.
    package func takeOver(_ model: Model, vocabulary: Vocabulary) {
        let known = model.vocabulary
        // By bytes: different code points may be equal as texts.
        let numbers = Dictionary(uniqueKeysWithValues: vocabulary.texts.enumerated().map { (Array($1.utf8), $0) })
        // The new number of each of the model's tokens.
        let tokens: [Int?] =
            known.texts.map { numbers[Array($0.utf8)] } + vocabulary.labelTokens(of: known) + [
                vocabulary.start, vocabulary.stop,
            ]
        let before = model.weights.parameters
        for (index, (slice, old)) in zip(layout.slices, before.layout.slices).enumerated() {
            let rows = index == 0 ? tokens : Array(0..<slice.rows)  // the first weights are those of the input
            let isOutput = slice.role == .output || slice.role == .outputBias
            let columns = isOutput ? tokens : Array(0..<slice.columns)
            let (source, result) = (before.matrix(old), matrix(slice))
            for (from, row) in rows.enumerated() {
                guard let row else { continue }
                for (fromColumn, column) in columns.enumerated() {
                    if let column { result[row, column] = source[from, fromColumn] }
                }
            }
        }
    }
}

extension Vocabulary {
    /// The tokens of the values of another vocabulary's labels, in their order; this one has them all.
    package func labelTokens(of other: Vocabulary) -> [Int] {
        other.labels.columns.flatMap { column in
            let own = labels.columns.firstIndex { $0.name == column.name }!
            return column.values.map { token(ofLabel: own, value: $0)! }
        }
    }
}

extension TrainingOptions {
    /// Takes over what a model to fine-tune decides.
    ///
    /// - Throws: ``TrainingError/conflict(_:)``.
    mutating func follow(_ base: Model) throws {
        architecture = base.architecture
        let tokens = base.vocabulary.tokenizer?.tokenization ?? .characters
        guard data.tokens == .characters || data.tokens == tokens else {
            throw TrainingError.conflict("`tokens` \(data.tokens) cannot be combined with a model of \(tokens)")
        }
        data.tokens = tokens
    }
}

extension Model {
    /// A model of names in general, of many lists, small ones and long ones, that comes with the library:
    /// ``Initialization/base`` begins with its weights. `make gallery` trains it.
    package static let base: Model = {
        do {
            return try Model(Safetensors(gallery: "base"), kernels: .best)
        } catch {
            preconditionFailure("the base model: \(error)")
        }
    }()
}

extension Trainer {
    /// The vocabulary of a list to train on, and of the one to validate with.
    static func vocabulary(of list: borrowing NameList, _ options: TrainingOptions, _ base: Model?) throws -> Vocabulary
    {
        let tokens = base?.vocabulary.tokenizationToExtend ?? options.data.tokens
        var labels = list.labels?.labels ?? Labels()
        var found: Vocabulary
        if case .list(let validation) = options.data.validation {
            found = try Vocabulary(ofUTF8: [list.names.utf8, validation.names.utf8].joined(), tokens: tokens)
            labels = validation.labels.map { labels.extended(by: $0.labels, newColumns: false) } ?? labels
        } else {
            found = try Vocabulary(ofUTF8: list.names.utf8, tokens: tokens)
        }
        found = try found.labeled(labels)
        guard let base else { return found }
        for column in base.vocabulary.labels.columns where !labels.columns.contains(where: { $0.name == column.name }) {
            throw TrainingError.conflict(
                "the model to fine-tune has the label \(column.name), \(list.source) has not; name its column in `labels`"
            )
        }
        return try base.vocabulary.extended(by: found)
    }

    /// The tokens of the list's texts that the fine-tuned model does not know, which get new weights; none without such
    /// a model.
    public var newTokens: [String] {
        base.map { Array(vocabulary.texts.dropFirst($0.vocabulary.texts.count)) } ?? []
    }
}
