import Synchronization

/// Lets one turn of a contact run at a time, in the order in which they came.
///
/// It saves conflicts; what keeps conversations whole is the store.
final class TurnQueue: Sendable {
    /// Turns of a contact that may wait.
    static let mostWaiting = 32
    /// Contacts whose turn may be running when a customer's message comes; 5,000 turns a second are
    /// made of so many within 200 ms.
    static let mostContacts = 1_024

    /// Who waits for each contact whose turn is running.
    private let lines = Mutex<[ContactKey: [CheckedContinuation<Void, Never>]]>([:])

    /// Runs `turn` when those that came before it are through.
    ///
    /// - Parameters:
    ///   - contact: Whose turn it is.
    ///   - isCustomers: Their gateway sends it again later: it is refused where too much is under way.
    ///   - turn: What is run.
    /// - Returns: What `turn` returns.
    /// - Throws: `busy`, or what `turn` throws.
    func run<Answer: Sendable>(
        _ contact: ContactKey,
        isCustomers: Bool,
        _ turn: () async throws(RuntimeError) -> Answer
    ) async throws(RuntimeError) -> Answer {
        guard await enter(contact, among: isCustomers ? Self.mostContacts : .max) else {
            throw .busy(retryAfterSeconds: 1)
        }
        defer { leave(contact) }
        return try await turn()
    }

    /// - Returns: Whether it is the caller's turn now; *false*: the line is full.
    private func enter(_ contact: ContactKey, among most: Int) async -> Bool {
        enum Place { case free, full, behind }
        let place: Place = lines.withLock { lines in
            guard let line = lines[contact] else {
                guard lines.count < most else { return .full }
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
