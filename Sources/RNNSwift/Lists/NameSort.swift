/// Sorts a range of names, known by where they begin in `tokens`, in lexicographic order; each ends before a `stop`.
///
/// Multikey quicksort (Bentley and Sedgewick, Fast Algorithms for Sorting and Searching Strings, 1997): names with a
/// common prefix are partitioned by their next token; only names with an equal token are partitioned further.
func sortNames<Token: FixedWidthInteger & UnsignedInteger>(
    _ names: inout [Int32], _ range: Range<Int>, of tokens: some Collection<Token>, stop: Token
) {
    tokens.withContiguousStorageIfAvailable { tokens in
        precondition(
            tokens.last ?? stop == stop && names[range].allSatisfy { tokens.indices.contains(Int($0)) }, "out of range")
        names.withUnsafeMutableBufferPointer { names in
            /// Ascends as tokens do, but STOP, the largest of them, comes first.
            func key(_ i: Int, _ depth: Int) -> Token { tokens[Int(names[i]) + depth] &- stop }

            func insertionSort(_ range: Range<Int>, _ depth: Int) {
                for i in range.dropFirst() {
                    let name = names[i]
                    var j = i
                    while j > range.lowerBound, precedes(name, names[j - 1], depth) {
                        names[j] = names[j - 1]
                        j -= 1
                    }
                    names[j] = name
                }
            }
            func precedes(_ a: Int32, _ b: Int32, _ depth: Int) -> Bool {
                var (a, b) = (Int(a) + depth, Int(b) + depth)
                while tokens[a] == tokens[b], tokens[a] != stop { (a, b) = (a + 1, b + 1) }
                return tokens[a] &- stop < tokens[b] &- stop
            }

            var pending = [(range: range, depth: 0)]
            while let (range, depth) = pending.popLast() {
                guard range.count > 12 else {
                    insertionSort(range, depth)
                    continue
                }
                let (a, b, c) = (
                    key(range.lowerBound, depth), key(range.lowerBound + range.count / 2, depth),
                    key(range.upperBound - 1, depth)
                )
                let pivot = max(min(a, b), min(max(a, b), c))
                // Below `less` keys are less than the pivot's, from there to `i` equal, from `greater` on greater.
                var (less, i, greater) = (range.lowerBound, range.lowerBound, range.upperBound)
                while i < greater {
                    let k = key(i, depth)
                    if k < pivot {
                        names.swapAt(less, i)
                        (less, i) = (less + 1, i + 1)
                    } else if k > pivot {
                        greater -= 1
                        names.swapAt(i, greater)
                    } else {
                        i += 1
                    }
                }
                pending.append((range.lowerBound..<less, depth))
                pending.append((greater..<range.upperBound, depth))
                if pivot != 0 { pending.append((less..<greater, depth + 1)) }
            }
        }
    }!
}
