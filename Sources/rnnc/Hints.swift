import Foundation
import RNNSwift

/// Probable content of a file, for error messages when another kind of file was expected.
enum FileKind: Equatable {
    /// A safetensors file, probably a model.
    case model
    /// Lines of text: a list of names.
    case list
    /// Running text: lines of sentences.
    case runningText
    case other

    /// Reads the beginning of a file.
    init(of path: String) {
        if path.hasPrefix("@") {
            self = NameList.BuiltIn(rawValue: String(path.dropFirst())) == nil ? .other : .list
            return
        }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            let file = try? FileHandle(forReadingFrom: URL(fileURLWithPath: path)),
            let bytes = try? file.read(upToCount: 1 << 16), !bytes.isEmpty
        else {
            self = .other
            return
        }
        if Self.isSafetensors(bytes, size: Int(status.st_size)) {
            self = .model
        } else {
            self = Self.kind(ofText: bytes)
        }
    }

    /// Whether a file begins with the length of a safetensors header and the header.
    private static func isSafetensors(_ bytes: Data, size: Int) -> Bool {
        guard bytes.count > 8, bytes[8] == UInt8(ascii: "{") else { return false }
        let header = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return header >= 2 && header <= UInt64(size - 8)
    }

    private static func kind(ofText bytes: Data) -> FileKind {
        guard !bytes.contains(0) else { return .other }
        // The last character may be incomplete.
        guard let text = (0...3).lazy.compactMap({ String(validating: bytes.dropLast($0), as: UTF8.self) }).first,
            let first = text.first(where: { !$0.isWhitespace }), first != "{", first != "<"
        else { return .other }
        let lines = text.split(whereSeparator: \.isNewline).map(String.init)
        return looksLikeRunningText(lines) ? .runningText : .list
    }
}

/// Whether lines are sentences rather than names: at least five words on average (or as much text without spaces), and
/// a word that ends with punctuation in two fifths of the lines. Examines the first 2,000 lines.
func looksLikeRunningText(_ lines: some Sequence<String>) -> Bool {
    let ends: Set<Character> = [".", ",", ";", ":", "!", "?", "。", "，", "；", "：", "！", "？", "、", "।", "…"]
    var (count, words, punctuated) = (0, 0, 0)
    for line in lines.lazy.prefix(2000) {
        let parts = line.split(whereSeparator: \.isWhitespace)
        guard !parts.isEmpty else { continue }
        count += 1
        // Chinese and Japanese have no spaces: three characters count as a word.
        words += parts.reduce(0) { $0 + (isWideText($1) ? ($1.count + 2) / 3 : 1) }
        if parts.contains(where: { part in part.count > 1 && (part.last.map(ends.contains) ?? false) }) {
            punctuated += 1
        }
    }
    return count > 0 && words >= 5 * count && 5 * punctuated >= 2 * count
}

/// Whether a word begins with a Chinese character or a Japanese syllable.
private func isWideText(_ word: Substring) -> Bool {
    word.unicodeScalars.first.map { (0x3040...0x9FFF).contains($0.value) } ?? false
}

/// Reads a model of any kind. If the file is something else, the error says what it is and what to do.
///
/// - Parameter int8: Whether the model is to compute with 8-bit weights.
func readModelFile(_ path: String, kernels: Kernels = .best, int8: Bool = false) throws -> ModelFile {
    do {
        let model = try ModelFile(contentsOf: path, kernels: kernels)
        return int8 ? try model.quantized() : model
    } catch let error as QuantizationError {
        throw CommandFailure("\(path): \(error); remove --int8")
    } catch {
        throw hint(for: path) ?? error
    }
}

/// Reads a model of names. If the file is something else, the error says what it is and what to do.
func readModel(_ path: String, kernels: Kernels = .best) throws -> Model {
    do {
        return try Model(contentsOf: path, kernels: kernels)
    } catch {
        throw hint(for: path) ?? error
    }
}

/// Reads several models, all of names or all of running text; one of the arrays is empty.
func readModelFiles(
    _ paths: [String], kernels: Kernels = .best, int8: Bool = false
) throws -> (names: [ModelGroup], text: [ModelGroup]) {
    var (names, texts): ([ModelGroup], [ModelGroup]) = ([], [])
    for path in paths {
        switch try readModelFile(path, kernels: kernels, int8: int8) {
        case .names(let model): names.append(ModelGroup(model))
        case .text(let model): texts.append(ModelGroup(model.model))
        case .ensemble(let model): model.isText ? texts.append(ModelGroup(model)) : names.append(ModelGroup(model))
        case .records: _ = try readModel(path, kernels: kernels)  // which explains what it is
        }
        guard names.isEmpty || texts.isEmpty else {
            throw CommandFailure(
                "\(paths[0]) and \(path) are models of names and of running text; only models of one kind can be "
                    + "combined")
        }
    }
    return (names, texts)
}

/// Error message for a list given instead of a model; nil for other files.
private func hint(for path: String) -> CommandFailure? {
    let kind = FileKind(of: path)
    // There is a model of each built-in list: it is one of another kind.
    guard kind == .list || kind == .runningText, !path.hasPrefix("@") else { return nil }
    let name = (path as NSString).deletingPathExtension
    let isText = kind == .runningText
    let command = shellCommand(["train"] + (isText ? ["--text"] : []) + [path, "-o", name + ".safetensors"])
    return CommandFailure("\(path) is a \(isText ? "text" : "list"), not a model; train it first: \(command)")
}

/// The leading arguments that are models; the first has to be one.
func leadingModels(of arguments: [String]) -> [String] {
    Array(arguments.prefix(1) + arguments.dropFirst().prefix { FileKind(of: $0) == .model })
}
