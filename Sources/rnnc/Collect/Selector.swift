/// A CSS selector: which elements of a page are selected.
///
/// A selector is one or more chains of compounds, `div#players > p.name`. A page is read once, in order, without
/// looking back: each open element stores which prefixes of the chains it matches. The time is proportional to the
/// length of the page times that of the selector, for any nesting.
package struct Selector: Equatable {
    /// Relation of two neighbors in a chain.
    package enum Combinator: Equatable { case descendant, child, nextSibling, laterSibling }

    /// A compound and its relation to the compound before it; nil for the first of a chain.
    package struct Step: Equatable {
        package var combinator: Combinator?
        package var compound: Compound

        package init(combinator: Combinator? = nil, compound: Compound) {
            (self.combinator, self.compound) = (combinator, compound)
        }
    }

    /// All chains, one after another. A chain begins with the step that has no combinator.
    package let steps: [Step]
    /// Which steps begin a chain, end one, and follow each combinator: bit i for step i.
    private let first: UInt64
    private let last: UInt64
    private let following: (descendant: UInt64, child: UInt64, nextSibling: UInt64, laterSibling: UInt64)

    /// The most steps of all chains together.
    package static let longest = 64

    /// - Parameter chains: None is empty, and together they have at most ``longest`` steps.
    package init(chains: [[Step]]) {
        let steps = chains.flatMap(\.self)
        precondition(
            steps.count <= Self.longest && chains.allSatisfy { !$0.isEmpty },
            "a selector is too long or has an empty part")
        self.steps = steps
        func bits(_ combinator: Combinator?) -> UInt64 {
            steps.indices.reduce(0) { $0 | (steps[$1].combinator == combinator ? 1 << UInt64($1) : 0) }
        }
        first = bits(nil)
        last = steps.isEmpty ? 0 : first >> 1 | 1 << UInt64(steps.count - 1)
        following = (bits(.descendant), bits(.child), bits(.nextSibling), bits(.laterSibling))
    }

    package static func == (a: Selector, b: Selector) -> Bool { a.steps == b.steps }

    /// Whether an element's place is asked for that is known only when its parent ends.
    package var looksAhead: Bool { steps.contains { $0.compound.looksAhead } }

    /// State of an open element: the steps matched by it, by its ancestors and by its children.
    package struct Matches: Equatable {
        package fileprivate(set) var own: UInt64 = 0
        fileprivate var ownOrAncestors: UInt64 = 0
        fileprivate var lastChild: UInt64 = 0
        fileprivate var anyChild: UInt64 = 0
    }

    /// The matches of an element that has just begun inside `parent`, where they are noted.
    package func match(_ element: some SelectableElement, in parent: inout Matches) -> Matches {
        var candidates =
            first | parent.ownOrAncestors << 1 & following.descendant | parent.own << 1 & following.child
            | parent.lastChild << 1 & following.nextSibling | parent.anyChild << 1 & following.laterSibling
        var matches = Matches()
        while candidates != 0 {
            let step = candidates.trailingZeroBitCount
            candidates &= candidates - 1
            if steps[step].compound.matches(element) { matches.own |= 1 << UInt64(step) }
        }
        matches.ownOrAncestors = parent.ownOrAncestors | matches.own
        parent.lastChild = matches.own
        parent.anyChild |= matches.own
        return matches
    }

    /// Whether an element with these matches is selected.
    package func takes(_ matches: Matches) -> Bool { matches.own & last != 0 }
}

/// Properties of an element that a selector tests.
package protocol SelectableElement {
    /// In lower case.
    var name: String { get }
    /// Position among the elements of its parent, from 1.
    var position: Int { get }
    /// Whether no element of its parent follows. Asked for only by selectors that look ahead.
    var isLast: Bool { get }
    /// The value of an attribute, its name in lower case; nil if there is none.
    func attribute(_ name: String) -> String?
}

extension Selector {
    /// Conditions on one element: `p.name[title]:first-child`.
    package struct Compound: Equatable {
        /// In lower case; nil for any.
        package var element: String?
        package var conditions: [Condition] = []

        package init(element: String? = nil, conditions: [Condition] = []) {
            (self.element, self.conditions) = (element, conditions)
        }

        package var looksAhead: Bool { conditions.contains(where: \.looksAhead) }

        package func matches(_ candidate: some SelectableElement) -> Bool {
            (element == nil || element == candidate.name) && conditions.allSatisfy { $0.holds(for: candidate) }
        }
    }

    package enum Condition: Equatable {
        case attribute(name: String, Comparison, value: String, ignoresCase: Bool)
        /// The element is number `step * k + offset` of its parent for some k from 0.
        case position(step: Int, offset: Int)
        case last
        case not([Compound])

        package enum Comparison: Equatable { case exists, equals, hasWord, begins, ends, contains, isLanguage }

        package var looksAhead: Bool {
            switch self {
            case .last: true
            case .not(let compounds): compounds.contains(where: \.looksAhead)
            case .attribute, .position: false
            }
        }

        package func holds(for element: some SelectableElement) -> Bool {
            switch self {
            case .attribute(let name, let comparison, let value, let ignoresCase):
                guard let found = element.attribute(name) else { return false }
                return ignoresCase
                    ? comparison.holds(found.lowercased(), value.lowercased()) : comparison.holds(found, value)
            case .position(let step, let offset):
                let distance = element.position - offset
                return step == 0 ? distance == 0 : distance % step == 0 && distance / step >= 0
            case .last: return element.isLast
            case .not(let compounds): return !compounds.contains { $0.matches(element) }
            }
        }
    }
}

extension Selector.Condition.Comparison {
    /// As in Selectors Level 4: by bytes, and an empty value is the beginning, end or part of nothing.
    fileprivate func holds(_ found: String, _ value: String) -> Bool {
        let (found, value) = (found.utf8, value.utf8)
        switch self {
        case .exists: return true
        case .equals: return found.elementsEqual(value)
        case .hasWord:
            return !value.isEmpty
                && found.split(whereSeparator: \.isBlank).contains { $0.elementsEqual(value) }
        case .begins: return !value.isEmpty && found.starts(with: value)
        case .ends: return !value.isEmpty && found.reversed().starts(with: value.reversed())
        case .contains: return !value.isEmpty && found.firstRange(of: value) != nil
        case .isLanguage:
            return found.starts(with: value) && [nil, UInt8(ascii: "-")].contains(found.dropFirst(value.count).first)
        }
    }
}

extension UInt8 {
    /// White space as HTML and CSS have it.
    package var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) && self != 0x0B }
}
