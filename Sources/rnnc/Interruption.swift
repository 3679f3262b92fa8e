import Foundation
import Synchronization

/// Ctrl-C and SIGTERM as a flag that the training asks for. A second one ends the process at once.
enum Interruption {
    /// The signal that came, or 0.
    private static let received = Atomic<Int32>(0)

    static var isRequested: Bool { received.load(ordering: .relaxed) != 0 }

    /// As a shell reports a process that a signal has ended: 130 for Ctrl-C, 143 for SIGTERM.
    static var exitStatus: Int32 { 128 + received.load(ordering: .relaxed) }

    /// From here on a reader of standard output who has seen enough does not end the process either: the next write fails.
    static func catchSignals() {
        signal(SIGPIPE, SIG_IGN)
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                Interruption.received.store(number, ordering: .relaxed)
                signal(number, SIG_DFL)
            }
        }
    }
}
