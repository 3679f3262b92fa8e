import CLibXML2

/// Handler of the events of the page parser. The first error ends parsing.
class PageReader {
    /// Maximum nesting of elements.
    static let deepest = 1_000

    var context: htmlParserCtxtPtr?
    private(set) var error: (any Error)?
    private let watch: Watch

    init(_ watch: Watch) { self.watch = watch }

    static func of(_ context: UnsafeMutableRawPointer?) -> PageReader? {
        context.map { Unmanaged<PageReader>.fromOpaque($0).takeUnretainedValue() }
    }

    func perform(_ action: () throws -> Void) {
        guard error == nil else { return }
        do {
            try watch.check()
            try action()
        } catch {
            self.error = error
            xmlStopParser(context)
        }
    }

    /// The name of an element in lower case; names of HTML elements are in lower case already.
    func name(_ name: UnsafePointer<xmlChar>) -> String { String(cString: name).lowercased() }

    func begin(_ tag: Tag) throws {}
    func end(_ name: String) throws {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// The open elements with their states; the outermost is the page itself.
private struct OpenElements<State> {
    private var elements: [(name: String, state: State)]

    init(page: State) { elements = [("", page)] }

    /// Number of open elements, without the page.
    var depth: Int { elements.count - 1 }

    var innermost: State {
        get { elements[elements.count - 1].state }
        _modify { yield &elements[elements.count - 1].state }
    }

    mutating func open(_ name: String, _ state: State) throws {
        guard depth < PageReader.deepest else {
            throw CommandFailure("elements are nested more than \(PageReader.deepest) deep")
        }
        elements.append((name, state))
    }

    /// Closes an element and the open elements inside it; does nothing if no element of this name is open. The parser
    /// may close elements in another order than it opened them, and elements that it never opened.
    ///
    /// - Returns: The names of the closed elements.
    mutating func close(_ name: String) -> [String] {
        guard let index = elements.dropFirst().lastIndex(where: { $0.name == name }) else { return [] }
        defer { elements.removeSubrange(index...) }
        return elements[index...].map(\.name)
    }
}

/// Finds out which elements are the last of their parents.
final class Survey: PageReader {
    /// Results by the number of the element in the page.
    private(set) var isLast: [Bool] = []
    /// The number of the last child so far.
    private var open = OpenElements<Int?>(page: nil)

    override func begin(_ tag: Tag) throws {
        if let before = open.innermost { isLast[before] = false }
        open.innermost = isLast.count
        isLast.append(true)
        try open.open(tag.name, nil)
    }

    override func end(_ name: String) { _ = open.close(name) }
}

/// Collects the lines of the selected elements.
final class Selection: PageReader {
    private struct State {
        var matches = Selector.Matches()
        var children = 0
    }

    private struct Element: SelectableElement {
        let tag: Tag
        package let position: Int
        let isLast: Bool

        var name: String { tag.name }
        func attribute(_ name: String) -> String? { tag.attribute(name) }
    }

    private let selector: Selector
    private let isLast: [Bool]
    private let attribute: String?
    private let body: (String) throws -> Void

    /// Number of elements selected so far.
    private(set) var count = 0
    private var number = 0
    private var open = OpenElements(page: State())
    /// Depth of the element being selected, and its text so far, with LF at the end of lines.
    private var depth: Int?
    private var taken: [UInt8] = []
    /// Number of open elements that keep their line breaks.
    private var preformatted = 0

    init(
        _ watch: Watch, _ selector: Selector, last: [Bool], attribute: String?,
        _ body: @escaping (String) throws -> Void
    ) {
        self.selector = selector
        self.isLast = last
        self.attribute = attribute
        self.body = body
        super.init(watch)
    }

    override func begin(_ tag: Tag) throws {
        separate(tag.name)
        if Self.preformattedElements.contains(tag.name) { preformatted += 1 }
        open.innermost.children += 1
        let element = Element(
            tag: tag, position: open.innermost.children, isLast: isLast.indices.contains(number) && isLast[number])
        number += 1
        let matches = selector.match(element, in: &open.innermost.matches)
        try open.open(tag.name, State(matches: matches))
        guard depth == nil, selector.takes(matches) else { return }
        if let attribute {
            guard let value = tag.attribute(attribute) else { return }
            count += 1
            try take(Array(value.utf8)[...])
        } else {
            count += 1
            depth = open.depth
        }
    }

    override func end(_ name: String) throws {
        separate(name)
        preformatted -= open.close(name).count(where: Self.preformattedElements.contains)
        guard let begun = depth, open.depth < begun else { return }
        depth = nil
        defer { taken.removeAll(keepingCapacity: true) }
        for line in taken.split(separator: 0x0A) { try take(line) }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard depth != nil else { return }
        if preformatted > 0 {
            taken += bytes
        } else {
            taken += bytes.lazy.map { $0 == 0x0A ? 0x20 : $0 }
        }
    }

    /// Emits a line, with single spaces for white space.
    private func take(_ line: ArraySlice<UInt8>) throws {
        var name = String.UnicodeScalarView()
        var isApart = false
        for scalar in String(decoding: line, as: UTF8.self).unicodeScalars {
            if scalar.isASCII ? scalar.value <= 0x20 : scalar.properties.isWhitespace {
                isApart = !name.isEmpty
            } else {
                if isApart { name.append(" ") }
                isApart = false
                name.append(scalar)
            }
        }
        if !name.isEmpty { try body(String(name)) }
    }

    /// Inserts the line break or space of the start or end of an element.
    private func separate(_ name: String) {
        guard depth != nil else { return }
        if Self.lines.contains(name) {
            taken.append(0x0A)
        } else if name == "td" || name == "th" {
            taken.append(0x20)
        }
    }

    private static let preformattedElements: Set = ["pre", "textarea"]

    /// Elements that begin and end lines.
    private static let lines: Set = [
        "address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "details", "dialog", "dir", "div",
        "dl",
        "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hgroup",
        "hr", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "search", "section",
        "summary",
        "table", "tbody", "tfoot", "thead", "tr", "ul",
    ]
}
