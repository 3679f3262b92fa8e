import Testing

@testable import RNNSwift

@Suite struct InitializationTests {
    private func fresh(
        _ initialization: Initialization, _ cell: Architecture.Cell, hidden: [Int] = [48, 24], vocabulary: Int = 40,
        seed: UInt64 = 1
    ) -> (layout: ParameterLayout, parameters: Parameters) {
        let network = Network(
            Architecture(cell: cell, hidden: hidden), vocabularySize: vocabulary, kernels: .best)
        return (network.layout, network.initialParameters(initialization, seed: seed))
    }

    private func spread(_ values: [Float]) -> (mean: Double, deviation: Double, largest: Double) {
        let mean = values.reduce(0) { $0 + Double($1) } / Double(values.count)
        let variance = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(values.count)
        return (mean, variance.squareRoot(), values.reduce(0.0) { max($0, abs(Double($1))) })
    }

    /// Of n draws, the mean and the deviation are within five of their standard errors.
    private func expect(
        _ values: [Float], deviation: Double, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let error = deviation / Double(values.count).squareRoot()
        let (mean, actual, _) = spread(values)
        #expect(abs(mean) < 5 * error, "\(name): mean \(mean)", sourceLocation: sourceLocation)
        #expect(abs(actual - deviation) < 5 * error, "\(name): deviation \(actual)", sourceLocation: sourceLocation)
    }

    @Test(arguments: Architecture.Cell.allCases) func pytorch(_ cell: Architecture.Cell) {
        let (layout, parameters) = fresh(.pytorch, cell)
        for slice in layout.slices {
            let bound = 1 / Double(slice.name.contains("l0") ? 48 : 24).squareRoot()
            let values = parameters.elements(slice).values
            #expect(spread(values).largest <= bound && spread(values).largest > 0.8 * bound, "\(slice.name)")
            expect(values, deviation: bound / 3.0.squareRoot(), slice.name)
        }
    }

    @Test func book() {
        let (layout, parameters) = fresh(.book, .rnn, vocabulary: 640)
        let inverses: [String: Double] = [
            "rnn.weight_ih_l0": (640 + 48) / 2, "rnn.weight_hh_l0": (48 + 48) / 2, "rnn.bias_ih_l0": 1,
            "rnn.weight_ih_l1": (48 + 24) / 2, "rnn.weight_hh_l1": (24 + 24) / 2, "rnn.bias_ih_l1": 1,
            "out.weight": (24 + 640) / 2, "out.bias": 640,
        ]
        #expect(layout.slices.count == inverses.count)
        for slice in layout.slices {
            expect(parameters.elements(slice).values, deviation: 1 / inverses[slice.name]!, slice.name)
        }
        // Normal, not uniform: a twentieth is beyond two deviations.
        let weights = parameters.elements(layout.slice(named: "out.weight")).values
        let beyond = weights.filter { abs(Double($0)) > 1.96 * 2 / 664 }.count
        #expect(abs(Double(beyond) / Double(weights.count) - 0.05) < 0.01)
    }

    @Test(arguments: Architecture.Cell.allCases) func keras(_ cell: Architecture.Cell) {
        let gates =
            switch cell {
            case .rnn: 1
            case .lstm: 4
            case .gru: 3
            }
        let (layout, parameters) = fresh(.keras, cell)
        func check(_ name: String, rows: Int, columns: Int) {
            let slice = layout.slice(named: name)
            #expect(slice.rows == rows && slice.columns == columns)
            let bound = (6 / Double(rows + columns)).squareRoot()
            let values = parameters.elements(slice).values
            #expect(spread(values).largest <= bound, "\(name)")
            expect(values, deviation: bound / 3.0.squareRoot(), name)
        }
        check("rnn.weight_ih_l0", rows: 40, columns: gates * 48)
        check("rnn.weight_ih_l1", rows: 48, columns: gates * 24)
        check("out.weight", rows: 24, columns: 40)
        for (layer, units) in [48, 24].enumerated() {
            let matrix = parameters.matrix(layout.slice(named: "rnn.weight_hh_l\(layer)"))
            for a in 0..<units {
                for b in 0...a {
                    var dot = 0.0
                    for column in 0..<matrix.columns { dot += Double(matrix[a, column]) * Double(matrix[b, column]) }
                    #expect(abs(dot - (a == b ? 1 : 0)) < 1e-6, "rows \(a) and \(b)")
                }
            }
        }
        for slice in layout.slices where slice.isBias {
            let values = parameters.elements(slice).values
            let ones: Range<Int> = cell == .lstm && slice.name != "out.bias" ? slice.units..<2 * slice.units : 0..<0
            let expected = values.indices.map { Float(ones.contains($0) ? 1 : 0) }
            #expect(values == expected, "\(slice.name)")
        }
    }

    @Test(arguments: Initialization.allCases) func theSeedDecides(_ initialization: Initialization) {
        let values = [1, 1, 2].map { fresh(initialization, .lstm, seed: $0).parameters.all.values }
        #expect(values[0] == values[1] && values[0] != values[2])
        #expect(values[0].allSatisfy { $0.isFinite })
    }

    @Test func oneUnit() {
        let (layout, parameters) = fresh(.keras, .rnn, hidden: [1], vocabulary: 3)
        #expect(abs(parameters.elements(layout.slice(named: "rnn.weight_hh_l0"))[0]) == 1)
    }
}
