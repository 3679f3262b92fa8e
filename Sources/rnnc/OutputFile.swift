import Foundation
import RNNSwift

/// The kinds of files that commands write. A file of another kind is not replaced: it is most likely an input whose
/// name slipped into the place of an output.
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

    /// Whether a file of this kind is bytes that a terminal cannot show.
    private var isBinary: Bool { self == .model || self == .stateDict || self == .onnx || self == .picture }

    /// Whether a file that begins with `head` is of this kind.
    private func matches(_ head: Data) -> Bool {
        func contains(_ text: String) -> Bool { head.range(of: Data(text.utf8)) != nil }
        let first = head.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
        // The length of its header in eight bytes, then the header, an object.
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

    /// Throws what writing such a file to `path` would end in, as far as it can be known before, and changes nothing.
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

/// The path of an output as it is given to a command: `-` is standard output.
func outputPath(_ argument: String) -> String { argument == "-" ? "/dev/stdout" : argument }

/// Whether what is written to this path goes to standard output.
func isStandardOutput(_ path: String) -> Bool {
    (try? FileDestination(outputPath(path))) == .descriptor(STDOUT_FILENO)
}
