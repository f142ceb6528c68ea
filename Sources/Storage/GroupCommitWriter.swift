import BotRuntime
import Foundation
import SQLite

/// The only connection that writes: one thread takes everything that waits, commits once, and
/// answers all.
///
/// So the price of making a commit durable is shared by whoever comes while another is being made.
/// It makes the checkpoints too: SQLite before 3.51.3 may damage a log that two connections write to
/// or check-point (the WAL-reset bug).
///
/// Unchecked: the database is its thread's alone, and everything else that changes is guarded by the
/// condition, which the compiler does not see.
final class GroupCommitWriter: @unchecked Sendable {
    /// Something to be written in a transaction that others share.
    private struct Job {
        /// Changes rows; gives what to answer once all is durable.
        let write: (Database) throws(SQLiteError) -> () -> Void
        let refuse: (StoreError) -> Void
    }

    /// What has been written since a checkpoint, in pages, before there is another.
    private static let pagesBetweenCheckpoints: Int32 = 2_000

    /// Where so many were made durable together, others that are about to come are waited for, so many
    /// microseconds: each then has a smaller part of what a transaction costs.
    private static let (several, linger) = (4, UInt32(300))

    /// Used by the thread alone.
    private let database: Database
    let metrics = StoreMetrics()
    private let condition = NSCondition()
    // Below: guarded by the condition.
    private var waiting: [Job] = []
    private var isClosing = false
    private var isClosed = false
    private var failure: StoreError?

    init(_ database: Database) {
        self.database = database
        database.countLogPages()
        let thread = Thread { [self] in run() }
        thread.name = "store writer"
        thread.stackSize = 1 << 20
        thread.start()
    }

    /// Runs `body` in the next transaction.
    ///
    /// - Throws: What it means for the caller that SQLite refused; nothing of `body` is there then.
    func write<Answer: Sendable>(
        _ body: @escaping @Sendable (Database) throws(SQLiteError) -> Answer
    ) async throws(StoreError) -> Answer {
        let result: Result<Answer, StoreError> = await withCheckedContinuation { continuation in
            add(
                Job { (database) throws(SQLiteError) in
                    let answer = try body(database)
                    return { continuation.resume(returning: .success(answer)) }
                } refuse: { error in
                    continuation.resume(returning: .failure(error))
                }
            )
        }
        return try result.get()
    }

    private func add(_ job: Job) {
        condition.lock()
        let refusal = failure ?? (isClosing ? .unavailable("it is being closed") : nil)
        if refusal == nil {
            waiting.append(job)
            if waiting.count == 1 { condition.signal() }
        }
        condition.unlock()
        if let refusal { job.refuse(refusal) }
    }

    /// Writes what waits, empties the log, and ends the thread.
    func close() {
        condition.lock()
        isClosing = true
        condition.signal()
        while !isClosed { condition.wait() }
        condition.unlock()
    }

    // MARK: The thread

    private func run() {
        var last = 0
        while let jobs = next(after: last) {
            last = jobs.count
            // With work to do at all times there would never be another time for it.
            if database.pagesInLog > Self.pagesBetweenCheckpoints { checkpoint("PASSIVE") }
            if let failure {
                jobs.forEach { $0.refuse(failure) }
                continue
            }
            do throws(SQLiteError) { try commit(jobs) } catch { refuse(jobs, error) }
        }
        if failure == nil { checkpoint("TRUNCATE") }
        condition.lock()
        isClosed = true
        condition.broadcast()
        condition.unlock()
    }

    /// Takes everything that waits.
    ///
    /// - Parameter last: How many there were before: where there were several, others are about to come.
    /// - Returns: nil at the end.
    private func next(after last: Int) -> [Job]? {
        condition.lock()
        defer { condition.unlock() }
        while waiting.isEmpty, !isClosing { condition.wait() }
        guard !waiting.isEmpty else { return nil }
        if last >= Self.several, waiting.count < last * 2, !isClosing {
            condition.unlock()
            usleep(Self.linger)
            condition.lock()
        }
        let jobs = waiting
        waiting = []
        return jobs
    }

    private func commit(_ jobs: [Job]) throws(SQLiteError) {
        var answers: [() -> Void] = []
        answers.reserveCapacity(jobs.count)
        let committing: ContinuousClock.Instant
        do throws(SQLiteError) {
            try database.execute("BEGIN IMMEDIATE")
            for job in jobs { answers.append(try job.write(database)) }
            committing = .now
            try database.execute("COMMIT")
        } catch {
            if database.isInTransaction { _ = try? database.execute("ROLLBACK") }
            throw error
        }
        metrics.syncs.note(since: committing)
        metrics.batches.note(Int64(jobs.count))
        for answer in answers { answer() }
    }

    /// One of the jobs may be what is wrong: each gets a transaction of its own.
    private func refuse(_ jobs: [Job], _ error: SQLiteError) {
        let reason = StoreError(error)
        if case .broken = reason {
            for job in jobs + giveUp(reason) { job.refuse(reason) }
            return
        }
        guard jobs.count > 1 else { return jobs.forEach { $0.refuse(reason) } }
        for job in jobs {
            if let failure {
                job.refuse(failure)
                continue
            }
            do throws(SQLiteError) { try commit([job]) } catch { refuse([job], error) }
        }
    }

    /// Refuses what waits and what comes from now on.
    func giveUp(because reason: StoreError) {
        for job in giveUp(reason) { job.refuse(reason) }
    }

    /// Takes nothing more, for good.
    ///
    /// - Returns: What waited.
    private func giveUp(_ reason: StoreError) -> [Job] {
        condition.lock()
        defer { condition.unlock() }
        failure = reason
        defer { waiting = [] }
        return waiting
    }

    private func checkpoint(_ mode: String) {
        let begun = ContinuousClock.now
        do throws(SQLiteError) {
            try database.execute("PRAGMA wal_checkpoint(\(mode))")
            metrics.checkpoints.note(since: begun)
        } catch {
            // One that is refused, as somebody reads, is made at the next occasion.
            let reason = StoreError(error)
            guard case .broken = reason else { return }
            for job in giveUp(reason) { job.refuse(reason) }
        }
    }
}

extension StoreError {
    /// What a refusal of SQLite means for whoever wanted to store something.
    init(_ error: SQLiteError) {
        switch error.kind {
        case .full: self = .full(error.description)
        // What was to be made durable may be lost in a cache: nobody may go on as if it were there.
        case .broken: self = .broken(error.description)
        case .busy, .other: self = .unavailable(error.description)
        }
    }
}
