extension ProcessGroup {
    /// Does what the coordinator says, until it ends the group: the whole life of every process but that with rank 0.
    ///
    /// - Returns: The exit status that the coordinator gives.
    public func follow() -> Int32 {
        precondition(!isCoordinator, "the coordinator follows nobody")
        var data: [Int: any TrainingData] = [:]
        while true {
            let order = nextOrder(patiently: true)
            switch order.kind {
            case .end: return Int32(order.number)
            case .names: data[order.number] = TrainingNames.receive(in: self)
            case .text: data[order.number] = TrainingText.receive(in: self)
            case .train: TrainingHelp(self, data, optimizerSteps: order.number).follow()
            case .evaluateNames: SharedEvaluation.helpWithNames(self)
            case .evaluateText: SharedEvaluation.helpWithText(self)
            case .generate: SharedGeneration.help(self)
            case .setting: SettingHelp(self, data).train()
            case .stop: break  // of a training that has ended meanwhile
            default: abort("\(name(of: rank)) got an unknown order; start the same program on all hosts")
            }
        }
    }

    /// Ends the other processes of a coordinator, which is to end with the same exit status.
    public func end(_ status: Int32) { give(Order(.end, Int(status))) }
}
