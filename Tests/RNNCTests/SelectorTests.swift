import Foundation
import Testing
import rnnc

@Suite struct SelectorTests {
    static let page = """
        <!DOCTYPE html><html lang="en"><head><title>t</title></head><body>
        <div id="a" class="box wide"><p>a1</p><p class="name">a2</p><span>a3</span><p>a4</p></div>
        <div id="b.c" class="box" title="A long Title"><ul><li>b1</li><li>b2</li><li>b3</li><li>b4</li><li>b5</li></ul></div>
        <section lang="en-GB"><b class="h4">s1</b><i>s2</i><b class="h4 x">s3</b><em><b>s4</b></em></section>
        <footer data-x="one two"><a href="https://example.com/x.html">f1</a><a name="1st" href="y.PDF">f2</a></footer>
        </body></html>
        """

    static func select(_ selector: String, in page: String, attribute: String? = nil) throws -> [String] {
        try Page(text: Data(page.utf8)).select(Selector(selector), attribute: attribute).lines
    }

    @Test(
        arguments: [
            ("p", "a1 a2 a4"), ("P", "a1 a2 a4"), ("p, li", "a1 a2 a4 b1 b2 b3 b4 b5"),
            ("li , p.name", "a2 b1 b2 b3 b4 b5"),
            ("#a p", "a1 a2 a4"), ("div#a p", "a1 a2 a4"), ("p#a", ""), (".name", "a2"), ("p.name", "a2"),
            ("b.h4", "s1 s3"),
            ("b.h4.x", "s3"), (".x.h4", "s3"), (".H4", ""), ("*.name", "a2"), ("#a *", "a1 a2 a3 a4"),
            ("#b\\.c li", "b1 b2 b3 b4 b5"),
            ("#\\62 \\.c li", "b1 b2 b3 b4 b5"), ("#\\000062.c", ""), ("[name='1st']", "f2"), ("a[name=\\31st]", "f2"),
            ("[title]", "b1 b2 b3 b4 b5"), ("[TITLE]", "b1 b2 b3 b4 b5"), ("a[href]", "f1 f2"),
            ("a[href=\"y.PDF\"]", "f2"),
            ("a[href='y.pdf']", ""), ("a[href='y.pdf' i]", "f2"), ("a[ href = 'y.PDF' s ]", "f2"),
            ("a[href^=https]", "f1"),
            ("a[href$='.html']", "f1"), ("a[href*=example]", "f1"), ("a[href^='']", ""), ("a[href$='']", ""),
            ("a[href*='']", ""),
            ("footer[data-x~=two] a", "f1 f2"), ("footer[data-x~='one two'] a", ""), ("footer[data-x~=''] a", ""),
            ("[lang|=en] i", "s2"), ("section[lang|=en] i", "s2"), ("section[lang|=e] i", ""),
            ("[lang|=en-GB] i", "s2"),
            ("section > b", "s1 s3"), ("section b", "s1 s3 s4"), ("section>b", "s1 s3"), ("body > b", ""),
            ("html > body > section > b", "s1 s3"),
            ("p + span", "a3"), ("p+p", "a2"), ("span + p", "a4"), ("p ~ p", "a2 a4"), ("p ~ span", "a3"),
            ("span ~ p", "a4"),
            (".name ~ p", "a4"), ("i + b", "s3"), ("i ~ b", "s3"), ("i ~ em b", "s4"),
            ("#a + div li:first-child", "b1"),
            ("div ~ section > b + i", "s2"), ("div div", ""), ("p p", ""), ("li:first-child", "b1"),
            ("li:last-child", "b5"),
            ("p:first-child", "a1"), ("p:last-child", "a4"), ("span:last-child", ""), ("b:only-child", "s4"),
            ("li:only-child", ""),
            ("li:nth-child(2)", "b2"), ("li:nth-child(odd)", "b1 b3 b5"), ("li:nth-child(even)", "b2 b4"),
            ("li:nth-child( EVEN )", "b2 b4"),
            ("li:nth-child(2n+1)", "b1 b3 b5"), ("li:nth-child(2n + 1)", "b1 b3 b5"), ("li:nth-child(3n)", "b3"),
            ("li:nth-child(n)", "b1 b2 b3 b4 b5"), ("li:nth-child(n+4)", "b4 b5"), ("li:nth-child(-n+2)", "b1 b2"),
            ("li:nth-child(-2n+5)", "b1 b3 b5"), ("li:nth-child(+n+4)", "b4 b5"), ("li:nth-child(3n-1)", "b2 b5"),
            ("li:nth-child(0)", ""), ("li:nth-child(-1)", ""), ("li:nth-child(0n+3)", "b3"), ("p:nth-child(3)", ""),
            ("li:not(:first-child)", "b2 b3 b4 b5"), ("li:not(:last-child)", "b1 b2 b3 b4"), ("#a :not(p)", "a3"),
            ("#a p:not(.name)", "a1 a4"), ("#a p:not(.name, :first-child)", "a4"),
            ("#a p:not( .name ):not(:first-child)", "a4"),
            ("li:not(:nth-child(odd)):not(:nth-child(4))", "b2"), ("b:not([class])", "s4"), ("  p.name  ", "a2"),
            ("div\n>\tp:nth-child(2)", "a2"), ("body *:not(div) > li:nth-child(2)", "b2"), ("title", "t"),
            (":first-child + p", "a2"),
        ])
    func table(_ selector: String, _ expected: String) throws {
        #expect(try Self.select(selector, in: Self.page).joined(separator: " ") == expected)
    }

