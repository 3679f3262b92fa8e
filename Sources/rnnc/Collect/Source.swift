import ArgumentParser
import Foundation
import RNNSwift

/// A source of names: a web page, a file, or standard input.
enum Source: Equatable {
    case standardInput
    case file(String)
    case web(URL)

    /// - Throws: `ValidationError` for an invalid URL, or one that is neither http nor https.
    init(_ text: String) throws {
        if text == "-" {
            self = .standardInput
            return
        }
        guard let colons = text.range(of: "://"), text[..<colons.lowerBound].allSatisfy(\.isSchemeCharacter),
            text.first?.isLetter == true
        else {
            self = .file(text)
            return
        }
        let scheme = text[..<colons.lowerBound].lowercased()
        guard scheme != "file" else { throw ValidationError("give a file by its path, without file://") }
        guard ["http", "https"].contains(scheme) else {
            throw ValidationError("only http:// and https:// can be fetched")
        }
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }),
            let url = URL(string: text), let host = url.host, !host.isEmpty, url.port.map((1...65535).contains) ?? true
        else { throw ValidationError("not a valid URL") }
        self = .web(url)
    }

    /// Name in messages: a URL without user and password.
    var name: String {
        switch self {
        case .standardInput: "standard input"
        case .file(let path): path
        case .web(let url): url.withoutPassword
        }
    }
}

extension Character {
    fileprivate var isSchemeCharacter: Bool { isASCII && (isLetter || isNumber || "+-.".contains(self)) }
}

extension URL {
    var withoutPassword: String {
        guard user != nil || password != nil, var parts = URLComponents(url: self, resolvingAgainstBaseURL: true) else {
            return absoluteString
        }
        (parts.user, parts.password) = (nil, nil)
        return parts.string ?? absoluteString
    }
}

/// Content of a source.
struct Document {
    /// Name of the source in messages.
    let name: String
    let data: Data
    /// Content type and character set of the HTTP header: `text/html; charset=utf-8`.
    var contentType: String?
    /// Path of the source. Its extension is another hint of the format.
    var path = ""
}

/// Reads a file or standard input, and decompresses it.
func readDocument(_ path: String?, atMost limit: ByteCount) throws -> Document {
    let name = path ?? "standard input"
    let file = try path.map { try FileAccess.open($0) } ?? FileHandle.standardInput
    var data = Data()
    do {
        while let piece = try waitForBytes(file).read(upToCount: 1 << 20), !piece.isEmpty {
            guard data.count + piece.count <= limit.bytes else { throw CommandFailure(limit.exceeded(by: name)) }
            data += piece
        }
    } catch let error as CocoaError {
        throw CommandFailure("cannot read \(name): \(error.localizedDescription)")
    }
    data = try decompress(data, name, atMost: limit)
    return Document(name: name, data: data, path: path ?? "")
}

private func decompress(_ data: Data, _ name: String, atMost limit: ByteCount) throws -> Data {
    guard let compression = Compression(of: data) else { return data }
    guard let reader = Compression.readers.withLock({ $0[compression] }) else {
        throw CommandFailure("\(name) is compressed; decompress it: \(compression.command(name))")
    }
    var pieces = [Data(), data]
    let read = reader { pieces.popLast() ?? Data() }
    var result = Data()
    do {
        while case let piece = try read(), !piece.isEmpty {
            guard result.count + piece.count <= limit.bytes else { throw CommandFailure(limit.exceeded(by: name)) }
            result += piece
        }
    } catch let error as Compression.Damage {
        throw CommandFailure("\(name): \(error)")
    }
    return result
}

/// Returns when there is something to read. Reading itself would not notice an interruption and would keep waiting.
private func waitForBytes(_ file: FileHandle) throws -> FileHandle {
    var request = pollfd(fd: file.fileDescriptor, events: Int16(POLLIN), revents: 0)
    repeat {
        if Interruption.isRequested { throw Interrupted() }
    } while poll(&request, 1, 100) == 0 || request.revents == 0 && errno == EINTR
    return file
}

/// A number of bytes such as 500K, 128M, 2G; a bare number is bytes.
struct ByteCount: ExpressibleByArgument, CustomStringConvertible {
    let bytes: Int
    let description: String

    init?(argument: String) {
        let digits = argument.prefix(while: \.isNumber)
        let units = ["": 0, "k": 10, "m": 20, "g": 30]
        guard let number = Int(digits), let shift = units[argument.dropFirst(digits.count).lowercased()],
            (1...Int.max >> shift).contains(number)
        else { return nil }
        bytes = number << shift
        description = argument
    }

    func exceeded(by source: String) -> String { "\(source) is larger than \(self); see --max-size" }
}

/// Ctrl-C, SIGTERM or SIGHUP was received.
struct Interrupted: Error {}
