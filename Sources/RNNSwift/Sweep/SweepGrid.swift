/// All combinations of the values of some axes.
///
///     let grid = try SweepGrid([SweepAxis("cell", "rnn,lstm"), SweepAxis("hidden", "8,32,64")])
///     grid.settings.count  // 6
public struct SweepGrid: Sendable {
    /// More settings are not trained.
    public static let mostSettings = 10_000

    public let axes: [SweepAxis]
    /// How many settings were to be drawn; nil for all.
    package let random: Int?
    /// What is to be trained, in the order of the combinations: the last axis changes fastest.
    public let settings: [SweepSetting]

    /// - Parameters:
    ///   - axes: Each with its values; they are taken in the order of ``SweepAxis/names``.
    ///   - random: Number of settings to draw from all with the seed; all settings if there are not more.
    ///   - base: What the settings have in common.
    /// - Throws: ``SweepError``.
    public init(_ axes: [SweepAxis], random: Int? = nil, base: TrainingOptions = .init()) throws {
        precondition(random ?? 1 > 0, "the number of settings to draw must be at least 1")
        let order = SweepAxis.names
        let axes = axes.sorted { order.firstIndex(of: $0.name)! < order.firstIndex(of: $1.name)! }
        for (axis, next) in zip(axes, axes.dropFirst()) where axis.name == next.name {
            throw SweepError("the axis \(axis.name) is given twice")
        }
        if axes.contains(where: { $0.name == "layers" }),
            let sizes = axes.first(where: { $0.name == "hidden" })?.values.first(where: { $0.text.contains("x") })
        {
            throw SweepError("`hidden` \(sizes.text) lists its layers and cannot be combined with `layers`")
        }
        var count = 1
        for axis in axes {
            let (product, overflows) = count.multipliedReportingOverflow(by: axis.values.count)
            guard !overflows else { throw SweepError("the grid has more than 2^63 settings") }
            count = product
        }
        guard random != nil || count <= Self.mostSettings else {
            throw SweepError(
                "the grid has \(count) settings; at most \(Self.mostSettings) are allowed; `random` 100 trains a sample of 100"
            )
        }
        guard random ?? 1 <= Self.mostSettings else {
            throw SweepError("`random` \(random ?? 0) is too many; at most \(Self.mostSettings) settings are allowed")
        }
        (self.axes, self.random) = (axes, random)
        settings =
            count <= Self.mostSettings
            ? Self.all(axes, count, base, sample: random) : Self.sample(axes, count, base, size: random ?? 1)
        for (index, axis) in axes.enumerated() where settings.allSatisfy({ $0.values[index] == nil }) {
            throw SweepError("`\(axis.property)` has no effect in any of the settings")
        }
        for setting in settings {
            var options = base
            setting.apply(to: &options)
            if let conflict = options.conflict { throw SweepError(conflict) }
        }
    }

    /// Every setting once, or some of them.
    private static func all(
        _ axes: [SweepAxis], _ count: Int, _ base: TrainingOptions, sample size: Int?
    ) -> [SweepSetting] {
        var seen: Set<[String?]> = []
        let settings = (0..<count).map { setting(axes, $0, base) }.filter { seen.insert($0.texts).inserted }
        guard let size, size < settings.count else { return settings }
        var generator = SplitMix64(seed: base.seed, stream: .sweep)
        return settings.indices.shuffled(using: &generator).prefix(size).sorted().map { settings[$0] }
    }

    /// Some settings of a grid that is too large to be written down.
    private static func sample(
        _ axes: [SweepAxis], _ count: Int, _ base: TrainingOptions, size: Int
    ) -> [SweepSetting] {
        var generator = SplitMix64(seed: base.seed, stream: .sweep)
        var seen: Set<[String?]> = []
        var found: [(index: Int, setting: SweepSetting)] = []
        // There may be fewer, if most combinations are the same setting, such as momentum for optimizers without it.
        for _ in 0..<100 * size where found.count < size {
            let index = Int.random(in: 0..<count, using: &generator)
            let setting = setting(axes, index, base)
            if seen.insert(setting.texts).inserted { found.append((index, setting)) }
        }
        return found.sorted { $0.index < $1.index }.map(\.setting)
    }

    /// The combination of this number.
    private static func setting(_ axes: [SweepAxis], _ index: Int, _ base: TrainingOptions) -> SweepSetting {
        var rest = index
        var choices: [Int] = []
        for axis in axes.reversed() {
            choices.append(rest % axis.values.count)
            rest /= axis.values.count
        }
        var options = base
        let values = zip(axes, choices.reversed()).map { axis, choice -> SweepAxis.Value? in
            guard axis.obstacle(options) == nil else { return nil }
            axis.values[choice].apply(&options)
            return axis.values[choice]
        }
        return SweepSetting(values: values)
    }

    /// The seeds that settings are trained with; empty if that is no axis.
    public var seeds: [UInt64] {
        axes.first { $0.name == "seed" }?.values.compactMap { UInt64($0.text) } ?? []
    }

    /// The settings that differ in nothing but the seed, together; in the order of the settings.
    public var groups: [[Int]] {
        guard let seed = axes.firstIndex(where: { $0.name == "seed" }) else { return settings.indices.map { [$0] } }
        var places: [[String?]: Int] = [:]
        var groups: [[Int]] = []
        for index in settings.indices {
            var key = settings[index].texts
            key[seed] = nil
            if let place = places[key] {
                groups[place].append(index)
            } else {
                places[key] = groups.count
                groups.append([index])
            }
        }
        return groups
    }

    /// The axes of which not every setting has the same value.
    public var varying: [Int] {
        axes.indices.filter { index in settings.contains { $0.values[index] != settings[0].values[index] } }
    }
}

/// What a sweep trains once: a value of each axis.
public struct SweepSetting: Sendable, Equatable {
    /// In the order of ``SweepGrid/axes``; nil where the option means nothing beside the others, as momentum for Adam.
    public let values: [SweepAxis.Value?]

    public func apply(to options: inout TrainingOptions) {
        for value in values { value?.apply(&options) }
    }

    /// Options with the values of the setting.
    func options(_ base: TrainingOptions) -> TrainingOptions {
        var options = base
        apply(to: &options)
        return options
    }

    package var texts: [String?] { values.map { $0?.text } }
}
