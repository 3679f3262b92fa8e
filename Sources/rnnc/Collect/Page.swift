import CLibXML2
import Foundation

/// A page in HTML, read by libxml2 as browsers would, with all its mistakes; or a document in XML.
///
/// No tree is built. The page is read from beginning to end, and only the elements that are open, and the text of the
/// one that is being taken, are kept.
struct Page {
    /// The page in UTF-8; what it says itself of its character set is not looked at.
    let text: Data
    var isXML = false
    /// Seconds that the reading may take.
    var timeout = Double.infinity

    /// The lines of text of the elements that a selector takes, in the order of the page, and how many elements were
    /// taken.
    ///
    /// Runs of white space are one blank. A line ends at `<br>` and where a paragraph, an item, a row of a table or the
    /// like inside the element begins or ends. An element inside one that is taken is not taken again.
    ///
    /// The work is done on a thread of its own, since the parser cannot be stopped between any two of its steps.
    ///
    /// - Parameter attribute: The value of this attribute instead of the text; elements without it are passed over.
    /// - Throws: `Interrupted` on Ctrl-C, and `CommandFailure` after the timeout, at once.
    func select(_ selector: Selector, attribute: String? = nil) throws -> (lines: [String], elements: Int) {
        xmlInitParser()
        let watch = Watch(seconds: timeout)
        return try watch.run {
            let text = try PageText.decoded(text, isXML: isXML, watch: watch.check)
            let last = try selector.looksAhead ? lastElements(text, watch) : []
            var lines: [String] = []
            let selection = Selection(watch, selector, last: last, attribute: attribute?.lowercased()) {
                lines.append($0)
            }
            try read(text, selection)
            return (lines, selection.count)
        }
    }

    /// For each element of the page, by its number, whether it is the last of its parent.
    private func lastElements(_ text: [UInt8], _ watch: Watch) throws -> [Bool] {
        let survey = Survey(watch)
        try read(text, survey)
        return survey.isLast
    }

    private func read(_ text: [UInt8], _ reader: PageReader) throws {
        guard text.count <= Int(Int32.max) else { throw CommandFailure("the page is larger than 2 GiB") }
        guard let context = isXML ? xmlNewParserCtxt() : htmlNewParserCtxt(), let events = context.pointee.sax else {
            throw CommandFailure("out of memory while parsing the page")
        }
        defer { isXML ? xmlFreeParserCtxt(context) : htmlFreeParserCtxt(context) }
        events.pointee = Self.events(isXML: isXML)
        reader.context = context
        context.pointee.userData = Unmanaged.passUnretained(reader).toOpaque()
        withExtendedLifetime(reader) {
            text.withUnsafeBytes { bytes in
                let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
                let size = Int32(bytes.count)
                // Nothing comes back, since the events build nothing.
                xmlFreeDoc(
                    isXML
                        ? xmlCtxtReadMemory(context, start, size, nil, "UTF-8", Self.xmlOptions)
                        : htmlCtxtReadMemory(context, start, size, nil, "UTF-8", Self.htmlOptions))
            }
        }
        if let error = reader.error { throw error }
        if isXML, context.pointee.wellFormed == 0 { throw Self.malformed(context) }
    }

    private static let htmlOptions = Int32(
        HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
            | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue)
    private static let xmlOptions = Int32(
        XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue | XML_PARSE_NONET.rawValue
            | XML_PARSE_IGNORE_ENC.rawValue)

    private static func events(isXML: Bool) -> xmlSAXHandler {
        var events = xmlSAXHandler()
        events.startElement = { context, name, attributes in
            guard let reader = PageReader.of(context), let name else { return }
            reader.perform { try reader.begin(Tag(name: reader.name(name), attributes: attributes)) }
        }
        events.endElement = { context, name in
            guard let reader = PageReader.of(context), let name else { return }
            reader.perform { try reader.end(reader.name(name)) }
        }
        let characters: charactersSAXFunc = { context, bytes, count in
            guard let reader = PageReader.of(context) else { return }
            reader.perform { reader.text(UnsafeBufferPointer(start: bytes, count: Int(count))) }
        }
        events.characters = characters
        events.ignorableWhitespace = characters
        // In HTML these are scripts and styles, which are no text.
        events.cdataBlock = isXML ? characters : { _, _, _ in }
        return events
    }

    private static func malformed(_ context: xmlParserCtxtPtr) -> CommandFailure {
        let message = context.pointee.lastError.message.map { String(cString: $0) } ?? "it ends too early"
        return CommandFailure(
            "line \(context.pointee.lastError.line): not well-formed XML: \(message)".oneLine
                .trimmingCharacters(in: .whitespaces) + "; --format html reads it despite errors")
    }
}

/// How an element begins. Valid until the parser continues.
struct Tag {
    let name: String
    fileprivate let attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?

    /// The value of an attribute; capitals do not count in its name.
    func attribute(_ name: String) -> String? {
        guard var pair = attributes else { return nil }
        while let found = pair[0] {
            if strcasecmp(UnsafeRawPointer(found).assumingMemoryBound(to: CChar.self), name) == 0 {
                return pair[1].map { String(cString: $0) } ?? ""
            }
            pair += 2
        }
        return nil
    }
}