    @Test(
        arguments: [
            ("", 1, "expected an element"), ("   ", 4, "expected an element"), (",", 1, "expected an element"),
            ("p,", 3, "the end"),
            ("p,,a", 3, "','"), ("p >", 4, "the end"), ("> p", 1, "'>'"), ("p > > a", 5, "'>'"),
            ("p..a", 3, "expected a name"),
            (".", 2, "expected a name"), ("#", 2, "the end"), (".1a", 2, "\\31 "), ("p.-", 3, "'-'"),
            ("p.-1", 3, "digit"),
            ("#1", 2, "digit"), ("p[", 3, "expected a name"), ("p[a", 4, "expected '='"),
            ("p[a=", 5, "expected a name"),
            ("p[a=b", 6, "expected ']'"), ("p[a='b]", 5, "no end"), ("p[a='b\n']", 7, "a line ends"),
            ("p[a==b]", 5, "'='"),
            ("p[a!=b]", 4, "'!'"), ("p[a=1]", 5, "digit"), ("p[a=b x]", 7, "expected ']'"), ("p]", 2, "']'"),
            ("p)", 2, "')'"),
            ("p:", 3, "expected a name"), ("p::before", 2, "pseudo-elements"),
            ("p:hover", 2, "unknown pseudo-class :hover"),
            ("p:nth-child", 12, "'('"), ("p:nth-child()", 2, "odd, even"), ("p:nth-child(x)", 2, "'x'"),
            ("p:nth-child(2n+)", 2, "2n+"),
            ("p:nth-child(2n1)", 2, "2n1"), ("p:nth-child(+ n)", 2, "+ n"),
            ("p:nth-child(99999999999999999999)", 2, "9"),
            ("p:nth-child(1", 14, "expected ')'"), ("p:nth-child((", 13, "'('"), ("p:not()", 7, "expected an element"),
            ("p:not(a b)", 9, "expected ')'"), ("p:not(a", 8, "expected ')'"), ("p:not(:not(a))", 7, "nested"),
            ("svg|a", 4, "namespaces"),
            ("p\\", 2, "follows \\"), ("p&a", 2, "'&'"), ("1", 1, "'1'"), ("p {", 3, "'{'"), ("@p", 1, "'@'"),
            (Array(repeating: "p", count: 65).joined(separator: " "), 130, "too long"),
        ])
    func mistakes(_ selector: String, _ position: Int, _ reason: String) {
        do {
            let parsed = try Selector(selector)
            Issue.record("\(selector) is read as \(parsed)")
        } catch {
            #expect(error.position == position, "\(selector): \(error)")
            #expect(error.reason.contains(reason), "\(selector): \(error)")
        }
    }

    @Test func theLongestSelector() throws {
        let page = String(repeating: "<i>", count: 64) + "x"
        #expect(try Self.select(Array(repeating: "i", count: 64).joined(separator: ">"), in: page) == ["x"])
        #expect(try Self.select(Array(repeating: "i", count: 63).joined(separator: " ") + " b", in: page).isEmpty)
        let group = (1...64).map { "i.c\($0)" }.joined(separator: ",")
        #expect(try Self.select(group, in: "<i class=c0>0</i><i class=c1>1</i><i class=c64>64</i>") == ["1", "64"])
    }

