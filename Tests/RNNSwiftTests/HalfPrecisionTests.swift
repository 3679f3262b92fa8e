import Foundation
import RNNSwift
import Testing

/// Weights in half precision.
@Suite struct HalfPrecisionTests {
    @Test func everyHalfIsReadAndWrittenAgain() {
        let bits = (UInt16.min...UInt16.max).filter { $0 & 0x7C00 != 0x7C00 || $0 & 0x3FF == 0 }
        let bytes = bits.map(\.littleEndian).withUnsafeBytes { Data($0) }
        let values = Safetensors.Tensor(type: .float16, shape: [bits.count], bytes: bytes).floats
        #expect(Safetensors.Tensor(halvesOf: values, shape: [bits.count]).bytes == bytes)
    }

    /// The nearest half, ties to even: no other half is nearer, and between two as near the even one is chosen.
    @Test func roundsToTheNearest() {
        let halves = (UInt16(0)..<0x7C00).map { bits in
            Safetensors.Tensor(type: .float16, shape: [1], bytes: Data([UInt8(bits & 0xFF), UInt8(bits >> 8)])).floats[
                0]
        }
        for (index, (low, high)) in zip(halves, halves.dropFirst()).enumerated() {
            let middle = (low + high) / 2
            let values = [middle.nextDown, middle, middle.nextUp, -middle]
            let even = index % 2 == 0 ? low : high
            let rounded = Safetensors.Tensor(halvesOf: values, shape: [4]).floats
            guard rounded == [low, even, high, -even] else {
                Issue.record("\(values) become \(rounded)")
                return
            }
        }
        let large = Safetensors.Tensor(halvesOf: [65519.99, 65520, -1e30, .infinity], shape: [4]).floats
        #expect(large == [65504, .infinity, -.infinity, .infinity])
    }

    @Test func aModelTakesHalfTheSpaceAndIsReadAgain() throws {
        let model = try randomModel("abno", cell: .gru)
        let data = try model.serialized(precision: .half)
        #expect(data.count < (try model.serialized()).count)
        let read = try Model(Safetensors(data), kernels: .best)
        for (a, b) in zip(try read.logits(for: "banno").joined(), try model.logits(for: "banno").joined()) {
            #expect(abs(a - b) < 5e-3)
        }
        #expect(try read.serialized(precision: .half) == data)
    }
}
