/// Steele, Lea and Flood's SplitMix64: a counter and a mixing function (OOPSLA 2014).
///
/// Any number of independent sequences come from one seed: each use of randomness has a stream of its own, and each
/// generated name one within it, so that nothing drawn depends on the order in which work is scheduled.
public struct SplitMix64: RandomNumberGenerator, BitwiseCopyable, Sendable {
    private var state: UInt64
    private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// What randomness is used for.
    public enum Stream: UInt64, Sendable {
        case split, initialization, shuffling, generation, pilot, fields, dropout, sweep, labels, canaries
    }

    public init(seed: UInt64, stream: Stream, index: UInt64 = 0) {
        state = Self.mix(Self.mix(seed &+ Self.increment &* (stream.rawValue &+ 1)) ^ index)
    }

    public mutating func next() -> UInt64 {
        state &+= Self.increment
        return Self.mix(state)
    }

    /// A uniform number in [0, 1), of 53 bits.
    public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// 32 uniform bits.
    mutating func next32() -> UInt32 { UInt32(truncatingIfNeeded: next() >> 32) }

    private static func mix(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