    @Test func randomSelectorsCrashNothing() throws {
        let pieces = [
            "p", "*", "#", ".", "[", "]", "=", "~", "^=", "'", "\"", "\\", "\\0", "\\110000", "\n", " ", ">", "+", ",",
            ":", "::", "(", ")",
            ":not(", ":nth-child(", "2n", "-n", "+1", "9223372036854775807", "odd", ":last-child", "-", "--", "_", "é",
            "👩🏽‍🚀", "\u{0}",
            "i", "|",
        ]
        var random = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 1...12, using: &random)).map { _ in pieces.randomElement(using: &random)! }
                .joined()
            do {
                let selector = try Selector(text)
                _ = try Page(text: Data(Self.page.utf8)).select(selector)
            } catch let error as Selector.SyntaxError {
                #expect((1...text.unicodeScalars.count + 1).contains(error.position), "\(text): \(error)")
            }
        }
    }

    /// Against a matcher that looks at the whole tree, from the element up, as the definition has it.
    @Test func likeTheDefinition() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<400 {
            let tree = Tree.random(&random)
            let chain = (0..<Int.random(in: 1...4, using: &random)).map { index in
                Selector.Step(
                    combinator: index == 0
                        ? nil : [.descendant, .child, .nextSibling, .laterSibling].randomElement(using: &random),
                    compound: Tree.compound(&random))
            }
            let found = try Self.positions(Selector(chains: [chain]), in: tree.html)
            let expected = tree.nodes.indices.filter { tree.matches($0, chain) }.map { "\($0)" }
            #expect(found == expected, "\(chain) in \(tree.html)")
        }
    }

    private static func positions(_ selector: Selector, in page: String) throws -> [String] {
        try Page(text: Data(page.utf8)).select(selector, attribute: "id").lines
    }
}

/// A random tree of elements, and what it means that one matches a chain of compounds.
private struct Tree {
    struct Node {
        let name: String
        let parent: Int?
        var children: [Int] = []
    }

    var nodes = [Node(name: "section", parent: nil)]

    static func random(_ random: inout some RandomNumberGenerator) -> Tree {
        var tree = Tree()
        for number in 1..<Int.random(in: 2...24, using: &random) {
            let parent = Int.random(in: 0..<number, using: &random)
            tree.nodes[parent].children.append(number)
            tree.nodes.append(Node(name: ["span", "tt", "em"].randomElement(using: &random)!, parent: parent))
        }
        // The numbers are those of the page's order.
        return Tree(reading: tree)
    }

    private init() {}

    private init(reading tree: Tree) {
        nodes = []
        func copy(_ number: Int, _ parent: Int?) {
            let place = nodes.count
            nodes.append(Node(name: tree.nodes[number].name, parent: parent))
            if let parent { nodes[parent].children.append(place) }
            for child in tree.nodes[number].children { copy(child, place) }
        }
        copy(0, nil)
    }

    static func compound(_ random: inout some RandomNumberGenerator) -> Selector.Compound {
        var compound = Selector.Compound(element: [nil, "span", "tt", "em"].randomElement(using: &random)!)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: compound.conditions = [.position(step: 2, offset: 1)]
        case 1: compound.conditions = [.last]
        default: break
        }
        // Only elements of the tree have an id.
        compound.conditions.append(.attribute(name: "id", .exists, value: "", ignoresCase: false))
        return compound
    }

    var html: String {
        func write(_ number: Int) -> String {
            let node = nodes[number]
            return "<\(node.name) id=\(number)>\(node.children.map(write).joined())</\(node.name)>"
        }
        return "<body>" + write(0)
    }

    private func isMatch(_ number: Int, _ compound: Selector.Compound) -> Bool {
        let siblings = nodes[number].parent.map { nodes[$0].children } ?? [number]
        return (compound.element ?? nodes[number].name) == nodes[number].name
            && compound.conditions.allSatisfy {
                switch $0 {
                case .position: siblings.firstIndex(of: number)! % 2 == 0
                case .last: siblings.last == number
                default: true
                }
            }
    }

    func matches(_ number: Int, _ chain: [Selector.Step]) -> Bool {
        guard let step = chain.last, isMatch(number, step.compound) else { return false }
        let before = chain.dropLast()
        let parent = nodes[number].parent
        let elder = parent.map { nodes[$0].children.prefix { $0 != number } } ?? []
        switch step.combinator {
        case nil: return true
        case .child: return parent.map { matches($0, Array(before)) } ?? false
        case .descendant:
            var ancestor = parent
            while let place = ancestor {
                if matches(place, Array(before)) { return true }
                ancestor = nodes[place].parent
            }
            return false
        case .nextSibling: return elder.last.map { matches($0, Array(before)) } ?? false
        case .laterSibling: return elder.contains { matches($0, Array(before)) }
        }
    }
}
