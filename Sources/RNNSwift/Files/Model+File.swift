import Foundation

extension Model {
    /// Writes the model; an older file of that name is replaced in one step, or left as it is if something fails.
    ///
    /// - Parameter precision: Of the weights in the file.
    /// - Throws: ``FileError``.
    public func save(to path: String, precision: WeightPrecision = .single) throws {
        try file(precision).save(to: path) { try Description($0).check(self) }
    }

    /// Throws the ``FileError`` that saving there would end in, as far as it can be known before a long training.
    public static func checkWritable(_ path: String) throws {
        try FileAccess.checkReplaceable(path)
    }

    /// Reads a model.
    ///
    /// - Throws: ``FileError`` if the file cannot be read, ``FormatError`` if it holds no model.
    public init(contentsOf path: String, kernels: Kernels = .best) throws {
        switch try ModelFile(contentsOf: path, kernels: kernels) {
        case .names(let model): self = model
        case .text:
            throw FormatError(
                description:
                    "\(path) is a model of running text, not of names: it is for rnnc generate, score, evaluate, report, "
                    + "export and inspect, and for TextModel(contentsOf:)")
        case .records(let model):
            throw FormatError(
                description:
                    "\(path) holds records of \(model.fields.map(\.name).joined(separator: ", ")), one model per field: "
                    + "it is for rnnc generate, classify, evaluate and inspect, and for RecordModel(contentsOf:)")
        }
    }
}
