extension TextModel {
    /// The same model, whose record has how it predicts a text that had no part in its training.
    public func tested(on text: RunningText, threads: Int = 1) -> TextModel {
        TextModel(model.tested(evaluate(on: text, threads: threads), text.source))
    }

    /// How well the model predicts a text: every character but the first, after those before it.
    ///
    /// Characters that the model does not know are left out and counted. No limits are known for running text: the
    /// maximum is 1, and there are neither names nor a floor.
    ///
    /// - Parameter threads: The result does not depend on it.
    public func evaluate(on text: RunningText, threads: Int = 1) -> Evaluation {
        ModelEnsemble(model).evaluate(on: text, threads: threads)
    }
}

extension ModelEnsemble {
    /// How well models of running text predict a text together: see ``TextModel/evaluate(on:threads:)``.
    public func evaluate(on text: RunningText, threads: Int = 1) -> Evaluation {
        let (tokens, unknown) = vocabulary.tokens(of: text)
        var evaluation = SharedEvaluation.evaluate(self, text: tokens, threads: threads)
        evaluation.unknownCharacters = unknown
        return evaluation
    }
}
