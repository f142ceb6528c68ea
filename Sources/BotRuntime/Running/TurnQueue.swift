import Synchronization

/// Lets one turn of a contact run at a time, in the order in which they came.
///
/// It saves conflicts; what keeps conversations whole is the store.
final class TurnQueue: Sendable {
    /// Turns of a contact that may wait.
    static let mostWaiting = 32

    /// Who waits for each contact whose turn is running.
    private let lines = Mutex<[ContactKey: [CheckedContinuation<Void, Never>]]>([:])

    /// Runs `turn` when those that came before it are through.
    func run<Answer: Sendable>(
        _ contact: ContactKey,
        _ turn: () async throws(RuntimeError) -> Answer
    ) async throws(RuntimeError) -> Answer {
        guard await enter(contact) else { throw .busy(retryAfterSeconds: 1) }
        defer { leave(contact) }
        return try await turn()
    }

    /// - Returns: Whether it is the caller's turn now; *false*: the line is full.
    private func enter(_ contact: ContactKey) async -> Bool {
        enum Place { case free, full, behind }
        let place: Place = lines.withLock { lines in
            guard let line = lines[contact] else {
                lines[contact] = []
                return .free
            }
            return line.count < Self.mostWaiting ? .behind : .full
        }
        switch place {
        case .free: return true
        case .full: return false
        case .behind: break
        }
        await withCheckedContinuation { continuation in
            let isFree = lines.withLock { lines in
                guard lines[contact] != nil else {
                    // Whoever was before has gone meanwhile.
                    lines[contact] = []
                    return true
                }
                lines[contact]?.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
        return true
    }

    private func leave(_ contact: ContactKey) {
        let next = lines.withLock { lines -> CheckedContinuation<Void, Never>? in
            guard lines[contact]?.isEmpty == false else {
                lines[contact] = nil
                return nil
            }
            return lines[contact]?.removeFirst()
        }
        next?.resume()
    }

    /// Contacts with a turn running.
    var count: Int { lines.withLock(\.count) }
}
