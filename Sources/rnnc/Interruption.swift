import Foundation
import Synchronization

/// Ctrl-C and SIGTERM as a flag that the training asks for. A second one ends the process at once.
enum Interruption {
    private static let flag = Atomic<Bool>(false)

    static var isRequested: Bool { flag.load(ordering: .relaxed) }

    /// From here on a reader of standard output who has seen enough does not end the process either: the next write fails.
    static func catchSignals() {
        signal(SIGPIPE, SIG_IGN)
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                Interruption.flag.store(true, ordering: .relaxed)
                signal(number, SIG_DFL)
            }
        }
    }
}
