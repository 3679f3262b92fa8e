extension Network {
    /// - Parameters:
    ///   - gradients: The gradients of a step.
    ///   - averages: Whether an average of the weights is kept.
    /// - Throws: ``TrainingError/tooLarge(parameters:bytes:)`` if a training would need more memory than there is.
    func checkMemory(gradients: Int, averages: Bool) throws {
        // Parameters and two packed forms, two moments, the best ones, the model's own three, a gradient for each
        // shard, and an average with two packed forms.
        let copies = UInt64(9 + gradients + (averages ? 3 : 0))
        let bytes = copies * 4 * UInt64(layout.count)
        guard bytes < MachineMemory.bytes else {
            throw TrainingError.tooLarge(parameters: layout.parameterCount, bytes: bytes)
        }
    }
}
