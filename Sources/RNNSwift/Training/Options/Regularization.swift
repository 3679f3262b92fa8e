extension TrainingOptions {
    /// What keeps a network from memorizing its list; for ``DataOptions/Update/batch``.
    public struct Regularization: Sendable {
        /// The probability with which, while training, a unit's output is dropped on its way to the layer above or to
        /// the output layer, at least 0 and below 1. The recurrence itself is left as it is. In PyTorch that is
        /// nn.GRU(dropout: p) and an nn.Dropout(p) before the nn.Linear.
        public var dropout = 0.0
        /// Whether dropout takes the same units at each character of a name; names of a step that begin with the same
        /// character may share them. Otherwise it takes others each time.
        public var variationalDropout = false
        /// The probability with which each recurrent weight is 0 for a step, at least 0 and below 1.
        public var weightDropout = 0.0
        /// The decay, at least 0 and below 1, of an exponential moving average of the weights, which is then what is
        /// measured and kept: `w̄ += (1 - d) (w - w̄)` after each step t, where d = min(decay, (1 + t) / (10 + t)).
        public var averaging: Double?

        public init(
            dropout: Double = 0, variationalDropout: Bool = false, weightDropout: Double = 0, averaging: Double? = nil
        ) {
            (self.dropout, self.variationalDropout) = (dropout, variationalDropout)
            (self.weightDropout, self.averaging) = (weightDropout, averaging)
        }
    }
}
