import Values

/// How a message is answered whose turns come one after the other.
extension Runtime {
    /// What is said while a call takes its time, by whichever process takes its answer or finds that
    /// the customer has waited for it long enough.
    func wait(
        for contact: ContactKey,
        _ cause: Int64,
        _ episode: Episode,
        atMost span: Duration
    ) async throws(RuntimeError) -> Answer {
        runner.episodes[contact, cause] = episode
        defer { runner.episodes[contact, cause] = nil }
        do throws(RuntimeError) {
            _ = try await lines(of: contact, cause: cause, waitingAtMost: span)
        } catch {
            await episode.leave()
            throw error
        }
        await episode.leave()
        return Answer(
            joining: try await lines(of: contact, cause: cause, waitingAtMost: .zero),
            turn: cause
        )
    }

    /// The lines of the turns that a message set off, as the customer is told them; where a call that
    /// it led to is still under way, waits for it.
    func lines(
        of contact: ContactKey,
        cause: Int64,
        waitingAtMost span: Duration
    ) async throws(RuntimeError) -> [JSON] {
        let lines = { (turns: [TranscriptTurn]) in turns.filter { $0.cause == cause }.map(\.line) }
        return lines(
            try await turns(
                of: contact,
                after: cause - 1,
                limit: 50,
                for: .customer,
                waitingAtMost: span,
                isPoll: false
            ) { !AnswerLine.settled(lines($0)).isWhole }
        )
    }

    /// Where turns are sealed of which a reader is shown more than others.
    func place(
        of rows: [TurnRow],
        _ contact: ContactKey,
        for reader: TranscriptReader
    ) async throws(RuntimeError) -> SealedPlace? {
        guard reader == .customer, rows.contains(where: TurnBody.hidesSomething) else { return nil }
        let row = try await stored { () async throws(StoreError) in
            try await engine.load(contact, nil).row
        }
        return row.flatMap { StoredFacts(bytes: $0.facts) }
            .map { SealedPlace(contact, since: $0.since, key: key) }
    }
}
