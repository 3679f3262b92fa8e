import Foundation
import Synchronization

/// A server of HTTP on this machine that answers each request with exactly the bytes that a test wants, right or wrong.
///
///     let server = try WebServer { request in .init("200 OK", ["Content-Type: text/plain"], Data("anna\n".utf8)) }
///     try folder.rnnc("collect", server.url + "/names")
///
/// Requests are answered one at a time, a connection each. It stops with its last reference.
final class WebServer: Sendable {
    struct Request: Sendable {
        let path: String
        /// By their names in lower case.
        let headers: [String: String]
        let time: Date
    }

    struct Answer: Sendable {
        /// What is sent before the connection is closed.
        var bytes: Data
        /// Seconds of silence before the last byte.
        var delay = 0.0

        init(bytes: Data, delay: Double = 0) { (self.bytes, self.delay) = (bytes, delay) }

        /// - Parameter length: What Content-Length says instead of the truth.
        init(_ status: String, _ headers: [String] = [], _ body: Data = Data(), length: Int? = nil, delay: Double = 0) {
            let head = ["HTTP/1.1 \(status)", "Content-Length: \(length ?? body.count)", "Connection: close"] + headers
            self.init(bytes: Data((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body, delay: delay)
        }

        static func page(_ html: String) -> Answer {
            Answer("200 OK", ["Content-Type: text/html; charset=utf-8"], Data(html.utf8))
        }

        static func redirect(to place: String, _ status: String = "302 Found") -> Answer {
            Answer(status, ["Location: \(place)"])
        }
    }

    struct SocketError: Error { let code = errno }

    let port: Int
    var url: String { "http://127.0.0.1:\(port)" }

    private let socket: Int32
    private let received = Mutex<[Request]>([])

    /// All requests so far.
    var requests: [Request] { received.withLock { $0 } }

    init(_ answer: @escaping @Sendable (Request) -> Answer) throws {
        #if os(Linux)
            let stream = Int32(SOCK_STREAM.rawValue)
        #else
            let stream = SOCK_STREAM
        #endif
        let socket = Foundation.socket(AF_INET, stream, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isReady = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, size) == 0 && listen(socket, 64) == 0 && getsockname(socket, $0, &size) == 0
            }
        }
        guard isReady else { throw SocketError() }
        self.socket = socket
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(socket, nil, nil)
                guard connection >= 0 else { break }
                defer { close(connection) }
                guard let request = Self.readRequest(connection) else { continue }
                guard let self else { break }
                self.received.withLock { $0.append(request) }
                Self.send(answer(request), to: connection)
            }
            close(socket)
        }
    }

    deinit { shutdown(socket, Int32(SHUT_RDWR)) }

    /// An address where nobody listens.
    static func nobody() throws -> String {
        let server = try WebServer { _ in .page("") }
        return server.url
    }

    private static func readRequest(_ connection: Int32) -> Request? {
        var bytes = Data()
        var piece = [UInt8](repeating: 0, count: 65_536)
        while bytes.range(of: Data("\r\n\r\n".utf8)) == nil {
            let count = read(connection, &piece, piece.count)
            guard count > 0 else { return nil }
            bytes += piece[..<count]
        }
        let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
        let headers = lines.dropFirst().compactMap { line -> (String, String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (line[..<colon].lowercased(), line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces))
        }
        return Request(
            path: lines[0].split(separator: " ").dropFirst().first.map(String.init) ?? "",
            headers: Dictionary(headers) { $1 }, time: Date())
    }

    /// A client that has hung up must not end the process; nor may the signal be ignored, since processes inherit that.
    private static func send(_ answer: Answer, to connection: Int32) {
        #if os(Linux)
            let flags = Int32(MSG_NOSIGNAL)
        #else
            let flags: Int32 = 0
            var yes: Int32 = 1
            setsockopt(connection, SOL_SOCKET, SO_NOSIGPIPE, &yes, socklen_t(MemoryLayout<Int32>.size))
        #endif
        func send(_ bytes: Data) {
            var rest = bytes[...]
            while !rest.isEmpty {
                let written = rest.withUnsafeBytes { Foundation.send(connection, $0.baseAddress, $0.count, flags) }
                guard written > 0 else { return }
                rest = rest.dropFirst(written)
            }
        }
        guard answer.delay > 0 else { return send(answer.bytes) }
        send(answer.bytes.dropLast())
        Thread.sleep(forTimeInterval: answer.delay)
        send(answer.bytes.suffix(1))
    }
}
