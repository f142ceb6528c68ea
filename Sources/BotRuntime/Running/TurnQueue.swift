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
    /// The same while turns are slow: what comes on top makes all of them slower.
    static let mostContactsWhenSlow = 64

    private struct Lines {
        /// Who waits for each contact whose turn is running.
        var waiting: [ContactKey: [CheckedContinuation<Void, Never>]] = [:]
        var pace = TurnPace()

        /// Whether another contact's turn may begin when a customer's message comes.
        func hasRoom(at now: Duration) -> Bool {
            waiting.count < TurnQueue.mostContactsWhenSlow
                || (waiting.count < TurnQueue.mostContacts && !pace.isSlow(at: now))
        }
    }

    private let lines = Mutex(Lines())
    private let uptime: @Sendable () -> Duration

    /// - Parameter uptime: How long a clock has run.
    init(uptime: @escaping @Sendable () -> Duration) { self.uptime = uptime }

    /// Runs `turn` when those that came before it are through.
    ///
    /// - Parameters:
    ///   - contact: Whose turn it is.
    ///   - isCustomers: Their gateway sends it again later: it is refused where too much is under way.
    ///   - waited: How long it has waited to come here, which is long where too much is under way.
    ///   - turn: What is run.
    /// - Returns: What `turn` returns.
    /// - Throws: `busy`, `overloaded`, or what `turn` throws.
    func run<Answer: Sendable>(
        _ contact: ContactKey,
        isCustomers: Bool,
        waited: Duration = .zero,
        _ turn: () async throws(RuntimeError) -> Answer
    ) async throws(RuntimeError) -> Answer {
        switch await enter(contact, isCustomers: isCustomers) {
        case .taken: break
        case .lineFull: throw .busy(retryAfterSeconds: 1)
        case .full: throw .overloaded(retryAfterSeconds: 1)
        }
        let begun = uptime() - waited
        defer { leave(contact, since: begun) }
        return try await turn()
    }

    private enum Entry {
        /// It is the caller's turn now.
        case taken
        /// Too many of the contact wait, or too many contacts are under way.
        case lineFull, full
    }

    private func enter(_ contact: ContactKey, isCustomers: Bool) async -> Entry {
        enum Place { case free, behind, lineFull, full }
        let place: Place = lines.withLock { lines in
            guard let line = lines.waiting[contact] else {
                guard !isCustomers || lines.hasRoom(at: uptime()) else { return .full }
                lines.waiting[contact] = []
                return .free
            }
            return line.count < Self.mostWaiting ? .behind : .lineFull
        }
        switch place {
        case .free: return .taken
        case .lineFull: return .lineFull
        case .full: return .full
        case .behind: break
        }
        await withCheckedContinuation { continuation in
            let isFree = lines.withLock { lines in
                guard lines.waiting[contact] != nil else {
                    // Whoever was before has gone meanwhile.
                    lines.waiting[contact] = []
                    return true
                }
                lines.waiting[contact]?.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
        return .taken
    }

    private func leave(_ contact: ContactKey, since begun: Duration) {
        let now = uptime()
        let next = lines.withLock { lines -> CheckedContinuation<Void, Never>? in
            lines.pace.note(now - begun, at: now)
            guard lines.waiting[contact]?.isEmpty == false else {
                lines.waiting[contact] = nil
                return nil
            }
            return lines.waiting[contact]?.removeFirst()
        }
        next?.resume()
    }

    /// Contacts with a turn running.
    var count: Int { lines.withLock(\.waiting.count) }
}
