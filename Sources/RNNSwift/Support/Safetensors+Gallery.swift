import CGallery
import Foundation

extension Safetensors {
    /// A file of the gallery: the models that are part of the library, which `make gallery` trains.
    ///
    /// - Throws: ``FormatError`` if there is none of this name.
    init(gallery name: String) throws {
        var size = 0
        guard let bytes = rnnc_gallery_model(name, &size) else {
            throw FormatError("there is no model of this name in the program: \(name)")
        }
        try self.init(Data(bytes: bytes, count: size))
    }
}
