import ArgumentParser
import Foundation
import RNNSwift

/// Format of a source.
enum SourceFormat: String, CaseIterable, ExpressibleByArgument {
    case html, xml, json, jsonl, csv, tsv, text

    /// The format given by HTTP, by the extension, or by the content; otherwise by the options of tables.
    init(of document: Document, lookingFor column: String?, _ table: TableOptions) {
        let format =
            Self(contentType: document.contentType) ?? Self(path: document.path)
            ?? Self(content: document.data, hasColumns: column != nil || table != TableOptions())
        // As in every list, --delimiter makes a file with an unknown extension a table.
        self = format == .text && table.delimiter != nil ? .csv : format
    }

    init(_ list: NameList.Format) {
        self =
            switch list {
            case .text: .text
            case .csv: .csv
            case .tsv: .tsv
            case .json: .json
            case .jsonl: .jsonl
            }
    }

    var isPage: Bool { self == .html || self == .xml }
    var isJSON: Bool { self == .json || self == .jsonl }
    var isTable: Bool { self == .csv || self == .tsv }

    /// `text/plain` is ignored, because servers use it for all kinds of files.
    private init?(contentType: String?) {
        let type = contentType?.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased() ?? ""
        switch type {
        case "text/html", "application/xhtml+xml": self = .html
        case "application/xml", "text/xml": self = .xml
        case "application/json", "text/json": self = .json
        case "application/jsonl", "application/x-jsonlines", "application/jsonlines", "application/x-ndjson",
            "application/ndjson", "application/x-jsonl":
            self = .jsonl
        case "text/csv", "application/csv": self = .csv
        case "text/tab-separated-values": self = .tsv
        case let type where type.hasSuffix("+xml"): self = .xml
        case let type where type.hasSuffix("+json"): self = .json
        default: return nil
        }
    }

    /// The formats of lists, and pages.
    private init?(path: String) {
        let ending = Compression.endingInside(path).lowercased()
        switch ending {
        case "html", "htm", "xhtml": self = .html
        case "xml", "rss", "atom", "rdf", "opml", "kml", "gpx", "svg": self = .xml
        default:
            guard let format = NameList.Format(ending: ending) else { return nil }
            self.init(format)
        }
    }

    /// Zero bytes are part of characters in UTF-16.
    private init(content: Data, hasColumns: Bool) {
        let head = content.dropFirst(Charset.mark(of: content)?.length ?? 0).prefix(4096).drop { $0.isBlank || $0 == 0 }
        switch head.first {
        case UInt8(ascii: "<"): self = Self.isXML(head) ? .xml : .html
        case UInt8(ascii: "["), UInt8(ascii: "{"): self = .json
        default: self = hasColumns ? .csv : .text
        }
    }

    /// Whether a page begins as XML that is not XHTML.
    private static func isXML(_ head: Data) -> Bool {
        let text = String(decoding: head.map { $0 < 0x80 ? $0 : 0x3F }.filter { $0 != 0 }, as: UTF8.self).lowercased()
        if text.contains("<!doctype html") || text.contains("<html") { return false }
        return ["<?xml", "<rss", "<feed", "<rdf:rdf", "<opml"].contains { text.hasPrefix($0) }
    }
}

/// Extraction of names from a source.
struct Extraction {
    var format: SourceFormat?
    /// Selector for pages.
    var selector: (text: String, Selector)?
    var attribute: String?
    /// Key for JSON.
    var key: JSONPath?
    /// Column for tables: a header or a number from 1.
    var column: String?
    var table = TableOptions()
    /// Maximum time of parsing, in seconds.
    var timeout = Double.infinity
    /// Character set that overrides that of the source.
    var charset: Charset?
    var allowsControlCharacters = false

