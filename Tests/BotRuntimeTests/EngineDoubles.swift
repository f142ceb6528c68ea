import BotRuntime
import RuntimeTesting
import Synchronization
import Values

/// Takes its time over each turn.
final class SlowEngine: EngineBehind {
    let inner: any StorageEngine = MemoryEngine()

    func commit(_ turn: TurnCommit) async throws(StoreError) -> CommitResult {
        try? await Task.sleep(for: .milliseconds(20))
        return try await inner.commit(turn)
    }
}

/// Remembers who had the conversation when something of it was settled.
final class OwnersAtSettling: EngineBehind {
    let inner: any StorageEngine = MemoryEngine()
    private let kept = Mutex<[String]>([])

    var owners: [String] { kept.withLock(\.self) }

    func settle(_ settlements: [Settlement]) async throws(StoreError) {
        let owner = try await inner.load(Kiosk.contact(), nil).row?.owner
        kept.withLock { $0.append(owner ?? "") }
        try await inner.settle(settlements)
    }
}

/// Others come between the first turns that are to be written.
final class CrowdedEngine: EngineBehind {
    let inner: any StorageEngine = MemoryEngine()
    private let conflicts: Mutex<Int>

    init(conflicts: Int) { self.conflicts = Mutex(conflicts) }

    func commit(_ turn: TurnCommit) async throws(StoreError) -> CommitResult {
        let isTooLate = conflicts.withLock { left in
            left -= 1
            return left >= 0
        }
        return isTooLate ? .conflict : try await inner.commit(turn)
    }
}

/// Does something else than it should at the turns that a test chooses.
final class FailingEngine: EngineBehind {
    enum Failure {
        /// Nothing is written.
        case refuses(StoreError)
        /// It is written, and nobody hears of it.
        case losesAnswer
        /// It is written, and the process that waits never goes on.
        case endsProcess
        case refusesThenEnds
    }

    let inner: any StorageEngine
    private let plan: Mutex<(number: Int, failures: [Int: Failure])>

    /// - Parameters:
    ///   - inner: Where everything is kept.
    ///   - failures: What happens at which turn that is to be written, counted from 1.
    init(_ inner: any StorageEngine, _ failures: [Int: Failure]) {
        self.inner = inner
        plan = Mutex((0, failures))
    }

    /// What is kept outlives the processes of a test.
    func close() async {}

    func commit(_ turn: TurnCommit) async throws(StoreError) -> CommitResult {
        let failure = plan.withLock { plan -> Failure? in
            plan.number += 1
            return plan.failures[plan.number]
        }
        switch failure {
        case nil: return try await inner.commit(turn)
        case .refuses(let error): throw error
        case .losesAnswer:
            _ = try await inner.commit(turn)
            throw .outcomeUnknown("the connection was cut")
        case .endsProcess:
            _ = try await inner.commit(turn)
            throw .broken("the process ends here")
        case .refusesThenEnds: throw .broken("the process ends here")
        }
    }
}
