extension Distributions {
    /// Leaves what `sampling` keeps of the first `count` rows: the weights of the other classes become 0.
    ///
    /// A key holds a weight and, below it, the class, counted from the end: keys differ, and of equal weights the first
    /// class has the largest. The classes that are kept are those of the largest keys, which a heap gives one after
    /// another.
    ///
    /// - Parameter space: Room for a key a class.
    package func keep(_ sampling: TokenSampling, rows count: Int, space: Buffer<UInt64>) {
        precondition(count <= rows && classes <= 1 << 16, "out of range")
        space.reserve(classes)
        let keys = space.base
        for row in 0..<count {
            let sums = base + row * stride
            var (size, before) = (0, Int32(0))
            for index in 0..<classes {
                let weight = sums[index] &- before
                before = sums[index]
                guard weight > 0 else { continue }
                keys[size] = UInt64(weight) << 16 | UInt64(0xFFFF - index)
                size += 1
            }
            guard size > 1 else { continue }
            let least = Self.leastKey(keys, size, total: Int64(before), sampling)
            (before, size) = (0, 0)
            var sum: Int32 = 0
            for index in 0..<classes {
                let weight = sums[index] &- before
                before = sums[index]
                if UInt64(weight) << 16 | UInt64(0xFFFF - index) >= least { sum &+= weight }
                sums[index] = sum
            }
        }
    }

    /// The smallest of `size` keys that is kept. The keys come out of order.
    private static func leastKey(
        _ keys: UnsafeMutablePointer<UInt64>, _ size: Int, total: Int64, _ sampling: TokenSampling
    ) -> UInt64 {
        for parent in (0..<size / 2).reversed() { siftDown(keys, size, from: parent) }
        let largest = keys[0]
        let most = min(sampling.topK ?? size, size)
        var left = size
        /// Takes the largest key off the heap and puts it where the heap ended, so that keys descend from the last
        /// place on.
        func pop() -> UInt64 {
            let key = keys[0]
            left -= 1
            keys[0] = keys[left]
            keys[left] = key
            siftDown(keys, left, from: 0)
            return key
        }
        // Top-p shares out what top-k has left.
        var mass = total
        if let topP = sampling.topP, topP < 1, most < size {
            mass = 0
            for _ in 0..<most { mass += Int64(pop() >> 16) }
        }
        let needed = sampling.topP.map { Int64((Double(mass) * $0).rounded(.up)) } ?? .max
        let threshold = UInt64((Double(largest >> 16) * (sampling.minP ?? 0)).rounded(.up))
        var (least, sum) = (largest, Int64(0))
        for taken in 0..<most {
            let key = size - taken > left ? keys[size - 1 - taken] : pop()
            if taken > 0, key >> 16 < threshold || sum >= needed { break }
            least = key
            sum += Int64(key >> 16)
        }
        return least
    }

    private static func siftDown(_ keys: UnsafeMutablePointer<UInt64>, _ size: Int, from start: Int) {
        var parent = start
        let key = keys[parent]
        while true {
            var child = 2 * parent + 1
            guard child < size else { break }
            if child + 1 < size, keys[child + 1] > keys[child] { child += 1 }
            guard keys[child] > key else { break }
            keys[parent] = keys[child]
            parent = child
        }
        keys[parent] = key
    }
}
