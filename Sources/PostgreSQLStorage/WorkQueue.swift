import BotRuntime
import Foundation

/// What waits for a connection.
///
/// Turns, loads and settlements that wait are taken many at a time: what a round trip and a commit cost is shared
/// by whoever comes while others are being made.
///
/// Unchecked: everything that changes is guarded by the condition, which the compiler does not see.
final class WorkQueue: @unchecked Sendable {
    /// Of those, in one batch.
    static let mostInBatch = 32

    private let condition = NSCondition()
    // Below: guarded by the condition.
    private var turns: [(number: Int, asked: Asked<TurnCommit, CommitResult>)] = []
    private var loads: [(number: Int, asked: Asked<LoadQuestion, Loaded>)] = []
    private var settlements: [(number: Int, asked: Asked<[Settlement], Void>)] = []
    private var jobs: [(number: Int, job: Job)] = []
    private var lastNumber = 0
    private var isClosed = false
    private var running: Int

    /// - Parameter workers: How many threads take from it, each until it is closed.
    init(workers: Int) { running = workers }

    func add(_ asked: Asked<TurnCommit, CommitResult>) {
        add({ turns.append(($0, asked)) }, refuse: asked.refuse)
    }

    func add(_ asked: Asked<LoadQuestion, Loaded>) {
        add({ loads.append(($0, asked)) }, refuse: asked.refuse)
    }

    func add(_ asked: Asked<[Settlement], Void>) {
        add({ settlements.append(($0, asked)) }, refuse: asked.refuse)
    }

    func add(_ job: Job) {
        add({ jobs.append(($0, job)) }, refuse: job.refuse)
    }

    private func add(_ append: (Int) -> Void, refuse: (StoreError) -> Void) {
        condition.lock()
        let isRefused = isClosed
        if !isRefused {
            lastNumber += 1
            append(lastNumber)
            condition.signal()
        }
        condition.unlock()
        if isRefused { refuse(.unavailable("it is being closed")) }
    }

    /// What has waited longest, with what can be done together with it.
    ///
    /// Blocks until there is something; nil when it is closed and nothing waits.
    func next() -> Work? {
        condition.lock()
        defer { condition.unlock() }
        while true {
            let first = [
                turns.first?.number, loads.first?.number, settlements.first?.number,
                jobs.first?.number,
            ].compactMap(\.self).min()
            switch first {
            case nil where isClosed: return nil
            case nil: condition.wait()
            case turns.first?.number: return takeTurns()
            case loads.first?.number: return .loads(Self.take(&loads))
            case settlements.first?.number: return .settlements(Self.take(&settlements))
            default: return .job(jobs.removeFirst().job)
            }
        }
    }

    private func takeTurns() -> Work {
        var contacts: Set<ContactKey> = []
        var taken: [Asked<TurnCommit, CommitResult>] = []
        var rest: [(number: Int, asked: Asked<TurnCommit, CommitResult>)] = []
        for (place, waiting) in turns.enumerated() {
            if taken.count == Self.mostInBatch {
                rest += turns[place...]
                break
            }
            if contacts.insert(waiting.asked.question.contact).inserted {
                taken.append(waiting.asked)
            } else {
                rest.append(waiting)
            }
        }
        turns = rest
        // Rows are locked in the order of their contacts, so that no two batches wait for each other.
        return .turns(taken.sorted { $0.question.contact.text < $1.question.contact.text })
    }

    private static func take<Question>(_ waiting: inout [(number: Int, asked: Question)])
        -> [Question]
    {
        let taken = waiting.prefix(mostInBatch).map(\.asked)
        waiting.removeFirst(taken.count)
        return taken
    }

    /// A thread has come to its end.
    func workerEnded() {
        condition.lock()
        running -= 1
        condition.broadcast()
        condition.unlock()
    }

    /// Takes nothing more, and waits until everything is done.
    func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        while running > 0 { condition.wait() }
        condition.unlock()
    }
}
