import BotRuntime
import PostgreSQL
import PostgreSQLStorage
import PostgreSQLTesting
import Testing
import Values

@Suite("A store in a PostgreSQL database")
struct PostgreSQLEngineTests {
    /// Commits turns at once and gives what became of each, in their order.
    private func commit(
        _ turns: [TurnCommit],
        to engines: PostgreSQLEngine...
    ) async throws -> [CommitResult] {
        try await withThrowingTaskGroup(of: (Int, CommitResult).self) { group in
            for (place, turn) in turns.enumerated() {
                let engine = engines[place % engines.count]
                group.addTask { (place, try await engine.commit(turn)) }
            }
            return try await group.reduce(into: [Int: CommitResult]()) { $0[$1.0] = $1.1 }
                .sorted { $0.key < $1.key }.map(\.value)
        }
    }

    @Test("takes many turns in one transaction")
    func batches() async throws {
        let target = try TestCluster.shared().database()
        let engine = try PostgreSQLEngine(target: target, connections: 1)
        let turns = (0..<200).map {
            Sample.turn(Sample.contact("user \($0)"), from: 0, message: "m")
        }
        let results = try await commit(turns, to: engine)
        #expect(results.allSatisfy { $0 == .committed })
        // Rows of one transaction bear its number.
        let row = try Connection.open(target)
            .first("SELECT count(*), count(DISTINCT xmin::text) FROM contact")
        #expect(row?[0] == 200)
        let transactions = try #require(row?[1]?.integer)
        #expect(transactions < 100)
        await engine.close()
    }

