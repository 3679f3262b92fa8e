import Foundation
import RNNSwift

/// What an axis measures: its range, its marks and how they are written.
package struct Axis {
    package let title: String
    let domain: ClosedRange<Double>
    package let isLogarithmic: Bool
    package let ticks: [(value: Double, label: String)]

    package func scale(from begin: Double, to end: Double) -> Scale {
        Scale(domain, isLogarithmic: isLogarithmic, from: begin, to: end)
    }

    /// Shares as percentages, from the least to the largest value, or from 0.
    package static func percent(_ title: String, _ values: [Double], fromZero: Bool = false) -> Axis {
        let range = extent(values, floor: fromZero ? 0 : nil)
        let domain = Ticks.widened(min(max(range.lowerBound, 0), 0.9)...min(max(range.upperBound, 1e-4), 1))
        let ticks = Ticks.linear(domain)
        let digits = digits(ticks.map { 100 * $0 })
        return Axis(
            title: title, domain: domain, isLogarithmic: false,
            ticks: ticks.map { ($0, Figures.percent($0, digits)) })
    }

    /// Plain numbers.
    package static func numbers(_ title: String, _ values: [Double]) -> Axis {
        let domain = Ticks.widened(extent(values))
        let ticks = Ticks.linear(domain)
        let digits = digits(ticks)
        let write: (Double) -> String =
            (ticks.map(abs).max() ?? 0) >= 1e6
            ? { String(format: "%g", $0) } : { digits == 0 ? Figures.count(Int($0)) : Figures.decimal($0, digits) }
        return Axis(title: title, domain: domain, isLogarithmic: false, ticks: ticks.map { ($0, write($0)) })
    }

    /// Epochs, from 0 or, if there are few, from 1.
    package static func epochs(_ values: [Double]) -> Axis {
        let last = max(values.max() ?? 1, 1)
        let domain = last <= 12 ? 1...max(last, 2) : 0...last
        let ticks = Ticks.linear(domain).filter { $0 == $0.rounded() }
        return Axis(
            title: "epoch", domain: domain, isLogarithmic: false, ticks: ticks.map { ($0, Figures.count(Int($0))) })
    }

    /// Seconds since the start, in the unit that suits; logarithmic if the runs take times that differ much.
    package static func time(_ values: [Double], ends: [Double]) -> Axis {
        let positive = values.filter { $0 > 0 }
        let last = max(positive.max() ?? 1, 1e-6)
        if let shortest = ends.filter({ $0 > 0 }).min(), last > 20 * shortest, let first = positive.min() {
            let domain = first * 0.8...last
            return Axis(
                title: "time, logarithmic", domain: domain, isLogarithmic: true,
                ticks: Ticks.times(domain).map { ($0, Figures.time($0)) })
        }
        let units: [(String, Double)] = [
            ("µs", 1e-6), ("ms", 1e-3), ("s", 1), ("min", 60), ("h", 3600), ("d", 86_400),
        ]
        let unit = units.last { last >= ($0.0 == "d" ? 3 : 2) * $0.1 } ?? units[0]
        let ticks = Ticks.linear(0...last / unit.1)
        let digits = digits(ticks)
        return Axis(
            title: "time in \(unit.0)", domain: 0...last, isLogarithmic: false,
            ticks: ticks.map { ($0 * unit.1, Figures.decimal($0, digits)) })
    }

    /// Shares from tiny to large, as percentages on a logarithmic scale.
    package static func logarithmicPercent(_ title: String, _ values: [Double]) -> Axis {
        let positive = values.filter { $0 > 0 && $0.isFinite }
        let (low, high) = (positive.min() ?? 1e-3, positive.max() ?? 1)
        let domain = low / 1.5...max(high * 1.5, low * 15)
        let powers = Ticks.logarithmic(domain)
        let step = (powers.count - 1) / 4 + 1
        return Axis(
            title: title, domain: domain, isLogarithmic: true,
            ticks: powers.enumerated().filter { $0.offset % step == 0 }.map { ($0.element, share($0.element)) })
    }

    /// A power of ten as a percentage: 10%, 0.1%, 10⁻⁶.
    private static func share(_ value: Double) -> String {
        let exponent = Int(log10(value).rounded())
        if exponent >= -5 { return Figures.decimal(100 * value, max(-exponent - 2, 0)) + "%" }
        let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
        return "10⁻" + String(String(-exponent).compactMap { $0.wholeNumberValue.map { digits[$0] } })
    }

    private static func extent(_ values: [Double], floor: Double? = nil) -> ClosedRange<Double> {
        let finite = values.filter(\.isFinite)
        let (low, high) = (floor ?? finite.min() ?? 0, finite.max() ?? 1)
        if high > low { return low...high }
        let margin = max(abs(low) / 10, 1e-3)
        return low - margin...low + margin
    }

    /// Digits after the point that tell the marks apart.
    private static func digits(_ ticks: [Double]) -> Int {
        (0...6).first { digits in
            let scale = pow(10, Double(digits))
            return ticks.allSatisfy { abs(($0 * scale).rounded() - $0 * scale) < 1e-6 * max(1, abs($0 * scale)) }
        } ?? 6
    }
}
