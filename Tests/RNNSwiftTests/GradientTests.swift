import Foundation
import RNNSwift
import Testing

/// The gradient of the whole model against central differences of its loss, on the reference kernels.
@Suite struct GradientTests {
    @Test(arguments: Architecture.Cell.allCases, [[5], [4, 3], [3, 6, 2]])
    func centralDifferences(_ cell: Architecture.Cell, _ hidden: [Int]) throws { try check(cell, hidden) }

    /// With masks that stay the same.
    @Test(arguments: Architecture.Cell.allCases, [false, true])
    func withDropout(_ cell: Architecture.Cell, _ isVariational: Bool) throws {
        let dropout = Dropout(probability: 0.4, isVariational: isVariational, seed: 3)
        for hidden in [[5], [4, 3, 6]] { try check(cell, hidden, dropout: dropout.masks(step: 7, shard: 1)) }
    }

    private func check(_ cell: Architecture.Cell, _ hidden: [Int], dropout: Dropout.Masks? = nil) throws {
        let names = EncodedNames(
            randomNames(12, letters: 4, longest: 5, seed: 1), vocabulary: try Vocabulary(Array("abcd")))
        let kernels = try #require(Kernels(named: "reference"))
        let network = Network(Architecture(cell: cell, hidden: hidden), vocabularySize: 6, kernels: kernels)
        let parameters = network.initialParameters(seed: 2)
        let workspace = Workspace(network)
        workspace.rows.build(names, selection: names.occurrences)
        let scale = 1 / Double(workspace.rows.predictions)

        func loss() -> Double {
            scale
                * network.addGradient(
                    network.pack(parameters), workspace, scale: 1, dropout: dropout, to: Parameters(network.layout))
        }
        let gradient = Parameters(network.layout)
        _ = network.addGradient(
            network.pack(parameters), workspace, scale: Float(scale), dropout: dropout, to: gradient)

        // States are float32, so the loss is known to about 1e-7: with a step of 2^-7 that, and the third derivative
        // that the difference neglects, are each of the order of 1e-5. Gradients here are up to 0.3.
        let (step, tolerance) = (Float(0x1p-7), 5e-5)
        for slice in network.layout.slices {
            let (values, slopes) = (parameters.matrix(slice), gradient.matrix(slice))
            for row in 0..<slice.rows {
                for column in 0..<slice.columns {
                    let value = values[row, column]
                    values[row, column] = value + step
                    let above = loss()
                    values[row, column] = value - step
                    let below = loss()
                    values[row, column] = value
                    let difference = (above - below) / Double(2 * step)
                    #expect(
                        abs(difference - Double(slopes[row, column])) < tolerance, "\(slice.name) [\(row), \(column)]")
                }
            }
        }
    }
}
