extension TrainingOptions {
    /// A size of a network that ``Preset/best`` may choose, with the settings that suit it.
    package struct NetworkChoice: Sendable {
        package let hidden: [Int]
        package let dropout: Double
        package let weightDropout: Double
        package let learningRate: Double
        /// The fewest epochs for which the network is chosen, and the most that it is trained for.
        package let epochs: ClosedRange<Int>
    }

    /// The choice that these options have made; nil for a network of the caller's.
    package var chosenNetwork: NetworkChoice? { listDefaults.networks.first { $0.hidden == architecture.hidden } }

    /// Takes over a choice. Of its settings, those that the caller has changed stay what they are.
    package mutating func choose(_ choice: NetworkChoice) {
        let own = chosenNetwork
        func replace<Value: Equatable>(_ setting: inout Value, _ value: KeyPath<NetworkChoice, Value>) {
            if own.map({ $0[keyPath: value] == setting }) ?? true { setting = choice[keyPath: value] }
        }
        replace(&regularization.dropout, \.dropout)
        replace(&regularization.weightDropout, \.weightDropout)
        if own?.learningRate == schedule.learningRate { schedule.learningRate = choice.learningRate }
        architecture.hidden = choice.hidden
    }
}
