import Foundation
import Testing

/// `rnnc collect` from files and standard input.
@Suite struct CollectTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    private func expect(
        _ arguments: [String], input: Data = Data(), gives names: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let run = try folder.rnnc(["collect", "--quiet"] + arguments, input: input)
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)", sourceLocation: sourceLocation)
        #expect(run.output == names.map { $0 + "\n" }.joined(), "\(run)", sourceLocation: sourceLocation)
    }

    /// The shapes of the pages that lists of companies and of players came from.
    @Test func pagesLikeTheSeeds() throws {
        try folder.write(
            "companies.html",
            """
            <html><body><div><b class="h4">Acme &amp; Sons</b> Berlin<br><b class="h4">
              Two   words</b><b>no name</b><b class="h5 h4">Caf&eacute;</b><b class="h4"> </b><b class="h4">Acme &amp; Sons
            """)
        try expect(["companies.html", "--select", "b.h4"], gives: ["Acme & Sons", "Two words", "Café", "Acme & Sons"])
        try expect(["companies.html", "--select", "b.h4", "--unique"], gives: ["Acme & Sons", "Two words", "Café"])
        try folder.write(
            "players.html",
            """
            <div id="div_players_"><p><b><a href="/a">Hank&nbsp;Aaron</a> (1954-1976)</b></p>
            <p><a href="/b">Don Aase</a> (1977-1990)<br>Ed Abbaticchio+ (1897-1910)</p></div><p>no player</p>
            """)
        let lines = ["Hank Aaron (1954-1976)", "Don Aase (1977-1990)", "Ed Abbaticchio+ (1897-1910)"]
        try expect(["players.html", "--select", "div#div_players_ p"], gives: lines)
        try expect(["players.html", "--select", "div#div_players_"], gives: lines)
        try expect(["players.html", "--select", "#div_players_ a", "--attribute", "href"], gives: ["/a", "/b"])
        try expect(
            ["players.html", "--select", "div#div_players_ p", "--players"],
            gives: ["first,last,suffix", "Hank,Aaron,", "Don,Aase,", "Ed,Abbaticchio,"])
    }

    @Test(
        arguments: [
            ("<b>a<b>b</b></b>", ["ab"]), ("<b>a<i>b</i>c</b>", ["abc"]), ("<b>a<!-- x -->b</b>", ["ab"]),
            ("<b>a<script>x</script><style>y</style>b</b>", ["ab"]), ("<b>a<br>b<br/>c</b>", ["a", "b", "c"]),
            ("<div><b>a\n\tb</b></div>", ["a b"]), ("<b>&#65;&#x42;&lt;&unknown;</b>", ["AB<&unknown;"]),
            ("<b>e\u{301}</b>", ["é"]), ("<b>a</b", ["a"]), ("<b>a", ["a"]), ("<b></b><b>\u{3000}</b><b>a</b>", ["a"]),
            ("<B CLASS=x>a</B>", ["a"]), ("<b>a\u{0}b</b>", ["a b"]), ("<p><b>a</p><p>b</b></p>", ["a"]),
            ("<b><pre>a\nb\r\n c</pre></b>", ["a", "b", "c"]), ("<b><ul><li>a<li>b</ul></b>", ["a", "b"]),
            ("<b>👩🏽‍🚀</b>", ["👩🏽‍🚀"]),
        ])
    func textOfElements(_ page: String, _ names: [String]) throws {
        try expect(
            ["-", "--format", "html", "--select", "b", "--charset", "utf-8"], input: Data(page.utf8), gives: names)
    }

    @Test func cellsOfATableAreApart() throws {
        let page = "<table><tr><td>Ken</td><td>Griffey</td></tr><tr><th>Cal</th><td>Ripken</table>"
        try expect(["-", "--select", "tr"], input: Data(page.utf8), gives: ["Ken Griffey", "Cal Ripken"])
        try expect(["-", "--select", "table"], input: Data(page.utf8), gives: ["Ken Griffey", "Cal Ripken"])
    }

    @Test(
        arguments: [
            (#"["b", "a", "b"]"#, [], ["b", "a", "b"]),
            (#"[{"name": "b"}, {"id": 1}, {"name": null}, {"name": "a"}]"#, [], ["b", "a"]),
            (#"{"name": "a"}"#, [], ["a"]), (#"[{"x": "a"}]"#, ["--key", "x"], ["a"]),
            (#"{"data": {"items": [{"name": "a"}, {"name": "b"}]}}"#, ["--key", "data.items.name"], ["a", "b"]),
            (
                #"{"data": [{"items": [{"n": "a"}, {"n": ["b", "c"]}]}, {"items": []}]}"#, ["--key", "data.items.n"],
                ["a", "b", "c"]
            ),
            (#"{"a.b": {"c\\d": ["x"]}}"#, ["--key", #"a\.b.c\\d"#], ["x"]), (#"["a\nb", " c "]"#, [], ["a b", "c"]),
            (#"{"rows": ["x", "y"]}"#, ["--key", "rows"], ["x", "y"]), (#"["\u00e9", "e\u0301"]"#, [], ["é", "é"]),
        ] as [(String, [String], [String])])
    func json(_ text: String, _ options: [String], _ names: [String]) throws {
        try expect(["-"] + options, input: Data(text.utf8), gives: names)
    }

    @Test(
        arguments: [
            (#"{"rows": [1]}"#, "rows", "not a text"), (#"{"rows": {"x": 1}}"#, "rows", "append a dot"),
            (#"{"data": {"x": 1, "y": 2}}"#, "data.items", "no \"items\" among \"x\", \"y\""),
            ("[]", "name", "nothing found"),
            (#"{"data": 1}"#, "data.items", "not an object"), ("{", "name", "not valid JSON"),
            (#"["a"]"#, "name", "nothing found"),
            (#"{"name": "\ud800"}"#, "name", "standard input"),
            (String(repeating: "[", count: 100_000), "name", "not valid JSON"),
        ])
    func jsonWithoutNames(_ text: String, _ key: String, _ reason: String) throws {
        try folder.rnnc("collect", "-", "--format", "json", "--key", key, input: Data(text.utf8)).expectFailure(
            saying: reason)
    }

    @Test func tablesAndText() throws {
        try folder.write("a.csv", "id,name\n1,\"Smith, John\"\n2,Anna\n")
        try folder.write("a.tsv", "id\tname\n1\tOtto\n")
        try folder.write("a.txt", "[one]\r\n two \n\nthree")
        try expect(["a.csv", "a.tsv", "a.txt"], gives: ["Smith, John", "Anna", "Otto", "[one]", "two", "three"])
        try expect(["a.csv", "--column", "id"], gives: ["1", "2"])
        try expect(["-", "--column", "2"], input: Data("x\ty\n1\t2\n".utf8), gives: ["2"])
        try expect(["-", "--column", "y"], input: Data("x,y\n1,2\n".utf8), gives: ["2"])
        try expect(["-", "--format", "text"], input: Data("<b>\n".utf8), gives: ["<b>"])
        try folder.rnnc("collect", "a.csv", "--column", "last").expectFailure(saying: "no column last", "id, name")
    }

    @Test func anOptionForAnotherFormat() throws {
        try folder.write("a.txt", "anna\n")
        try folder.write("a.html", "<b>anna</b>")
        try folder.rnnc("collect", "a.txt", "--select", "b").expectFailure(saying: "a.txt", "--select is for html")
        try folder.rnnc("collect", "a.html", "--key", "b").expectFailure(saying: "a.html", "--key is for json")
        try folder.rnnc("collect", "a.txt", "--column", "b").expectFailure(
            saying: "a.txt", "--column is for csv and tsv")
        try folder.rnnc("collect", "a.html").expectFailure(saying: "a.html is a page", "--select")
        try folder.rnnc("collect", "a.html", "--select", "i").expectFailure(saying: "a.html: no element matches i")
        try folder.rnnc("collect", "a.html", "--select", "b", "--attribute", "x").expectFailure(saying: "attribute x")
        try folder.write("b.html", "<b> </b>")
        try folder.rnnc("collect", "b.html", "--select", "b").expectFailure(
            saying: "b.html: 1 element matches b, without text")
    }

    static let japanese = Data([0x83, 0x65, 0x83, 0x58, 0x83, 0x67])  // テスト in Shift JIS

    @Test func characterSets() throws {
        func page(_ head: String, _ name: Data) -> Data { Data("\(head)<b>".utf8) + name + Data("</b>".utf8) }
        let latin = Data([0x43, 0x61, 0x66, 0xE9, 0x93])  // é, and a quotation mark that only windows-1252 has
        let options = ["-", "--select", "b"]
        try expect(options, input: page("", latin), gives: ["Café“"])
        try expect(options, input: page("", Data("Café".utf8)), gives: ["Café"])
        try expect(options, input: page("<meta charset=iso-8859-1>", latin), gives: ["Café“"])
        try expect(
            options, input: page(#"<META http-equiv=x content="text/html; charset=Windows-1252">"#, latin),
            gives: ["Café“"])
        try expect(
            options, input: page("<!-- <meta charset=x> --><meta charset='shift_jis'>", Self.japanese), gives: ["テスト"])
        try expect(options, input: page(#"<?xml version="1.0" encoding="Shift_JIS"?>"#, Self.japanese), gives: ["テスト"])
        try expect(options + ["--charset", "sjis"], input: page("<meta charset=utf-8>", Self.japanese), gives: ["テスト"])
        for (encoding, mark) in [(String.Encoding.utf16LittleEndian, [0xFF, 0xFE]), (.utf16BigEndian, [0xFE, 0xFF])] {
            let text = "<meta charset=latin1><b>Café テスト</b>".data(using: encoding)
            try expect(options, input: Data(mark.map(UInt8.init)) + #require(text), gives: ["Café テスト"])
        }
        try expect(["-", "--charset", "latin1"], input: latin, gives: ["Café“"])
        try expect(
            ["-", "--charset", "shift_jis", "--format", "json"],
            input: Data("[\"".utf8) + Self.japanese + Data("\"]".utf8), gives: ["テスト"])
        try expect(["-"], input: Data([0xEF, 0xBB, 0xBF]) + Data("Café\n".utf8), gives: ["Café"])
    }

    @Test func brokenCharacters() throws {
        try folder.rnnc("collect", "-", input: Data([0x61, 0x0A, 0x62, 0xE9])).expectFailure(
            saying: "not UTF-8: line 2, byte 2")
        let page = Data("<meta charset=utf-8><i>".utf8) + Data([0xE9]) + Data("</i><b>ok</b>".utf8)
        try expect(["-", "--select", "b"], input: page, gives: ["ok"])
        try folder.rnnc("collect", "-", "--select", "i", input: page).expectFailure(
            saying: "character set", "--charset")
        try expect(["-", "--select", "i", "--charset", "utf-8"], input: page, gives: ["\u{FFFD}"])
        let unknown = Data("<meta charset=klingon><b>x</b>".utf8)
        try folder.rnnc("collect", "-", "--select", "b", input: unknown).expectFailure(
            saying: "unknown character set klingon")
    }

    @Test func whatFailsCostsOnlyItself() throws {
        try folder.write("a.txt", "anna\n")
        try folder.write("c.txt", "carl\n")
        try folder.write("names.txt", "before\n")
        var run = try folder.rnnc("collect", "a.txt", "b.txt", "c.txt")
        #expect(run.status == 1 && run.output == "anna\ncarl\n", "\(run)")
        #expect(
            run.errorLines.last?.contains("1 of 3 sources failed; standard output has the names of the others") == true)
        #expect(run.errors.contains("b.txt: No such file"), "\(run)")
        run = try folder.rnnc("collect", "a.txt", "b.txt", "-o", "names.txt", "-q")
        run.expectFailure(saying: "1 of 2 sources failed", "names.txt.partial has the names", "b.txt: No such file")
        #expect(try folder.text("names.txt") == "before\n")
        #expect(try folder.text("names.txt.partial") == "anna\n")
        run = try folder.rnnc("collect", "a.txt", "c.txt", "-o", "names.txt", "-q")
        #expect(run.status == 0 && run.output.isEmpty && run.errors.isEmpty, "\(run)")
        #expect(try folder.text("names.txt") == "anna\ncarl\n")
    }

    @Test func theOutputsPlaceIsCheckedFirst() throws {
        let before = try folder.files
        let server = try WebServer { _ in .page("<b>anna</b>") }
        try folder.rnnc("collect", server.url, "--select", "b", "-o", "missing/names").expectFailure(
            saying: "missing/names")
        #expect(server.requests.isEmpty)
        #expect(try folder.files == before)
    }

    #if os(Linux)
        @Test func aFullDisk() throws {
            try folder.write("a.txt", "anna\n")
            try folder.shell("\"$RNNC\" collect a.txt -q > /dev/full").expectFailure(
                saying: "standard output", "No space left")
            try folder.rnnc("collect", "a.txt", "-q", "-o", "/dev/full").expectFailure(
                saying: "/dev/full", "No space left")
        }
    #endif

    @Test func aFileThatIsTooLarge() throws {
        try folder.write("a.txt", String(repeating: "anna\n", count: 1000))
        try folder.rnnc("collect", "a.txt", "--max-size", "4K").expectFailure(
            saying: "a.txt is larger than 4K", "--max-size")
        #expect(try folder.rnnc("collect", "a.txt", "--max-size", "5000").status == 0)
    }

    @Test(
        arguments: [
            [], ["ftp://example.com/"], ["file:///etc/passwd"], ["gopher://x"], ["http://"], ["http:///x"],
            ["http://[::1"],
            ["http://x:99999/"], ["http://a\nb/"], ["x", "--pause", "-1s"], ["x", "--pause", "soon"],
            ["x", "--header", "novalue"],
            ["x", "--header", ": x"], ["x", "--header", "a b: c"], ["x", "--header", "a: b\r\nc: d"],
            ["x", "--header", "a\n: b"],
            ["x", "--user-agent", "a\nb"], ["x", "--user-agent", ""], ["x", "--retries", "-1"],
            ["x", "--retries", "x"],
            ["x", "--timeout", "0"], ["x", "--timeout", "-1"], ["x", "--max-size", "0"], ["x", "--max-size", "1T"],
            ["x", "--max-size", "99999999999999999999"], ["x", "--max-size", "9999999999G"], ["x", "--format", "pdf"],
            ["x", "--select", "p["], ["x", "--select", ""], ["x", "--key", ""], ["x", "--key", "a..b"],
            ["x", "--key", "a\\"],
            ["x", "--charset", "klingon"], ["x", "--charset", "utf-8//IGNORE"], ["x", "--attribute", "href"],
            ["x", "--select", "b", "--attribute", ""], ["-", "-"], ["x", "--unknown"],
        ])
    func usage(_ arguments: [String]) throws {
        let run = try folder.rnnc(["collect"] + arguments)
        #expect(run.status == 64 && run.output.isEmpty && run.errors.hasPrefix("Error: "), "\(run)")
    }

    /// Reads the page as everything, so that whatever it holds is walked, and the selector from random pieces.
    @Test func randomBytesCrashNothing() throws {
        let pieces = [
            "<b", "<b>", "</b>", "<p class='x", ">", "<", "&", "&#", "&#x41;", "&#xD800;", "&#99999999999;", "<!--",
            "-->", "<![CDATA[", "]]>",
            "<script>", "</script>", "<meta charset=utf-16>", "<?xml ", "\u{0}", "\u{FEFF}", "é", "<table><tr>",
            "</html>", "<html x=1>",
            "<body>", "</body>", "<pre>", "</pre>", "<br>", "\"", "'", "=", " ", "\n", "<!DOCTYPE", "<frameset>",
            "<a href=", "<x:y z:w=1>",
        ]
        var bytes = SystemRandomNumberGenerator()
        for _ in 0..<40 {
            var page = Data()
            for _ in 0..<200 {
                page += Data(pieces.randomElement(using: &bytes)!.utf8)
                if Int.random(in: 0..<8, using: &bytes) == 0 { page.append(.random(in: 0...255, using: &bytes)) }
            }
            let run = try folder.rnnc(
                ["collect", "-", "--format", "html", "--select", "*, b:last-child", "-q"], input: page)
            #expect(run.status == 0 || run.status == 1, "\(run) of \(page.base64EncodedString())")
            #expect(run.errorLines.count == Int(run.status), "\(run) of \(page.base64EncodedString())")
        }
    }

    @Test func interruptedWhileWaitingForInput() throws {
        try folder.write("a.txt", "anna\n")
        // Another process holds the other end of the pipe open and writes nothing.
        let run = try folder.shell(
            """
            mkfifo pipe; sleep 30 > pipe & sleeper=$!
            "$RNNC" collect a.txt - -o names.txt < pipe 2> errors & collector=$!
            while ! grep -q 'a.txt: 1 name' errors; do sleep 0.05; done
            kill -TERM $collector; wait $collector; status=$?
            kill $sleeper; cat errors >&2; exit $status
            """)
        #expect(run.status == 143, "\(run)")
        #expect(run.errorLines.last == "interrupted; names.txt.partial has the names so far", "\(run)")
        #expect(try folder.text("names.txt.partial") == "anna\n")
        #expect(try !folder.files.contains("names.txt"))
    }
}
