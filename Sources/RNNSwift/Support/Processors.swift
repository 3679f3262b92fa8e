import Foundation

/// The processors that this process may use.
public enum Processors {
    /// Cores, at least 1: processors that are hyper-threads of one core count once, because they share its arithmetic
    /// units. Fewer if the process is bound to some processors, or if a control group allows it less time.
    public static let cores: Int = {
        let processors = ProcessInfo.processInfo.activeProcessorCount
        #if os(Linux)
            let quota = try? String(contentsOfFile: "/sys/fs/cgroup/cpu.max", encoding: .utf8)
            return max(min(cores(of: allowed), processors, quota.flatMap(processors(ofQuota:)) ?? .max), 1)
        #elseif canImport(Darwin)
            var (count, size) = (Int32(0), MemoryLayout<Int32>.size)
            guard sysctlbyname("hw.physicalcpu", &count, &size, nil, 0) == 0, count > 0 else { return processors }
            return min(Int(count), processors)
        #else
            return processors
        #endif
    }()

    /// Whether the process is bound to some of the processors of its host.
    public static var isBound: Bool {
        #if os(Linux)
            return allowed.count < sysconf(Int32(_SC_NPROCESSORS_ONLN))
        #else
            return false
        #endif
    }

    #if os(Linux)
        /// The numbers of the processors that this process may run on.
        private static var allowed: [Int] {
            let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
            return status.flatMap(allowedProcessors) ?? Array(0..<ProcessInfo.processInfo.activeProcessorCount)
        }

        private static func cores(of processors: [Int]) -> Int {
            let siblings = processors.map { processor in
                let file = "/sys/devices/system/cpu/cpu\(processor)/topology/thread_siblings_list"
                return (try? String(contentsOfFile: file, encoding: .utf8)) ?? "\(processor)"
            }
            return Set(siblings).count
        }
    #endif

    /// The numbers of the processors that a process may run on, from its `/proc/…/status`.
    package static func allowedProcessors(_ status: String) -> [Int]? {
        let name = "Cpus_allowed_list:"
        guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else { return nil }
        let list = line.dropFirst(name.count).trimmingCharacters(in: .whitespaces)
        var processors: [Int] = []
        for range in list.split(separator: ",") {
            let ends = range.split(separator: "-").compactMap { Int($0) }
            guard let first = ends.first, let last = ends.last, first >= 0, last >= first else { return nil }
            processors += first...last
        }
        return processors
    }

    /// The processors that a control group allows: "150000 100000", microseconds in each period, are 2; nil for "max".
    package static func processors(ofQuota text: String) -> Int? {
        let numbers = text.split(whereSeparator: \.isWhitespace).map { Double($0) }
        guard numbers.count == 2, let time = numbers[0], let period = numbers[1], time > 0, period > 0 else {
            return nil
        }
        let processors = (time / period).rounded(.up)
        return processors < 1e6 ? Int(processors) : nil
    }
}
