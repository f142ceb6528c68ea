import Glibc
import Synchronization

/// Where a log is written: nobody waits for whoever reads it, and nobody ends because it has gone or
/// its disk is full.
final class LogOutput: Sendable {
    static let standard = LogOutput(STDOUT_FILENO)
    static let errors = LogOutput(STDERR_FILENO)

    private struct State {
        /// The last line stops in its middle.
        var isCut = false
    }

    /// So much a pipe takes at once or not at all, once it says that there is room.
    private static let piece = Int(PIPE_BUF)
    /// How long the rest of a line waits for room; its beginning waits for none.
    private static let patience: Int32 = 100

    private let descriptor: Int32
    private let state = Mutex(State())

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// Writes a line.
    ///
    /// - Parameter line: It, with its line break.
    /// - Returns: Whether it is written to its end.
    @discardableResult
    func write(_ line: String) -> Bool {
        state.withLock { state in
            var rest = Array((state.isCut ? "\n" + line : line).utf8)[...]
            var isBegun = false
            while !rest.isEmpty {
                let written = hasRoom(within: isBegun ? Self.patience : 0) ? add(rest) : -1
                guard written > 0 else {
                    state.isCut = state.isCut || isBegun
                    return false
                }
                rest = rest.dropFirst(written)
                isBegun = true
            }
            state.isCut = false
            return true
        }
    }

    private func hasRoom(within milliseconds: Int32) -> Bool {
        var place = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&place, 1, milliseconds) == 1
    }

    private func add(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, min($0.count, Self.piece)) }
    }
}
