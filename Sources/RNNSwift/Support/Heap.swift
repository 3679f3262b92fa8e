/// A binary heap: the first of its elements by an order is at hand.
package struct Heap<Element> {
    private var elements: [Element] = []
    private let precedes: (Element, Element) -> Bool

    package init(_ precedes: @escaping (Element, Element) -> Bool) { self.precedes = precedes }

    package var count: Int { elements.count }
    package var first: Element? { elements.first }
    /// In no order.
    package var all: [Element] { elements }

    package mutating func insert(_ element: Element) {
        elements.append(element)
        var child = elements.count - 1
        while child > 0, case let parent = (child - 1) / 2, precedes(elements[child], elements[parent]) {
            elements.swapAt(child, parent)
            child = parent
        }
    }

    package mutating func removeFirst() -> Element {
        let first = elements[0]
        let last = elements.removeLast()
        guard !elements.isEmpty else { return first }
        var parent = 0
        while case let left = 2 * parent + 1, left < elements.count {
            let right = left + 1
            let child = right < elements.count && precedes(elements[right], elements[left]) ? right : left
            guard precedes(elements[child], last) else { break }
            elements[parent] = elements[child]
            parent = child
        }
        elements[parent] = last
        return first
    }
}
