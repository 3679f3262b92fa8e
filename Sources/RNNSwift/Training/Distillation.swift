// Distillation: training on a list and on the predictions of another model.

extension TrainingOptions {
    /// Takes over what a teacher decides, or the lack of one.
    ///
    /// - Throws: ``TrainingError/conflict(_:)``.
    mutating func follow(_ teacher: ModelEnsemble?) throws {
        guard let teacher else {
            guard data.teacherWeight == nil else { throw TrainingError.conflict("`teacherWeight` requires `teacher`") }
            return
        }
        let tokens = teacher.vocabulary.tokenizer?.tokenization ?? .characters
        guard data.tokens == .characters || data.tokens == tokens else {
            throw TrainingError.conflict("`tokens` \(data.tokens) cannot be combined with a teacher of \(tokens)")
        }
        guard teacher.hasOneVocabulary else {
            throw TrainingError.conflict("the networks of the teacher have different tokens")
        }
        data.tokens = tokens
        data.teacherWeight = data.teacherWeight ?? DataOptions.defaultTeacherWeight
    }

    /// Holds out the names that a model's training held out, if both hold out a share of the list.
    package mutating func holdOut(as record: TrainingRecord) {
        guard case .share = data.validation, data.splitSeed == nil, record.importedFrom == nil else { return }
        data.splitSeed = record.splitSeed ?? record.seed
    }
}

extension Trainer {
    /// Whether a model's training held out the same names, as far as their numbers and the seed say.
    package func holdsOut(as record: TrainingRecord) -> Bool {
        guard case .share = options.data.validation else { return false }
        return (options.data.splitSeed ?? options.seed) == (record.splitSeed ?? record.seed)
            && self.record.distinctNames == record.distinctNames && self.record.heldOutNames == record.heldOutNames
    }
}

extension ModelEnsemble {
    /// The vocabulary of a network that learns from this model.
    ///
    /// - Parameter found: The vocabulary of the list.
    /// - Throws: ``TrainingError/conflict(_:)`` if the list has other tokens or labels.
    func vocabulary(teaching found: Vocabulary, of list: String) throws -> Vocabulary {
        guard vocabulary.labels.names == found.labels.names else {
            let labels = [vocabulary, found].map { $0.labels.isEmpty ? "none" : $0.labels.names.list("and") }
            throw TrainingError.conflict(
                "the teacher and \(list) must have the same labels; those of the teacher are \(labels[0]), those of the "
                    + "list \(labels[1])")
        }
        let extended = try vocabulary.extended(by: found)
        let unknown =
            extended.texts.dropFirst(vocabulary.texts.count)
            + zip(extended.labels.columns, vocabulary.labels.columns).flatMap { new, old in
                new.values.filter { !old.values.contains($0) }.map { "\(new.name)=\(Labels.shown($0))" }
            }
        guard unknown.isEmpty else {
            throw TrainingError.conflict(
                "the teacher does not know \(unknown.count) tokens of \(list): "
                    + unknown.prefix(20).map { "\"\($0)\"" }.joined(separator: ", ") + (unknown.count > 20 ? ", …" : "")
                    + "; train it on a list that has them")
        }
        return vocabulary
    }
}
