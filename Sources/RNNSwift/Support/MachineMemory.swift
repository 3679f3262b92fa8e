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
