/// A queue that gives its elements back in the order of their costs, to within the width of a bucket; of those in one
/// bucket, the last first.
///
/// With millions of elements, a heap takes a cache miss per level for each that is removed, and this queue about one.
package struct BucketQueue<Element> {
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
    package var lowestCost: Double? { count == 0 ? nil : lowest + Double(first) * width }

    package mutating func insert(_ element: Element, cost: Double) {
        let bucket = Int(max((cost - lowest) / width, 0))
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
