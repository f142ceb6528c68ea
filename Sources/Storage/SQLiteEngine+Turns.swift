import BotRuntime
import SQLite
import Values

extension SQLiteEngine {
    package func load(
        _ contact: ContactKey,
        _ message: MessageKey?
    ) async throws(StoreError) -> Loaded {
        try readers.read { (database) throws(SQLiteError) in
            let key = Cell.text(contact.text)
            let found = try database.first(
                "SELECT \(Columns.contact) FROM contact WHERE contact = ?",
                [key]
            )
            var loaded = Loaded(
                row: try found.map { (row) throws(SQLiteError) in try row.contactRow() }
            )
            guard let message else { return loaded }
            let name: [Cell] = [key, .text(message.source.rawValue), .text(message.id)]
            loaded.known = try database.first(
                "SELECT body_hash, rev FROM inbox WHERE contact = ? AND source = ? AND id = ?",
                name
            ).map { (row) throws(SQLiteError) in
                KnownMessage(bodyHash: try row.blob(0), rev: try row.integer(1))
            }
            loaded.tries =
                try database.first(
                    "SELECT tries FROM suspect WHERE contact = ? AND source = ? AND id = ?",
                    name
                ).map { (row) throws(SQLiteError) in Int(try row.integer(0)) } ?? 0
            return loaded
        }
    }

    package func commit(_ turn: TurnCommit) async throws(StoreError) -> CommitResult {
        try await writer.write { (database) throws(SQLiteError) in try database.take(turn) }
    }

    package func turns(
        of contact: ContactKey,
        after rev: Int64,
        limit: Int
    ) async throws(StoreError) -> [TurnRow] {
        try readers.read { (database) throws(SQLiteError) in
            let rows = try database.execute(
                """
                SELECT rev, n, at_ms, cause, body FROM turn
                WHERE contact = ? AND rev > ? ORDER BY rev LIMIT ?
                """,
                [.text(contact.text), .integer(rev), .integer(Int64(limit))]
            )
            return try rows.map { (row) throws(SQLiteError) in
                try row.turnRow(of: contact)
            }
        }
    }

    package func contacts(
        ofTenant tenant: String,
        after contact: ContactKey?,
        limit: Int
    ) async throws(StoreError) -> [(ContactKey, ContactRow)] {
        try readers.read { (database) throws(SQLiteError) in
            let range = ContactKey.range(ofTenant: tenant)
            let rows = try database.execute(
                """
                SELECT \(Columns.contact), contact FROM contact
                WHERE contact > ? AND contact < ? ORDER BY contact LIMIT ?
                """,
                [
                    .text(contact?.text ?? range.start), .text(range.end), .integer(Int64(limit)),
                ]
            )
            return try rows.map { (row) throws(SQLiteError) in
                (try row.contactKey(Columns.contactCount), try row.contactRow())
            }
        }
    }

    package func contactsToWake(
        after start: Timestamp?,
        at now: Timestamp,
        limit: Int
    ) async throws(StoreError) -> [DueContact] {
        try readers.read { (database) throws(SQLiteError) in
            let rows = try database.execute(
                """
                SELECT contact, wake_ms FROM contact WHERE wake_ms > ? AND wake_ms <= ?
                ORDER BY wake_ms LIMIT ?
                """,
                [
                    .integer(start?.milliseconds ?? .min), .integer(now.milliseconds),
                    .integer(Int64(limit)),
                ]
            )
            return try rows.map { (row) throws(SQLiteError) in
                DueContact(try row.contactKey(0), try row.timestamp(1))
            }
        }
    }

    package func countToWake() async throws(StoreError) -> Int {
        try readers.read { (database) throws(SQLiteError) in
            let row = try database.first("SELECT count(*) FROM contact WHERE wake_ms IS NOT NULL")
            return Int(row?[0]?.integer ?? 0)
        }
    }
}

