import BotRuntime
import PostgreSQL
import Values

extension Worker {
    private enum Written {
        case whole
        /// Nothing of it, because a turn does not fit or is refused.
        case nothing
    }

    /// Writes turns together, and each alone where that fails.
    func write(_ asked: [Asked<TurnCommit, CommitResult>]) {
        do throws(StoreError) {
            switch try write(asked.map(\.question)) {
            case .whole: for asked in asked { asked.answer(.committed) }
            case .nothing where asked.count > 1: for asked in asked { write([asked]) }
            case .nothing: for asked in asked { asked.answer(try whyNot(asked.question)) }
            }
        } catch {
            for asked in asked { asked.refuse(error) }
        }
    }

    private func write(_ turns: [TurnCommit]) throws(StoreError) -> Written {
        let commands = TurnBatch(turns: turns).commands
        return try run { (connection) throws(PostgreSQLError) in
            do throws(PostgreSQLError) {
                let begun = ContinuousClock.now
                _ = try connection.transaction(commands)
                metrics.syncs.note(since: begun)
                metrics.batches.note(Int64(turns.count))
                return .whole
            } catch {
                switch error.kind {
                case .other where error.state == TurnBatch.misfit: return .nothing
                // One of them may be what is wrong.
                case .other, .uniqueViolation, .timedOut:
                    guard turns.count > 1 else { throw error }
                    return .nothing
                case .conflict, .outcomeUnknown, .disconnected, .shuttingDown, .outOfResources,
                    .readOnly:
                    throw error
                }
            }
        }
    }

    /// What keeps a turn from being written that nothing else is wrong with.
    private func whyNot(_ turn: TurnCommit) throws(StoreError) -> CommitResult {
        guard let message = turn.message?.key else { return .conflict }
        return try read { (connection) throws(PostgreSQLError) in
            let known = try connection.first(
                "SELECT 1 FROM inbox WHERE contact = $1 AND source = $2 AND id = $3",
                [.text(turn.contact.text), .text(message.source.rawValue), .text(message.id)]
            )
            return known == nil ? .conflict : .duplicate
        }
    }

    /// Answers many questions with one.
    func load(_ asked: [Asked<LoadQuestion, Loaded>]) {
        let questions = asked.map(\.question)
        let columns: [(String, Cell)] = [
            ("contact", .texts(questions.map(\.contact.text))),
            ("source", .texts(questions.map(\.message?.source.rawValue))),
            ("id", .texts(questions.map(\.message?.id))),
            ("place", .integers(questions.indices.map { Int64($0) })),
        ]
        guard let command = Command(rows: asked.count, columns, Self.loading) else { return }
        do throws(StoreError) {
            let answers = try read { (connection) throws(PostgreSQLError) in
                try connection.execute(command.sql, command.parameters).rows
                    .map { (row) throws(PostgreSQLError) in try row.loaded() }
            }
            for (place, loaded) in answers { asked[place].answer(loaded) }
        } catch {
            for asked in asked { asked.refuse(error) }
        }
    }

    /// Says what came of claimed rows, of all in one transaction.
    func settle(_ asked: [Asked<[Settlement], Void>]) {
        let commands = SettlementBatch(asked.flatMap(\.question)).commands
        do throws(StoreError) {
            _ = try run { (connection) throws(PostgreSQLError) in
                try connection.transaction(commands)
            }
            for asked in asked { asked.answer(()) }
        } catch {
            for asked in asked { asked.refuse(error) }
        }
    }

    private static func loading(_ columns: String) -> String {
        """
        SELECT \(Columns.contact), i.body_hash, i.rev, s.tries, u.place
        FROM \(columns)
        LEFT JOIN contact c ON c.contact = u.contact
        LEFT JOIN inbox i ON i.contact = u.contact AND i.source = u.source AND i.id = u.id
        LEFT JOIN suspect s ON s.contact = u.contact AND s.source = u.source AND s.id = u.id
        """
    }
}

extension Row {
    fileprivate func loaded() throws(PostgreSQLError) -> (Int, Loaded) {
        let next = Columns.contactCount
        var loaded = Loaded()
        if self[0]?.isNull == false { loaded.row = try contactRow() }
        if self[next]?.isNull == false {
            loaded.known = KnownMessage(bodyHash: try blob(next), rev: try integer(next + 1))
        }
        loaded.tries = Int(self[next + 2]?.integer ?? 0)
        return (Int(try integer(next + 3)), loaded)
    }
}