    @Test("writes the others of a batch in which some were late, known, or not to be stored")
    func misfits() async throws {
        let engine = try PostgreSQLEngine(
            target: TestCluster.shared().database(),
            connections: 1
        )
        let users = (0..<40).map { Sample.contact("user \($0)") }
        _ = try await commit(users.map { Sample.turn($0, from: 0, message: "m1") }, to: engine)
        let results = try await commit(
            users.enumerated().map { place, contact in
                switch place % 4 {
                case 0: Sample.turn(contact, from: 0, message: "m2")
                case 1: Sample.turn(contact, from: 1, message: "m1")
                default: Sample.turn(contact, from: 1, message: "m2")
                }
            },
            to: engine
        )
        let wanted: [CommitResult] = [.conflict, .duplicate, .committed, .committed]
        #expect(results == users.indices.map { wanted[$0 % 4] })
        for (place, contact) in users.enumerated() {
            let rev = try await engine.load(contact, nil).row?.rev
            #expect(rev == (place % 4 < 2 ? 1 : 2))
        }
        // PostgreSQL has no text with a zero in it.
        await #expect(throws: StoreError.self) {
            try await engine.commit(Sample.turn(users[2], from: 2, message: "a\0b"))
        }
        #expect(try await engine.commit(Sample.turn(users[2], from: 2)) == .committed)
        await engine.close()
    }

    @Test("is shared by processes that make its tables at once and write at once")
    func sharing() async throws {
        let target = try TestCluster.shared().database()
        let engines = try await withThrowingTaskGroup(of: PostgreSQLEngine.self) { group in
            for _ in 0..<4 {
                group.addTask { try PostgreSQLEngine(target: target, connections: 2) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let turns = (0..<200).map { number in
            Sample.turn(Sample.contact("user \(number / 4)"), from: 0, message: "m\(number)")
        }
        let results = try await commit(turns, to: engines[0], engines[1], engines[2], engines[3])
        for user in 0..<50 {
            let ofUser = results[user * 4..<user * 4 + 4]
            #expect(ofUser.count { $0 == .committed } == 1)
            #expect(ofUser.count { $0 == .conflict } == 3)
        }
        for engine in engines { await engine.close() }
    }

    @Test("does again what the server refuses because of others")
    func serialization() async throws {
        let target = try TestCluster.shared().database()
        try Connection.open(target).executeScript(
            """
            DO $$ BEGIN EXECUTE format(
                'ALTER DATABASE %I SET default_transaction_isolation = serializable',
                current_database()); END $$
            """
        )
        let engine = try PostgreSQLEngine(target: target)
        for rev in Int64(0)..<5 {
            let turns = (0..<40).map { Sample.turn(Sample.contact("user \($0)"), from: rev) }
            #expect(try await commit(turns, to: engine).allSatisfy { $0 == .committed })
        }
        await engine.close()
    }

    @Test("says that it does not know where the connection goes with a commit on its way")
    func unknown() async throws {
        let target = try TestCluster.shared().database()
        let engine = try PostgreSQLEngine(target: target)
        #expect(try await engine.commit(Sample.turn(from: 0, message: "m1")) == .committed)
        let other = try Connection.open(target)
        // The trigger runs when everything is written and COMMIT has been asked for.
        try other.executeScript(
            """
            CREATE FUNCTION leave() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(60); RETURN NULL;
            END $$;
            CREATE CONSTRAINT TRIGGER leave AFTER UPDATE ON contact
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION leave();
            """
        )
        let turn = Sample.turn(from: 1, message: "m2")
        await #expect {
            try await engine.commit(turn)
        } throws: { error in
            if case StoreError.outcomeUnknown = error { true } else { false }
        }
        try other.executeScript("DROP TRIGGER leave ON contact")
        // Whatever had become of it, the same again is written once.
        #expect(try await engine.commit(turn) == .committed)
        #expect(try await engine.commit(turn) == .duplicate)
        await engine.close()
    }

    @Test("refuses at once while the server is away, and is there again when it is")
    func outage() async throws {
        let cluster = try TestCluster()
        let engine = try PostgreSQLEngine(target: cluster.database())
        for round in Int64(0)..<2 {
            let turn = Sample.turn(from: round, message: "m\(round)")
            #expect(try await engine.commit(turn) == .committed)
            try cluster.stop(.immediate)
            let start = ContinuousClock.now
            for _ in 0..<20 {
                await #expect {
                    try await engine.probe()
                } throws: { error in
                    if case StoreError.unavailable = error { true } else { false }
                }
            }
            #expect(ContinuousClock.now - start < .seconds(5))
            try cluster.start()
            try await engine.waitUntilReachable()
            // What was answered outlived the crash, and its name is known.
            #expect(try await engine.load(Sample.contact(), nil).row?.rev == round + 1)
            #expect(try await engine.commit(turn) == .duplicate)
        }
        await engine.close()
    }

    @Test("goes on without a word after a restart while nothing was asked")
    func restart() async throws {
        let cluster = try TestCluster()
        let engine = try PostgreSQLEngine(target: cluster.database())
        let turns = (0..<20).map { Sample.turn(Sample.contact("user \($0)"), from: 0) }
        _ = try await commit(turns, to: engine)
        try cluster.restart(.immediate)
        let next = (0..<20).map { Sample.turn(Sample.contact("user \($0)"), from: 1) }
        #expect(try await commit(next, to: engine).allSatisfy { $0 == .committed })
        await engine.close()
    }

    @Test("looks for another server where the one it has takes no changes")
    func readOnly() async throws {
        let target = try TestCluster.shared().database()
        let engine = try PostgreSQLEngine(target: target, connections: 1)
        let other = try Connection.open(target)
        func allowWriting(_ isAllowed: Bool) throws {
            try other.executeScript(
                """
                SET default_transaction_read_only = off;
                DO $$ BEGIN EXECUTE format(
                    'ALTER DATABASE %I SET default_transaction_read_only = \(!isAllowed)',
                    current_database()); END $$
                """
            )
        }
        try allowWriting(false)
        let standby = try PostgreSQLEngine(target: target, connections: 1)
        await #expect {
            try await standby.commit(Sample.turn(from: 0))
        } throws: { error in
            if case StoreError.unavailable = error { true } else { false }
        }
        try allowWriting(true)
        #expect(try await standby.commit(Sample.turn(from: 0)) == .committed)
        await engine.close()
        await standby.close()
    }

    @Test("lets go of who was silent too long with all that is theirs, and takes them back")
    func silent() async throws {
        let engine = try PostgreSQLEngine(target: TestCluster.shared().database())
        for user in ["gone", "here"] {
            let contact = Sample.contact(user)
            let row = Sample.row(1, lastSeq: 1, at: Sample.noon.after(user == "gone" ? 0 : 60))
            let turn = Sample.turn(contact, from: 0, message: "m", row: row) {
                $0.outbox = [Sample.reply(1, of: contact)]
            }
            #expect(try await engine.commit(turn) == .committed)
        }
        let cut = RetentionCut(
            messages: Sample.noon,
            outbox: Sample.noon,
            transcripts: Sample.noon,
            contacts: Sample.noon.after(60)
        )
        while try await engine.purge(cut, limit: 1) {}
        let gone = Sample.contact("gone")
        #expect(try await engine.load(gone, MessageKey(.inbound, "m")) == Loaded())
        #expect(try await engine.turns(of: gone, after: 0, limit: 9).isEmpty)
        #expect(try await engine.outbox(of: gone).isEmpty)
        #expect(try await engine.load(Sample.contact("here"), nil).row?.rev == 1)
        let again = Sample.turn(gone, from: 0, message: "m") {
            $0.outbox = [Sample.reply(1, of: gone)]
        }
        #expect(try await engine.commit(again) == .committed)
        await engine.close()
    }

    @Test("is refused where another version has made the tables, or nobody is there")
    func strangers() async throws {
        let target = try TestCluster.shared().database()
        await (try PostgreSQLEngine(target: target)).close()
        try Connection.open(target).execute("UPDATE store_version SET version = 99")
        #expect {
            try PostgreSQLEngine(target: target)
        } throws: { error in
            if case StoreError.broken = error { true } else { false }
        }
        #expect {
            try PostgreSQLEngine(target: "host=/nowhere dbname=bots")
        } throws: { error in
            if case StoreError.unavailable = error { true } else { false }
        }
    }

    @Test("answers nothing after it was closed")
    func closed() async throws {
        let engine = try PostgreSQLEngine(target: TestCluster.shared().database())
        await engine.close()
        await #expect(throws: StoreError.unavailable("it is being closed")) {
            try await engine.commit(Sample.turn(from: 0))
        }
    }
}
