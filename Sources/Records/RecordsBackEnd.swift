import BotRuntime
import Dialogue
import Expressions
import Foundation
import SQLite
import Topics
import Values

/// The embedded back end: tables and actions as a bot declares them, and no code of their own.
///
/// For one conversation at a time. The rows stand in a SQLite database in memory; conditions and
/// columns are the bot's expressions, evaluated row by row.
package final class RecordsBackEnd: BackEnd {
    private let definition: BotDefinition
    private let layouts: [String: Layout]
    private let zone: TimeZone
    private let locale: Locale
    /// A copy that could not be made has no rows and answers nothing.
    private let contents: Result<Database, SQLiteError>
    /// Why the last call that was refused or failed was, in an author's words.
    package private(set) var lastReason: String?

    /// Makes the tables of a bot and fills them.
    ///
    /// - Parameters:
    ///   - definition: Whose tables and actions these are.
    ///   - now: Cells such as `+2d` are counted from its day in the bot's zone; weekends count.
    /// - Throws: What is wrong with the zone or a table; a bot that was loaded has no such mistake.
    package init(definition: BotDefinition, now: Timestamp) throws(RecordsError) {
        guard let zone = TimeZone(identifier: definition.timeZone) else {
            throw .unknownTimeZone(definition.timeZone)
        }
        self.definition = definition
        self.zone = zone
        locale = Locale(identifier: definition.languages.first ?? "en")
        layouts = definition.tables.mapValues { Layout($0) }
        let database: Database
        do throws(SQLiteError) {
            database = try Database.inMemory()
            try database.execute(KeptAnswers.creation)
            try database.execute(NewIDs.creation)
        } catch {
            throw .unavailable(reason: error.description)
        }
        contents = .success(database)
        let filling = Filling(database, now: now, zone: zone)
        for (name, table) in definition.tables.sorted(by: { $0.key < $1.key }) {
            do throws(Stop) {
                try database.whole { () throws(Stop) in
                    try filling.fill(table, layouts[name] ?? Layout(table))
                }
            } catch {
                throw .badTable(name, reason: error.reason)
            }
        }
    }

    private init(copying other: RecordsBackEnd) {
        definition = other.definition
        layouts = other.layouts
        zone = other.zone
        locale = other.locale
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
        guard let layout = layouts[table] else { return [] }
        do throws(Stop) {
            return try database().ask(layout.all).map { (row) throws(Stop) in
                layout.record(try layout.stored(row))
            }
        } catch {
            lastReason = error.reason
            return []
        }
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
        guard let action = definition.actions[request.action] else {
            throw .failed("there is no action '\(request.action)'")
        }
        let database = try database()
        switch action.provider {
        case .records(let statements):
            // What only reads needs no key: asked again it does nothing either.
            if action.safe, statements.allSatisfy(\.isSelection) {
                let takes = try takes(of: action, request.arguments)
                let rows = try execution(takes, now, on: database, nil, request.language)
                    .run(statements)
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
        let takes = try takes(of: action, request.arguments)
        let answer: CallAnswer
        do throws(Stop) {
            answer = try database.whole { () throws(Stop) -> CallAnswer in
                let newIDs = try NewIDs(database)
                let rows = try execution(takes, now, on: database, newIDs, request.language)
                    .run(statements)
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

    private func execution(
        _ takes: Record,
        _ now: Timestamp,
        on database: Database,
        _ newIDs: NewIDs?,
        _ language: String
    ) -> Execution {
        var functions: [String: Occasion.Function] = [:]
        if let newIDs { functions["new_id"] = newIDs.next }
        return Execution(
            database: database,
            layouts: layouts,
            environment: Environment(
                values: ["takes": .record(takes)],
                now: now,
                zone: zone,
                locale: locale,
                calendar: definition.calendar,
                functions: functions
            ),
            newIDs: newIDs,
            language: language
        )
    }

    /// The arguments, each of exactly the type that the action takes.
    private func takes(
        of action: Action,
        _ arguments: [String: Value]
    ) throws(Stop) -> Record {
        var fields: [String: Value] = [:]
        for parameter in action.takes {
            let value = arguments[parameter.name] ?? .null
            if value == .null, parameter.optional || parameter.type.isOptional {
                fields[parameter.name] = .null
                continue
            }
            guard let converted = value.converted(to: parameter.type) else {
                throw .failed(
                    "'\(action.name)' takes \(parameter.type) as '\(parameter.name)'"
                )
            }
            fields[parameter.name] = converted
        }
        if let name = arguments.keys.sorted().first(where: { fields[$0] == nil }) {
            throw .failed("'\(action.name)' takes no '\(name)'")
        }
        return Record(shape: "takes", fields: fields)
    }
}

extension Action {
    /// What the action gives of the rows of its first statement.
    fileprivate func answer(_ rows: [Record]) -> Value {
        guard let gives else { return .null }
        if case .list = gives.unwrapped { return .list(rows.map { .record($0) }) }
        return rows.first.map { .record($0) } ?? .null
    }
}

extension Topics.Statement {
    fileprivate var isSelection: Bool {
        if case .select = verb { true } else { false }
    }
}
