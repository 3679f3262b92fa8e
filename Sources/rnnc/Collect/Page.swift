import CLibXML2
import Foundation

/// A page in HTML, read by libxml2 as browsers would: with all its mistakes.
///
/// No tree is built. The page is read from beginning to end, and only the elements that are open, and the text of the one that is
/// being taken, are kept.
struct Page {
    /// The page in UTF-8; what it says itself of its character set is not looked at.
    let text: Data

    /// Calls `body` with each line of text of the elements that a selector takes, in the order of the page.
    ///
    /// Runs of white space are one blank. A line ends at `<br>` and where a paragraph, an item, a row of a table or the like
    /// inside the element begins or ends. An element inside one that is taken is not taken again.
    ///
    /// - Parameter attribute: The value of this attribute instead of the text; elements without it are passed over.
    /// - Returns: How many elements were taken.
    func select(
        _ selector: Selector, attribute: String? = nil, _ body: @escaping (String) throws -> Void
    ) throws -> Int {
        let last = selector.looksAhead ? try lastElements() : []
        let selection = Selection(selector, last: last, attribute: attribute?.lowercased(), body)
        try read(selection)
        return selection.count
    }

    /// For each element of the page, by its number, whether it is the last of its parent.
    private func lastElements() throws -> [Bool] {
        let survey = Survey()
        try read(survey)
        return survey.isLast
    }

    private func read(_ reader: PageReader) throws {
        guard text.count <= Int(Int32.max) else { throw CommandFailure("the page is larger than 2 GiB") }
        guard let context = htmlNewParserCtxt(), let events = context.pointee.sax else {
            throw CommandFailure("there is no memory for a page")
        }
        defer { htmlFreeParserCtxt(context) }
        events.pointee = xmlSAXHandler()
        events.pointee.startElement = { context, name, attributes in
            guard let reader = PageReader.of(context), let name else { return }
            reader.perform { try reader.begin(Tag(name: String(cString: name), attributes: attributes)) }
        }
        events.pointee.endElement = { context, name in
            guard let reader = PageReader.of(context), let name else { return }
            reader.perform { try reader.end(String(cString: name)) }
        }
        let characters: charactersSAXFunc = { context, bytes, count in
            PageReader.of(context)?.text(UnsafeBufferPointer(start: bytes, count: Int(count)))
        }
        events.pointee.characters = characters
        events.pointee.ignorableWhitespace = characters
        // Scripts and styles are no text.
        events.pointee.cdataBlock = { _, _, _ in }
        reader.context = context
        context.pointee.userData = Unmanaged.passUnretained(reader).toOpaque()
        let options =
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
            | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
        withExtendedLifetime(reader) {
            text.withUnsafeBytes { bytes in
                // Nothing comes back, since the events build nothing.
                xmlFreeDoc(
                    htmlCtxtReadMemory(
                        context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), nil,
                        "UTF-8",
                        Int32(options)))
            }
        }
        if let error = reader.error { throw error }
    }
}

/// How an element begins. Valid until the parser goes on.
struct Tag {
    let name: String
    fileprivate let attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?

    func attribute(_ name: String) -> String? {
        guard var pair = attributes else { return nil }
        while let found = pair[0] {
            if strcmp(UnsafeRawPointer(found).assumingMemoryBound(to: CChar.self), name) == 0 {
                return pair[1].map { String(cString: $0) } ?? ""
            }
            pair += 2
        }
        return nil
    }
}
