import CLibXML2
import Foundation

/// A page in HTML, read tolerantly by libxml2; or a document in XML.
///
/// No tree is built. The page is read sequentially; only the open elements, and the text of the element being selected,
/// are in memory.
package struct Page {
    /// The page in UTF-8; its declared character set is ignored.
    package let text: Data
    package var isXML = false
    /// Maximum time of parsing, in seconds.
    package var timeout = Double.infinity

    package init(text: Data, isXML: Bool = false, timeout: Double = Double.infinity) {
        (self.text, self.isXML, self.timeout) = (text, isXML, timeout)
    }

    /// The lines of text of the selected elements, in the order of the page, and the number of selected elements.
    ///
    /// Runs of white space become one space. A line ends at `<br>`, and where a paragraph, an item, a table row or a
    /// similar element inside the element begins or ends. An element inside a selected element is not selected again.
    ///
    /// Parsing runs on a separate thread, because the parser cannot be interrupted.
    ///
    /// - Parameter attribute: Attribute to take instead of the text; elements without it are skipped.
    /// - Throws: `Interrupted` on Ctrl-C, and `CommandFailure` after the timeout, at once.
    package func select(_ selector: Selector, attribute: String? = nil) throws -> (lines: [String], elements: Int) {
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

    /// Whether each element of the page, by its number, is the last of its parent.
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
                // There is no result, because the events build no tree.
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
        // In HTML these are scripts and styles, which are not text.
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

/// The start tag of an element. Valid until the parser continues.
package struct Tag {
    package let name: String
    fileprivate let attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?

    /// The value of an attribute; its name is case-insensitive.
    package func attribute(_ name: String) -> String? {
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
