import Foundation
import Synchronization

/// Memory for one argument of a kernel, in which reading or writing beside the argument does not go unnoticed.
///
/// The pages around it are not accessible at all. What is left over of its own pages, and every element that was not
/// set yet, holds a signaling NaN made of its own address: read into a sum it makes a NaN of it, as an index it
/// points nowhere, and whatever is written over it, be it another such NaN, is seen by `isIntact`.
///
/// A kernel only gets `base`, so keep the memory in a variable or parameter during the call: a temporary would be gone.
final class Guarded<Element: BitwiseCopyable> {
    /// Where the elements lie in their pages. Between them the placements cover every misalignment that kernels meet,
    /// and an inaccessible byte directly before and directly after the elements.
    enum Placement: Sendable {
        /// At the first byte of a page, or so many elements after it.
        case start(offset: Int = 0)
        /// Up to the last byte of a page.
        case end
    }

    let count: Int
    let base: UnsafeMutablePointer<Element>
    private let pages: Pages
    private let words: UnsafeMutableBufferPointer<UInt32>

    init(count: Int, _ placement: Placement = .end) {
        let bytes = count * MemoryLayout<Element>.stride
        var offset = 0
        if case .start(let elements) = placement { offset = elements * MemoryLayout<Element>.stride }
        pages = Pages.take(bytes: offset + bytes)
        if case .end = placement { offset = pages.bytes - bytes }

        self.count = count
        base = (pages.base + offset).bindMemory(to: Element.self, capacity: count)
        words = UnsafeMutableBufferPointer(
            start: pages.base.assumingMemoryBound(to: UInt32.self), count: pages.bytes / MemoryLayout<UInt32>.stride)
        for i in words.indices { words[i] = Self.pattern(at: words.baseAddress! + i) }
    }

    convenience init(_ elements: [Element], _ placement: Placement = .end) {
        self.init(count: elements.count, placement)
        for (i, element) in elements.enumerated() { base[i] = element }
    }

    deinit { Pages.giveBack(pages) }

    var elements: [Element] { Array(UnsafeBufferPointer(start: base, count: count)) }

    /// Whether nothing was written beside the elements.
    var isIntact: Bool {
        let start = UnsafeRawPointer(base), end = UnsafeRawPointer(base + count)
        return words.indices.allSatisfy { i in
            let word = words.baseAddress! + i
            return (UnsafeRawPointer(word) >= start && UnsafeRawPointer(word) < end) || Self.isUnset(word)
        }
    }

    /// Whether the word at this address still holds what was there in the beginning.
    static func isUnset(_ word: UnsafePointer<UInt32>) -> Bool { word.pointee == pattern(at: word) }

    /// Exponent of all ones, quiet bit clear, payload not zero.
    private static func pattern(at word: UnsafePointer<UInt32>) -> UInt32 {
        0x7F80_0000 | UInt32(truncatingIfNeeded: UInt(bitPattern: word) >> 2) & 0x3F_FFFF | 1
    }
}

/// Whole pages with an inaccessible page before and one behind them.
private struct Pages: @unchecked Sendable {  // a pointer with one owner at a time
    let base: UnsafeMutableRawPointer
    let bytes: Int

    /// Pages that were given back, by size: mapping some anew for each argument takes longer than all kernels together.
    private static let spare = Mutex<[Int: [Pages]]>([:])

    static func take(bytes: Int) -> Pages {
        let page = Int(getpagesize())
        let rounded = max(1, (bytes + page - 1) / page) * page
        if let pages = spare.withLock({ $0[rounded]?.popLast() }) { return pages }
        let mapping = mmap(nil, rounded + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANON, -1, 0)
        guard let mapping, mapping != UnsafeMutableRawPointer(bitPattern: -1),
            mprotect(mapping + page, rounded, PROT_READ | PROT_WRITE) == 0
        else { preconditionFailure("no memory") }
        return Pages(base: mapping + page, bytes: rounded)
    }

    static func giveBack(_ pages: Pages) {
        spare.withLock { $0[pages.bytes, default: []].append(pages) }
    }
}
