// For libFuzzer: any bytes to the readers in Swift. The first byte chooses the reader. Run by Scripts/fuzz.
//
// A reader throws an error of one line, or returns something that can be used; a trap is a fault, and so is a result
// that is read otherwise than it was written.

import Foundation

@testable import RNNExchange
@testable import RNNReport
@testable import RNNSwift

/// Slow, and without instructions that not every processor has.
private let kernels = Kernels.available.last!

private let readers: [@Sendable (Data) throws -> Void] = [
    readModel, { try readModel(file($0)) }, { try readCheckpoint(file($0)) }, readSafetensors,
    { try readList($0, .text) }, { try readList($0, .csv) }, { try readList($0, .tsv) }, { try readList($0, .json) },
    { try readList($0, .jsonl) }, readText, readTokens, readExpression, readSettings, readImport,
    { try readImport(file($0)) }, readGzip, readVocabulary, readHistory,
]

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 0 else { return 0 }
    let data = Data(bytes: bytes + 1, count: count - 1)
    do {
        try readers[Int(bytes[0]) % readers.count](data)
    } catch {
        check(!"\(error)".isEmpty, "an error without a description")
    }
    return 0
}

/// A safetensors file with this header, after two bytes that say how many bytes of elements follow it.
private func file(_ data: Data) -> Data {
    guard data.count >= 2 else { return data }
    let size = Int(data[0]) | Int(data[1]) << 8
    let header = data.dropFirst(2)
    var file = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Data($0) } + header
    for index in 0..<size { file.append(index % 4 == 3 ? 0x3D : UInt8(truncatingIfNeeded: index &* 37)) }
    return file
}

/// Ends the program unless a condition holds.
private func check(_ condition: Bool, _ message: @autoclosure () -> String) {
    guard !condition else { return }
    // Optimized, a trap does not print its message.
    FileHandle.standardError.write(Data((message() + "\n").utf8))
    fatalError()
}

// MARK: Models

private func readModel(_ data: Data) throws {
    switch try ModelFile(Safetensors(data), kernels: kernels) {
    case .names(let model): try use(model)
    case .text(let model):
        var options = GenerationOptions()
        options.seed = 3
        _ = try model.generate(length: 12, options: options)
        let read = try ModelFile(Safetensors(model.model.serialized()), kernels: kernels)
        guard case .text = read else { preconditionFailure("read as another kind") }
    case .records(let model):
        _ = try model.generate(count: 2)
        let read = try ModelFile(Safetensors(model.serialized()), kernels: kernels)
        guard case .records(let again) = read else { preconditionFailure("read as another kind") }
        try check(again.serialized() == model.serialized(), "read otherwise than it was written")
    }
}

private func use(_ model: Model) throws {
    let bytes = try model.serialized()
    let again = try Model(Safetensors(bytes), kernels: kernels)
    try check(again.serialized() == bytes, "read otherwise than it was written")
    var names = model.vocabulary.texts.prefix(3).map { $0 }
    do {
        names += try model.generate(count: 2)
    } catch let error as GenerationError {
        _ = error.description
    }
    if model.vocabulary.labels.isEmpty { _ = ModelEnsemble(model).scores(for: names) }
    _ = model.record.settingTexts
    _ = History(model.record)
}

private func readCheckpoint(_ data: Data) throws {
    let checkpoint = try Checkpoint(data, kernels: kernels)
    try check(
        Checkpoint(checkpoint.serialized(), kernels: kernels).serialized() == checkpoint.serialized(),
        "read otherwise than it was written")
}

private func readSafetensors(_ data: Data) throws {
    let file = try Safetensors(data)
    let bytes = try file.serialized()
    let again = try Safetensors(bytes)
    check(again.metadata == file.metadata && again.tensors == file.tensors, "read otherwise than it was written")
    for tensor in file.tensors.values { check(tensor.doubles.count == tensor.count, "elements are missing") }
}

// MARK: Lists

private func readList(_ data: Data, _ format: NameList.Format) throws {
    let list = try NameList(data, source: "list", format: format)
    let again = try NameList(Array(list.names), source: "list")
    check(
        Array(again.names) == Array(list.names), "names change when they are read again")
    let vocabulary = try Vocabulary(of: list.names)
    let encoded = EncodedNames(list, vocabulary: vocabulary)
    check(encoded.unknownCharacters == 0, "characters are missing in the vocabulary")
    let texts = encoded.occurrences.map { encoded.text(Int($0)) }
    check(texts.sorted() == list.names.sorted(), "names change when they are encoded")
}

private func readText(_ data: Data) throws {
    let text = try RunningText(NameList.text(of: data, source: "text"))
    let vocabulary = try Vocabulary(of: text, tokens: .characters)
    check(vocabulary.tokens(of: text).unknown == 0, "characters are missing in the vocabulary")
}

// MARK: Texts

private func lines(_ data: Data) -> [String] {
    String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}

