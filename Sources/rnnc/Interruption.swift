import Foundation
import Synchronization

/// Ctrl-C, SIGTERM and SIGHUP (sent by a terminal that is closed), as a flag that long computations check. A second
/// Ctrl-C or SIGTERM ends the process at once.
enum Interruption {
    /// The signal received, or 0.
    private static let received = Atomic<Int32>(0)

    static var isRequested: Bool { received.load(ordering: .relaxed) != 0 }

    /// Exit status of a process ended by a signal, as in shells: 130 for Ctrl-C, 143 for SIGTERM, 129 for SIGHUP.
    static var exitStatus: Int32 { 128 + received.load(ordering: .relaxed) }

    /// Also ignores SIGPIPE: if the reader of standard output closes the pipe, the next write fails instead.
    static func catchSignals() {
        signal(SIGPIPE, SIG_IGN)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            let before = signal(number) { number in
                Interruption.received.store(number, ordering: .relaxed)
                // A terminal that closes causes two SIGHUPs, its own and that of the shell.
                signal(number, number == SIGHUP ? SIG_IGN : SIG_DFL)
            }
            // With nohup, the process continues without its terminal.
            if number == SIGHUP, isIgnored(before) { signal(number, SIG_IGN) }
        }
    }

    private static func isIgnored(_ handler: (@convention(c) (Int32) -> Void)?) -> Bool {
        unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
