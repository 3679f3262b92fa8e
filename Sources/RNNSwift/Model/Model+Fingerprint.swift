extension Model {
    /// A number that hardly any other model has: of its vocabulary and its weights.
    var fingerprint: String {
        var hash = FNV1a(vocabulary)
        for weight in weights.parameters.all.values { hash.mix(UInt64(weight.bitPattern)) }
        return String(hash.hash, radix: 16)
    }
}
