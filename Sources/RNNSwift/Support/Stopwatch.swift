/// Seconds since it was made, and those before.
package struct Stopwatch {
    package var before = 0.0
    private let start = ContinuousClock.now

    package init(before: Double = 0.0) {
        self.before = before
    }
    package var seconds: Double { before + (ContinuousClock.now - start) / .seconds(1) }
}
