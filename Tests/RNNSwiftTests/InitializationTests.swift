import RNNSwift
import Testing

@Suite struct InitializationTests {
    private func fresh(
        _ initialization: Initialization, _ cell: Architecture.Cell, hidden: [Int] = [48, 24], vocabulary: Int = 40,
        seed: UInt64 = 1
    ) -> (layout: ParameterLayout, parameters: Parameters) {
        let network = Network(
            Architecture(cell: cell, hidden: hidden), vocabularySize: vocabulary, kernels: .best)
        return (network.layout, network.initialParameters(initialization, seed: seed))
    }

    private func values(_ parameters: Parameters, _ slice: ParameterLayout.Slice) -> [Float] {
        withExtendedLifetime(parameters) { parameters.elements(slice).values }
    }

    private func spread(_ values: [Float]) -> (mean: Double, deviation: Double, largest: Double) {
        let mean = values.reduce(0) { $0 + Double($1) } / Double(values.count)
        let variance = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(values.count)
        return (mean, variance.squareRoot(), values.reduce(0.0) { max($0, abs(Double($1))) })
    }

    /// The mean and the deviation of n draws are within five of their standard errors.
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
            let values = self.values(parameters, slice)
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
            expect(values(parameters, slice), deviation: 1 / inverses[slice.name]!, slice.name)
        }
        // Normal, not uniform: a twentieth is beyond two deviations.
        let weights = values(parameters, layout.slice(named: "out.weight"))
        let beyond = weights.filter { abs(Double($0)) > 1.96 * 2 / 664 }.count
        #expect(abs(Double(beyond) / Double(weights.count) - 0.05) < 0.01)
    }

    /// As Keras', but for the weights of tokens.
    @Test(arguments: Architecture.Cell.allCases) func orthogonal(_ cell: Architecture.Cell) {
        let (layout, parameters) = fresh(.orthogonal, cell)
        let (_, keras) = fresh(.keras, cell)
        for slice in layout.slices {
            let values = self.values(parameters, slice)
            if slice.name == "rnn.weight_ih_l0" {
                #expect(spread(values).largest <= 1)
                expect(values, deviation: 1 / 3.0.squareRoot(), slice.name)
            } else {
                #expect(values == self.values(keras, slice), "\(slice.name)")
            }
        }
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
            let values = self.values(parameters, slice)
            #expect(spread(values).largest <= bound, "\(name)")
            expect(values, deviation: bound / 3.0.squareRoot(), name)
        }
        check("rnn.weight_ih_l0", rows: 40, columns: gates * 48)
        check("rnn.weight_ih_l1", rows: 48, columns: gates * 24)
        check("out.weight", rows: 24, columns: 40)
        for (layer, units) in [48, 24].enumerated() {
            let slice = layout.slice(named: "rnn.weight_hh_l\(layer)")
            let matrix = values(parameters, slice)
            for a in 0..<units {
                for b in 0...a {
                    var dot = 0.0
                    for column in 0..<slice.columns {
                        dot += Double(matrix[a * slice.columns + column]) * Double(matrix[b * slice.columns + column])
                    }
                    #expect(abs(dot - (a == b ? 1 : 0)) < 1e-6, "rows \(a) and \(b)")
                }
            }
        }
        for slice in layout.slices where slice.isBias {
            let values = self.values(parameters, slice)
            let ones: Range<Int> = cell == .lstm && slice.name != "out.bias" ? slice.units..<2 * slice.units : 0..<0
            let expected = values.indices.map { Float(ones.contains($0) ? 1 : 0) }
            #expect(values == expected, "\(slice.name)")
        }
    }

    @Test(arguments: Initialization.allCases) func theSeedDecides(_ initialization: Initialization) {
        let values = ([1, 1, 2] as [UInt64]).map { seed in
            let parameters = fresh(initialization, .lstm, seed: seed).parameters
            return withExtendedLifetime(parameters) { parameters.all.values }
        }
        #expect(values[0] == values[1] && values[0] != values[2])
        #expect(values[0].allSatisfy { $0.isFinite })
    }

    @Test func oneUnit() {
        let (layout, parameters) = fresh(.keras, .rnn, hidden: [1], vocabulary: 3)
        #expect(abs(values(parameters, layout.slice(named: "rnn.weight_hh_l0"))[0]) == 1)
    }
}
