import BotRuntime
import Testing
import Values

@Suite("What every store promises of what it keeps")
struct KeepingContractTests {
    private static func entry(
        _ id: String,
        kind: String = "interaction",
        of contact: ContactKey = Sample.contact(),
        at: Timestamp = Sample.noon,
        _ body: String = "{}"
    ) -> Entry {
        Entry(contact: contact, kind: kind, id: id, at: at, body: Array(body.utf8))
    }

    @Test("an entry of the same name is replaced, others stay", arguments: EngineKind.allCases)
    func entries(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            let first = Sample.turn(from: 0) {
                $0.entries = [
                    Self.entry("1"), Self.entry("2", at: Sample.noon.after(1)),
                    Self.entry("1", kind: "consent", at: Sample.noon.after(2)),
                ]
            }
            _ = try await engine.commit(first)
            let closed = Self.entry("1", at: Sample.noon.after(9), "{\"closed\":true}")
            _ = try await engine.commit(Sample.turn(from: 1) { $0.entries = [closed] })
            let all = try await engine.entries(of: Sample.contact(), kind: nil)
            #expect(all.map(\.id) == ["2", "1", "1"])
            #expect(all.last == closed)
            let some = try await engine.entries(of: Sample.contact(), kind: "consent")
            #expect(some.map(\.kind) == ["consent"])
        }
    }

    @Test("a report sees one tenant's entries of a span of time", arguments: EngineKind.allCases)
    func reports(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            for (user, tenant, second) in [
                ("a", "bank", 0), ("b", "bank", 10), ("c", "bank", 20), ("d", "shop", 10),
            ] {
                let contact = Sample.contact(user, tenant: tenant)
                let entry = Self.entry("1", of: contact, at: Sample.noon.after(Int64(second)))
                _ = try await engine.commit(Sample.turn(contact, from: 0) { $0.entries = [entry] })
            }
            let found = try await engine.entries(
                ofTenant: "bank",
                kind: "interaction",
                from: Sample.noon,
                to: Sample.noon.after(20),
                after: nil,
                limit: 10
            )
            #expect(found.map(\.contact.user) == ["a", "b"])
            // Page after page, all that there is, each once.
            var pages: [Entry] = []
            while true {
                let page = try await engine.entries(
                    ofTenant: "bank",
                    kind: "interaction",
                    from: Sample.noon,
                    to: Sample.noon.after(100),
                    after: pages.last,
                    limit: 1
                )
                guard !page.isEmpty, pages.count < 9 else { break }
                #expect(page.count == 1)
                pages += page
            }
            #expect(pages.map(\.contact.user) == ["a", "b", "c"])
        }
    }

    @Test(
        "a message that killed processes is counted until it is done",
        arguments: EngineKind.allCases
    )
    func suspects(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            let message = MessageKey(.inbound, "poison")
            #expect(try await engine.suspects(limit: 10).isEmpty)
            try await engine.suspect(Sample.contact(), message)
            try await engine.suspect(Sample.contact(), message)
            try await engine.suspect(Sample.contact(), MessageKey(.inbound, "another"))
            #expect(try await engine.suspects(limit: 10) == [Sample.contact()])
            #expect(try await engine.load(Sample.contact(), message).tries == 2)
            #expect(try await engine.load(Sample.contact("other"), message).tries == 0)
            let other = MessageKey(.timer, "poison")
            #expect(try await engine.load(Sample.contact(), other).tries == 0)
            _ = try await engine.commit(Sample.turn(from: 0, message: "poison"))
            #expect(try await engine.load(Sample.contact(), message).tries == 0)
        }
    }

    @Test("a message that was put aside can be sent again", arguments: EngineKind.allCases)
    func quarantine(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            let message = MessageKey(.inbound, "poison")
            let letter = DeadLetter(
                contact: Sample.contact(),
                reference: message.reference,
                why: "it stopped the process 3 times",
                body: Array("{\"text\":\"boo\"}".utf8),
                at: Sample.noon
            )
            let turn = Sample.turn(from: 0, message: "poison") { $0.dead = letter }
            _ = try await engine.commit(turn)
            let before = try await engine.load(Sample.contact(), message)
            #expect(before.known != nil)
            let reference = message.reference
            let revived = try await engine.revive(Sample.contact(), reference, at: Sample.noon)
            #expect(revived == letter)
            let after = try await engine.load(Sample.contact(), message)
            #expect(after.known == nil)
            let again = try await engine.commit(Sample.turn(from: 1, message: "poison"))
            #expect(again == .committed)
        }
    }

    @Test("a document is changed only as it was read", arguments: EngineKind.allCases)
    func documents(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            var document = Document(
                tenant: "bank",
                kind: "agent",
                id: "dana",
                rev: 1,
                body: [1]
            )
            #expect(try await engine.put(document))
            #expect(try await engine.put(document) == false)
            document.rev = 3
            #expect(try await engine.put(document) == false)
            document.rev = 2
            document.body = [2]
            #expect(try await engine.put(document))
            #expect(try await engine.document("bank", "agent", "dana") == document)
            #expect(try await engine.document("shop", "agent", "dana") == nil)
            let second = Document(tenant: "bank", kind: "agent", id: "ali", rev: 1, body: [])
            #expect(try await engine.put(second))
            #expect(try await engine.documents("bank", "agent").map(\.id) == ["ali", "dana"])
            #expect(try await engine.documents("shop", "agent").isEmpty)
            #expect(try await engine.remove(second))
            #expect(try await engine.remove(second) == false)
            #expect(try await engine.documents("bank", "agent") == [document])
        }
    }

    @Test("the book has one entry for each number and no gap", arguments: EngineKind.allCases)
    func book(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            func entry(_ seq: Int64, _ tenant: String = "bank") -> AuditEntry {
                AuditEntry(
                    tenant: tenant,
                    seq: seq,
                    at: Sample.noon,
                    body: [UInt8(seq)],
                    previousHash: [9],
                    hash: [8]
                )
            }
            #expect(try await engine.lastAudit("bank") == nil)
            #expect(try await engine.append(entry(2)) == false)
            #expect(try await engine.append(entry(1)))
            #expect(try await engine.append(entry(1)) == false)
            #expect(try await engine.append(entry(2)))
            #expect(try await engine.append(entry(1, "shop")))
            #expect(try await engine.lastAudit("bank") == entry(2))
            #expect(try await engine.audit("bank", after: 0, limit: 9) == [entry(1), entry(2)])
            #expect(try await engine.audit("bank", after: 1, limit: 9) == [entry(2)])
        }
    }

    @Test(
        "nothing of an erased contact is left, and nothing of others goes",
        arguments: EngineKind.allCases
    )
    func erasure(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            for user in ["a", "b"] {
                let contact = Sample.contact(user)
                let turn = Sample.turn(contact, from: 0, message: "m1") {
                    $0.entries = [Self.entry("1", of: contact)]
                    $0.outbox = [Sample.reply(1, of: contact)]
                    $0.dead = DeadLetter(
                        contact: contact,
                        reference: "in:x",
                        why: "",
                        body: [],
                        at: Sample.noon
                    )
                }
                _ = try await engine.commit(turn)
            }
            try await engine.erase(Sample.contact("a"))
            for (user, count) in [("a", 0), ("b", 1)] {
                let contact = Sample.contact(user)
                let loaded = try await engine.load(contact, MessageKey(.inbound, "m1"))
                #expect((loaded.row == nil) == (count == 0))
                #expect((loaded.known == nil) == (count == 0))
                #expect(try await engine.turns(of: contact, after: 0, limit: 9).count == count)
                #expect(try await engine.outbox(of: contact).count == count)
                #expect(try await engine.entries(of: contact, kind: nil).count == count)
            }
            #expect(try await engine.deadLetters(ofTenant: "bank", limit: 9).count == 1)
            // Whoever writes again begins anew.
            let again = Sample.turn(Sample.contact("a"), from: 0, message: "m1")
            #expect(try await engine.commit(again) == .committed)
        }
    }

    @Test(
        "what is too old goes, a part at a time, and nothing that is due",
        arguments: EngineKind.allCases
    )
    func retention(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            let contact = Sample.contact()
            for rev in Int64(0)..<10 {
                let at = Sample.noon.after(rev * 100)
                let row = Sample.row(rev + 1, lastSeq: rev + 1, at: at)
                let turn = Sample.turn(from: rev, message: "m\(rev)", row: row) {
                    $0.outbox = [Sample.reply(rev + 1, due: at)]
                    $0.entries = [Self.entry("\(rev)", at: at)]
                }
                _ = try await engine.commit(turn)
            }
            for second in Int64(0)..<3 {
                let now = Sample.noon.after(1000 + second)
                let row = try await engine.taken(at: now)[0]
                try await engine.settle([Settlement(row, .sent, at: now)])
            }
            let cut = RetentionCut(
                messages: Sample.noon.after(300),
                outbox: Sample.noon.after(1002),
                transcripts: Sample.noon.after(500),
                contacts: Sample.noon
            )
            var rounds = 0
            while try await engine.purge(cut, limit: 2), rounds < 100 { rounds += 1 }
            #expect(rounds < 100)
            func known(_ id: String) async throws -> Bool {
                try await engine.load(contact, MessageKey(.inbound, id)).known != nil
            }
            #expect(try await known("m2") == false)
            #expect(try await known("m3"))
            #expect(try await engine.turns(of: contact, after: 0, limit: 99).map(\.rev).first == 6)
            #expect(try await engine.entries(of: contact, kind: nil).count == 5)
            #expect(try await engine.outbox(of: contact).map(\.seq) == Array(3...10))
            let all = RetentionCut(
                messages: Sample.noon,
                outbox: Sample.noon,
                transcripts: Sample.noon,
                contacts: Sample.noon.after(5000)
            )
            while try await engine.purge(all, limit: 100) {}
            #expect(try await engine.load(contact, nil).row == nil)
            #expect(try await engine.outbox(of: contact).isEmpty)
            // Whoever comes back after that long begins anew.
            let again = Sample.turn(from: 0, message: "m9") {
                $0.outbox = [Sample.reply(1)]
                $0.entries = [Self.entry("9")]
            }
            #expect(try await engine.commit(again) == .committed)
        }
    }

    @Test(
        "who writes all the time hides nobody who has long been silent",
        arguments: EngineKind.allCases
    )
    func silence(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            for number in 0..<20 {
                let at = number < 10 ? Sample.noon.after(1000) : Sample.noon
                let row = Sample.row(1, at: at)
                let contact = Sample.contact("user \(number)")
                _ = try await engine.commit(Sample.turn(contact, from: 0, row: row))
            }
            let cut = RetentionCut(
                messages: Sample.noon,
                outbox: Sample.noon,
                transcripts: Sample.noon,
                contacts: Sample.noon.after(500)
            )
            for _ in 0..<20 { _ = try await engine.purge(cut, limit: 4) }
            let left = try await engine.contacts(ofTenant: "bank", after: nil, limit: 99)
            #expect(left.count == 10)
            #expect(left.allSatisfy { $0.1.updated == Sample.noon.after(1000) })
        }
    }

    @Test("a store that works says so", arguments: EngineKind.allCases)
    func probe(_ kind: EngineKind) async throws {
        try await kind.with { engine async throws in
            try await engine.probe()
            try await engine.probe()
        }
    }
}
