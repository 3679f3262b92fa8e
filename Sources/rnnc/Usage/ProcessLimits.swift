import Foundation

/// Requirements on the system, checked before anything else.
enum ProcessLimits {
    /// Smallest stack that is sufficient for every command, in bytes.
    private static let smallestStack = 1 << 20
    private static let usualStack = 8 << 20

    /// Ends the process with an error message if a requirement is not met.
    static func check() {
        checkStack()
    }

    /// Restarts the program with a larger stack if that is allowed. Threads get stacks of the limit at the start of the
    /// process, too.
    private static func checkStack() {
        #if os(Linux)
            var limit = rlimit()
            guard getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limit) == 0, limit.rlim_cur < smallestStack
            else { return }
            let before = limit.rlim_cur
            if limit.rlim_max >= smallestStack {
                limit.rlim_cur = min(limit.rlim_max, rlim_t(usualStack))
                if setrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limit) == 0 {
                    execv("/proc/self/exe", CommandLine.unsafeArgv)
                }
            }
            fail(
                "the stack is limited to \(before >> 10) KB, and rnnc needs \(smallestStack >> 10) KB; "
                    + "raise the limit with: ulimit -s \(usualStack >> 10)")
        #endif
    }

    private static func fail(_ reason: String) -> Never {
        try? writeAll("Error: \(reason)\n".utf8, to: STDERR_FILENO, called: "standard error")
        exit(1)
    }
}
