import Foundation
import RNNSwift

/// A form in which a model leaves for another program. Another one is another case, and a file that writes it.
public enum ExportFormat: String, CaseIterable, Sendable {
    /// The arrays of a stack of SimpleRNN layers as JSON.
    case weightsJSON = "weights-json"
    /// The tensors alone, as PyTorch's `load_state_dict` takes them.
    case safetensors
    /// A program: one file of C with the weights in it.
    case c
    /// The same with weights of eight bits.
    case cInt8 = "c-int8"
    /// A graph for ONNX Runtime and what else reads ONNX.
    case onnx
    /// A web page that writes names, or running text.
    case html

    /// What it is for, in a few words.
    public var summary: String {
        switch self {
        case .weightsJSON: "arrays in JSON, for NumPy programs; cell rnn"
        case .safetensors: "a state dict for PyTorch"
        case .c: "one file of C that needs no library and allocates nothing"
        case .cInt8: "one file of C with 8-bit weights, a quarter of the memory"
        case .onnx: "a graph for ONNX Runtime, step by step or over whole sequences"
        case .html: "a web page that generates names, or text, in any browser, offline"
        }
    }

    /// The extension of its files; nil for a variant of a format that has it.
    public var fileExtension: String? {
        switch self {
        case .weightsJSON: "json"
        case .safetensors: "safetensors"
        case .c: "c"
        case .cInt8: nil
        case .onnx: "onnx"
        case .html: "html"
        }
    }

    /// Whether the file draws names, or text, on its own.
    var hasSampler: Bool {
        switch self {
        case .weightsJSON, .safetensors, .onnx: false
        case .c, .cInt8, .html: true
        }
    }

    /// The bytes of the file.
    package func contents(_ model: Model, prefix: String? = nil, page: PageOptions = PageOptions()) throws -> Data {
        guard !hasSampler || TokenBoundaries.suffice(model.vocabulary) else {
            let others = Self.allCases.filter { !$0.hasSampler }.map(\.rawValue).sorted().joined(separator: ", ")
            throw InterchangeError(
                "the code points of this model compose in ways that the exported program could not see; only formats "
                    + "without a sampler are possible: \(others)")
        }
        return switch self {
        case .weightsJSON: try WeightsJSON.write(model)
        case .safetensors: try TorchStateDict.write(model)
        case .c: CSource.write(model, prefix: prefix)
        case .cInt8: CSource.write(model, precision: .int8, prefix: prefix)
        case .onnx: try ONNXModel.write(model)
        case .html: try WebPage.write(model, page)
        }
    }

    /// The bytes of a file with the ensemble of several models.
    package func contents(
        _ models: [Model], shares: [Double]?, mean: ModelEnsemble.Mean = .geometric, prefix: String? = nil,
        page: PageOptions = PageOptions()
    ) throws -> Data {
        guard models.count > 1 else { return try contents(models[0], prefix: prefix, page: page) }
        guard self == .onnx else {
            throw InterchangeError("the format \(rawValue) takes one model; several can be exported to onnx")
        }
        return try ONNXModel.write(models, shares: shares, mean: mean)
    }

    /// Lines of a program that loads the file, if that takes no more than a few.
    package func loader(_ model: Model, path: String) throws -> [String] {
        self == .safetensors ? try TorchStateDict.loader(model, path: path) : []
    }
}

extension Model {
    /// Writes the model for another program; what was at the places is replaced, or left as it is if something fails.
    ///
    /// Tokens keep their numbers: the characters, START, STOP.
    ///
    /// - Parameters:
    ///   - format: For which program.
    ///   - path: Where the file goes.
    ///   - vocabularyPath: Where JSON with the tokens' numbers goes, `{"a": 0, "b": 1, "^": 2, "$": 3}`; nil for none.
    ///   - start: What stands for START there, by default "^".
    ///   - stop: What stands for STOP there, by default "$", or "#" if "$" is a character of names.
    ///   - prefix: What all names in a file of C begin with, a name of C itself; by default "names", or "text" for
    ///     running text.
    ///   - page: What a web page has beside the model; other formats ignore it.
    /// - Returns: Lines of a program that loads the file, if there are any.
    /// - Throws: ``InterchangeError`` if the format has no place for this model, or ``FileError``.
    @discardableResult
    public func export(
        as format: ExportFormat, to path: String, vocabulary vocabularyPath: String? = nil, start: String? = nil,
        stop: String? = nil, prefix: String? = nil, page: PageOptions = PageOptions()
    ) throws -> [String] {
        try Self.export(
            [self], as: format, to: path, vocabulary: vocabularyPath, start: start, stop: stop, prefix: prefix,
            page: page)
    }

    /// Writes the ensemble of several models as one graph of ``ExportFormat/onnx``, or one model in any format: see
    /// ``export(as:to:vocabulary:start:stop:prefix:page:)``.
    ///
    /// - Parameters:
    ///   - models: At least one; if several, with the same vocabulary.
    ///   - shares: Weights of the models in their ensemble; by default equal.
    ///   - mean: Mean of the predictions of each step.
    /// - Throws: also ``RNNSwift/ModelEnsemble/EnsembleError``.
    @discardableResult
    public static func export(
        _ models: [Model], shares: [Double]? = nil, mean: ModelEnsemble.Mean = .geometric, as format: ExportFormat,
        to path: String, vocabulary vocabularyPath: String? = nil, start: String? = nil, stop: String? = nil,
        prefix: String? = nil, page: PageOptions = PageOptions()
    ) throws -> [String] {
        precondition(!models.isEmpty, "there is no model")
        let model = models[0]
        let data = try format.contents(models, shares: shares, mean: mean, prefix: prefix, page: page)
        var files = [(path: path, data: data)]
        if let vocabularyPath {
            let tokens = try ForeignVocabulary(
                model.vocabulary, start: start, stop: stop, isText: model.record.text != nil)
            files.append((vocabularyPath, tokens.json))
        }
        for file in files { try FileAccess.checkReplaceable(file.path) }
        for file in files { try FileAccess.replace(file.path, with: file.data) }
        return try format.loader(model, path: path)
    }
}

extension TextModel {
    /// Writes the model for another program: see ``RNNSwift/Model/export(as:to:vocabulary:start:stop:prefix:page:)``.
    @discardableResult
    public func export(
        as format: ExportFormat, to path: String, vocabulary: String? = nil, start: String? = nil, stop: String? = nil
    ) throws -> [String] {
        try model.export(as: format, to: path, vocabulary: vocabulary, start: start, stop: stop)
    }
}
