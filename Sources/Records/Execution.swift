import Expressions
import Topics
import Values

/// The statements of one call, run against the tables.
struct Execution<Store: RowStore> {
    let store: Store
    let layouts: [String: Layout]
    /// Holds the arguments as `takes`; the columns of a row come beside them.
    let environment: Environment
    /// nil where nothing is made.
    let newIDs: NewIDs?
    /// What customers read of the answer is in it.
    var language = ""

    /// Runs all statements.
    ///
    /// - Returns: The rows of the first: those selected, inserted, changed or deleted.
    func run(_ statements: [Topics.Statement]) throws(Stop) -> [Record] {
        var answer: [Record]?
        for statement in statements {
            let rows = try run(statement)
            answer = answer ?? rows
        }
        return answer ?? []
    }

    private func run(_ statement: Topics.Statement) throws(Stop) -> [Record] {
        guard let layout = layouts[statement.table] else {
            throw .failed("there is no table '\(statement.table)'")
        }
        let rows: [StoredRow]
        switch statement.verb {
        case .select(let order, let descending, let limit):
            var found = try matching(statement, layout).map { layout.inLanguage(language, $0) }
            if let order {
                found = try layout.sorted(found, by: order, descending: descending)
            }
            rows = limit.map { Array(found.prefix(max(0, $0))) } ?? found
        case .insert(let assignments): rows = [try insert(assignments, layout)]
        case .update(let assignments):
            rows = try update(try matching(statement, layout), assignments, layout)
        case .delete:
            rows = try matching(statement, layout)
            for row in rows { try store.delete(row, layout) }
        }
        return rows.map { layout.record(layout.inLanguage(language, $0)) }
    }

    /// The rows for which the condition holds, in the order in which they came.
    private func matching(
        _ statement: Topics.Statement,
        _ layout: Layout
    ) throws(Stop) -> [StoredRow] {
        guard let condition = statement.condition else {
            return try store.all(layout).map { (row) throws(Stop) in try store.row(row, layout) }
        }
        let reads = layout.columns.indices.filter {
            condition.reads.contains(layout.columns[$0].name)
        }
        var environment = environment
        var found: [StoredRow] = []
        for row in try candidates(condition, layout) {
            for index in reads {
                environment.values[layout.columns[index].name] = try store.value(
                    index,
                    of: row,
                    layout
                )
            }
            let isWanted: Bool
            do throws(EvaluationError) { isWanted = try condition.isTrue(in: environment) } catch {
                throw Stop(error, in: condition.source)
            }
            if isWanted { found.append(try store.row(row, layout)) }
        }
        return found
    }

    /// The rows among which the condition chooses: at most one where it asks for an ID.
    private func candidates(
        _ condition: Expressions.Expression,
        _ layout: Layout
    ) throws(Stop) -> [Store.Found] {
        if let name = condition.argumentForID,
            case .record(let takes)? = environment.values["takes"],
            let id = takes.fields[name]?.textOrID
        {
            return try store.one(id, layout)
        }
        return try store.all(layout)
    }

    private func insert(
        _ assignments: [Assignment],
        _ layout: Layout
    ) throws(Stop) -> StoredRow {
        var environment = environment
        var values = layout.columns.map { _ in Value.null }
        for assignment in assignments {
            let index = try layout.index(of: assignment.name)
            var value = try layout.value(of: assignment, in: environment)
            if assignment.name == "id" {
                value = try unused(value, assignment, layout, environment)
            }
            values[index] = value
            environment.values[assignment.name] = value
        }
        try store.insert(values, layout)
        return StoredRow(place: 0, values: values)
    }

    /// An ID that no row has yet, where a new one is made: the tables may hold some already.
    private func unused(
        _ value: Value,
        _ assignment: Assignment,
        _ layout: Layout,
        _ environment: Environment
    ) throws(Stop) -> Value {
        guard let newIDs, newIDs.count > 0 else { return value }
        var value = value
        var made = newIDs.count
        var tries = 0
        while let id = value.textOrID, tries < 10_000,
            try !store.one(id, layout).isEmpty
        {
            value = try layout.value(of: assignment, in: environment)
            guard newIDs.count > made else { break }
            made = newIDs.count
            tries += 1
        }
        return value
    }

    private func update(
        _ rows: [StoredRow],
        _ assignments: [Assignment],
        _ layout: Layout
    ) throws(Stop) -> [StoredRow] {
        guard !rows.isEmpty else {
            throw .refused("no row of '\(layout.name)' was to be changed")
        }
        var changed: [StoredRow] = []
        for row in rows {
            var environment = environment
            for (column, value) in zip(layout.columns, row.values) {
                environment.values[column.name] = value
            }
            var new = row
            for assignment in assignments {
                let index = try layout.index(of: assignment.name)
                new.values[index] = try layout.value(of: assignment, in: environment)
            }
            try store.change(new, layout)
            changed.append(new)
        }
        return changed
    }
}

extension Layout {
    fileprivate func index(of column: String) throws(Stop) -> Int {
        guard let index = columns.firstIndex(where: { $0.name == column }) else {
            throw .failed("there is no column '\(column)' in '\(name)'")
        }
        return index
    }

    /// What an assignment gives, of exactly its column's type.
    fileprivate func value(
        of assignment: Assignment,
        in environment: Environment
    ) throws(Stop) -> Value {
        let value: Value
        do throws(EvaluationError) {
            value = try assignment.value.evaluate(in: environment)
        } catch {
            throw Stop(error, in: assignment.value.source)
        }
        return try fitted(value, for: columns[try index(of: assignment.name)])
    }
}

extension Expressions.Expression {
    /// `x` where the condition is `id == takes.x`, alone or first of several that must all hold.
    ///
    /// Then no other row can be meant; any other way to write it is only slower.
    fileprivate var argumentForID: String? {
        let start = "id == takes."
        guard source.hasPrefix(start), !source.utf8.contains(where: { $0 == 0x7C || $0 == 0x3F })
        else { return nil }
        let rest = source.dropFirst(start.count)
        let name = rest.prefix { $0 == "_" || ($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let after = rest.dropFirst(name.count)
        return after.isEmpty || after.hasPrefix(" && ") ? String(name) : nil
    }
}
