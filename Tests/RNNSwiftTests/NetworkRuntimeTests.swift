import CKernels
import Foundation
import NetworkCheck
import RNNSwift
import Testing

/// The networks of rnnk_network.h and the models of rnnk_model.h, by the checks in C of Tests/Network, for each table
/// of kernels.
@Suite struct NetworkRuntimeTests {
    static func path(_ name: String) throws -> String {
        try #require(Bundle.module.url(forResource: "Golden/\(name)", withExtension: "safetensors")).path
    }

    @Test(arguments: GoldenTests.cells, Kernels.available) func golden(_ name: String, kernels: Kernels) throws {
        #expect(network_check_golden(kernels.table, try Self.path(name), 0) == 0)
    }

    /// The names of the files of dense inputs and of the optimizers that the C library has.
    static let others: [String] = {
        let folder = Bundle.module.resourceURL!.appending(path: "Golden")
        let names = { (folder: URL) in
            ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
                .map { String($0.split(separator: ".")[0]) }
        }
        let optimizers = names(folder).filter { $0.hasPrefix("optimizer_") && $0 != "optimizer_momentum_torch" }
        return names(folder.appending(path: "dense")).map { "dense/\($0)" } + optimizers
    }()

    @Test func allFilesAreFound() {
        #expect(Self.others.count == 25)
    }

    @Test(arguments: others, Kernels.available) func denseInputs(_ name: String, kernels: Kernels) throws {
        #expect(network_check_golden(kernels.table, try Self.path(name), 0) == 0)
    }

    @Test(arguments: Kernels.available) func lengthsAndSteps(_ kernels: Kernels) {
        #expect(network_check_dense(kernels.table) == 0)
    }

    @Test(arguments: Kernels.available) func lossesAndGradients(_ kernels: Kernels) {
        #expect(network_check_losses(kernels.table) == 0)
    }

    @Test(arguments: Kernels.available) func parameters(_ kernels: Kernels) {
        #expect(network_check_parameters(kernels.table) == 0)
    }

    @Test(arguments: Kernels.available) func errorsOfArchitectures(_ kernels: Kernels) {
        #expect(network_check_dense_errors(kernels.table) == 0)
    }

    @Test(arguments: Kernels.available) func optimizers(_ kernels: Kernels) {
        #expect(network_check_optimizers(kernels.table) == 0)
    }

    @Test(arguments: Kernels.available) func weightsStatesAndSampling(_ kernels: Kernels) {
        #expect(network_check_states(kernels.table) == 0)
    }

    @Test(arguments: Kernels.available) func errors(_ kernels: Kernels) {
        #expect(network_check_errors(kernels.table) == 0)
    }

    @Test(arguments: Kernels.available) func singleSequences(_ kernels: Kernels) {
        #expect(network_check_stream(kernels.table) == 0)
    }

    @Test(arguments: Kernels.available) func modelFiles(_ kernels: Kernels) {
        #expect(network_check_model(kernels.table) == 0)
    }

    @Test func aWrongWeightIsSeen() throws {
        #expect(network_check_golden(rnnk_kernels_best(), try Self.path("rnn_L2_H32_V28"), 0.01) > 0)
        #expect(network_check_golden(rnnk_kernels_best(), try Self.path("dense/lstm_directions"), 0.01) > 0)
    }
}
