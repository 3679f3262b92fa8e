extension TrainingOptions {
    /// The learning rate of each step, and when the training ends.
    ///
    ///     options.schedule = .cosine(learningRate: 0.01, epochs: 50)
    public struct Schedule: Sendable {
        public enum Kind: String, CaseIterable, Codable, Sendable {
            /// Halved when ``TrainingOptions/Schedule/patience`` epochs have brought no better model; the training ends
            /// when that no longer helps, at a 64th of the first rate.
            case plateau
            /// The same all the time.
            case constant
            /// Half a cosine from the first rate down to zero, over all epochs that were asked for, step by step.
            case cosine
            /// Another one after each of ``TrainingOptions/Schedule/steps``.
            case step
            /// Smith's (2018), as PyTorch's `OneCycleLR`: half a cosine up from a 25th of the rate to the rate over the
            /// first three tenths of all epochs, or over ``TrainingOptions/Schedule/warmup``, and half a cosine down to
            /// a 250,000th of it over the rest, step by step. The momentum stays what it is.
            case oneCycle = "one-cycle"

            /// Whether there is an end when no better model comes.
            func endsByPatience(_ patience: Int?) -> Bool {
                switch self {
                case .plateau: true
                case .constant, .step: patience != nil
                case .cosine, .oneCycle: false  // they need to know their last epoch
                }
            }

            /// Whether it spans all epochs, so that another number of them makes it another one.
            package var spansAllEpochs: Bool { self == .cosine || self == .oneCycle }
        }

        /// A learning rate that applies after a number of epochs.
        public struct Step: Sendable, Equatable {
            /// What the rate is then.
            public enum Rate: Sendable, Equatable {
                case absolute(Double)
                /// Multiple of the initial rate.
                case times(Double)
            }

            public var epochs: Int
            public var rate: Rate

            public init(after epochs: Int, _ rate: Rate) {
                self.epochs = epochs
                self.rate = rate
            }

            /// "10:0.005" or "200:x0.1"; nil for other texts.
            init?(_ text: Substring) {
                let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2, let epochs = Int(parts[0]) else { return nil }
                let isFactor = parts[1].hasPrefix("x")
                guard let rate = Double(isFactor ? parts[1].dropFirst() : parts[1]), rate > 0, rate.isFinite else {
                    return nil
                }
                self.init(after: epochs, isFactor ? .times(rate) : .absolute(rate))
            }
        }

        public var kind = Kind.plateau
        /// By default ``TrainingOptions/Optimizer/Kind/defaultLearningRate``, or 0.01 where weights are updated after
        /// each character, and for Adam on a short list (``TrainingOptions/init(for:fromBase:)``).
        public var learningRate: Double?
        /// For ``Kind/step``, in ascending order of their epochs.
        public var steps: [Step] = []
        /// Epochs, at least 1, without a better model after which ``Kind/plateau`` halves the learning rate, by default
        /// 8, or 4 on a short list from random weights (``TrainingOptions/init(for:fromBase:)``), and after which the
        /// training ends with every other schedule, by default never.
        public var patience: Int?
        /// Epochs and parts of one, at least 0, in which the learning rate grows along a line from 0 to what the
        /// schedule has. ``Kind/cosine`` begins when they are over; for ``Kind/oneCycle`` they are the length of its
        /// rise, by default three tenths of all epochs.
        public var warmup = 0.0

        /// Maximum number of epochs, at least 1. Without a limit ``Kind/plateau`` ends the training, and so does
        /// ``patience`` with ``Kind/constant`` and ``Kind/step``; with nothing held out, and otherwise, 200 passes do.
        public var epochs: Int?
        /// Maximum training time in seconds, without the time before a checkpoint from which training resumes.
        public var maximumSeconds: Double?

        public init(_ kind: Kind = .plateau, learningRate: Double? = nil, epochs: Int? = nil) {
            (self.kind, self.learningRate, self.epochs) = (kind, learningRate, epochs)
        }

        public static func plateau(learningRate: Double? = nil, patience: Int? = nil) -> Schedule {
            var schedule = Schedule(.plateau, learningRate: learningRate)
            schedule.patience = patience
            return schedule
        }

        public static func constant(learningRate: Double? = nil, epochs: Int? = nil) -> Schedule {
            Schedule(.constant, learningRate: learningRate, epochs: epochs)
        }

        public static func cosine(learningRate: Double? = nil, epochs: Int, warmup: Double = 0) -> Schedule {
            var schedule = Schedule(.cosine, learningRate: learningRate, epochs: epochs)
            schedule.warmup = warmup
            return schedule
        }

        public static func oneCycle(learningRate: Double? = nil, epochs: Int, warmup: Double = 0) -> Schedule {
            var schedule = Schedule(.oneCycle, learningRate: learningRate, epochs: epochs)
            schedule.warmup = warmup
            return schedule
        }

        public static func step(_ steps: [Step], learningRate: Double? = nil, epochs: Int? = nil) -> Schedule {
            var schedule = Schedule(.step, learningRate: learningRate, epochs: epochs)
            schedule.steps = steps
            return schedule
        }
    }

    package var firstLearningRate: Double {
        if let rate = schedule.learningRate { return rate }
        if data.update == .character { return 0.01 }
        return (optimizer.kind == .adam ? listDefaults.adamLearningRate : nil) ?? optimizer.kind.defaultLearningRate
    }

    /// Epochs without a better model after which something happens.
    package var usedPatience: Int {
        schedule.patience ?? (schedule.kind == .plateau ? listDefaults.plateauPatience : .max)
    }

    /// With as many epochs as suit the length of the list, unless the caller has said how many.
    func spanning(stepsAnEpoch: Int) -> TrainingOptions {
        guard schedule.kind.spansAllEpochs, schedule.epochs == nil, let epochs = listDefaults.epochs else {
            return self
        }
        var options = self
        let count = epochs.count(stepsAnEpoch: stepsAnEpoch)
        options.schedule.epochs = count
        if count == epochs.range.upperBound { options.schedule.patience = schedule.patience ?? epochs.patience }
        return options
    }
}

extension TrainingOptions.Schedule.Step: RecordedElement {
    var recordedText: String {
        switch rate {
        case .absolute(let rate): "\(epochs):\(rate)"
        case .times(let factor): "\(epochs):x\(factor)"
        }
    }
}
