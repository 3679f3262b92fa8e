import Foundation
import RNNReport
import RNNSwift
import Testing

/// The parts that charts are made of.
@Suite struct ChartTests {
    @Test func textIsEscaped() {
        #expect(Markup.escape("<a & \"b\">") == "&lt;a &amp; &quot;b&quot;&gt;")
        #expect(Markup.escape("a\u{0}\u{1B}\u{7F}\u{85}b") == "a␀␛␡\u{FFFD}b")
        #expect(Markup.escape("\u{202E}gnp\u{2066}\u{FFFF}") == "\u{FFFD}gnp\u{FFFD}\u{FFFD}")
        // Joiners, combining characters, other scripts and emoji stay.
        for text in ["👩🏽‍🚀", "é", "e\u{301}", "שלום", "مرحبا", "李"] { #expect(Markup.escape(text) == text) }
    }

    @Test func coordinates() {
        #expect(
            [1.25, -0.04, 0.06, -3.96, 100, .nan, .infinity, 1e300].map(Markup.number)
                == ["1.3", "0", "0.1", "-4", "100", "0", "0", "0"])
    }

    @Test func numbers() {
        #expect(
            [0, 7, 999, 1000, 22_734, 1_234_567, -1000].map(Figures.count)
                == ["0", "7", "999", "1,000", "22,734", "1,234,567", "-1,000"])
        #expect(Figures.percent(0.62694) == "62.7%" && Figures.percent(1, 0) == "100%")
        #expect(Figures.decimal(-0.0001, 2) == "0.00" && Figures.decimal(.nan, 1) == "not a number")
        #expect(
            [2e-5, 0.0166, 9.8, 60, 66_177, 400_000].map(Figures.time)
                == ["20 µs", "16.6 ms", "9.8 s", "1 min", "18.4 h", "4.63 d"])
    }

    @Test func ticksAreRound() {
        #expect(Ticks.linear(0...1) == [0, 0.2, 0.4, 0.6, 0.8, 1])
        #expect(Ticks.linear(0.2...0.62) == [0.2, 0.3, 0.4, 0.5, 0.6])
        #expect(Ticks.linear(0.1...0.4, about: 3) == [0.1, 0.2, 0.3, 0.4])
        #expect(Ticks.linear(-7...12) == [-5, 0, 5, 10])
        #expect(Ticks.linear(0...300_000) == [0, 50_000, 100_000, 150_000, 200_000, 250_000, 300_000])
        #expect(Ticks.linear(3...3) == [3])
        #expect(Ticks.widened(0.23...0.61) == 0.2...0.7)
        #expect(Ticks.logarithmic(0.0005...20).map { ($0 * 1e4).rounded() / 1e4 } == [0.001, 0.01, 0.1, 1, 10])
        #expect(Ticks.times(0.5...4000) == [1, 10, 60, 600, 3600])
    }

    /// Few marks within the range, in order, whatever the range.
    @Test func ticksOfAnyRange() {
        var generator = SplitMix64(seed: 6, stream: .shuffling)
        for _ in 0..<20_000 {
            let low =
                Double.random(in: -1...1, using: &generator) * pow(10, Double.random(in: -12...15, using: &generator))
            let span = pow(10, Double.random(in: -14...15, using: &generator))
            let range = low...low + span
            let ticks = Ticks.linear(range)
            let slack = max(span, abs(low)) * 1e-6
            #expect((1...14).contains(ticks.count), "\(range)")
            #expect(ticks == ticks.sorted() && ticks[0] >= low - slack && ticks.last! <= low + span + slack, "\(range)")
            let wide = Ticks.widened(range)
            #expect(wide.lowerBound <= low + slack && wide.upperBound >= low + span - slack, "\(range)")
        }
    }

    @Test func axesOfAnything() {
        for values in [
            [], [0.0], [5], [-3, -3], [.nan], [.infinity, 1], [1e300, -1e300], [1e-300, 2e-300], [0, 1e-9],
        ] {
            let few = values.map { min(max($0, 0), 1e9) }.filter { !$0.isNaN }
            for axis in [
                Axis.numbers("", values), .percent("", values), .percent("", values, fromZero: true), .epochs(few),
                .logarithmicPercent("", few), .time(few, ends: few), .time(few, ends: [1, 1000]),
            ] {
                let scale = axis.scale(from: 0, to: 100)
                #expect(axis.ticks.allSatisfy { scale($0.value).isFinite && $0.label.count < 20 }, "\(values) \(axis)")
            }
        }
    }

    @Test func timeAxes() {
        #expect(Axis.time([1, 5400], ends: [5400, 7200]).title == "time in min")
        #expect(Axis.time([60, 66_177], ends: [66_177]).title == "time in h")
        // A run of seconds beside one of hours.
        let both = Axis.time([0.5, 40, 66_177], ends: [40, 66_177])
        #expect(both.isLogarithmic && both.ticks.map(\.label) == ["1 s", "10 s", "1 min", "10 min", "1 h", "10 h"])
    }

    @Test func labelsDoNotCoverEachOther() {
        let heights = LabelLayout.spread([50, 10, 51, 52, 300], distance: 14, within: 0...100)
        #expect(heights[1] == 10 && heights[4] == 100)
        let sorted = heights.sorted()
        #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $1 - $0 >= 14 })
        #expect(LabelLayout.spread([], distance: 14, within: 0...1).isEmpty)
    }

    @Test func longTextIsCutOff() {
        #expect(TextFit.fit("Anna", width: 100) == "Anna")
        let long = TextFit.fit(String(repeating: "Wolfeschlegelsteinhausen", count: 300), width: 100)
        #expect(long.hasPrefix("Wolf") && long.contains("…") && long.hasSuffix("hausen"))
        #expect(TextFit.width(long) <= 110)
        // Files of a series stay apart.
        #expect(
            TextFit.fit("a model of names, number 7", width: 90) != TextFit.fit("a model of names, number 8", width: 90)
        )
        #expect(TextFit.fit("Wolfeschlegelsteinhausen", width: 0).count == 1)
    }

    @Test func linesHaveGapsAndEndAtTheEdge() {
        let curve = Curve(points: [(0, 1), (1, .nan), (2, 1), (3, 5), (4, 1), (5, .infinity)])
        let pieces = curve.pieces(within: 0...3)
        #expect(pieces.map { $0.map(\.x) } == [[0], [2, 2.5], [3.5, 4]])
        #expect(pieces[1][1].y == 3 && pieces[2][0].y == 3)
        #expect(curve.finite.count == 4)
    }

    @Test func thinningKeepsTheExtremes() {
        let points = (0..<100_000).map { (x: Double($0), y: sin(Double($0))) } as [Curve.Point]
        var spiked = points
        spiked[12_345].y = 77
        spiked[54_321].y = -77
        let scale = Scale(0...99_999, from: 0, to: 400)
        let thin = Curve.thinned(spiked, columns: 100, scale: scale)
        #expect(thin.count <= 404 && thin.first?.x == 0 && thin.last?.x == 99_999)
        #expect(thin.contains { $0.y == 77 } && thin.contains { $0.y == -77 })
        #expect(zip(thin, thin.dropFirst()).allSatisfy { $0.x < $1.x })
        #expect(Curve.thinned(Array(points[..<400]), columns: 100, scale: scale).count == 400)
    }

    /// Linear red, green and blue of "#0072b2".
    private func linear(_ color: String) throws -> [Double] {
        let value = try #require(Int(color.dropFirst(), radix: 16))
        return [16, 8, 0].map { shift in
            let c = Double(value >> shift & 255) / 255
            return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4)
        }
    }

    private func product(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
        matrix.map { zip($0, vector).reduce(0) { $0 + $1.0 * $1.1 } }
    }

    @Test func colorsStandOutFromThePaper() throws {
        func luminance(_ color: String) throws -> Double { try product([[0.2126, 0.7152, 0.0722]], linear(color))[0] }
        func contrast(_ a: String, _ b: String) throws -> Double {
            let (x, y) = (try luminance(a), try luminance(b))
            return (max(x, y) + 0.05) / (min(x, y) + 0.05)
        }
        for color in Palette.colors {
            #expect(try contrast(color.light, "#ffffff") >= 4.5, "\(color.light) on white")
            #expect(try contrast(color.dark, "#14181d") >= 4.5, "\(color.dark) on black")
        }
        let looks = (0..<42).map { Palette.colorClass($0) + " " + Palette.dash($0) }
        #expect(Set(looks).count == 42, "color and dashes tell runs apart")
    }

    /// As eyes without red and without green receptors see them (Machado, Oliveira and Fernandes, 2009).
    @Test(
        arguments: [
            [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
            [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        ])
    func colorsDifferForTheColorBlind(_ simulation: [[Double]]) throws {
        func lab(_ color: String) throws -> [Double] {
            let seen = product(simulation, try linear(color)).map { min(max($0, 0), 1) }
            let xyz = product(
                [
                    [0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
                    [0.0193339, 0.1191920, 0.9503041],
                ],
                seen)
            let f = zip(xyz, [0.95047, 1, 1.08883]).map {
                $0 / $1 > 0.008856 ? cbrt($0 / $1) : 7.787 * $0 / $1 + 16 / 116
            }
            return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
        }
        for colors in [Palette.colors.map(\.light), Palette.colors.map(\.dark)] {
            for (i, a) in colors.enumerated() {
                for b in colors[..<i] {
                    let distance = sqrt(zip(try lab(a), try lab(b)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) })
                    #expect(distance >= 20, "\(a) and \(b)")
                }
            }
        }
    }

    @Test func statisticsOfNames() {
        let statistics = NameStatistics(["anna", "anna", "bo", "c"])
        #expect(statistics.count == 4 && statistics.distinct == 3 && statistics.characterCount == 11)
        #expect(statistics.meanLength == 2.75 && statistics.medianLength == 3)
        #expect(statistics.share(ofLength: 4) == 0.5 && statistics.share(ofLength: 9) == 0)
        #expect(statistics.share(of: "n") == 4.0 / 11)
        #expect(statistics.mostFrequent(2).map(\.name) == ["anna", "bo"])
        #expect(NameStatistics(["👩🏽‍🚀é"]).meanLength == 2)
        let nothing = NameStatistics([])
        #expect(nothing.meanLength == 0 && nothing.medianLength == 0 && nothing.share(of: "a") == 0)
    }
}
