import CPQ

/// Why a pipeline came to an end before its last run.
struct PipelineFailure: Error {
    /// Which run the server refused; nil where the connection was lost without a word.
    let place: Int?
    let error: PostgreSQLError
}

extension Connection {
    /// Sends all runs at once and reads what comes of them.
    ///
    /// The server goes through them in their order, and past none that it refuses.
    ///
    /// - Parameter runs: Parsed by the server already.
    /// - Returns: What came of each.
    /// - Throws: The first refusal, or that the connection was lost. A connection that is still
    ///   open can be used, in the middle of the transaction that a run may have begun.
    func pipeline(_ runs: [Run]) throws(PipelineFailure) -> [Answer] {
        do throws(PostgreSQLError) {
            try sendPipeline(runs)
        } catch {
            drop()
            throw PipelineFailure(place: nil, error: error)
        }
        var answers: [Answer] = []
        var failure: PipelineFailure?
        for (place, run) in runs.enumerated() where isOpen {
            do throws(PostgreSQLError) {
                answers.append(try readAnswer { run.statement.answer($0) })
            } catch {
                forget(run.statement, after: error)
                let known = error.state == nil ? nil : place
                failure = failure ?? PipelineFailure(place: known, error: error)
            }
        }
        do throws(PostgreSQLError) {
            try leavePipeline()
        } catch {
            drop()
            failure = failure ?? PipelineFailure(place: nil, error: error)
        }
        if let failure { throw failure }
        return answers
    }

    private func sendPipeline(_ runs: [Run]) throws(PostgreSQLError) {
        guard PQenterPipelineMode(handle) == 1 else { throw lost() }
        for run in runs {
            guard put(run) == 1 else { throw lost() }
        }
        guard PQpipelineSync(handle) == 1 else { throw lost() }
        try flush()
    }

    /// Reads the end of the pipeline, behind which the connection is as before it.
    private func leavePipeline() throws(PostgreSQLError) {
        guard let result = try nextResult() else { throw lost() }
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_PIPELINE_SYNC, PQexitPipelineMode(handle) == 1
        else { throw lost() }
    }
}
