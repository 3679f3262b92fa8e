import CLibCurl
import Foundation

/// Options of HTTP requests.
struct WebOptions {
    var headers: [Header] = []
    var userAgent: String
    /// Maximum time of a whole response, in seconds.
    var timeout: Double
    /// Maximum number of retries after temporary failures.
    var retries: Int
    /// Pause between requests, in seconds.
    var pause: Double
    var limit: ByteCount
}

/// Fetches pages one after another over one connection where the server allows it.
final class WebClient {
    private static let mostRedirects = 10
    /// Longest Retry-After that is respected, in seconds.
    private static let longestWait = 300.0

    private let options: WebOptions
    private let progress: Progress
    private let transfer: Transfer
    private var isFirst = true

    init(_ options: WebOptions, _ progress: Progress) throws {
        self.options = options
        self.progress = progress
        transfer = try Transfer(userAgent: options.userAgent, timeout: options.timeout, limit: options.limit)
    }

    /// Fetches a page. Follows redirects, and retries temporary failures after 1, 2, 4 … seconds or the time given by
    /// the server.
    ///
    /// - Throws: `CommandFailure` with the last error.
    func get(_ url: URL) throws -> Document {
        let name = url.withoutPassword
        if !isFirst { try wait(options.pause) }
        isFirst = false
        var attempt = 0
        while true {
            let failure: WebFailure
            do {
                return try follow(url, name: name)
            } catch let error as WebFailure {
                failure = error
            }
            guard failure.isPassing, attempt < options.retries else {
                let times = attempt > 0 ? ", \(attempt + 1) times" : ""
                throw CommandFailure("cannot fetch \(name): \(failure.reason)\(times)")
            }
            let delay = max(failure.retryAfter ?? 0, options.pause, min(exp2(Double(attempt)), 60))
            guard delay <= max(Self.longestWait, options.pause) else {
                throw CommandFailure(
                    "cannot fetch \(name): \(failure.reason); the server asks to retry in \(delay.formatted(0)) s")
            }
            attempt += 1
            progress.line("\(name): \(failure.reason); trying again in \(delay.formatted(delay < 10 ? 1 : 0)) s")
            try wait(delay)
        }
    }

    private func follow(_ url: URL, name: String) throws -> Document {
        var place = url
        for _ in 0...Self.mostRedirects {
            // Headers may contain secrets, which only the server named by the caller may receive.
            let answer = try transfer.get(place, headers: place.isSameOrigin(as: url) ? options.headers : [])
            guard let next = answer.redirect else {
                return Document(name: name, data: answer.body, contentType: answer.contentType, path: place.path)
            }
            guard let target = URL(string: next), case .web(let target)? = try? Source(target.absoluteString) else {
                throw WebFailure("it is redirected to \(next)")
            }
            place = target
        }
        throw WebFailure("it is redirected more than \(Self.mostRedirects) times")
    }

    private func wait(_ seconds: Double) throws {
        let end = Date(timeIntervalSinceNow: seconds)
        repeat {
            if Interruption.isRequested { throw Interrupted() }
            Thread.sleep(forTimeInterval: min(max(end.timeIntervalSinceNow, 0), 0.05))
        } while end.timeIntervalSinceNow > 0
    }
}

extension URL {
    fileprivate func isSameOrigin(as other: URL) -> Bool {
        (scheme?.lowercased(), host?.lowercased(), port) == (
            other.scheme?.lowercased(), other.host?.lowercased(), other.port
        )
    }
}

/// A request that failed.
struct WebFailure: Error {
    let reason: String
    /// Whether the failure is temporary.
    var isPassing = false
    /// Retry-After of the server, in seconds.
    var retryAfter: Double?

    init(_ reason: String, isPassing: Bool = false, retryAfter: Double? = nil) {
        (self.reason, self.isPassing, self.retryAfter) = (reason, isPassing, retryAfter)
    }
}

/// A header of a request: `Authorization: Bearer abc`.
struct Header: Equatable {
    struct Malformed: Error, CustomStringConvertible { let description: String }

    let line: String

    init(_ text: String) throws {
        guard let colon = text.firstIndex(of: ":") else { throw Malformed(description: "a header is 'Name: value'") }
        let name = text[..<colon]
        guard !name.isEmpty, name.utf8.allSatisfy(Self.isNamePart) else {
            throw Malformed(description: "'\(name)' cannot be the name of a header")
        }
        let value = text[text.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
            throw Malformed(description: "the value of a header is one line without control characters")
        }
        // libcurl sends a header without a value only if a semicolon stands for the colon.
        line = value.isEmpty ? "\(name);" : "\(name): \(value)"
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
}
