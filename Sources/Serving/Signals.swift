import Foundation
import Glibc
import Synchronization

/// The signals that ask a server to stop, or to read its configuration again.
enum Signals {
    /// What a handler may do is little: it writes a byte, which a thread waits for.
    private static let pipe: (reading: Int32, writing: Int32) = {
        var ends: [Int32] = [-1, -1]
        let isMade = Glibc.pipe(&ends) == 0
        precondition(isMade, "a process that begins can open a pipe")
        return (ends[0], ends[1])
    }()

    private static let numbers = [SIGTERM, SIGINT]

    /// SIGHUP came and has not been seen to.
    private static let wantsReload = Atomic(false)

    /// Whether somebody has asked for the configuration to be read again.
    static func takeReload() -> Bool { wantsReload.exchange(false, ordering: .relaxed) }

    /// Listens from now on; a client that is gone is no reason to end.
    static func listen() {
        signal(SIGPIPE, SIG_IGN)
        // Made before any handler needs it.
        _ = pipe
        _ = takeReload()
        signal(SIGHUP) { _ in Signals.wantsReload.store(true, ordering: .relaxed) }
        for number in numbers {
            signal(number) { _ in
                var byte: UInt8 = 1
                _ = write(Signals.pipe.writing, &byte, 1)
            }
        }
    }

    /// Waits for the first; the second ends the process.
    static func first() async {
        await withCheckedContinuation { continuation in
            let thread = Thread {
                var byte: UInt8 = 0
                while read(pipe.reading, &byte, 1) < 0, errno == EINTR {}
                for number in numbers { signal(number, SIG_DFL) }
                continuation.resume()
            }
            thread.start()
        }
    }
}
