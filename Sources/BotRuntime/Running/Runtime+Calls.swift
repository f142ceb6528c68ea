import Crypto
import Dialogue
import Synchronization
import Values

/// Calls to back ends, and what becomes of their answers.
extension Runtime {
    /// Makes a call that takes its time, and takes its answer.
    func make(
        _ request: CallRequest,
        _ row: OutboxRow,
        _ from: TurnOutcome,
        _ work: TurnWork
    ) {
        Task {
            guard let place = SealedPlace(row, key: key) else { return }
            let holding = Task { await hold(row) }
            let typing = Task { await showTyping(during: row, work.account) }
            defer {
                holding.cancel()
                typing.cancel()
            }
            let answer = await perform(place.scoped(request), from.deployment, row, from.rev)
            _ = try? await process(self.work(for: request, answer, row, from, work))
        }
    }

    private func perform(
        _ request: CallRequest,
        _ deployment: Deployment,
        _ row: OutboxRow,
        _ rev: Int64
    ) async -> CallAnswer {
        await LogPlace.$current.withValue(log.place(row.contact, rev: rev)) {
            await deployment.calls.perform(request, at: clock.now)
        }
    }

    /// Keeps others from making a call that is still under way; they do should this process end.
    private func hold(_ row: OutboxRow) async {
        while true {
            try? await clock.sleep(.seconds(1))
            guard !Task.isCancelled else { return }
            let lease = clock.now.after(LeasePeriods().calls.seconds)
            try? await engine.settle([Settlement(row, .held(until: lease), at: clock.now)])
        }
    }

    func work(
        for request: CallRequest,
        _ answer: CallAnswer,
        _ row: OutboxRow,
        _ from: TurnOutcome,
        _ work: TurnWork
    ) -> TurnWork {
        TurnWork(
            contact: work.contact,
            account: work.account,
            message: MessageKey(.action, request.key),
            bodyHash: [],
            trigger: .result(request, answer),
            cause: from.cause,
            settles: row.seq,
            since: SealedPlace.since(row),
            episode: work.episode
        )
    }

    /// Makes a call whose answer was never taken, as the process that made it is gone.
    func makeAgain(_ row: OutboxRow) async -> DeliveryOutcome {
        let key = AccountKey(row.contact)
        guard let place = SealedPlace(row, key: self.key),
            let (request, cause) = place.call(row.payload)
        else { return .refused(why: "it was sealed with another key") }
        guard let account = accounts.withLock({ $0[key] }),
            let deployment = runner.shelf.current(key)
        else { return .again(after: nil, why: "the account is not in service") }
        let holding = Task { await hold(row) }
        defer { holding.cancel() }
        let answer = await perform(place.scoped(request), deployment, row, cause)
        let work = TurnWork(
            contact: row.contact,
            account: account,
            message: MessageKey(.action, request.key),
            bodyHash: [],
            trigger: .result(request, answer),
            cause: cause,
            settles: row.seq,
            since: SealedPlace.since(row)
        )
        do throws(RuntimeError) {
            _ = try await process(work)
            return .delivered
        } catch {
            return .again(after: nil, why: error.description)
        }
    }
}
