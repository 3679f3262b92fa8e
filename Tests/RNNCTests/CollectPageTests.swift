import Foundation
import Testing

/// `rnnc collect` on pages as browsers read them, on feeds, and on what would take for ever.
@Suite struct CollectPageTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    private func expect(
        _ page: String, _ options: [String], gives names: [String], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let run = try folder.rnnc(["collect", "-q", "-"] + options, input: Data(page.utf8))
        #expect(run.status == 0 && run.lines == names, "\(run)", sourceLocation: sourceLocation)
    }

    /// What browsers show was looked up in the HTML Standard, 13.2.5.72 to 80.
    @Test(
        arguments: [
            ("O&#146;Brien", "O’Brien"), ("Wait&#133;Here", "Wait…Here"), ("A&#150;B", "A–B"), ("&#x80;", "€"),
            ("M&uumlller &copy", "Müller ©"), ("M&uuml;ller", "Müller"), ("&notit; &notin;", "¬it; ∉"),
            ("&ccaron;&Zcaron;&lstrok;", "čŽł"), ("&unknown; & &; &# &#x; &#;", "&unknown; & &; &# &#x; &#;"),
            ("&#65&#66;", "AB"), ("&amp;uuml;", "&uuml;"), ("&lt;b&gt;", "<b>"), ("&AMP&LT&quot", "&<\""),
            ("&#0;&#xD800;", "\u{FFFD}\u{FFFD}"),
            ("a < b", "a < b"), ("&ThickSpace;x", "x"), ("&NotEqualTilde;", "≂̸"), ("&#128;&#159;", "€Ÿ"),
            ("&#39;", "'"),
            ("<script>'&copy'</script>x", "x"), ("<!-- &copy > -->x", "x"), ("R&D AT&T", "R&D AT&T"),
        ])
    func characterReferences(_ text: String, _ name: String) throws {
        try expect("<meta charset=utf-8><li>\(text)</li>", ["--select", "li", "--charset", "utf-8"], gives: [name])
    }

    @Test func characterReferencesInAttributes() throws {
        let page = "<a title='M&uuml;ller &#146; ?a=1&copy=2&copy' x=&quot;&gt;&#32;y>b</a>"
        try expect(
            page, ["--format", "html", "--select", "a", "--attribute", "title"], gives: ["Müller ’ ?a=1&copy=2©"])
        try expect(page, ["--format", "html", "--select", "a", "--attribute", "x"], gives: ["\"> y"])
    }

    private static let feed = """
        <?xml version="1.0" encoding="ISO-8859-1"?>
        <!DOCTYPE rss [ <!ENTITY own "x"> ]>
        <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Feed</title>
        <item><title><![CDATA[Anna & <Co>]]></title><link>http://example.com/1</link><dc:creator>Otto</dc:creator><pubDate>1</pubDate></item>
        <item><title>M&uuml;ller &amp; S&#246;hne</title><link>http://example.com/2?a=1&amp;b=2</link><guid isPermaLink="true"/></item>
        </channel></rss>
        """

    @Test func feeds() throws {
        for options in [[], ["--format", "xml"]] {
            try expect(Self.feed, options + ["--select", "item > title"], gives: ["Anna & <Co>", "Müller & Söhne"])
            try expect(
                Self.feed, options + ["--select", "item link"],
                gives: ["http://example.com/1", "http://example.com/2?a=1&b=2"])
            try expect(Self.feed, options + ["--select", "dc\\:creator"], gives: ["Otto"])
            try expect(Self.feed, options + ["--select", "pubDate"], gives: ["1"])
            try expect(Self.feed, options + ["--select", "guid", "--attribute", "isPermaLink"], gives: ["true"])
            try expect(Self.feed, options + ["--select", "item:last-child title"], gives: ["Müller & Söhne"])
        }
        try expect("<rss><p>a<p>b</rss>", ["--format", "html", "--select", "p"], gives: ["a", "b"])
        for ending in ["xml", "rss", "atom"] {
            try folder.write("feed.\(ending)", "<x><name>Anna</name>\n<name>Bert<name></x>")
            try folder.rnnc("collect", "feed.\(ending)", "--select", "name").expectFailure(
                saying: "feed.\(ending): line 2: not well-formed XML", "--format html")
        }
        let server = try WebServer { _ in .init("200 OK", ["Content-Type: application/rss+xml"], Data(Self.feed.utf8)) }
        let run = try folder.rnnc("collect", "-q", server.url, "--select", "item link")
        #expect(run.lines.first == "http://example.com/1", "\(run)")
    }

    /// Parsing takes the square of their number.
    @Test func tooManyAttributes() throws {
        let attributes = (0..<80_000).map { " a\($0)=1" }.joined()
        try folder.write("a.html", "<p>x</p>\n<p\(attributes)>y</p>")
        let start = ContinuousClock.now
        try folder.rnnc("collect", "a.html", "--select", "p").expectFailure(
            saying: "a.html: line 2: an element has more than 1000 attributes")
        #expect(ContinuousClock.now - start < .seconds(10))
        try folder.write("a.html", "<p\((0..<900).map { " a\($0)=1" }.joined())>y</p>")
        #expect(try folder.rnnc("collect", "-q", "a.html", "--select", "p").lines == ["y"])
    }

    /// End tags of nothing that is open, deep inside: no event comes while the parser searches.
    @Test func theTimeoutEndsParsing() throws {
        let page = String(repeating: "<i>", count: 900) + String(repeating: "</b>", count: 3_000_000)
        try folder.write("a.html", page)
        let start = ContinuousClock.now
        let run = try folder.rnnc("collect", "a.html", "--select", "p", "--timeout", "200ms")
        run.expectFailure(saying: "a.html: parsing takes longer than 0.2 s; see --timeout")
        #expect(ContinuousClock.now - start < .seconds(20))
        try folder.write("names.txt", "before\n")
        try folder.write("first.html", "<p>anna</p>")
        let interrupted = try Running(
            Executable.path, ["collect", "first.html", "a.html", "--select", "p", "-o", "names.txt"], in: folder)
        let deadline = Date(timeIntervalSinceNow: 30)
        while !interrupted.errors.contains("first.html: 1 name"), Date() < deadline {
            Thread.sleep(forTimeInterval: 0.01)
        }
        kill(interrupted.process.processIdentifier, SIGINT)
        #expect(try interrupted.wait(seconds: 20).status == 130)
        #expect(try folder.text("names.txt") == "before\n")
    }

    /// The parser closes elements in another order than it opens them, and some that are not open.
    @Test(arguments: [
        "<b></p></b>x", "</body></b><b>x", "<p><b>a</html></b>x", "<form><b></form>x</b>", "</p></br><b>x</b>",
    ])
    func elementsThatEndOutOfOrder(_ page: String) throws {
        let run = try folder.rnnc(["collect", "-q", "-", "--format", "html", "--select", "*"], input: Data(page.utf8))
        #expect(run.status == 0, "\(run)")
    }

    @Test(arguments: [1, 10, 40])
    func anAnswerThatBreaksOffIsNotWhole(_ missing: Int) throws {
        try folder.write("page", (0..<2000).map { "<b>name \($0)</b>\n" }.joined())
        #expect(try folder.shell("gzip -nc page > page.gz").status == 0)
        let gzip = try folder.data("page.gz")
        // Without gzip's header and trailer, and with those of zlib.
        let raw = gzip.dropFirst(10).dropLast(8)
        var (a, b) = (UInt32(1), UInt32(0))
        for byte in try folder.data("page") {
            a = (a + UInt32(byte)) % 65521
            b = (b + a) % 65521
        }
        let zlib = Data([0x78, 0x9C]) + raw + withUnsafeBytes(of: (b << 16 | a).bigEndian) { Data($0) }
        try folder.write("names.txt", "before\n")
        for (whole, encoding) in [(gzip, "gzip"), (Data(raw), "deflate"), (zlib, "deflate")] {
            let body = whole.dropLast(missing)
            let server = try WebServer { request in
                .init(
                    "200 OK", ["Content-Type: text/html", "Content-Encoding: \(encoding)"],
                    request.path == "/whole" ? whole : Data(body))
            }
            let options = ["--select", "b", "--retries", "0", "-o", "names.txt", "-q"]
            try folder.rnnc(["collect", server.url] + options).expectFailure(saying: "the response ends too early")
            #expect(try folder.text("names.txt") == "before\n")
            let run = try folder.rnnc("collect", server.url + "/whole", "--select", "b", "-q")
            #expect(run.lines.count == 2000, "\(run)")
        }
    }

    @Test func otherAnswersThatAreNotWhole() throws {
        let answers = [
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\nanna\n",
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nanna\n\r\n5\r\not",
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nanna\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nanna\n",
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: br\r\nContent-Length: 5\r\n\r\nanna\n",
        ]
        for answer in answers {
            let server = try WebServer { _ in .init(bytes: Data(answer.utf8)) }
            try folder.write("names.txt", "before\n")
            let run = try folder.rnnc("collect", server.url, "--retries", "0", "-o", "names.txt", "-q")
            run.expectFailure(saying: "cannot fetch")
            #expect(try folder.text("names.txt") == "before\n")
        }
    }

    @Test func aReaderThatLeaves() throws {
        try folder.write("a.txt", String(repeating: "anna\n", count: 200_000))
        let run = try folder.shell("{ \"$RNNC\" collect -q a.txt a.txt a.txt; echo $? > status; } | head -n 1")
        #expect(run.output == "anna\n" && run.errors.isEmpty, "\(run)")
        #expect(try folder.text("status") == "0\n")
    }

    @Test func standardOutputByName() throws {
        try folder.write("a.txt", "anna\n")
        let run = try folder.rnnc("collect", "-q", "a.txt", "-o", "-")
        #expect(run.status == 0 && run.output == "anna\n", "\(run)")
        #expect(try folder.files == ["a.txt"])
    }

    /// What is written is read back equal, and is no formula for a spreadsheet.
    @Test func filesByTheirEndings() throws {
        let names = [
            "=SUM(A1)", "+1 Band", "-x", "@home", "'=y", "Smith, John", "a \"b\" c", "-0.5", "O'Hara",
            "\u{301}x\"\u{301}",
        ]
        try folder.write("a.txt", names.map { $0 + "\n" }.joined())
        for ending in ["csv", "tsv", "json", "jsonl", "txt"] {
            let file = "names.\(ending)"
            #expect(try folder.rnnc("collect", "-q", "a.txt", "-o", file).status == 0)
            #expect(try folder.rnnc("collect", "-q", file).lines == names, "\(ending)")
        }
        let csv = try folder.text("names.csv")
        #expect(csv.hasPrefix("name\n'=SUM(A1)\n'+1 Band\n'-x\n'@home\n''=y\n\"Smith, John\"\n"), "\(csv)")
        #expect(csv.contains("\n-0.5\n"))
        try folder.write("p.txt", "=Ann -Bee\n")
        #expect(try folder.rnnc("collect", "-q", "p.txt", "--players").output == "first,last,suffix\n'=Ann,'-Bee,\n")
    }
}
