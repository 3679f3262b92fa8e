import Foundation

/// Where a sweep keeps what it has done:
///
///     sweep.json                    what is compared; written first, and never again
///     settings/0001.json            how far the first setting has come, epoch by epoch
///     settings/0001-a.checkpoint    and its checkpoint, until it is finished
///     best.safetensors              the best model of all so far
///     results.csv, report.html      written when the sweep ends, or is stopped
///
/// Each file is replaced in one step, a checkpoint before the file that refers to it, so that the state is always
/// complete.
public struct SweepFolder: Sendable {
    public let path: String

    public var best: String { path + "/best.safetensors" }
    public var results: String { path + "/results.csv" }
    public var report: String { path + "/report.html" }
    private var plan: String { path + "/sweep.json" }
    private var settings: String { path + "/settings" }

    /// Makes the folder, unless it is there.
    ///
    /// - Throws: ``FileError``.
    public init(_ path: String) throws {
        self.path = path
        for folder in [path, settings] {
            guard mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw FileError("make the folder", folder) }
        }
        try FileAccess.checkReplaceable(plan)
    }

    /// Whether a sweep was begun here.
    public var isUsed: Bool { access(plan, F_OK) == 0 }

    /// Begins a sweep.
    ///
    /// - Throws: ``FileError``, ``SweepError`` if there is one already.
    public func begin(_ sweep: Sweep) throws {
        guard !isUsed else { throw SweepError("\(path) already contains a sweep") }
        try write(Plan(sweep), to: plan)
    }

    /// What the sweep has done that was begun here, setting by setting.
    ///
    /// - Throws: ``FileError``, ``SweepError`` if it was another sweep, or if its files are damaged.
    public func progress(of sweep: Sweep) throws -> [SweepProgress] {
        let (before, now) = (try read(Plan.self, from: plan), Plan(sweep))
        guard before.format == now.format else {
            throw SweepError("\(plan) has the format \(before.format), this program reads \(now.format)")
        }
        let differences = sweep.plan.compactMap { name, value -> String? in
            // Older programs wrote names with two dashes.
            let old = before.plan[name] ?? before.plan["--" + name] ?? Sweep.unset
            guard old != value else { return nil }
            return name.hasPrefix("the ") ? "\(name) differs" : "`\(Self.property(name))` was \(old), now \(value)"
        }
        guard differences.isEmpty else {
            throw SweepError(
                "cannot resume from \(plan): it belongs to another sweep: \(differences.joined(separator: "; "))")
        }
        let progress = try sweep.grid.settings.indices.map { setting -> SweepProgress in
            let file = file(setting) + ".json"
            guard access(file, F_OK) == 0 else { return SweepProgress() }
            let progress = try read(SweepProgress.self, from: file)
            guard progress.isConsistent else { throw SweepError("\(file): its contents are inconsistent") }
            return progress
        }
        guard progress.allSatisfy({ $0.best == nil }) || access(best, F_OK) == 0 else {
            throw FileError("resume without", best, code: ENOENT)
        }
        return progress
    }

    /// The property that an entry of the plan is a value of.
    private static func property(_ name: String) -> String {
        TrainingSetting.named(name)?.property ?? TrainingSetting.camelCase(name)
    }

    /// The checkpoint of a setting that has one.
    package func checkpoint(_ progress: SweepProgress, for trainer: Trainer) throws -> Checkpoint? {
        guard let name = progress.checkpoint else { return nil }
        let path = settings + "/" + name
        let checkpoint = try Checkpoint(contentsOf: path, kernels: trainer.options.kernels)
        do {
            try trainer.check(checkpoint)
            guard checkpoint.epochs == progress.course.count else { throw CheckpointError.inconsistent }
        } catch {
            throw SweepError("cannot resume from \(path): \(error)")
        }
        return checkpoint
    }

    /// Keeps how far a setting is. Returns the progress with the name of its checkpoint.
    package func save(_ progress: SweepProgress, _ checkpoint: Checkpoint?, setting: Int) throws -> SweepProgress {
        let old = progress.checkpoint
        var progress = progress
        progress.checkpoint = nil
        if let checkpoint {
            let name = Self.name(setting) + (old?.contains("-a.") == true ? "-b" : "-a") + ".checkpoint"
            try checkpoint.save(to: settings + "/" + name)
            progress.checkpoint = name
        }
        try write(progress, to: file(setting) + ".json")
        if let old { unlink(settings + "/" + old) }
        return progress
    }

    /// Forgets the checkpoint of a setting that is given up.
    func giveUp(_ progress: SweepProgress, setting: Int) throws -> SweepProgress {
        progress.checkpoint == nil ? progress : try save(progress, nil, setting: setting)
    }

    /// Replaces one of the files for the reader.
    public func write(_ text: String, to file: String) throws { try FileAccess.replace(file, with: Data(text.utf8)) }

    private static func name(_ setting: Int) -> String { String(format: "%04d", setting + 1) }
    private func file(_ setting: Int) -> String { settings + "/" + Self.name(setting) }

    private func write(_ value: some Encodable, to path: String) throws {
        try FileAccess.replace(path, with: try JSONEncoder.canonical.encode(value) + Data("\n".utf8))
    }

    private func read<Value: Decodable>(_ type: Value.Type, from path: String) throws -> Value {
        let data = try FileAccess.read(path)
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch {
            throw SweepError("\(path) is not the state of a sweep, or is damaged")
        }
    }

    /// What sweep.json holds.
    private struct Plan: Codable {
        var format = "1"
        let plan: [String: String]

        init(_ sweep: Sweep) { plan = sweep.plan.reduce(into: [:]) { $0[$1.name] = $1.value } }
    }
}
