import CLibXML2
import Foundation

/// A character set (encoding) of text.
struct Charset: Equatable, CustomStringConvertible {
    /// The name as the source gives it: "ISO-8859-1".
    let label: String
    /// The name that iconv knows.
    private let name: String

    static let utf8 = Charset(known: "UTF-8")
    static let windows1252 = Charset(known: "windows-1252")

    private init(known name: String) { (label, self.name) = (name, name) }

    /// A character set by any of its names; nil if it is not known on this machine.
    ///
    /// As in browsers, Latin-1 and ASCII are read as windows-1252, a superset that is often meant, and other character
    /// sets as their supersets.
    init?(_ label: String) {
        let key = label.lowercased()
        // iconv interprets text after slashes as options.
        guard !key.isEmpty, key.utf8.allSatisfy({ Self.plain.contains($0) }) else { return nil }
        let name = Self.wider[key] ?? key
        guard let converter = Self.open(name) else { return nil }
        iconv_close(converter)
        self.label = label
        self.name = name
    }

    var description: String { label }
    var isUTF8: Bool { name.lowercased().replacing("-", with: "") == "utf8" }

    private static let plain = Set("abcdefghijklmnopqrstuvwxyz0123456789-_.:+".utf8)

    private static let wider = [
        "ascii": "windows-1252", "us-ascii": "windows-1252", "iso-8859-1": "windows-1252", "iso8859-1": "windows-1252",
        "iso_8859-1": "windows-1252", "latin1": "windows-1252", "latin-1": "windows-1252", "l1": "windows-1252",
        "iso-8859-9": "windows-1254", "latin5": "windows-1254", "shift_jis": "cp932", "shift-jis": "cp932",
        "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
        "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "unicode": "utf-16le", "utf-16": "utf-16le",
    ]

    private static func open(_ name: String) -> iconv_t? {
        let converter = iconv_open("UTF-8", name)
        return converter == iconv_t(bitPattern: -1) ? nil : converter
    }

    /// The text in UTF-8, with U+FFFD for invalid bytes.
    func decode(_ data: Data) -> Data {
        guard let converter = Self.open(name) else { return data }
        defer { iconv_close(converter) }
        var result = Data(capacity: data.count + data.count / 2)
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        data.withUnsafeBytes { bytes in
            // iconv takes a mutable pointer, but only reads.
            var input = UnsafeMutablePointer(mutating: bytes.baseAddress?.assumingMemoryBound(to: CChar.self))
            var rest = bytes.count
            while rest > 0 {
                let before = rest
                let (written, code) = piece.withUnsafeMutableBytes { piece in
                    var output = piece.baseAddress?.assumingMemoryBound(to: CChar.self)
                    var room = piece.count
                    let count = iconv(converter, &input, &rest, &output, &room)
                    return (piece.count - room, count == -1 ? errno : 0)
                }
                result.append(contentsOf: piece[..<written])
                // The piece was full, or this byte begins no character.
                let goesOn = code == 0 || code == E2BIG && (written > 0 || rest < before)
                if !goesOn {
                    result += Self.replacement
                    input = input?.advanced(by: 1)
                    rest -= 1
                }
            }
        }
        return result
    }

    static let replacement = Data("\u{FFFD}".utf8)
}

extension Charset {
    /// The character set of a byte order mark, and the length of the mark.
    static func mark(of data: Data) -> (charset: Charset, length: Int)? {
        if data.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if data.starts(with: [0xFF, 0xFE]) { return (Charset(known: "UTF-16LE"), 2) }
        if data.starts(with: [0xFE, 0xFF]) { return (Charset(known: "UTF-16BE"), 2) }
        return nil
    }

    /// The character set declared near the beginning of a page: `<meta charset="…">`, `<meta … content="text/html;
    /// charset=…">`, or `<?xml … encoding="…"?>`.
    static func declared(inPage data: Data) -> String? {
        let head = String(decoding: data.prefix(4096).map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
        let pattern =
            /<meta\s[^>]*?\bcharset\s*=\s*["']?\s*([-\w.:+]+)|<\?xml\s[^>]*?\bencoding\s*=\s*["']([-\w.:+]+)/
            .ignoresCase()
        guard let match = head.replacing(/<!--.*?(-->|\z)/.dotMatchesNewlines(), with: "").firstMatch(of: pattern)
        else {
            return nil
        }
        return (match.1 ?? match.2).map(String.init)
    }
}
