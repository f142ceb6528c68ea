import BotRuntime
import Dialogue
import Expressions
import Topics
import Values

/// The embedded back end with its rows in plain memory: for thousands of short conversations.
///
/// It answers as `RecordsBackEnd` does; a copy costs next to nothing until one of the two changes.
package final class MemoryBackEnd: BackEnd {
    private let calls: Calls
    private var contents: Contents
    /// Answers the actions that are not the tables'.
    private let elsewhere: Elsewhere

    package typealias Elsewhere = (CallRequest, Action) -> CallAnswer

    private struct Contents {
        var rows: [String: [StoredRow]]
        var answers: [String: CallAnswer] = [:]
        var lastIDs: [String: Int64] = [:]
    }

    /// Makes the tables of a bot and fills them.
    ///
    /// - Parameters:
    ///   - definition: Whose tables and actions these are.
    ///   - now: Cells such as `+2d` are counted from its day in the bot's zone.
    ///   - elsewhere: Answers what is declared with `http`; it fails without.
    /// - Throws: What is wrong with the zone or a table; a bot that was loaded has no such mistake.
    package init(
        definition: BotDefinition,
        now: Timestamp,
        elsewhere: @escaping Elsewhere = { _, _ in CallAnswer(.failed) }
    ) throws(RecordsError) {
        self.elsewhere = elsewhere
        let filled = try RecordsBackEnd(definition: definition, now: now)
        calls = filled.calls
        do throws(Stop) { contents = Contents(rows: try filled.storedRows()) } catch {
            throw .unavailable(reason: error.reason)
        }
    }

    private init(_ other: MemoryBackEnd, _ contents: Contents) {
        calls = other.calls
        elsewhere = other.elsewhere
        self.contents = contents
    }

    package func copy() -> any BackEnd { MemoryBackEnd(self, contents) }

    /// The same back end with other rows in its tables.
    ///
    /// - Parameter choose: Says of a table's rows, by their number, which are to stand in it; one
    ///   that is named again stands there again, under an ID of its own.
    /// - Returns: A back end to which nothing has happened yet.
    package func choosing(_ choose: (_ table: String, _ count: Int) -> [Int]) -> MemoryBackEnd {
        var chosen = contents
        for (name, rows) in contents.rows.sorted(by: { $0.key < $1.key }) {
            guard let layout = calls.layouts[name] else { continue }
            var seen: [Int: Int] = [:]
            chosen.rows[name] = choose(name, rows.count).enumerated().map { place, number in
                seen[number, default: 0] += 1
                let row = layout.renamed(rows[number], copy: seen[number] ?? 1)
                return StoredRow(place: Int64(place + 1), values: row.values)
            }
        }
        return MemoryBackEnd(self, chosen)
    }

    package func rows(of table: String) -> [Record] {
        guard let layout = calls.layouts[table] else { return [] }
        return (contents.rows[table] ?? []).map { layout.record($0) }
    }

    package func perform(_ request: CallRequest, at now: Timestamp) -> CallAnswer {
        guard let action = calls.definition.actions[request.action] else {
            return CallAnswer(.failed)
        }
        if let answer = contents.answers[request.key] { return answer }
        switch action.provider {
        case .http:
            let answer = elsewhere(request, action)
            contents.answers[request.key] = answer
            return answer
        case .records(let statements):
            let before = contents
            let answer: CallAnswer
            do throws(Stop) {
                answer = try run(statements, of: action, request, now)
            } catch {
                contents = before
                guard case .refused = error else { return CallAnswer(.failed) }
                answer = CallAnswer(.refused)
            }
            if !action.onlyReads(statements) { contents.answers[request.key] = answer }
            return answer
        }
    }

    private func run(
        _ statements: [Topics.Statement],
        of action: Action,
        _ request: CallRequest,
        _ now: Timestamp
    ) throws(Stop) -> CallAnswer {
        let newIDs = action.onlyReads(statements) ? nil : NewIDs(after: contents.lastIDs)
        let takes = try action.takes(request.arguments)
        let rows = try calls.execution(takes, now, on: self, newIDs, request.language)
            .run(statements)
        if let newIDs { contents.lastIDs = newIDs.last }
        return CallAnswer(.ok, action.answer(rows))
    }
}

extension MemoryBackEnd: RowStore {
    func all(_ layout: Layout) throws(Stop) -> [StoredRow] { contents.rows[layout.name] ?? [] }

    func one(_ id: String, _ layout: Layout) throws(Stop) -> [StoredRow] {
        try all(layout).filter { layout.id(of: $0)?.textOrID == id }
    }

    func value(_ column: Int, of found: StoredRow, _ layout: Layout) throws(Stop) -> Value {
        found.values[column]
    }

    func row(_ found: StoredRow, _ layout: Layout) throws(Stop) -> StoredRow { found }

    func insert(_ values: [Value], _ layout: Layout) throws(Stop) {
        // What a database would refuse is refused here too.
        _ = try layout.cells(values)
        let rows = try all(layout)
        let row = StoredRow(place: (rows.last?.place ?? 0) + 1, values: values)
        if let id = layout.id(of: row), rows.contains(where: { layout.id(of: $0) == id }) {
            throw .failed("there is a row '\(id)' in '\(layout.name)' already")
        }
        contents.rows[layout.name, default: []].append(row)
    }

    func change(_ row: StoredRow, _ layout: Layout) throws(Stop) {
        _ = try layout.cells(row.values)
        guard let index = try all(layout).firstIndex(where: { $0.place == row.place }) else {
            return
        }
        contents.rows[layout.name]?[index] = row
    }

    func delete(_ row: StoredRow, _ layout: Layout) throws(Stop) {
        contents.rows[layout.name]?.removeAll { $0.place == row.place }
    }
}

extension Layout {
    fileprivate func id(of row: StoredRow) -> Value? {
        columns.firstIndex { $0.name == "id" }.map { row.values[$0] }
    }

    /// A row as its first, second, … copy stands beside it: with an ID and a title of its own.
    fileprivate func renamed(_ row: StoredRow, copy: Int) -> StoredRow {
        guard copy > 1 else { return row }
        var row = row
        for (index, column) in columns.enumerated() {
            guard case .string(let text) = row.values[index] else { continue }
            if column.name == "id" { row.values[index] = .string("\(text)-\(copy)") }
            if column.name == "title" { row.values[index] = .string("\(text) (\(copy))") }
        }
        return row
    }
}
