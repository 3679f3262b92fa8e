import Foundation

/// The memory that this process may use.
enum MachineMemory {
    /// Bytes: the machine's, or less where a control group or a limit of the process allows less.
    static let bytes: UInt64 = {
        var bytes = ProcessInfo.processInfo.physicalMemory
        #if os(Linux)
            if let text = try? String(contentsOfFile: "/sys/fs/cgroup/memory.max", encoding: .utf8),
                let limit = UInt64(text.trimmingCharacters(in: .whitespacesAndNewlines))
            {
                bytes = min(bytes, limit)
            }
            var limit = rlimit()
            if getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 {
                bytes = min(bytes, UInt64(limit.rlim_cur))
            }
        #endif
        return bytes
    }()

    /// A number of bytes for a message.
    static func text(_ bytes: UInt64) -> String {
        bytes < 10 << 30 ? "\(bytes >> 20) MB" : "\(bytes >> 30) GB"
    }
}

extension Network {
    /// - Parameters:
    ///   - gradients: The gradients of a step.
    ///   - averages: Whether an average of the weights is kept.
    /// - Throws: ``TrainingError/tooLarge(parameters:bytes:)`` if a training would need more memory than there is.
    func checkMemory(gradients: Int, averages: Bool) throws {
        // Parameters and two packed forms, two moments, the best ones, the model's own three, a gradient for each shard, and an
        // average with two packed forms.
        let copies = UInt64(9 + gradients + (averages ? 3 : 0))
        let bytes = copies * 4 * UInt64(layout.count)
        guard bytes < MachineMemory.bytes else {
            throw TrainingError.tooLarge(parameters: layout.parameterCount, bytes: bytes)
        }
    }
}