/// A tokenization, and a text that is split by it; then, as in a file of a model, tokens and pairs of them.
private func readTokens(_ data: Data) throws {
    let parts = lines(data)
    guard parts.count > 2, let tokenization = Tokenization(parts[0]) else { return }
    if case .file = tokenization { return }
    let list = try NameList([parts[1]], source: "list")
    let learned = try Vocabulary(ofUTF8: list.names.utf8, tokens: tokenization)
    let read = try Vocabulary(metadata: learned.metadata(), isText: false)
    check(read.isIdentical(to: learned), "read otherwise than it was written")
    _ = learned.parts(of: parts[1])
    let metadata = [
        Vocabulary.Key.texts: parts[2], Vocabulary.Key.tokens: parts[0],
        Vocabulary.Key.merges: parts.count > 3 ? parts[3] : "[]",
        Vocabulary.Key.labels: parts.count > 4 ? parts[4] : "[]",
    ]
    let vocabulary = try Vocabulary(metadata: metadata, isText: parts.count > 5)
    _ = vocabulary.parts(of: parts[1])
}

/// A pattern, and texts that it is to match: by the automaton over the vocabulary, and by its slower counterpart.
private func readExpression(_ data: Data) throws {
    let parts = lines(data)
    guard parts.count > 1 else { return }
    let expression = try RegularExpression(parts[0])
    let slow = try NondeterministicAutomaton(expression)
    let names = parts.dropFirst().map { NameList.composed(String($0.prefix(40))) }.filter { !$0.isEmpty }
    let vocabulary = try Vocabulary(of: names)
    let fast: Automaton
    do {
        fast = try Automaton(expression, vocabulary)
    } catch is Automaton.TooComplex {
        return
    }
    for name in names {
        let tokens = try vocabulary.tokens(of: name)
        let matches = fast.state(after: tokens).map { fast.isAccepting[$0] } ?? false
        try check(slow.matches(name) == matches, "the automata do not agree")
    }
    var options = GenerationOptions()
    options.patterns = [parts[0]]
    options.excludedPatterns = parts.count > 2 ? [parts[1]] : []
    options.suffix = parts.count > 3 ? parts[2] : ""
    options.contained = parts.count > 4 ? [parts[3]] : []
    let beginning = try NameBeginning(options, vocabulary, maximumLength: 9)
    _ = try Constraint(options, vocabulary, beginning, maximumLength: 9)
}

/// Lines of the form `name=value`: training options, axes of sweeps, and others.
private func readSettings(_ data: Data) throws {
    var options = TrainingOptions()
    for line in lines(data).prefix(8) {
        let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { continue }
        if let setting = TrainingSetting.named(parts[0]) {
            do {
                try setting.apply(parts[1], to: &options)
                var again = options
                let text = setting.text(options)
                if setting.value(options) != nil, !text.isEmpty, (try? setting.apply(text, to: &again)) != nil {
                    check(setting.text(again) == text, "\(setting.name) \(text) is read as \(setting.text(again))")
                }
            } catch is SettingError {}
            for other in TrainingSetting.all { _ = other.obstacle(options) }
        }
        _ = try? SweepAxis(parts[0], parts[1])
        _ = try? JSONPath(parts[1])
        _ = TableOptions.isDelimiter(parts[1].first ?? " ")
    }
    let schedule = LearningRateSchedule(
        options.schedule.kind, learningRate: options.firstLearningRate, steps: options.schedule.steps,
        patience: options.schedule.patience ?? 1, warmup: options.schedule.warmup,
        epochs: options.schedule.epochs ?? .max)
    for epoch in [0, 0.5, 3, 1e9] { check(!schedule.learningRate(after: epoch).isNaN, "no learning rate") }
    _ = options.spanning(stepsAnEpoch: 7)
    var record = TrainingRecord()
    record.note(options, .names)
    let json = try JSONEncoder.canonical.text(record)
    try check(JSONDecoder().decode(TrainingRecord.self, from: Data(json.utf8)) == record, "another record")
}

// MARK: Other programs' files

private func readImport(_ data: Data) throws {
    let (network, vocabulary, text) = try Model.read(data)
    let tokens: ForeignVocabulary
    if let vocabulary {
        tokens = try ForeignVocabulary(vocabulary, isText: text != nil)
    } else {
        tokens = try ForeignVocabulary(json: Data(#"{"a": 0, "b": 1, "^": 2, "$": 3}"#.utf8))
    }
    _ = tokens.leftOut(of: network.output.rows)
    try use(network.model(tokens, record: TrainingRecord(), kernels: kernels))
}

private func readGzip(_ data: Data) throws {
    CompressedLists.enable()
    guard let reader = Compression.readers.withLock({ $0[.gzip] }) else { preconditionFailure("no reader of gzip") }
    // In pieces, as from a pipe.
    var rest = data
    let read = reader {
        let piece = rest.prefix(100)
        rest = rest.dropFirst(100)
        return Data(piece)
    }
    var size = 0
    while case let piece = try read(), !piece.isEmpty, size < 1 << 20 { size += piece.count }
}

private func readVocabulary(_ data: Data) throws {
    _ = try? KerasConfiguration(json: data)
    _ = try ForeignVocabulary(json: data)
}

private func readHistory(_ data: Data) throws {
    let history = try History(data, source: "history")
    _ = History(meanOf: [history, history])
    for measure in History.Measure.allCases { _ = history.has(measure) }
}