    /// The names of a source, trimmed and in normal form C, in order.
    ///
    /// - Throws: An error with the name of the source, also if there are no names.
    func names(of document: Document) throws -> NameList {
        let format = format ?? SourceFormat(of: document, lookingFor: column, table)
        try check(selector == nil || format.isPage, "--select is for html and xml", document, format)
        try check(key == nil || format.isJSON, "--key is for json and jsonl", document, format)
        try check(column == nil || format.isTable, "--column is for csv and tsv", document, format)
        try check(
            table == TableOptions() || format.isTable, "--delimiter and --no-header are for tables", document, format)
        let text = try decode(document, format)
        switch format {
        case .html, .xml: return try list(lines(ofPage: text, format, document.name), document)
        case .json, .jsonl:
            var names = JSONNames(key)
            try names.read(text, source: document.name)
            return try list(names.names, document)
        case .csv, .tsv:
            return try NameList(
                text, source: document.name, format: format == .csv ? .csv : .tsv, column: column, table: table,
                allowingControlCharacters: allowsControlCharacters)
        case .text:
            return try NameList(
                text, source: document.name, format: .text, allowingControlCharacters: allowsControlCharacters)
        }
    }

    private func list(_ names: [String], _ document: Document) throws -> NameList {
        try NameList(names, source: document.name, allowingControlCharacters: allowsControlCharacters)
    }

    private func check(_ isTrue: Bool, _ rule: String, _ document: Document, _ format: SourceFormat) throws {
        guard !isTrue else { return }
        throw CommandFailure("\(document.name) is read as \(format.rawValue), but \(rule); see --format")
    }

    private func lines(ofPage text: Data, _ format: SourceFormat, _ name: String) throws -> [String] {
        guard let (selector, parsed) = selector else {
            throw CommandFailure("\(name) is a page; select the elements that are names, such as --select li")
        }
        let lines: [String]
        let count: Int
        do {
            (lines, count) = try Page(text: text, isXML: format == .xml, timeout: timeout)
                .select(parsed, attribute: attribute)
        } catch let error as CommandFailure {
            throw CommandFailure("\(name): \(error)")
        }
        guard count > 0 else {
            let attribute = attribute.map { " with an attribute \($0)" } ?? ""
            throw CommandFailure("\(name): no element\(attribute) matches \(selector)")
        }
        guard !lines.isEmpty else {
            throw CommandFailure(
                "\(name): \(count) element\(count == 1 ? " matches" : "s match") \(selector), without text")
        }
        if charset == nil, let broken = lines.first(where: { $0.unicodeScalars.contains("\u{FFFD}") }) {
            throw CommandFailure(
                "\(name): \"\(broken.prefix(80))\" is not valid in the character set that the page declares; see --charset"
            )
        }
        return lines
    }

    /// The text of a source in UTF-8.
    private func decode(_ document: Document, _ format: SourceFormat) throws -> Data {
        let data = document.data
        if let mark = Charset.mark(of: data), charset == nil {
            return mark.charset.decode(data.dropFirst(mark.length))
        }
        let label = document.charsetLabel ?? (format.isPage ? Charset.declared(inPage: data) : nil)
        var charset = charset
        if charset == nil, let label {
            guard let known = Charset(label) else {
                throw CommandFailure("\(document.name): unknown character set \(label.oneLine); see --charset")
            }
            charset = known
        }
        if charset?.isUTF8 ?? true, String(validating: data, as: UTF8.self) != nil { return data }
        // Browsers do the same with pages that declare nothing. For a list, the error reports the line and byte that is
        // not UTF-8.
        if format.isPage { return (charset ?? .windows1252).decode(data) }
        guard let charset, !charset.isUTF8 || self.charset != nil else { return data }
        return charset.decode(data)
    }
}

extension Document {
    /// The character set of the HTTP header.
    fileprivate var charsetLabel: String? {
        contentType?.firstMatch(of: /;\s*charset\s*=\s*"?([^\s;"]+)/.ignoresCase()).map { String($0.1) }
    }
}
