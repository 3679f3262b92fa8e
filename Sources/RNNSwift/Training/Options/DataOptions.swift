extension TrainingOptions {
    /// What a step is made of, and what is held out.
    public struct DataOptions: Sendable {
        /// How often the weights follow their gradient.
        public enum Update: String, CaseIterable, Codable, Sendable {
            /// After each batch of names, by full backpropagation through time.
            case batch
            /// After each character, without backpropagation through time, as in *Data Science from Scratch*. For
            /// SimpleRNN cells and the optimizers of ``TrainingOptions/Optimizer/Kind/worksByCharacter``, without
            /// clipping, weight decay and regularization. Each step depends on the one before: only validation uses
            /// threads.
            case character
        }

        /// Names to measure the model on while it is trained.
        public enum Validation: Sendable {
            /// This share of the distinct names, at least 0 and below 1.
            case share(Double)
            /// A list of the caller's; names of it that are also trained on are the caller's business.
            case list(NameList)
            case none
        }

        public var validation = Validation.share(0.1)
        /// The seed that decides which names ``Validation/share(_:)`` holds out; by default that of the training.
        /// Trainings with different seeds that hold out the same names can be compared and combined.
        public var splitSeed: UInt64?
        /// How texts are split into tokens.
        public var tokens = Tokenization.characters
        /// The probability, at least 0 and below 1, that a name is read without its labels, drawn anew for each epoch.
        public var labelDropout = 0.0
        /// Values of labels that come fewer times in the list become one value, ``NameLabels/rareValue``; at least 1.
        public var minimumLabelCount = 1
        /// With a teacher: the weight of its predictions in the targets, above 0 and at most 1. The rest is the weight
        /// of the continuations in the list. Nil without a teacher.
        public var teacherWeight: Double?
        public var update = Update.batch
        /// Names per batch, at least 1, for ``Update/batch``.
        public var batchSize = 256
        /// Names of a run, at least 1: a batch consists of runs of names that follow each other in the sorted list, cut
        /// anew for each epoch. The longer the runs, the more prefixes a batch shares, and the less independent are
        /// its names.
        public var runs = 1
        /// Names per epoch, at least 1, drawn from the list without replacement, anew for each epoch. By default, and
        /// for lists that are not longer, all.
        public var namesPerEpoch: Int?
        /// Whether the model contains hashes of the training names (see ``NameHashes``): of this list, and of the
        /// lists of the model that is fine-tuned. Without them, it does not know which names are novel.
        public var storesHashes = true
        /// For running text: the parts that it is cut into, at least 1, which are read side by side.
        public var streams = 50
        /// For running text: the characters of each stream in a step, at least 1, which is how far gradients go back
        /// in time.
        public var sequenceLength = 50

        /// The weight of a teacher, unless the options have one.
        public static let defaultTeacherWeight = 0.5

        public init() {}
    }
}

extension TrainingOptions {
    /// The seed that decides which names are held out, if it is not that of the training.
    var ownSplitSeed: UInt64? { data.splitSeed == seed ? nil : data.splitSeed }
}
