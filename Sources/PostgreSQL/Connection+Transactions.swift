import CPQ

extension Connection {
    package var isInTransaction: Bool {
        let status = PQtransactionStatus(handle)
        return status == PQTRANS_INTRANS || status == PQTRANS_INERROR
    }

    /// Does all of `body` or nothing of it.
    ///
    /// - Throws: What `body` throws, after everything is undone, or that the end was refused;
    ///   `outcomeUnknown` where the connection is lost while the end is on its way.
    package func transaction<Answer>(
        _ body: () throws(PostgreSQLError) -> Answer
    ) throws(PostgreSQLError) -> Answer {
        precondition(!isInTransaction, "a transaction holds no other")
        try checkOpen()
        try run("BEGIN")
        do throws(PostgreSQLError) {
            let answer = try body()
            try commit()
            return answer
        } catch {
            try undo()
            throw error
        }
    }

    private func commit() throws(PostgreSQLError) {
        let tag = try saving { () throws(PostgreSQLError) in
            try send { PQsendQuery(handle, "COMMIT") }
            return try readAnswer { PQcmdStatus($0).map { String(cString: $0) } }
        }
        // To end a transaction in which something was refused is to undo it.
        guard tag == "COMMIT" else { throw .misuse("a statement was refused before COMMIT") }
    }

    /// Undoes a transaction that is still open; one whose connection is lost the server undoes.
    private func undo() throws(PostgreSQLError) {
        guard isOpen, isInTransaction else { return }
        try run("ROLLBACK")
    }

    /// Does all of the commands or nothing, in one round trip.
    ///
    /// - Parameter commands: Run in their order. None may need what another of them makes, such
    ///   as a table: all are parsed before.
    /// - Returns: What came of each.
    /// - Throws: The first refusal, after everything is undone; `outcomeUnknown` where the
    ///   connection is lost while the end is on its way.
    package func transaction(_ commands: [Command]) throws(PostgreSQLError) -> [Answer] {
        precondition(!isInTransaction, "a transaction holds no other")
        try checkOpen()
        let begin = try prepare(Command("BEGIN"))
        let commit = try prepare(Command("COMMIT"))
        var runs = [begin]
        for command in commands { runs.append(try prepare(command)) }
        do throws(PipelineFailure) {
            return try pipeline(runs + [commit]).dropFirst().dropLast()
        } catch {
            throw try settle(error, last: runs.count)
        }
    }

    /// Ends what a failed pipeline began.
    private func settle(
        _ failure: PipelineFailure,
        last: Int
    ) throws(PostgreSQLError) -> PostgreSQLError {
        guard isOpen else {
            // Refused before COMMIT had its turn: the server has undone it.
            if let place = failure.place, place < last { return failure.error }
            return failure.error.withOutcomeUnknown
        }
        try undo()
        return failure.error
    }
}
