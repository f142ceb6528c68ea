import BotRuntime
import Testing
import Values

@Suite("What every store promises of its outbox")
struct OutboxContractTests {
    @Test(
        "rows of a lane go one after the other, lanes side by side",
        arguments: EngineKind.allCases
    )
    func lanes(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            try await engine.begin(with: [
                Sample.reply(1), Sample.reply(2), Sample.reply(3, lane: .actions, to: "core"),
            ])
            let destinations = try await engine.dueDestinations(at: Sample.noon)
            #expect(
                destinations == [
                    DueDestination(.actions, "core"), DueDestination(.channel, "gateway"),
                ]
            )
            let first = try await engine.taken()
            #expect(first.map(\.seq) == [1])
            #expect(first.first?.attempts == 1)
            #expect(first.first?.lease == Sample.noon.after(60))
            #expect(try await engine.taken().isEmpty)
            #expect(try await engine.taken(.actions, to: "core").map(\.seq) == [3])
            try await engine.settle([Settlement(first[0], .sent, at: Sample.noon)])
            #expect(try await engine.taken().map(\.seq) == [2])
        }
    }

    @Test("a claim is over when it is let go of, and only then", arguments: EngineKind.allCases)
    func leases(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            try await engine.begin(with: [Sample.reply(1)])
            let first = try await engine.taken()
            let claims = try await engine.claims()
            #expect(claims == first.compactMap(\.claim))
            // No clock ends it, be it ten years ahead.
            let later = Sample.noon.after(315_360_000)
            #expect(try await engine.taken(at: later).isEmpty)
            #expect(try await engine.dueDestinations(at: later).isEmpty)
            // Let go of by a machine whose clock is behind, it is anybody's at once.
            let before = Sample.noon.after(-3600)
            try await engine.release(claims, at: before)
            #expect(try await engine.claims().isEmpty)
            let second = try await engine.taken(at: before)
            #expect(second.map(\.attempts) == [2])
            // Whoever is still at it keeps others from it.
            let seen = try await engine.claims()
            let lease = Sample.noon.after(200)
            try await engine.settle([
                Settlement(second[0], .held(until: lease), at: Sample.noon)
            ])
            try await engine.release(seen, at: before)
            #expect(try await engine.claims().map(\.lease) == [lease])
            #expect(try await engine.taken(at: later).isEmpty)
            // The first comes back late: its failure is no longer asked for.
            try await engine.settle([Settlement(first[0], .dead(why: "late"), at: Sample.noon)])
            #expect(try await engine.states() == [.due])
            // Had it gone out, it has gone out.
            try await engine.settle([Settlement(first[0], .sent, at: Sample.noon)])
            #expect(try await engine.states() == [.sent])
        }
    }

    @Test(
        "what nobody has tried yet is due, whatever the clock of whoever wrote it says",
        arguments: EngineKind.allCases
    )
    func ahead(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            try await engine.begin(with: [Sample.reply(1, due: Sample.noon.after(3600))])
            #expect(try await engine.dueDestinations(at: Sample.noon).count == 1)
            #expect(try await engine.taken().map(\.seq) == [1])
        }
    }

    @Test("what failed comes again when its time has come", arguments: EngineKind.allCases)
    func retries(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            try await engine.begin(with: [Sample.reply(1), Sample.reply(2)])
            let row = try await engine.taken()[0]
            let again = Settlement(
                row,
                .again(at: Sample.noon.after(5), why: "503"),
                at: Sample.noon
            )
            try await engine.settle([again])
            #expect(try await engine.taken(at: Sample.noon.after(4)).isEmpty)
            let next = try await engine.taken(at: Sample.noon.after(5))
            #expect(next.map(\.seq) == [1])
            #expect(next.map(\.attempts) == [2])
            #expect(next.map(\.lastError) == ["503"])
        }
    }

    @Test("a dead row lets the next one pass and can be replayed", arguments: EngineKind.allCases)
    func dead(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            try await engine.begin(with: [Sample.reply(1), Sample.reply(2, after: 1)])
            let row = try await engine.taken()[0]
            try await engine.settle([Settlement(row, .dead(why: "410"), at: Sample.noon)])
            #expect(try await engine.taken().map(\.seq) == [2])
            let letters = try await engine.deadLetters(ofTenant: "bank", limit: 10)
            #expect(letters == [row.letter(why: "410", at: Sample.noon)])
            #expect(try await engine.deadLetters(ofTenant: "other", limit: 10).isEmpty)
            let contact = Sample.contact()
            #expect(
                try await engine.revive(contact, "outbox:1", at: Sample.noon.after(9))
                    == letters[0]
            )
            #expect(try await engine.revive(contact, "outbox:1", at: Sample.noon) == nil)
            #expect(try await engine.deadLetters(ofTenant: "bank", limit: 10).isEmpty)
            #expect(try await engine.states() == [.due, .due])
            let again = try await engine.taken(at: Sample.noon.after(9))
            #expect(again.map(\.seq) == [1])
            #expect(again.map(\.attempts) == [1])
        }
    }

    @Test(
        "a row waits for the one it comes after, in another lane too",
        arguments: EngineKind.allCases
    )
    func after(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            try await engine.begin(with: [
                Sample.reply(1), Sample.reply(2, lane: .desk, to: "desk", after: 1),
            ])
            #expect(try await engine.taken(.desk, to: "desk").isEmpty)
            let notice = try await engine.taken()[0]
            #expect(try await engine.taken(.desk, to: "desk").isEmpty)
            try await engine.settle([Settlement(notice, .sent, at: Sample.noon)])
            #expect(try await engine.taken(.desk, to: "desk").map(\.seq) == [2])
        }
    }

    @Test("a takeover drops what the bot has not said", arguments: EngineKind.allCases)
    func takeover(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            try await engine.begin(with: [
                Sample.reply(1), Sample.reply(2, isBots: false),
                Sample.reply(3, lane: .actions, to: "core"),
            ])
            let row = Sample.row(2, owner: "agent", epoch: 1, lastSeq: 4)
            let takeover = Sample.turn(from: 1, row: row) {
                $0.drops = .bot(n: 1, before: 1)
                $0.outbox = [Sample.reply(4, epoch: 1)]
            }
            #expect(try await engine.commit(takeover) == .committed)
            #expect(try await engine.states() == [.dropped, .due, .due, .due])
            #expect(try await engine.taken().map(\.seq) == [2])
        }
    }

    @Test(
        "a takeover knows what was claimed before it, until it is known what came of that",
        arguments: EngineKind.allCases
    )
    func underWay(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            try await engine.begin(with: [Sample.reply(1)])
            let claimed = try #require(try await engine.taken().first)
            let row = Sample.row(2, owner: "agent", epoch: 1, lastSeq: 1)
            let takeover = Sample.turn(from: 1, row: row) { $0.drops = .bot(n: 1, before: 1) }
            #expect(try await engine.commit(takeover) == .committed)
            let dropped = try await engine.outbox(of: Sample.contact())
            #expect(dropped.map(\.state) == [.dropped])
            #expect(dropped.map(\.lease) == [claimed.lease])
            #expect(try await engine.claims().isEmpty)
            let failed = Settlement(claimed, .again(at: Sample.noon, why: "down"), at: Sample.noon)
            try await engine.settle([failed])
            let settled = try await engine.outbox(of: Sample.contact())
            #expect(settled.map(\.state) == [.dropped])
            #expect(settled.map(\.lease) == [nil])
        }
    }

    @Test("a claim drops what an older epoch of the bot says", arguments: EngineKind.allCases)
    func epochs(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            try await engine.begin(with: [Sample.reply(1), Sample.reply(2)])
            let row = Sample.row(2, owner: "agent", epoch: 1, lastSeq: 3)
            let turn = Sample.turn(from: 1, row: row) { $0.outbox = [Sample.reply(3, epoch: 1)] }
            #expect(try await engine.commit(turn) == .committed)
            #expect(try await engine.taken().map(\.seq) == [3])
            #expect(try await engine.states() == [.dropped, .dropped, .due])
        }
    }

    @Test("whoever wants nothing more gets nothing more", arguments: EngineKind.allCases)
    func stop(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            try await engine.begin(with: [Sample.reply(1), Sample.reply(2, isBots: false)])
            let turn = Sample.turn(from: 1, row: Sample.row(2, lastSeq: 3)) {
                $0.drops = .all
                $0.outbox = [Sample.reply(3)]
            }
            #expect(try await engine.commit(turn) == .committed)
            #expect(try await engine.states() == [.dropped, .dropped, .due])
        }
    }

    @Test("the answer of a call is taken and its row sent in one", arguments: EngineKind.allCases)
    func settles(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            try await engine.begin(with: [Sample.reply(1, lane: .actions, to: "core")])
            _ = try await engine.taken(.actions, to: "core")
            let turn = Sample.turn(from: 1) {
                $0.message = (MessageKey(.action, "k1"), [])
                $0.settles = 1
            }
            #expect(try await engine.commit(turn) == .committed)
            #expect(try await engine.states() == [.sent])
        }
    }

    @Test(
        "no other destination's rows are taken, and no more than wanted",
        arguments: EngineKind.allCases
    )
    func destinations(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            for number in 0..<6 {
                let contact = Sample.contact("user \(number)")
                let row = Sample.reply(1, of: contact, to: number < 4 ? "slow" : "quick")
                try await engine.begin(contact, with: [row])
            }
            #expect(try await engine.taken(to: "slow", limit: 3).count == 3)
            #expect(try await engine.taken(to: "slow", limit: 3).count == 1)
            #expect(try await engine.taken(to: "quick").count == 2)
            #expect(
                try await engine.outboxDepth() == [
                    DueDestination(.channel, "slow"): OutboxDepth(rows: 4, oldest: Sample.noon),
                    DueDestination(.channel, "quick"): OutboxDepth(rows: 2, oldest: Sample.noon),
                ]
            )
        }
    }

    @Test("what fails again and again is as old as ever", arguments: EngineKind.allCases)
    func ages(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            try await engine.begin(Sample.contact(), with: [Sample.reply(1)])
            let gateway = DueDestination(.channel, "gateway")
            var now = Sample.noon
            for _ in 0..<2 {
                let rows = try await engine.claim(
                    gateway,
                    at: now,
                    until: now.after(15),
                    limit: 1
                )
                let row = try #require(rows.first)
                #expect(try await engine.outboxDepth()[gateway]?.oldest == Sample.noon)
                let later = now.after(60)
                let outcome = Settlement.Outcome.again(at: later, why: "500")
                try await engine.settle([Settlement(row, outcome, at: now)])
                #expect(try await engine.outboxDepth()[gateway]?.oldest == Sample.noon)
                now = later
            }
            let rows = try await engine.claim(
                gateway,
                at: now,
                until: now.after(15),
                limit: 1
            )
            let row = try #require(rows.first)
            try await engine.settle([Settlement(row, .dead(why: "400"), at: now)])
            #expect(try await engine.outboxDepth().isEmpty)
            _ = try await engine.revive(Sample.contact(), row.reference, at: now.after(5))
            #expect(try await engine.outboxDepth()[gateway]?.oldest == now.after(5))
        }
    }

    @Test(
        "what came of a row says nothing of another that has its number now",
        arguments: EngineKind.allCases
    )
    func numbersUsedAgain(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            try await engine.begin(Sample.contact(), with: [Sample.reply(1)])
            let old = try #require(try await engine.taken().first)
            try await engine.erase(Sample.contact())
            var row = Sample.reply(1)
            row.key = "another"
            try await engine.begin(Sample.contact(), with: [row])
            _ = try await engine.taken()
            for outcome: Settlement.Outcome in [
                .held(until: Sample.noon.after(90)), .again(at: Sample.noon.after(9), why: "500"),
                .dead(why: "400"), .sent,
            ] {
                try await engine.settle([Settlement(old, outcome, at: Sample.noon)])
                let rows = try await engine.outbox(of: Sample.contact())
                #expect(rows.map(\.state) == [.due], "\(outcome)")
                #expect(rows.allSatisfy { $0.lease != nil && $0.lease != Sample.noon.after(90) })
            }
        }
    }

    @Test("two dispatchers never take the same row", arguments: EngineKind.allCases)
    func races(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            for number in 0..<40 {
                let contact = Sample.contact("user \(number)")
                try await engine.begin(contact, with: [Sample.reply(1, of: contact)])
            }
            let taken = try await withThrowingTaskGroup(of: [ContactKey].self) { group in
                for _ in 0..<8 {
                    group.addTask { try await engine.taken(limit: 10).map(\.contact) }
                }
                return try await group.reduce(into: [ContactKey]()) { $0 += $1 }
            }
            #expect(taken.count == Set(taken).count)
            let rest = try await engine.taken(limit: 100)
            #expect(taken.count + rest.count == 40)
        }
    }
}
