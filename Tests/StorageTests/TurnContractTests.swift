import BotRuntime
import Testing
import Values

@Suite("What every store promises of turns")
struct TurnContractTests {
    @Test("nothing is there of who never wrote", arguments: EngineKind.allCases)
    func nothing(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            let loaded = try await engine.load(Sample.contact(), MessageKey(.inbound, "m1"))
            #expect(loaded == Loaded())
            #expect(try await engine.turns(of: Sample.contact(), after: 0, limit: 10).isEmpty)
        }
    }

    @Test("what a turn wrote is read as it was", arguments: EngineKind.allCases)
    func whole(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            let row = ContactRow(
                rev: 1,
                n: 3,
                owner: "queue",
                epoch: 2,
                bot: "b7",
                state: Array(0...255),
                facts: Array("{\"name\":\"Zoë 🐢\"}".utf8),
                lastSeq: 2,
                wake: Sample.noon.after(60),
                updated: Timestamp(milliseconds: 1_772_452_800_123)
            )
            let turn = Sample.turn(from: 0, message: "m1", row: row) {
                $0.outbox = [Sample.reply(1), Sample.reply(2, after: 1)]
            }
            #expect(try await engine.commit(turn) == .committed)
            let loaded = try await engine.load(Sample.contact(), MessageKey(.inbound, "m1"))
            #expect(loaded.row == row)
            #expect(loaded.known == KnownMessage(bodyHash: [1, 2, 3], rev: 1))
            #expect(try await engine.outbox(of: Sample.contact()) == turn.outbox)
            let turns = try await engine.turns(of: Sample.contact(), after: 0, limit: 10)
            #expect(turns == [turn.turn])
        }
    }

    @Test("a message is processed once, whatever the revision", arguments: EngineKind.allCases)
    func duplicates(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            #expect(try await engine.commit(Sample.turn(from: 0, message: "m1")) == .committed)
            #expect(try await engine.commit(Sample.turn(from: 1, message: "m1")) == .duplicate)
            #expect(try await engine.commit(Sample.turn(from: 0, message: "m1")) == .duplicate)
            #expect(try await engine.load(Sample.contact(), nil).row?.rev == 1)
            #expect(try await engine.turns(of: Sample.contact(), after: 0, limit: 10).count == 1)
        }
    }

    @Test("one source cannot use up the names of another", arguments: EngineKind.allCases)
    func sources(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            #expect(try await engine.commit(Sample.turn(from: 0, message: "m1")) == .committed)
            let other = Sample.turn(from: 1) { $0.message = (MessageKey(.timer, "m1"), []) }
            #expect(try await engine.commit(other) == .committed)
        }
    }

    @Test(
        "of two turns from one revision only the first is written",
        arguments: EngineKind.allCases
    )
    func conflicts(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            #expect(try await engine.commit(Sample.turn(from: 0, message: "m1")) == .committed)
            let late = Sample.turn(from: 0, message: "m2") {
                $0.outbox = [Sample.reply(1)]
                $0.entries = [
                    Entry(contact: $0.contact, kind: "x", id: "1", at: Sample.noon, body: [])
                ]
            }
            #expect(try await engine.commit(late) == .conflict)
            #expect(
                try await engine.commit(Sample.turn(from: 7, message: "m3")) == .conflict
            )
            // Nothing of them is there: the message can be processed again.
            #expect(try await engine.outbox(of: Sample.contact()).isEmpty)
            #expect(try await engine.entries(of: Sample.contact(), kind: nil).isEmpty)
            #expect(
                try await engine.load(Sample.contact(), MessageKey(.inbound, "m2")).known == nil
            )
            #expect(try await engine.commit(Sample.turn(from: 1, message: "m2")) == .committed)
        }
    }

    @Test(
        "a turn from what was remembered is written only over that",
        arguments: EngineKind.allCases
    )
    func remembered(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            #expect(try await engine.commit(Sample.turn(from: 0, message: "m1")) == .committed)
            let written = try #require(try await engine.load(Sample.contact(), nil).row?.updated)
            let another = Sample.turn(from: 1, message: "m2") { $0.baseAt = written.after(-1) }
            #expect(try await engine.commit(another) == .conflict)
            let same = Sample.turn(from: 1, message: "m2") { $0.baseAt = written }
            #expect(try await engine.commit(same) == .committed)
            let twice = Sample.turn(from: 2, message: "m2") { $0.baseAt = written }
            #expect(try await engine.commit(twice) == .duplicate)
            try await engine.erase(Sample.contact())
            let late = Sample.turn(from: 2, message: "m3") { $0.baseAt = written }
            #expect(try await engine.commit(late) == .conflict)
        }
    }

    @Test(
        "of many turns at once each contact takes one, and each is counted",
        arguments: EngineKind.allCases
    )
    func crowds(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            var counts: [Int: Int] = [:]
            try await withThrowingTaskGroup(of: Int?.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        let contact = Sample.contact("user \(number % 50)")
                        let turn = Sample.turn(contact, from: 0, message: "m\(number)")
                        return try await engine.commit(turn) == .committed ? number % 50 : nil
                    }
                }
                for try await taken in group {
                    if let taken { counts[taken, default: 0] += 1 }
                }
            }
            #expect(counts == Dictionary(uniqueKeysWithValues: (0..<50).map { ($0, 1) }))
        }
    }

    @Test("two tenants with the same customer share nothing", arguments: EngineKind.allCases)
    func tenants(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            let mine = Sample.contact(tenant: "bank")
            let theirs = Sample.contact(tenant: "bank0")
            #expect(try await engine.commit(Sample.turn(mine, from: 0, message: "m")) == .committed)
            #expect(
                try await engine.commit(Sample.turn(theirs, from: 0, message: "m")) == .committed
            )
            #expect(try await engine.commit(Sample.turn(theirs, from: 1)) == .committed)
            #expect(try await engine.load(mine, nil).row?.rev == 1)
            let listed = try await engine.contacts(ofTenant: "bank", after: nil, limit: 10)
            #expect(listed.map(\.0) == [mine])
        }
    }

    @Test("contacts are listed page by page", arguments: EngineKind.allCases)
    func pages(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            for user in ["d", "a", "c/%", "b", "c"] {
                _ = try await engine.commit(Sample.turn(Sample.contact(user), from: 0))
            }
            var seen: [String] = []
            var last: ContactKey?
            while true {
                let page = try await engine.contacts(ofTenant: "bank", after: last, limit: 2)
                guard let end = page.last else { break }
                seen += page.map(\.0.user)
                last = end.0
            }
            #expect(seen == ["a", "b", "c", "c/%", "d"])
        }
    }

    @Test("the answer to a message is found again by its turns", arguments: EngineKind.allCases)
    func turns(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            for rev in Int64(0)..<5 {
                let turn = Sample.turn(from: rev, message: "m\(rev)") { $0.turn?.cause = 2 }
                #expect(try await engine.commit(turn) == .committed)
            }
            let turns = try await engine.turns(of: Sample.contact(), after: 2, limit: 2)
            #expect(turns.map(\.rev) == [3, 4])
            #expect(turns.map(\.cause) == [2, 2])
        }
    }

    @Test("who is to be looked at comes in the order of time", arguments: EngineKind.allCases)
    func wakes(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            for (user, seconds) in [("late", 30), ("now", 0), ("early", -10), ("never", nil)] {
                let wake = seconds.map { Sample.noon.after(Int64($0)) }
                let turn = Sample.turn(
                    Sample.contact(user),
                    from: 0,
                    row: Sample.row(1, wake: wake)
                )
                _ = try await engine.commit(turn)
            }
            var due = try await engine.contactsToWake(after: nil, at: Sample.noon, limit: 10)
            #expect(due.map(\.contact.user) == ["early", "now"])
            #expect(due.map(\.wake) == [Sample.noon.after(-10), Sample.noon])
            #expect(
                try await engine.contactsToWake(after: nil, at: Sample.noon, limit: 1).count == 1
            )
            // Another moment, and none at all.
            let later = Sample.row(2, wake: Sample.noon.after(5))
            _ = try await engine.commit(Sample.turn(Sample.contact("now"), from: 1, row: later))
            _ = try await engine.commit(Sample.turn(Sample.contact("early"), from: 1))
            due = try await engine.contactsToWake(after: nil, at: Sample.noon.after(60), limit: 10)
            #expect(due.map(\.contact.user) == ["now", "late"])
            // Only those of a span of time; and how many there are at all.
            due = try await engine.contactsToWake(
                after: Sample.noon.after(5),
                at: Sample.noon.after(60),
                limit: 10
            )
            #expect(due.map(\.contact.user) == ["late"])
            #expect(try await engine.countToWake() == 2)
        }
    }

    @Test(
        "a turn can change what earlier ones say, with all it does",
        arguments: EngineKind.allCases
    )
    func rewrites(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            let contact = Sample.contact()
            for rev in 0..<2 {
                _ = try await engine.commit(Sample.turn(from: Int64(rev)))
                _ = try await engine.commit(Sample.turn(Sample.contact("other"), from: Int64(rev)))
            }
            var first = try #require(try await engine.turns(of: contact, after: 0, limit: 1).first)
            first.body = Array(#"{"turn":"another"}"#.utf8)
            let conflict = Sample.turn(from: 1) { $0.rewrites = [first] }
            #expect(try await engine.commit(conflict) == .conflict)
            let before = try await engine.turns(of: contact, after: 0, limit: 9)
            #expect(before.map(\.rev) == [1, 2] && before[0].body != first.body)
            let turn = Sample.turn(from: 2) { $0.rewrites = [first] }
            #expect(try await engine.commit(turn) == .committed)
            let after = try await engine.turns(of: contact, after: 0, limit: 9)
            #expect(after.map(\.rev) == [1, 2, 3])
            #expect(after[0] == first)
            #expect(after[1] == before[1])
            let others = try await engine.turns(of: Sample.contact("other"), after: 0, limit: 9)
            #expect(others.allSatisfy { $0.body != first.body })
        }
    }

    @Test("a contact whose name is full of marks is found again", arguments: EngineKind.allCases)
    func marks(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            let users = ["urn:mbid:A/B", "a'; DROP TABLE contact; --", "%2F", "😀", "_%"]
            for user in users {
                _ = try await engine.commit(Sample.turn(Sample.contact(user), from: 0))
            }
            for user in users {
                #expect(try await engine.load(Sample.contact(user), nil).row?.rev == 1)
            }
        }
    }
}