extension Database {
    /// Writes a turn within the open transaction, or nothing of it.
    func take(_ turn: TurnCommit) throws(SQLiteError) -> CommitResult {
        let key = Cell.text(turn.contact.text)
        if let message = turn.message {
            let known = try first(
                "SELECT 1 FROM inbox WHERE contact = ? AND source = ? AND id = ?",
                [key, .text(message.key.source.rawValue), .text(message.key.id)]
            )
            guard known == nil else { return .duplicate }
        }
        let found = try first(
            "SELECT rowid, rev, wake_ms, updated_ms FROM contact WHERE contact = ?",
            [key]
        )
        guard (found?[1]?.integer ?? 0) == turn.base,
            turn.baseAt.map({ $0.milliseconds == found?[3]?.integer }) ?? true
        else { return .conflict }
        // No rule can be broken from here on: everything was looked at in this transaction.
        try put(turn.row, key, at: found?[0], wake: found?[2]?.integer)
        if let message = turn.message { try put(message.key, message.bodyHash, key, turn.row) }
        if let drops = turn.drops { try drop(drops, key, at: turn.row.updated) }
        if let seq = turn.settles { try markSent(key, seq, at: turn.row.updated) }
        for row in turn.rewrites {
            try execute(
                "UPDATE turn SET body = ? WHERE contact = ? AND rev = ?",
                [.blob(row.body), key, .integer(row.rev)]
            )
        }
        if let row = turn.turn {
            try execute(
                "INSERT INTO turn VALUES (?, ?, ?, ?, ?, ?)",
                [
                    key, .integer(row.rev), .integer(Int64(row.n)), .integer(row.at.milliseconds),
                    .integer(row.cause), .blob(row.body),
                ]
            )
        }
        for row in turn.outbox { try insert(row, key) }
        for entry in turn.entries {
            try execute(
                """
                INSERT INTO entry VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET at_ms = excluded.at_ms, body = excluded.body
                """,
                [
                    key, .text(entry.kind), .text(entry.id), .integer(entry.at.milliseconds),
                    .blob(entry.body),
                ]
            )
        }
        if let dead = turn.dead { try put(dead) }
        return .committed
    }

    private func put(
        _ row: ContactRow,
        _ key: Cell,
        at place: Cell?,
        wake: Int64?
    ) throws(SQLiteError) {
        let wanted = row.wake?.milliseconds
        let cells: [Cell] = [
            .integer(row.rev), .integer(Int64(row.n)), .text(row.owner), .integer(Int64(row.epoch)),
            .text(row.bot), .blob(row.state), .blob(row.facts), .integer(row.lastSeq),
            .integer(row.updated.milliseconds),
        ]
        let names =
            "rev = ?, n = ?, owner = ?, epoch = ?, bot = ?, state = ?, facts = ?, last_seq = ?, updated_ms = ?"
        guard let place else {
            try execute(
                """
                INSERT INTO contact (rev, n, owner, epoch, bot, state, facts, last_seq, updated_ms,
                    wake_ms, contact)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                cells + [.moment(wanted), key]
            )
            return
        }
        if wanted == wake {
            // Its index is left alone.
            try execute("UPDATE contact SET \(names) WHERE rowid = ?", cells + [place])
        } else {
            try execute(
                "UPDATE contact SET \(names), wake_ms = ? WHERE rowid = ?",
                cells + [.moment(wanted), place]
            )
        }
    }

    private func put(
        _ message: MessageKey,
        _ bodyHash: [UInt8],
        _ key: Cell,
        _ row: ContactRow
    ) throws(SQLiteError) {
        let name: [Cell] = [key, .text(message.source.rawValue), .text(message.id)]
        try execute(
            "INSERT INTO inbox VALUES (?, ?, ?, ?, ?, ?)",
            name + [.blob(bodyHash), .integer(row.rev), .integer(row.updated.milliseconds)]
        )
        try execute("DELETE FROM suspect WHERE contact = ? AND source = ? AND id = ?", name)
    }

    func put(_ letter: DeadLetter) throws(SQLiteError) {
        try execute(
            "INSERT OR REPLACE INTO dead VALUES (?, ?, ?, ?, ?)",
            [
                .text(letter.contact.text), .text(letter.reference), .text(letter.why),
                .blob(letter.body), .integer(letter.at.milliseconds),
            ]
        )
    }
}
