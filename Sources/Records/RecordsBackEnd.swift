import BotRuntime
import Dialogue
import Expressions
import Foundation
import SQLite
import Topics
import Values

/// The embedded back end: tables and actions as a bot declares them, and no code of their own.
///
/// For one caller at a time. The rows stand in a SQLite database, in memory or in a file; conditions
/// and columns are the bot's expressions, evaluated row by row.
package final class RecordsBackEnd: BackEnd {
    let calls: Calls
    /// A copy that could not be made has no rows and answers nothing.
    private let contents: Result<Database, SQLiteError>
    /// Why the last call that was refused or failed was, in an author's words.
    package private(set) var lastReason: String?

    /// Makes the tables of a bot and fills them.
    ///
    /// - Parameters:
    ///   - definition: Whose tables and actions these are.
    ///   - now: Cells such as `+2d` are counted from its day in the bot's zone; weekends count.
    ///   - path: The file that keeps the rows; tables that it has already are left as they are. nil:
    ///     they are kept as long as this object.
    /// - Throws: What is wrong with the zone or a table; a bot that was loaded has no such mistake. A
    ///   file may have another bot's tables.
    package init(
        definition: BotDefinition,
        now: Timestamp,
        path: String? = nil
    ) throws(RecordsError) {
        guard let zone = TimeZone(identifier: definition.timeZone) else {
            throw .unknownTimeZone(definition.timeZone)
        }
        calls = Calls(definition, zone: zone)
        let database: Database
        do throws(SQLiteError) {
            database = if let path { try Database.file(path) } else { try Database.inMemory() }
            if path != nil {
                try database.execute("PRAGMA journal_mode = WAL")
                try database.execute("PRAGMA synchronous = FULL")
            }
            try database.execute(KeptAnswers.creation)
            try database.execute(NewIDs.creation)
        } catch {
            throw .unavailable(reason: error.description)
        }
        contents = .success(database)
        let filling = Filling(database, now: now, zone: zone)
        for (name, table) in definition.tables.sorted(by: { $0.key < $1.key }) {
            let layout = calls.layouts[name] ?? Layout(table)
            do throws(Stop) {
                if try layout.isThere(in: database) { continue }
                try database.whole { () throws(Stop) in try filling.fill(table, layout) }
            } catch {
                throw .badTable(name, reason: error.reason)
            }
        }
    }

    private init(copying other: RecordsBackEnd) {
        calls = other.calls
        lastReason = other.lastReason
        switch other.contents {
        case .failure(let error): contents = .failure(error)
        case .success(let database):
            do throws(SQLiteError) { contents = .success(try database.copy()) } catch {
                contents = .failure(error)
            }
        }
    }

    package func copy() -> any BackEnd { RecordsBackEnd(copying: self) }

    /// All rows of a table in the order in which they came; none where there is no such table.
    package func rows(of table: String) -> [Record] {
        guard let layout = calls.layouts[table] else { return [] }
        do throws(Stop) {
            return try database().ask(layout.all).map { (row) throws(Stop) in
                layout.record(try layout.stored(row))
            }
        } catch {
            lastReason = error.reason
            return []
        }
    }

    /// A copy of all that stands in memory, to go on from by other means.
    func storedRows() throws(Stop) -> [String: [StoredRow]] {
        let database = try database()
        var rows: [String: [StoredRow]] = [:]
        for (name, layout) in calls.layouts {
            rows[name] = try database.ask(layout.all).map { (row) throws(Stop) in
                try layout.stored(row)
            }
        }
        return rows
    }

    private func database() throws(Stop) -> Database {
        do throws(SQLiteError) { return try contents.get() } catch {
            throw .failed(error.description)
        }
    }
}

extension RecordsBackEnd {
    package func perform(_ request: CallRequest, at now: Timestamp) -> CallAnswer {
        do throws(Stop) {
            return try answer(to: request, at: now)
        } catch {
            lastReason = error.reason
            return CallAnswer(.failed)
        }
    }

    private func answer(to request: CallRequest, at now: Timestamp) throws(Stop) -> CallAnswer {
        guard let action = calls.definition.actions[request.action] else {
            throw .failed("there is no action '\(request.action)'")
        }
        let database = try database()
        switch action.provider {
        case .http: throw .failed("'\(action.name)' is not answered by the bot's own tables")
        case .records(let statements):
            // What only reads needs no key: asked again it does nothing either.
            if action.onlyReads(statements) {
                let takes = try action.takes(request.arguments)
                let rows = try calls.execution(
                    takes,
                    now,
                    on: DatabaseRows(database: database),
                    nil,
                    request.language
                ).run(statements)
                return CallAnswer(.ok, action.answer(rows))
            }
            return try database.whole { () throws(Stop) -> CallAnswer in
                try answerOnce(request, action, statements, now, database)
            }
        }
    }

    /// Runs within the transaction that keeps the answer.
    private func answerOnce(
        _ request: CallRequest,
        _ action: Action,
        _ statements: [Topics.Statement],
        _ now: Timestamp,
        _ database: Database
    ) throws(Stop) -> CallAnswer {
        let answers = KeptAnswers(database: database)
        if let answer = try answers.answer(to: request.key) { return answer }
        let takes = try action.takes(request.arguments)
        let answer: CallAnswer
        do throws(Stop) {
            answer = try database.whole { () throws(Stop) -> CallAnswer in
                let newIDs = try NewIDs(database)
                let rows = try calls.execution(
                    takes,
                    now,
                    on: DatabaseRows(database: database),
                    newIDs,
                    request.language
                ).run(statements)
                try newIDs.save(in: database)
                return CallAnswer(.ok, action.answer(rows))
            }
        } catch {
            guard case .refused(let reason) = error else { throw error }
            lastReason = reason
            answer = CallAnswer(.refused)
        }
        try answers.keep(answer, for: request.key)
        return answer
    }
}
