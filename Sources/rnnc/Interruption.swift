import Foundation
import Synchronization

/// Ctrl-C, SIGTERM and SIGHUP, which a terminal sends that is closed, as a flag that long work asks for. A second
/// Ctrl-C or SIGTERM ends the process at once.
enum Interruption {
    /// The signal that came, or 0.
    private static let received = Atomic<Int32>(0)

    static var isRequested: Bool { received.load(ordering: .relaxed) != 0 }

    /// As a shell reports a process that a signal has ended: 130 for Ctrl-C, 143 for SIGTERM, 129 for SIGHUP.
    static var exitStatus: Int32 { 128 + received.load(ordering: .relaxed) }

    /// From here on a reader of standard output who has seen enough does not end the process either: the next write
    /// fails.
    static func catchSignals() {
        signal(SIGPIPE, SIG_IGN)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            let before = signal(number) { number in
                Interruption.received.store(number, ordering: .relaxed)
                // A terminal that closes sends it twice, by itself and by the shell.
                signal(number, number == SIGHUP ? SIG_IGN : SIG_DFL)
            }
            // After nohup the process outlives its terminal.
            if number == SIGHUP, isIgnored(before) { signal(number, SIG_IGN) }
        }
    }

    private static func isIgnored(_ handler: (@convention(c) (Int32) -> Void)?) -> Bool {
        unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
