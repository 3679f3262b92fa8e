/// Seconds since it was made, and those before.
struct Stopwatch {
    var before = 0.0
    private let start = ContinuousClock.now
    var seconds: Double { before + (ContinuousClock.now - start) / .seconds(1) }
}
