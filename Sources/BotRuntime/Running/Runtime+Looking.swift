import Dialogue
import Messages
import Values

/// What can be looked at and seen to beside the conversations themselves.
extension Runtime {
    /// What was said and done; where there is nothing yet, waits for it.
    ///
    /// - Parameters:
    ///   - contact: Whose.
    ///   - turn: Only what came after that one.
    ///   - limit: At most so many turns.
    ///   - reader: Whom they are for.
    ///   - span: How long to wait.
    /// - Returns: The turns in their order; none where none came in that time.
    /// - Throws: Why they cannot be read.
    public func transcript(
        of contact: ContactKey,
        after turn: Int64,
        limit: Int,
        for reader: TranscriptReader = .others,
        waitingAtMost span: Duration
    ) async throws(RuntimeError) -> [TranscriptTurn] {
        try await turns(
            of: contact,
            after: turn,
            limit: limit,
            for: reader,
            waitingAtMost: span,
            isPoll: true
        ) {
            $0.isEmpty
        }
    }

    /// Whoever waits for something new is told that there is nothing, from now on.
    package func endPolls() { watch.end() }

    /// Nobody is to wait for something new any more.
    package var isEndingPolls: Bool { watch.isOver }

    /// Turns of a contact; as long as something is missing, waits for the next.
    ///
    /// A poll waits for no message that is under way: it ends when the service does.
    func turns(
        of contact: ContactKey,
        after turn: Int64,
        limit: Int,
        for reader: TranscriptReader,
        waitingAtMost span: Duration,
        isPoll: Bool,
        while isMissing: ([TranscriptTurn]) -> Bool
    ) async throws(RuntimeError) -> [TranscriptTurn] {
        let end = ContinuousClock.now.advanced(by: span)
        watch.begin(contact)
        defer { watch.end(contact) }
        while true {
            let seen = watch.changes(of: contact)
            let turns = try await transcript(of: contact, after: turn, limit: limit, for: reader)
            let rest = ContinuousClock.now.duration(to: end)
            guard isMissing(turns), rest > .zero, !Task.isCancelled, !(isPoll && watch.isOver)
            else { return turns }
            if watch.isOver { try? await clock.sleep(.milliseconds(50)) }
            // Another process may have written it: it tells nobody here.
            await watch.wait(
                for: contact,
                after: seen,
                atMost: min(rest, .seconds(2)),
                clock
            )
        }
    }

    /// Where a contact's conversation stands, as JSON; nil where there is none.
    package func standing(of contact: ContactKey) async throws(RuntimeError) -> JSON? {
        guard
            let row = try await stored({ () async throws(StoreError) in
                try await engine.load(contact, nil).row
            })
        else { return nil }
        let facts = StoredFacts(bytes: row.facts)?.facts
        return .compact([
            "turn": .int(row.rev), "conversation": .int(Int64(row.n)),
            "owner": .string(row.owner), "epoch": .int(Int64(row.epoch)), "bot": .string(row.bot),
            "updated": .string(row.updated.description),
            "conv_hash": .string(log.name(of: contact)),
            "channel": account(AccountKey(contact)).map { .string($0.channel.rawValue) },
            "contact": facts?.json,
        ])
    }

    /// What is kept beside a conversation, as JSON.
    package func entries(
        of contact: ContactKey,
        kind: String?
    ) async throws(RuntimeError) -> [JSON] {
        let entries = try await stored { () async throws(StoreError) in
            try await engine.entries(of: contact, kind: kind)
        }
        return entries.map { entry in
            [
                "kind": .string(entry.kind), "id": .string(entry.id),
                "at": .string(entry.at.description), "body": Self.json(entry.body),
            ]
        }
    }

    /// Everything that is kept of a contact, as JSON; nil where nothing is.
    package func export(_ contact: ContactKey) async throws(RuntimeError) -> JSON? {
        let row = try await stored { () async throws(StoreError) in
            try await engine.load(contact, nil).row
        }
        guard let row else { return nil }
        var turns: [JSON] = []
        while true {
            let last = turns.last?["turn"]?.int ?? 0
            let page = try await transcript(of: contact, after: Int64(last), limit: 500)
            if page.isEmpty { break }
            turns += page.map { turn in
                [
                    "turn": .int(turn.turn), "conversation": .int(Int64(turn.conversation)),
                    "at": .string(turn.at.description), "line": turn.line,
                ]
            }
        }
        return [
            "contact": ["account": .string(contact.account), "user": .string(contact.user)],
            "facts": Self.json(row.facts), "turns": .array(turns),
            "entries": .array(try await entries(of: contact, kind: nil)),
        ]
    }

    /// Takes away everything that is kept of a contact, and waits for what is just leaving.
    package func erase(_ contact: ContactKey) async throws(RuntimeError) {
        let isLeaving = try await stored { () async throws(StoreError) in
            // A call is made to nobody: what comes of it comes to nothing.
            try await engine.outbox(of: contact).contains {
                $0.state == .due && $0.lane != .actions && $0.claim != nil
            }
        }
        try await stored { () async throws(StoreError) in try await engine.erase(contact) }
        runner.forget(contact)
        if isLeaving { try? await Task.sleep(for: Self.longestStart) }
    }

    // MARK: What went wrong

    package func deadLetters(
        ofTenant tenant: String,
        limit: Int
    ) async throws(RuntimeError) -> [JSON] {
        let letters = try await stored { () async throws(StoreError) in
            try await engine.deadLetters(ofTenant: tenant, limit: limit)
        }
        return letters.map { letter in
            [
                "account": .string(letter.contact.account), "user": .string(letter.contact.user),
                "reference": .string(letter.reference), "why": .string(letter.why),
                "at": .string(letter.at.description),
                "conv_hash": .string(log.name(of: letter.contact)),
            ]
        }
    }

    /// - Returns: Whether there was such a dead letter.
    package func replay(
        _ contact: ContactKey,
        _ reference: String
    ) async throws(RuntimeError) -> Bool {
        try await stored { () async throws(StoreError) in
            try await engine.revive(contact, reference, at: clock.now) != nil
        }
    }

    // MARK: The whole

    /// Which bot an account has, as JSON; nil where it has none.
    package func bots(of account: Account) -> JSON? {
        guard let current = shelf.current(account.key) else { return nil }
        let canary = shelf.canary(account.key)
        return .compact([
            "name": .string(current.name), "id": .string(current.id),
            "trial": canary.map { ["id": .string($0.0.id), "percent": .int(Int64($0.percent))] },
        ])
    }

    package func probe() async throws(StoreError) { try await engine.probe() }

    func stored<Found>(
        _ body: () async throws(StoreError) -> Found
    ) async throws(RuntimeError) -> Found {
        do throws(StoreError) { return try await body() } catch { throw .store(error) }
    }

    private static func json(_ bytes: [UInt8]) -> JSON {
        (try? JSON(parsing: bytes)) ?? .null
    }
}

extension ContactFacts {
    fileprivate var json: JSON {
        .compact([
            "capabilities": capabilities.map(JSON.string), "locale": locale.map(JSON.string),
            "region": region.map(JSON.string), "time_zone": timeZone.map(JSON.string),
            "name": name.map(JSON.string), "subject": subject.map(JSON.string),
            "verified_until": verifiedUntil.map { .string($0.description) },
        ])
    }
}
