import Foundation
import Testing

/// `rnnc collect` from a server on this machine.
@Suite struct CollectWebTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    private func expect(
        _ names: [String], from run: Run, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)", sourceLocation: sourceLocation)
        #expect(run.output == names.map { $0 + "\n" }.joined(), "\(run)", sourceLocation: sourceLocation)
    }

    @Test func aPage() throws {
        let server = try WebServer { _ in .page("<b class=h4>Söhne</b><i>x</i><b class=h4>B</b>") }
        expect(["Söhne", "B"], from: try folder.rnnc("collect", server.url, "--select", "b.h4", "-q"))
        let request = try #require(server.requests.first)
        #expect(request.headers["user-agent"]?.hasPrefix("rnnc/") == true)
        #expect(request.headers["accept-encoding"]?.contains("gzip") == true)
    }

    @Test func twentySixPagesWithAPause() throws {
        let server = try WebServer { request in
            .page(
                "<div id=div_players_><p>\(request.path.dropFirst()) one</p><p>\(request.path.dropFirst()) two</p></div>"
            )
        }
        let letters = (0..<26).map { String(Character(Unicode.Scalar(UInt8(ascii: "a") + UInt8($0)))) }
        let run = try folder.rnnc(
            ["collect", "-q", "--pause", "40ms", "--select", "div#div_players_ p"]
                + letters.map { server.url + "/" + $0 })
        expect(letters.flatMap { ["\($0) one", "\($0) two"] }, from: run)
        let times = server.requests.map(\.time)
        #expect(times.count == 26)
        for (time, next) in zip(times, times.dropFirst()) { #expect(next.timeIntervalSince(time) >= 0.039) }
    }

    @Test func headersAndAnAPI() throws {
        let server = try WebServer { request in
            guard request.headers["authorization"] == "Bearer abc", request.headers["x-empty"] == "" else {
                return .init("401 Unauthorized")
            }
            return .init(
                "200 OK", ["Content-Type: application/vnd.api+json"],
                Data(#"{"data":{"items":[{"name":"Acme"}]}}"#.utf8))
        }
        let arguments = ["collect", "-q", server.url + "/api", "--key", "data.items.name"]
        try folder.rnnc(arguments).expectFailure(saying: "401 Unauthorized", server.url + "/api")
        let run = try folder.rnnc(
            arguments + ["--header", "Authorization: Bearer abc", "--header", "X-Empty:", "--user-agent", "me"])
        expect(["Acme"], from: run)
        #expect(server.requests.map(\.headers["user-agent"]).last == "me")
    }

    @Test func compressed() throws {
        try folder.write("page", "<b>Ann</b>" + String(repeating: "<i>x</i>", count: 10_000))
        #expect(try folder.shell("gzip -c page > page.gz").status == 0)
        let packed = try folder.data("page.gz")
        let server = try WebServer { request in
            let body = request.path == "/broken" ? packed.dropLast(packed.count / 2) : packed
            return .init("200 OK", ["Content-Type: text/html", "Content-Encoding: gzip"], Data(body))
        }
        expect(["Ann"], from: try folder.rnnc("collect", "-q", server.url, "--select", "b"))
        // The limit is for what comes out.
        try folder.rnnc("collect", "-q", server.url, "--select", "b", "--max-size", "50K")
            .expectFailure(saying: "larger than 50K", "--max-size")
        let broken = try folder.rnnc("collect", "-q", server.url + "/broken", "--select", "b", "--retries", "0")
        #expect(broken.status == 1 || broken.output == "Ann\n", "\(broken)")
    }

    @Test func redirects() throws {
        let server = try WebServer { request in
            switch request.path {
            case "/1": .redirect(to: "/2", "301 Moved Permanently")
            case "/2": .redirect(to: "sub/3?x=1", "307 Temporary Redirect")
            case "/sub/3?x=1": .page("<b>Ann</b>")
            case "/loop": .redirect(to: "/loop")
            case "/away": .redirect(to: "ftp://example.com/x")
            case "/file": .redirect(to: "file:///etc/passwd")
            default: .init("302 Found")
            }
        }
        expect(["Ann"], from: try folder.rnnc("collect", "-q", server.url + "/1", "--select", "b"))
        func fail(_ path: String, _ text: String) throws {
            try folder.rnnc("collect", "-q", server.url + path, "--select", "b").expectFailure(
                saying: server.url + path, text)
        }
        try fail("/loop", "redirected more than 10 times")
        try fail("/away", "redirected to ftp://example.com/x")
        try fail("/file", "redirected to file:///etc/passwd")
        try fail("/nowhere", "302 Found")
    }

    @Test func secretsStayWithTheirServer() throws {
        let other = try WebServer { _ in .page("<b>Ann</b>") }
        let place = other.url
        let server = try WebServer { request in request.path == "/" ? .redirect(to: "/same") : .redirect(to: place) }
        let run = try folder.rnnc(
            "collect", "-q", server.url, "--select", "b", "--header", "Authorization: secret", "--header",
            "X-Key: secret")
        expect(["Ann"], from: run)
        #expect(server.requests.map(\.headers["x-key"]) == ["secret", "secret"])
        #expect(other.requests.count == 1)
        #expect(!"\(other.requests)".contains("secret"))
    }

    @Test func passwordsAreNotPrinted() throws {
        let server = try WebServer { request in
            request.headers["authorization"] == "Basic dXNlcjpwYXNzd2Q=" ? .page("<b>Ann</b>") : .init("404 Not Found")
        }
        let run = try folder.rnnc("collect", "http://user:passwd@127.0.0.1:\(server.port)/x", "--select", "b")
        #expect(run.output == "Ann\n" && run.errors == "\(server.url)/x: 1 name\n", "\(run)")
        try folder.rnnc("collect", "-q", "http://u:secret@127.0.0.1:\(server.port)/x", "--select", "b")
            .expectFailure(saying: "cannot fetch \(server.url)/x: 404")
    }

    @Test func characterSets() throws {
        let server = try WebServer { request in
            switch request.path {
            case "/latin":
                .init(
                    "200 OK", ["Content-Type: text/html; charset=ISO-8859-1"],
                    Data("<b>Caf\u{E9}</b>".unicodeScalars.map { UInt8($0.value) }))
            case "/both":
                .init(
                    "200 OK", ["Content-Type: text/html;charset=\"shift_jis\""],
                    Data("<meta charset=latin1><b>".utf8) + CollectTests.japanese + Data("</b>".utf8))
            case "/csv":
                .init(
                    "200 OK", ["Content-Type: text/csv; charset=windows-1252"],
                    Data([0x6E, 0x61, 0x6D, 0x65, 0x0A, 0xE9, 0x0A]))
            default: .init("200 OK", ["Content-Type: text/html; charset=klingon"], Data("<b>x</b>".utf8))
            }
        }
        expect(["Café"], from: try folder.rnnc("collect", "-q", server.url + "/latin", "--select", "b"))
        expect(["テスト"], from: try folder.rnnc("collect", "-q", server.url + "/both", "--select", "b"))
        expect(["é"], from: try folder.rnnc("collect", "-q", server.url + "/csv"))
        try folder.rnnc("collect", "-q", server.url, "--select", "b").expectFailure(
            saying: "unknown character set klingon", "--charset")
    }

    @Test func formats() throws {
        let server = try WebServer { request in
            let type = request.path.contains("plain") ? ["Content-Type: text/plain; charset=utf-8"] : []
            return request.path.contains("json")
                ? .init("200 OK", type, Data(#"["anna"]"#.utf8)) : .init("200 OK", type, Data("id,name\n1,anna\n".utf8))
        }
        for path in ["/plain.json?x=y", "/json", "/plain-json", "/plain.csv", "/a.csv?b=c.html"] {
            expect(["anna"], from: try folder.rnnc("collect", "-q", server.url + path))
        }
        expect(["id,name", "1,anna"], from: try folder.rnnc("collect", "-q", server.url + "/plain"))
    }

    @Test func pagesThatAreNotThere() throws {
        let server = try WebServer { request in
            switch request.path {
            case "/no-match": .page("<i>x</i>")
            case "/garbage": .init(bytes: Data("no HTTP at all\r\n\r\n".utf8))
            case "/empty": .init("200 OK", ["Content-Type: text/html"])
            case "/418": .init("418 \u{1B}[31m Teapot")
            default: .init("404 Not Found", [], Data("<b>an error</b>".utf8))
            }
        }
        func fail(_ url: String, _ text: String) throws {
            let run = try folder.rnnc("collect", "-q", url, "--select", "b", "--retries", "0", "-o", "names.txt")
            run.expectFailure(saying: url, text)
            #expect(try folder.files.isEmpty)
        }
        try fail(server.url + "/missing", "404 Not Found")
        try fail(server.url + "/418", "status 418")
        try fail(server.url + "/no-match", "no element matches b")
        try fail(server.url + "/empty", "no element matches b")
        try fail(server.url + "/garbage", "cannot fetch")
        #if os(Linux)
            try fail(WebServer.nobody(), "Connection refused")
        #else
            try fail(WebServer.nobody(), "cannot fetch")
        #endif
        try fail("http://nowhere.invalid/", "nowhere.invalid")
        #expect(server.requests.count == 5, "none of these is asked for twice")
    }

    @Test func aServerThatIsBusy() throws {
        let asked = Counter()
        let server = try WebServer { request in
            switch (request.path, asked.next()) {
            case ("/soon", 1): .init("503 Service Unavailable")
            case ("/later", 1): .init("429 Too Many Requests", ["Retry-After: 2"])
            case ("/hours", _): .init("503 Service Unavailable", ["Retry-After: 7200"])
            case ("/never", _): .init("500 Internal Server Error")
            default: .page("<b>Ann</b>")
            }
        }
        func collect(_ path: String, _ options: String...) throws -> Run {
            asked.reset()
            return try folder.rnnc(["collect", server.url + path, "--select", "b"] + options)
        }
        var run = try collect("/soon")
        #expect(run.status == 0 && run.output == "Ann\n", "\(run)")
        #expect(run.errorLines.first == "\(server.url)/soon: 503 Service Unavailable; trying again in 1.0 s", "\(run)")
        run = try collect("/later", "-q")
        #expect(run.status == 0 && run.output == "Ann\n" && run.errors.isEmpty, "\(run)")
        let times = server.requests.map(\.time)
        #expect(times.count == 4)
        #expect(times[1].timeIntervalSince(times[0]) >= 0.99 && times[3].timeIntervalSince(times[2]) >= 1.99)
        try collect("/hours").expectFailure(saying: "503 Service Unavailable", "retry in 7200 s")
        try collect("/never", "-q", "--retries", "1").expectFailure(saying: "500 Internal Server Error, 2 times")
        #expect(server.requests.count == 7)
    }

    @Test func silenceAndHalfAnAnswer() throws {
        let asked = Counter()
        let server = try WebServer { request in
            switch (request.path, asked.next()) {
            case ("/slow", _): .init("200 OK", [], Data("x".utf8), delay: 1)
            case ("/half", _): .init("200 OK", ["Content-Type: text/html"], Data("<b>Ann</b>".utf8), length: 1000)
            case ("/hangs-up", 1): .init(bytes: Data())
            default: .page("<b>Ann</b>")
            }
        }
        func collect(_ path: String, _ options: String...) throws -> Run {
            asked.reset()
            return try folder.rnnc(["collect", "-q", server.url + path, "--select", "b"] + options)
        }
        try collect("/slow", "--timeout", "200ms", "--retries", "0").expectFailure(
            saying: server.url + "/slow", "timed out")
        try collect("/half", "--retries", "1").expectFailure(saying: server.url + "/half", "2 times")
        expect(["Ann"], from: try collect("/hangs-up"))
    }

    @Test func aLargePage() throws {
        let row = "<div class=row><b class=h4>Name</b><p>some text that is no name<br>and more of it</p></div>\n"
        let body = Data(String(repeating: row, count: 50_000_000 / row.utf8.count + 1).utf8)
        let server = try WebServer { _ in .init("200 OK", ["Content-Type: text/html"], body) }
        let run = try folder.rnnc("collect", "-q", server.url, "--select", "b.h4", "--unique")
        expect(["Name"], from: run)
        try folder.rnnc("collect", "-q", server.url, "--select", "b", "--max-size", "10M")
            .expectFailure(saying: server.url, "larger than 10M; see --max-size")
    }

    @Test(arguments: [SIGINT, SIGTERM]) func interrupted(_ signal: Int32) throws {
        let server = try WebServer { request in
            request.path == "/1" ? .page("<b>Ann</b>") : .init("200 OK", [], Data("x".utf8), delay: 2)
        }
        for (output, options) in [("Ann\n", []), ("", ["-o", "names.txt"])] {
            let collecting = try Running(
                Executable.path, ["collect", server.url + "/1", server.url + "/2", "--select", "b"] + options,
                in: folder)
            let deadline = Date(timeIntervalSinceNow: 30)
            while !collecting.errors.contains("/1: 1 name"), Date() < deadline { Thread.sleep(forTimeInterval: 0.01) }
            kill(collecting.process.processIdentifier, signal)
            let run = try collecting.wait(seconds: 20)
            #expect(run.status == 128 + signal && run.output == output, "\(run)")
            #expect(run.errorLines.last?.hasPrefix("interrupted; ") == true, "\(run)")
        }
        #expect(try folder.files == ["names.txt.partial"])
        #expect(try folder.text("names.txt.partial") == "Ann\n")
    }
}

/// Counts from 1.
private final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0

    func next() -> Int {
        lock.withLock {
            count += 1; return count
        }
    }
    func reset() { lock.withLock { count = 0 } }
}
