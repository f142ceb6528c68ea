import Synchronization

/// Takes the bytes of an answer that comes over time, and holds back who writes faster than the
/// client reads.
package final class HTTPBodyWriter: Sendable {
    private enum End {
        /// The answer is whole.
        case finished
        /// The producer failed, or the client is gone, or the server stops.
        case cut
    }

    private struct State {
        var waiting: [UInt8] = []
        /// How many of `waiting` the connection has.
        var taken = 0
        var end: End?
        /// The connection has nothing to send and must be woken.
        var isReaderAsleep = false
        var writers: [CheckedContinuation<Void, Never>] = []

        var backlog: Int { waiting.count - taken }

        mutating func takeWriters() -> [CheckedContinuation<Void, Never>] {
            defer { writers = [] }
            return writers
        }

        mutating func takeSleep() -> Bool {
            defer { isReaderAsleep = false }
            return isReaderAsleep
        }
    }

    /// What the connection gets when it asks.
    enum Read: Equatable {
        case bytes(Int)
        case nothingYet
        case finished
        case cut
    }

    private let state = Mutex(State())
    private let limit: Int
    private let wake: @Sendable () -> Void

    /// Makes a writer.
    ///
    /// - Parameters:
    ///   - limit: Bytes that may wait before `write` does.
    ///   - wake: Called when there is something to read after `read` said that there is not.
    init(limit: Int, wake: @escaping @Sendable () -> Void) {
        self.limit = limit
        self.wake = wake
    }

    /// Sends a piece of the answer, and waits while too much waits already.
    ///
    /// - Throws: `CancellationError` when nobody will read it: the client is gone, or the server
    ///   stops.
    package func write(_ piece: [UInt8]) async throws(CancellationError) {
        guard append(piece) else { throw CancellationError() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    guard state.end == nil, !Task.isCancelled, state.backlog > limit else {
                        return true
                    }
                    state.writers.append(continuation)
                    return false
                }
                if goesOn { continuation.resume() }
            }
        } onCancel: {
            fail()
        }
        if Task.isCancelled { throw CancellationError() }
    }

    package func write(_ text: String) async throws(CancellationError) {
        try await write(Array(text.utf8))
    }

    /// The answer is whole.
    func finish() { end(.finished) }

    /// What it was made for failed: nothing more is sent, unless it was whole already.
    func fail() { end(.cut, unlessEnded: true) }

    /// Nothing more is sent; who waits to write is told.
    func cut() { end(.cut) }

    /// Moves what waits to the connection.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Read {
        let (read, writers) = state.withLock {
            state -> (Read, [CheckedContinuation<Void, Never>]) in
            if state.end == .cut { return (.cut, []) }
            guard state.backlog > 0 else {
                if state.end == .finished { return (.finished, []) }
                state.isReaderAsleep = true
                return (.nothingYet, [])
            }
            let count = min(state.backlog, buffer.count)
            state.waiting.withUnsafeBytes { bytes in
                buffer.copyMemory(from: .init(rebasing: bytes[state.taken..<state.taken + count]))
            }
            state.taken += count
            if state.taken == state.waiting.count {
                state.waiting.removeAll(keepingCapacity: true)
                state.taken = 0
            }
            return (.bytes(count), state.backlog <= limit / 2 ? state.takeWriters() : [])
        }
        for writer in writers { writer.resume() }
        return read
    }

    private func append(_ piece: [UInt8]) -> Bool {
        let (isTaken, wakes) = state.withLock { state -> (Bool, Bool) in
            guard state.end == nil else { return (false, false) }
            if state.taken > limit {
                state.waiting.removeFirst(state.taken)
                state.taken = 0
            }
            state.waiting += piece
            return (true, state.takeSleep())
        }
        if wakes { wake() }
        return isTaken
    }

    private func end(_ end: End, unlessEnded: Bool = false) {
        let (writers, wakes) = state.withLock { state in
            // What is cut stays cut; what is finished may still be cut on its way out.
            if state.end == nil || !unlessEnded && state.end != .cut { state.end = end }
            return (state.takeWriters(), state.takeSleep())
        }
        for writer in writers { writer.resume() }
        if wakes { wake() }
    }
}
