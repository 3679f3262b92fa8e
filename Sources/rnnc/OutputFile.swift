import Foundation
import RNNExchange
import RNNReport
import RNNSwift

/// Kinds of files that commands write. A file of another kind is not replaced: it is most likely an input, given as
/// output by mistake.
enum OutputKind: String {
    case model = "a model of rnnc"
    case stateDict = "a state dict"
    case onnx = "an ONNX model of rnnc"
    case cSource = "a C file of rnnc"
    case page = "a page of rnnc"
    case chart = "an SVG picture"
    case picture = "a PNG picture"
    case json = "JSON"
    case history = "a history of rnnc"
    case list = "a list of names"

    init(_ format: ExportFormat) {
        switch format {
        case .weightsJSON: self = .json
        case .safetensors: self = .stateDict
        case .c, .cInt8: self = .cSource
        case .onnx: self = .onnx
        case .html: self = .page
        }
    }

    /// Whether files of this kind are binary.
    private var isBinary: Bool { self == .model || self == .stateDict || self == .onnx || self == .picture }

    /// Whether a file that begins with `head` is of this kind.
    private func matches(_ head: Data) -> Bool {
        func contains(_ text: String) -> Bool { head.range(of: Data(text.utf8)) != nil }
        let first = head.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
        // Eight bytes with the length of the header, then the header, a JSON object.
        let isSafetensors = head.count > 8 && head[head.startIndex + 8] == UInt8(ascii: "{") && head.prefix(8).last == 0
        let isModel = contains("rnnc.format\"") || contains("rnnc.architecture\"")
        return switch self {
        case .model: isSafetensors && isModel
        case .stateDict: isSafetensors && !isModel
        case .onnx: head.first == 0x08 && contains("rnnc")
        case .cSource: contains("rnnc")
        case .page: first == UInt8(ascii: "<") && contains("<html") && contains("rnnc")
        case .chart: first == UInt8(ascii: "<") && contains("<svg")
        case .picture: head.starts(with: [0x89, 0x50, 0x4E, 0x47])
        case .json: first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        case .history: HistoryFile.Format.allCases.contains { head.starts(with: Data(($0.header + "\n").utf8)) }
        case .list: !head.contains(0) && first != UInt8(ascii: "<")
        }
    }

    private static let headLength = 65_536

    /// Throws the error that writing to `path` would cause, as far as it can be determined in advance. Changes nothing.
    func checkWritable(_ path: String) throws {
        try FileAccess.checkReplaceable(path)
        switch try FileDestination(path) {
        case .plain(let place):
            guard let file = try? FileHandle(forReadingFrom: URL(fileURLWithPath: place)),
                let head = try? file.read(upToCount: Self.headLength), !head.isEmpty, !matches(head)
            else { return }
            throw CommandFailure(
                "\(path) exists and is not \(rawValue), so it is not replaced; remove it first, or choose another name"
            )
        case .descriptor(let file):
            guard isBinary, isatty(file) == 1 else { return }
            throw CommandFailure(
                "cannot write \(rawValue) to a terminal; give a file name, or redirect standard output")
        case .special: break
        }
    }
}

/// The path of an output argument: `-` is standard output.
func outputPath(_ argument: String) -> String { argument == "-" ? "/dev/stdout" : argument }

/// Whether a path is that of standard output.
func isStandardOutput(_ path: String) -> Bool {
    (try? FileDestination(outputPath(path))) == .descriptor(STDOUT_FILENO)
}
