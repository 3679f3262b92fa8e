import Foundation
import RNNSwift

/// From values to pixels, linear or logarithmic.
package struct Scale {
    let domain: ClosedRange<Double>
    package let isLogarithmic: Bool
    /// Where the ends of the domain are.
    package let (begin, end): (Double, Double)

    /// - Parameter domain: Above 0 if it is logarithmic. An empty one is widened.
    package init(_ domain: ClosedRange<Double>, isLogarithmic: Bool = false, from begin: Double, to end: Double) {
        precondition(domain.lowerBound.isFinite && domain.upperBound.isFinite, "the domain of a scale must be finite")
        precondition(!isLogarithmic || domain.lowerBound > 0, "the domain of a logarithmic scale must be above 0")
        let (low, high) = (domain.lowerBound, domain.upperBound)
        if low < high {
            self.domain = domain
        } else {
            self.domain = isLogarithmic ? low / 2...high * 2 : low - max(abs(low), 1) / 2...high + max(abs(high), 1) / 2
        }
        self.isLogarithmic = isLogarithmic
        (self.begin, self.end) = (begin, end)
    }

    package func callAsFunction(_ value: Double) -> Double { begin + share(value) * (end - begin) }

    /// 0 at the lower end of the domain, 1 at the upper one.
    private func share(_ value: Double) -> Double {
        let (low, high) = (domain.lowerBound, domain.upperBound)
        return isLogarithmic
            ? log(max(value, .leastNormalMagnitude) / low) / log(high / low) : (value - low) / (high - low)
    }
}

/// Where an axis has its marks.
package enum Ticks {
    /// Multiples of 1, 2 or 5 times a power of ten that lie in the range, about `count` of them.
    package static func linear(_ range: ClosedRange<Double>, about count: Int = 6) -> [Double] {
        let span = range.upperBound - range.lowerBound
        guard span > 0, span.isFinite else { return [range.lowerBound] }
        let step = step(span / Double(max(count, 1)))
        // Values so large that the step is lost in rounding have no marks between them.
        let (first, last) = (
            (range.lowerBound / step - 1e-9).rounded(.up), (range.upperBound / step + 1e-9).rounded(.down)
        )
        guard step > 0, abs(first) < 1e12, abs(last) < 1e12, first <= last else { return [range.lowerBound] }
        return stride(from: first, through: last, by: 1).map { decimal($0, step) }
    }

    /// The range widened to the next marks.
    package static func widened(_ range: ClosedRange<Double>, about count: Int = 6) -> ClosedRange<Double> {
        let span = range.upperBound - range.lowerBound
        guard span > 0, span.isFinite else { return range }
        let step = step(span / Double(max(count, 1)))
        let (low, high) = (
            (range.lowerBound / step + 1e-9).rounded(.down), (range.upperBound / step - 1e-9).rounded(.up)
        )
        guard step > 0, abs(low) < 1e12, abs(high) < 1e12, low < high else { return range }
        return decimal(low, step)...decimal(high, step)
    }

    /// Powers of ten in a range above 0.
    package static func logarithmic(_ range: ClosedRange<Double>) -> [Double] {
        guard range.lowerBound > 0, range.upperBound.isFinite else { return [] }
        let (first, last) = (log10(range.lowerBound) - 1e-9, log10(range.upperBound) + 1e-9)
        guard first <= last else { return [] }
        return stride(from: first.rounded(.up), through: last.rounded(.down), by: 1).map { pow(10, $0) }
    }

    /// Moments in a range of seconds: 1 s, 10 s, 1 min, 10 min, 1 h, 10 h, …
    package static func times(_ range: ClosedRange<Double>) -> [Double] {
        let short = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10, 60, 600, 3600, 36_000, 360_000]
        return (short + [3.6e6, 3.6e7, 3.6e8]).filter { range.contains($0) }
    }

    /// 1, 2 or 5 times a power of ten, at least `least`.
    package static func step(_ least: Double) -> Double {
        let power = pow(10, log10(least).rounded(.down))
        return ([1, 2, 5].first { $0 * power >= least * (1 - 1e-9) } ?? 10) * power
    }

    /// `count` steps without the rounding errors of binary fractions: 0.3, not 0.30000000000000004.
    private static func decimal(_ count: Double, _ step: Double) -> Double {
        step < 1 ? count / (1 / step).rounded() : count * step
    }
}
