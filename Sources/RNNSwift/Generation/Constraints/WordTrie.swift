/// Words that are looked for in texts all at once: the algorithm of Aho and Corasick (1975).
///
/// Characters are compared without regard to case. The trie of the words, whose nodes are their beginnings, becomes an
/// automaton: after any text it is at the longest beginning that the text ends with.
package struct WordTrie: Sendable {
    /// The class of each character of the words, from 1; all others are of class 0.
    private let classes: [String: Int32]
    package let classCount: Int
    /// [nodes, classes] The next node; node 0 is the empty beginning.
    private(set) var transitions: [Int32]
    /// Whether a word ends at a node.
    private(set) var isWord: [Bool]

    /// A character as it is compared: in small letters, whatever its case.
    static func fold(_ character: Character) -> String {
        character.isASCII ? character.lowercased() : character.uppercased().lowercased()
    }

    /// - Parameter words: Empty ones are left out.
    /// - Throws: ``Automaton/TooComplex``.
    package init(_ words: some Sequence<[Character]>) throws {
        var classes: [String: Int32] = [:]
        var all: [[Int]] = []
        for word in words {
            let folded = word.map { character in
                let text = Self.fold(character)
                let number = classes[text] ?? Int32(classes.count + 1)
                classes[text] = number
                return Int(number)
            }
            if !folded.isEmpty { all.append(folded) }
        }
        self.classes = classes
        classCount = classes.count + 1
        transitions = []
        isWord = []
        try grow(all)
        connect()
    }

    /// The class of a character.
    package func number(_ character: Character) -> Int { Int(classes[Self.fold(character)] ?? 0) }

    /// Whether a text has one of the words.
    package func isIn(_ text: String) -> Bool {
        var node = 0
        for character in text {
            node = Int(transitions[node * classCount + number(character)])
            if isWord[node] { return true }
        }
        return false
    }

    /// Makes the trie; -1 stands for no child.
    private mutating func grow(_ words: [[Int]]) throws {
        func node() -> [Int32] { [Int32](repeating: -1, count: classCount) }
        transitions = node()
        isWord = [false]
        for word in words {
            var place = 0
            for number in word {
                if isWord[place] { break }  // a word that begins with another one says nothing more
                if transitions[place * classCount + number] < 0 {
                    transitions[place * classCount + number] = Int32(isWord.count)
                    transitions += node()
                    isWord.append(false)
                    guard transitions.count <= Automaton.mostTransitions else { throw Automaton.TooComplex() }
                }
                place = Int(transitions[place * classCount + number])
            }
            isWord[place] = true
        }
    }

    /// Gives every node a next one for every class: that of the longest beginning that its text ends with.
    private mutating func connect() {
        /// The longest other beginning that a node's text ends with.
        var fallbacks = [Int32](repeating: 0, count: isWord.count)
        var queue: [Int] = []
        for number in 0..<classCount {
            if transitions[number] < 0 { transitions[number] = 0 } else { queue.append(Int(transitions[number])) }
        }
        var next = 0
        while next < queue.count {
            let node = queue[next]
            next += 1
            let fallback = Int(fallbacks[node])
            isWord[node] = isWord[node] || isWord[fallback]
            for number in 0..<classCount {
                let child = transitions[node * classCount + number]
                let other = transitions[fallback * classCount + number]
                if child < 0 {
                    transitions[node * classCount + number] = other
                } else {
                    fallbacks[Int(child)] = other
                    queue.append(Int(child))
                }
            }
        }
    }
}

extension Automaton {
    /// The names over a vocabulary that have none of these words, whatever the case.
    ///
    /// - Throws: ``TooComplex``.
    package init(without words: some Sequence<String>, _ vocabulary: Vocabulary) throws {
        let known = Set(vocabulary.characters.map { WordTrie.fold($0) })
        let trie = try WordTrie(
            words.lazy.map { vocabulary.split(NameList.composed($0)) }.filter {
                $0.allSatisfy { known.contains(WordTrie.fold($0)) }
            })
        let count = trie.classCount
        let classes = vocabulary.characters.map { Int32(trie.number($0)) }
        let hasOthers = classes.contains(0)
        self.init(
            classes: classes, classCount: count,
            transitions: trie.transitions.enumerated().map { index, next in
                let isPossible = hasOthers || index % count > 0
                return isPossible && !trie.isWord[index / count] && !trie.isWord[Int(next)] ? next : -1
            }, isAccepting: trie.isWord.map { !$0 })
    }
}
