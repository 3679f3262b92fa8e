/// What the coordinator has the other processes do. Whoever gives an order and whoever follows it then exchange
/// the same messages.
package struct Order: BitwiseCopyable, Equatable {
    package enum Kind: Int, BitwiseCopyable {
        /// Ends the process. The number is its exit status.
        case end
        /// Receives a list or a text, which later orders name by the number of this one.
        case names, text
        /// Helps in a training, until the order to end it.
        case train
        /// Makes the step with this number. The value is its learning rate.
        case step
        /// Begins the pass with this number.
        case beginPass
        /// Evaluates the weights on a part of the data: 0 the one trained on, 1 the one held out.
        case evaluatePart
        /// Sends the states of the streams of a text.
        case carriedStates
        case endTraining
        /// Evaluates a model on a list, or several on a text.
        case evaluateNames, evaluateText
        /// Generates names.
        case generate
        /// Generates the block of names that begins with this number.
        case block
        case endGeneration
        /// Trains a setting of a sweep, by itself; ends that.
        case setting, stop
    }

    private let code: Int
    package let number: Int
    package let value: Double

    package init(_ kind: Kind, _ number: Int = 0, value: Double = 0) {
        (code, self.number, self.value) = (kind.rawValue, number, value)
    }

    package var kind: Kind? { Kind(rawValue: code) }
}

extension ProcessGroup {
    /// Gives all other processes an order.
    package func give(_ order: Order) {
        for rank in others { send([order], to: rank) }
    }

    /// The next order of the coordinator.
    ///
    /// - Parameter patiently: Whether it may be long until there is one.
    package func nextOrder(patiently: Bool) -> Order {
        var order = [Order(.end)]
        receive(&order, from: 0, patiently: patiently)
        return order[0]
    }
}
