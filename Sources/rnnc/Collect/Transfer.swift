import CLibCurl
import Foundation

/// Sequential HTTP requests with libcurl. Bodies are decompressed.
final class Transfer {
    struct Answer {
        let body: Data
        let contentType: String?
        /// Target of a redirect.
        let redirect: String?
    }

    private let curl: UnsafeMutableRawPointer
    private let limit: ByteCount
    private var body = Data()
    private var isTooLarge = false
    /// Content-Encoding of the response.
    private var encoding: String?
    private var decoder: ContentDecoder?
    private var broken: String?

    init(userAgent: String, timeout: Double, limit: ByteCount) throws {
        // The first call initializes libcurl, once per process.
        guard curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK, let curl = curl_easy_init() else {
            throw CommandFailure("cannot initialize libcurl")
        }
        self.curl = curl
        self.limit = limit
        rnnc_curl_set_string(curl, CURLOPT_USERAGENT, userAgent)
        rnnc_curl_set_string(curl, CURLOPT_ACCEPT_ENCODING, "gzip, deflate")
        rnnc_curl_set_long(curl, CURLOPT_HTTP_CONTENT_DECODING, 0)
        rnnc_curl_set_long(curl, CURLOPT_TIMEOUT_MS, Int(min(max(timeout, 0.001), 1e6) * 1000))
        rnnc_curl_set_long(curl, CURLOPT_CONNECTTIMEOUT_MS, Int(min(max(timeout, 0.001), 1e6) * 1000))
        rnnc_curl_set_long(curl, CURLOPT_NOSIGNAL, 1)
        rnnc_curl_set_long(curl, CURLOPT_NOPROGRESS, 0)
        rnnc_curl_set_progress(curl) { _, _, _, _, _ in Interruption.isRequested ? 1 : 0 }
        rnnc_curl_set_header(curl) { bytes, size, count, context in
            guard let bytes, let context else { return 0 }
            Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
                .readHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
            return size * count
        }
        rnnc_curl_set_write(curl) { bytes, size, count, context in
            guard let bytes, let context else { return 0 }
            return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
                .append(UnsafeRawBufferPointer(start: bytes, count: size * count))
        }
    }

    deinit { curl_easy_cleanup(curl) }

    /// Records the compression of a response; each response begins with a status line.
    private func readHeader(_ bytes: UnsafeRawBufferPointer) {
        let line = String(decoding: bytes, as: UTF8.self)
        if line.hasPrefix("HTTP/") { encoding = nil }
        guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == "content-encoding" else { return }
        let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespacesAndNewlines)
        if !value.isEmpty, value.lowercased() != "identity" { encoding = encoding.map { "\($0), \(value)" } ?? value }
    }

    /// Handles a part of the body. Returns the number of bytes accepted; another number than given ends the transfer.
    private func append(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard let encoding else { return keep(bytes) ? bytes.count : 0 }
        do {
            if decoder == nil { decoder = ContentDecoder(encoding: encoding) }
            guard let decoder else { throw ContentDecoder.Broken(reason: "unknown content encoding \(encoding)") }
            try decoder.decode(bytes, keep)
        } catch {
            broken = (error as? ContentDecoder.Broken)?.reason ?? "\(error)"
        }
        return broken == nil && !isTooLarge ? bytes.count : 0
    }

    private func keep(_ bytes: UnsafeRawBufferPointer) -> Bool {
        isTooLarge = body.count + bytes.count > limit.bytes
        if !isTooLarge { body.append(contentsOf: bytes) }
        return !isTooLarge
    }

    func get(_ url: URL, headers: [Header]) throws -> Answer {
        var lines: UnsafeMutablePointer<curl_slist>?
        for header in headers { lines = curl_slist_append(lines, header.line) }
        defer { curl_slist_free_all(lines) }
        var message = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
        (body, isTooLarge, encoding, decoder, broken) = (Data(), false, nil, nil, nil)
        defer { body = Data() }
        let code = message.withUnsafeMutableBytes { message in
            withExtendedLifetime(self) {
                rnnc_curl_set_string(curl, CURLOPT_URL, url.absoluteString)
                rnnc_curl_set_pointer(curl, CURLOPT_HTTPHEADER, lines)
                rnnc_curl_set_pointer(curl, CURLOPT_ERRORBUFFER, message.baseAddress)
                rnnc_curl_set_pointer(curl, CURLOPT_WRITEDATA, Unmanaged.passUnretained(self).toOpaque())
                rnnc_curl_set_pointer(curl, CURLOPT_HEADERDATA, Unmanaged.passUnretained(self).toOpaque())
                defer {
                    rnnc_curl_set_pointer(curl, CURLOPT_HTTPHEADER, nil)
                    rnnc_curl_set_pointer(curl, CURLOPT_ERRORBUFFER, nil)
                }
                return curl_easy_perform(curl)
            }
        }
        if Interruption.isRequested { throw Interrupted() }
        guard code == CURLE_OK else {
            if let broken { throw WebFailure(broken.oneLine, isPassing: true) }
            if isTooLarge { throw WebFailure("it is larger than \(limit); see --max-size") }
            throw failure(
                code, String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
        }
        let status = rnnc_curl_get_long(curl, CURLINFO_RESPONSE_CODE)
        switch status {
        case 200...299:
            guard decoder?.isComplete ?? true else { throw WebFailure("the response ends too early", isPassing: true) }
            let type = rnnc_curl_get_string(curl, CURLINFO_CONTENT_TYPE).map { String(cString: $0) }
            return Answer(body: body, contentType: type, redirect: nil)
        case 301, 302, 303, 307, 308:
            guard let place = rnnc_curl_get_string(curl, CURLINFO_REDIRECT_URL) else { fallthrough }
            return Answer(body: Data(), contentType: nil, redirect: String(cString: place))
        default:
            throw WebFailure(
                Self.phrases[status].map { "\(status) \($0)" } ?? "status \(status)",
                isPassing: [408, 429, 500, 502, 503, 504].contains(status),
                retryAfter: Double(rnnc_curl_get_offset(curl, CURLINFO_RETRY_AFTER)))
        }
    }

    private func failure(_ code: CURLcode, _ message: String) -> WebFailure {
        var reason = message.isEmpty ? String(cString: curl_easy_strerror(code)) : message
        let cause = Int32(clamping: rnnc_curl_get_long(curl, CURLINFO_OS_ERRNO))
        if code == CURLE_COULDNT_CONNECT, cause != 0 { reason = "no connection: \(String(cString: strerror(cause)))" }
        let passing = [
            CURLE_OPERATION_TIMEDOUT, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_SEND_ERROR, CURLE_RECV_ERROR,
        ]
        return WebFailure(reason.oneLine, isPassing: passing.contains(code))
    }

    private static let phrases = [
        301: "Moved Permanently", 302: "Found", 303: "See Other", 307: "Temporary Redirect", 308: "Permanent Redirect",
        400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
        406: "Not Acceptable", 408: "Request Timeout", 410: "Gone", 429: "Too Many Requests",
        500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable",
        504: "Gateway Timeout",
    ]
}

extension String {
    /// The text without line ends and other control characters: server messages are printed on one line.
    var oneLine: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}
