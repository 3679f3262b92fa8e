/// A queue that gives its elements back in the order of their costs, to within the width of a bucket; of those in one
/// bucket, the last first.
///
/// The first 4,096 buckets have the width that is given, the next 4,096 twice that, and so on: there are few, whatever
/// the costs.
///
/// With millions of elements, a heap takes a cache miss per level for each that is removed, and this queue about one.
package struct BucketQueue<Element> {
    /// 2 to the power of this is the number of buckets of one width.
    private static var bits: Int { 12 }

    private let lowest: Double
    private let width: Double
    private var buckets: [[Element]] = []
    /// The first bucket that may have elements.
    private var first = 0
    package private(set) var count = 0

    /// - Parameter lowest: Elements with lower costs are taken as if they had this one.
    package init(from lowest: Double, width: Double) {
        precondition(width > 0, "buckets must have a width")
        (self.lowest, self.width) = (lowest, width)
    }

    /// No element in the queue has a lower cost; nil without elements.
    package var lowestCost: Double? {
        guard count > 0 else { return nil }
        let scaled = Double(bitPattern: (1.0).bitPattern + UInt64(first) << (52 - Self.bits))
        return lowest + (scaled - 1) * width * Double(1 << Self.bits)
    }

    /// The bucket of a cost: exponent and first bits of 1 + cost / (width of all first buckets), as one number.
    private func bucket(of cost: Double) -> Int {
        let scaled = 1 + max((cost - lowest) / width, 0) / Double(1 << Self.bits)
        return Int((scaled.bitPattern - (1.0).bitPattern) >> (52 - Self.bits))
    }

    package mutating func insert(_ element: Element, cost: Double) {
        let bucket = bucket(of: cost)
        while buckets.count <= bucket { buckets.append([]) }
        buckets[bucket].append(element)
        first = count == 0 ? bucket : min(first, bucket)
        count += 1
    }

    /// Nil without elements.
    package mutating func removeFirst() -> Element? {
        guard count > 0 else { return nil }
        let element = buckets[first].removeLast()
        count -= 1
        while count > 0, buckets[first].isEmpty { first += 1 }
        return element
    }
}
