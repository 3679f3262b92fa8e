/// A set of short byte strings: a hash table with linear probing, the strings one after another in one array.
package struct ByteStringSet {
    private var text: [UInt8] = []
    /// Where each string ends.
    private var ends: [Int] = []
    private var hashes: [UInt32] = []
    /// Numbers of strings, -1 where there is none: a power of two of them, at most half of them taken.
    private var slots = [-1, -1]

    package init() {}

    package func contains(_ string: ArraySlice<UInt8>) -> Bool {
        !ends.isEmpty && slots[slot(of: string, Self.hash(string))] >= 0
    }

    /// False if the string was there already.
    @discardableResult package mutating func insert(_ string: ArraySlice<UInt8>) -> Bool {
        let hash = Self.hash(string)
        let slot = slot(of: string, hash)
        guard slots[slot] < 0 else { return false }
        slots[slot] = ends.count
        text.append(contentsOf: string)
        ends.append(text.count)
        hashes.append(hash)
        if 2 * ends.count > slots.count { grow() }
        return true
    }

    /// The slot that a string has, or would have.
    private func slot(of string: ArraySlice<UInt8>, _ hash: UInt32) -> Int {
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let index = slots[slot]
            if hashes[index] == hash, text[(index == 0 ? 0 : ends[index - 1])..<ends[index]] == string { break }
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    private mutating func grow() {
        slots = [Int](repeating: -1, count: 2 * slots.count)
        for (index, hash) in hashes.enumerated() {
            var slot = Int(hash) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = index
        }
    }

    /// Folded, since tables take the low bits.
    private static func hash(_ string: ArraySlice<UInt8>) -> UInt32 {
        let hash = string.fnv1a
        return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
    }
}
