import RNNSwift
import Testing

/// Batches as prefix trees, and that they are the same as plain rows to the model.
@Suite struct PackedRowsTests {
    private static let lists: [(label: String, names: [String])] = [
        ("shared prefixes", ["ann", "anna", "anne", "bob", "bo", "b"]),
        ("repeated", ["ann", "ann", "ann", "bob", "bob"]),
        ("one name", ["otto"]),
        ("one character", ["a"]),
        ("one empty name", [""]),
        ("empty among others", ["", "a", "", "ab"]),
        ("random", randomNames(200, letters: 5, longest: 9, seed: 4)),
        ("one long", [String(repeating: "ab", count: 300), "a", "abb"]),
    ]

    private func encode(_ names: [String]) throws -> EncodedNames {
        EncodedNames(names, vocabulary: try Vocabulary(Array("abcdefghijklmnopqrstuvwxyz")))
    }

    @Test(arguments: lists.indices) func structure(_ index: Int) throws {
        let names = try encode(Self.lists[index].names)
        let rows = PackedRows()
        rows.build(names, selection: names.occurrences)

        // Every row is a distinct prefix, and the distinct prefixes of the list are all there.
        var prefixes: [String] = []
        for row in 0..<rows.count {
            let isRoot = rows.parent[row] < 0
            let character = names.vocabulary.text(of: [Int(rows.token[row])])
            prefixes.append(isRoot ? "" : prefixes[Int(rows.parent[row])] + character)
            if isRoot { #expect(Int(rows.token[row]) == names.vocabulary.start) }
        }
        let expected = Set(Self.lists[index].names.flatMap { name in (0...name.count).map { String(name.prefix($0)) } })
        #expect(prefixes.count == expected.count)
        #expect(Set(prefixes) == expected)

        // Targets are what follows the prefix in the list, with multiplicity.
        for row in 0..<rows.count {
            var counts: [Int: Int] = [:]
            for name in Self.lists[index].names where name.hasPrefix(prefixes[row]) {
                let next = name.dropFirst(prefixes[row].count).first
                counts[next.flatMap { names.vocabulary.token(of: $0) } ?? names.vocabulary.stop, default: 0] += 1
            }
            var actual: [Int: Int] = [:]
            for i in Int(rows.targetStart[row])..<Int(rows.targetStart[row + 1]) {
                actual[Int(rows.target[i])] = Int(rows.targetCount[i])
            }
            #expect(actual == counts)
        }

        // The continued rows come first, by depth.
        let parents = Set((0..<rows.count).map { Int(rows.parent[$0]) }.filter { $0 >= 0 })
        #expect(parents == Set(0..<rows.continued))
        for t in 0..<rows.depths {
            #expect((rows.start[t]..<rows.start[t + 1]).allSatisfy { prefixes[Int($0)].count == t })
        }
        #expect(rows.predictions == Self.lists[index].names.reduce(0) { $0 + $1.count + 1 })
    }

    @Test(arguments: lists.indices, Architecture.Cell.allCases)
    func treeAndPlainRowsAgree(_ index: Int, cell: Architecture.Cell) throws {
        for kernels in Kernels.available { try treeAndPlainRowsAgree(index, cell, kernels) }
    }

    private func treeAndPlainRowsAgree(_ index: Int, _ cell: Architecture.Cell, _ kernels: Kernels) throws {
        let names = try encode(Self.lists[index].names)
        let network = Network(Architecture(cell: cell, hidden: [12, 7]), vocabularySize: 28, kernels: kernels)
        let weights = network.pack(network.initialParameters(seed: 5))
        let workspace = Workspace(network)
        var results: [(loss: Double, gradient: [Double], rows: Int)] = []
        for plain in [true, false] {
            if plain {
                workspace.rows.buildPlain(names, selection: names.occurrences)
            } else {
                workspace.rows.build(names, selection: names.occurrences)
            }
            let gradient = Parameters(network.layout)
            let scale = Float(1 / Double(workspace.rows.predictions))
            let loss = network.addGradient(weights, workspace, scale: scale, to: gradient)
            results.append((loss, gradient.all.values.map { Double($0) }, workspace.rows.count))
        }
        #expect(abs(results[0].loss / results[1].loss - 1) < 1e-6)
        #expect(relativeDifference(results[0].gradient, results[1].gradient) < 1e-5)
        #expect(results[1].rows <= results[0].rows)
    }

    /// A selection of a list gives what the list of the selected names gives.
    @Test func selections() throws {
        let names = try encode(randomNames(100, letters: 4, longest: 6, seed: 6))
        let selection = stride(from: 0, to: names.occurrences.count, by: 3).map { names.occurrences[$0] }
        let texts = selection.map { names.text(Int($0)) }
        let (some, all) = (PackedRows(), PackedRows())
        some.build(names, selection: selection)
        let selected = try encode(texts)
        all.build(selected, selection: selected.occurrences)
        #expect(some.count == all.count && some.predictions == all.predictions)
        #expect((0..<some.count).allSatisfy { some.parent[$0] == all.parent[$0] && some.token[$0] == all.token[$0] })
    }

    /// Where names end and how far two of them agree: anywhere in a word of eight bytes, and near the end of the
    /// tokens.
    @Test func scans() {
        func check<Token: FixedWidthInteger & UnsignedInteger>(_ tokens: [Token], _ stop: Token) {
            tokens.withUnsafeBufferPointer { buffer in
                let names = TokenScan(tokens: buffer, stop: stop)
                for a in tokens.indices {
                    let name = tokens[a...].prefix { $0 != stop }
                    #expect(names.length(a) == name.count)
                    for b in tokens.indices where b > a {
                        let common = zip(name, tokens[b...]).prefix { $0 == $1 }.count
                        #expect(names.commonPrefix(a, b, length: name.count) == common)
                    }
                }
            }
        }
        var generator = SplitMix64(seed: 1, stream: .split)
        for letters in [1, 2, 250] {
            let text = (0..<120).map { _ in Int.random(in: 0...letters, using: &generator) } + [letters]
            check(text.map { UInt8($0) }, UInt8(letters))
            check(text.map { UInt16($0 == letters ? 0x8000 : $0 * 257) }, 0x8000)
        }
    }

    /// Tokens of 16 bits make the same tree as those of 8.
    @Test func wideTokens() throws {
        let texts = randomNames(100, letters: 4, longest: 6, seed: 8)
        let filler = (0..<300).map { Character(Unicode.Scalar(UInt32(0x4E00 + $0))!) }
        let wide = EncodedNames(texts, vocabulary: try Vocabulary(Array("abcdefghijklmnopqrstuvwxyz") + filler))
        let narrow = try encode(texts)
        let (a, b) = (PackedRows(), PackedRows())
        a.build(wide, selection: wide.occurrences)
        b.build(narrow, selection: narrow.occurrences)
        #expect(a.count == b.count && a.predictions == b.predictions)
        #expect((0..<a.count).allSatisfy { a.parent[$0] == b.parent[$0] })
        #expect((0..<a.count).allSatisfy { a.parent[$0] < 0 || a.token[$0] == b.token[$0] })
    }

    @Test func nothing() throws {
        let rows = PackedRows()
        rows.build(try encode(["ann"]), selection: [])
        #expect(rows.count == 0 && rows.depths == 0 && rows.continued == 0 && rows.predictions == 0)
    }
}
