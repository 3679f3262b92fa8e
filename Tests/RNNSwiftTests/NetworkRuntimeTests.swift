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
    }
}
