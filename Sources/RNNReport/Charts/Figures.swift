import Foundation
import RNNSwift

/// Numbers as a report writes them, the same in every language.
package enum Figures {
    /// 22,734
    package static func count(_ value: Int) -> String {
        var digits = String(value.magnitude)
        var groups: [Substring] = []
        while digits.count > 3 {
            groups.insert(Substring(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        groups.insert(Substring(digits), at: 0)
        return (value < 0 ? "-" : "") + groups.joined(separator: ",")
    }

    package static func decimal(_ value: Double, _ digits: Int) -> String {
        guard value.isFinite else { return value.isNaN ? "not a number" : value < 0 ? "-∞" : "∞" }
        let text = String(format: "%.\(digits)f", value)
        return text.allSatisfy { "-0.".contains($0) } ? text.replacing("-", with: "") : text
    }

    /// 62.7%, from a share.
    package static func percent(_ share: Double, _ digits: Int = 1) -> String { decimal(100 * share, digits) + "%" }

    /// 350 ms, 9.8 s, 14 min, 18.4 h
    package static func time(_ seconds: Double) -> String {
        func short(_ value: Double) -> String {
            let text = decimal(value, value < 10 ? 2 : 1)
            return text.contains(".") ? String(text.trimmingSuffix { $0 == "0" }.trimmingSuffix { $0 == "." }) : text
        }
        switch seconds {
        case 0: return "0 s"
        case ..<1e-3: return short(seconds * 1e6) + " µs"
        case ..<1: return short(seconds * 1000) + " ms"
        case ..<60: return short(seconds) + " s"
        case ..<3600: return short(seconds / 60) + " min"
        case ..<172_800: return short(seconds / 3600) + " h"
        default: return short(seconds / 86_400) + " d"
        }
    }

    /// A loss: 1.4193, or fewer digits where there are many before the point.
    package static func loss(_ value: Double) -> String {
        abs(value) >= 1e6 ? String(format: "%.3g", value) : decimal(value, abs(value) >= 100 ? 1 : 4)
    }
}

extension StringProtocol {
    fileprivate func trimmingSuffix(while condition: (Character) -> Bool) -> String {
        var text = String(self)
        while let last = text.last, condition(last) { text.removeLast() }
        return text
    }
}
