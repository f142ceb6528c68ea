import Diagnostics
import Expressions
import Values
import YAML

extension Statement {
    package static let keys = KeyTable(
        "a statement",
        [
            .needs("table", .name, "The table: a file of records/."),
            .may(
                "where",
                .cel,
                "Which rows. It sees the columns by name and the arguments as takes.",
                like: ["customer == takes.customer"]
            ),
            .may(
                "order",
                .literal,
                "The column that orders the rows, and desc for the largest first.",
                .matching(Patterns.order)
            ),
            .may("limit", .whole(1...10_000), "How many rows there are at most."),
            .may(
                "insert",
                .mapping,
                "A new row: columns, each with an expression.",
                .entries(.kind(.cel), always: ["id": .kind(.cel)]),
                like: [["id": "new_id('ORD')"]]
            ),
            .may(
                "update",
                .mapping,
                "Columns to change, each with an expression.",
                .entries(.kind(.cel), atLeast: 1)
            ),
            .may("delete", .flag, "Deletes the rows."),
        ],
        rules: changing.map { verb in
            .excludes(
                verb,
                changing.filter { $0 != verb } + ["order", "limit"]
                    + (verb == "insert" ? ["where"] : [])
            )
        } + [.needs("delete", ["where"])]
    )

    /// The keys that change a table; a statement has one of them at most.
    static let changing = ["insert", "update", "delete"]
}

/// Reads the statements of one action.
struct StatementReader {
    let problems: Problems
    let tables: [String: [Table.Column]]
    let brokenTables: Set<String>
    let takes: [Parameter]

    func statement(_ node: Node) -> Statement? {
        guard let fields = Fields(node, Statement.keys, problems),
            let name = fields.literal("table"), let place = fields["table"]
        else { return nil }
        guard let columns = tables[name] else {
            if !brokenTables.contains(name) {
                problems.unknown(
                    "unknown-table",
                    "table",
                    name,
                    at: place.location,
                    known: tables.keys
                )
            }
            return nil
        }
        let condition = fields["where"].flatMap {
            expression($0, scope(columns), expecting: .bool)
        }
        guard let verb = verb(fields, name, columns) else { return nil }
        if fields["where"] != nil, condition == nil { return nil }
        return Statement(table: name, condition: condition, verb: verb)
    }

    private func verb(
        _ fields: Fields,
        _ table: String,
        _ columns: [Table.Column]
    ) -> Statement.Verb? {
        let verbs = ["insert", "update", "delete"].filter { fields[$0] != nil }
        if verbs.count > 1, let second = fields.key(verbs[1]) {
            problems.error(
                "two-verbs",
                at: second.location,
                "a statement does one of insert, update, delete",
                hint: "write two statements in a list"
            )
            return nil
        }
        let selects = verbs.isEmpty
        for key in ["order", "limit"] where !selects {
            guard let node = fields.key(key) else { continue }
            problems.error(
                "wrong-value",
                at: node.location,
                "'\(key)' belongs to a selection",
                hint: "leave it out"
            )
        }
        switch verbs.first {
        case "insert":
            if let node = fields.key("where") {
                problems.error(
                    "wrong-value",
                    at: node.location,
                    "an insert has no 'where'",
                    hint: "leave it out"
                )
            }
            return .insert(insert(fields, table, columns))
        case "update":
            if fields.pairs("update").isEmpty, let node = fields["update"] {
                problems.error(
                    "empty-value",
                    at: node.location,
                    "no column is changed here",
                    hint: "write 'update: { column: expression }'"
                )
            }
            return .update(
                assignments(fields.pairs("update"), table, columns) { _ in scope(columns) }
            )
        case "delete":
            if fields["where"] == nil {
                problems.error(
                    "deletes-all",
                    at: fields.key("delete")?.location ?? fields.location,
                    "this would delete every row of '\(table)'",
                    hint: "write 'where:'"
                )
            }
            return .delete
        default:
            let order = order(fields, table, columns)
            return .select(
                order: order?.column,
                descending: order?.descending ?? false,
                limit: fields.whole("limit")
            )
        }
    }

    private func insert(
        _ fields: Fields,
        _ table: String,
        _ columns: [Table.Column]
    ) -> [Assignment] {
        let entries = fields.pairs("insert")
        let given = entries.compactMap(\.key.string)
        let missing = columns.filter { !$0.optional && !given.contains($0.name) }.map(\.name)
        if !missing.isEmpty, let node = fields.key("insert") {
            problems.error(
                "missing-column",
                at: node.location,
                "the new row lacks \(missing.map { "'\($0)'" }.joined(separator: ", "))",
                hint: "write it, or make the column 'optional'"
            )
        }
        return assignments(entries, table, columns) { index in
            let before = Set(given.prefix(index))
            return scope(columns.filter { before.contains($0.name) })
        }
    }

    private func assignments(
        _ entries: [Node.Entry],
        _ table: String,
        _ columns: [Table.Column],
        scope: (Int) -> Scope
    ) -> [Assignment] {
        entries.enumerated().compactMap { index, entry in
            let name = entry.key.string ?? ""
            guard let column = columns.first(where: { $0.name == name }) else {
                problems.error(
                    "unknown-column",
                    at: entry.key.location,
                    "the table '\(table)' has no column '\(shown(name))'",
                    hint: wayOut(for: name, known: columns.map(\.name))
                )
                return nil
            }
            guard entry.value.string != nil, !entry.value.isNull else {
                problems.error(
                    "wrong-kind",
                    at: entry.value.location,
                    "a column takes an expression",
                    hint: "write '\(name): takes.\(name)'; a text is in two kinds of quotes: "
                        + "\"'new'\""
                )
                return nil
            }
            let type = column.optional ? column.type.orEmpty : column.type
            guard let value = expression(entry.value, scope(index), expecting: type) else {
                return nil
            }
            if !column.secure { refuseSecrets(in: value, for: name, of: table, columns, entry) }
            return Assignment(name: name, value: value)
        }
    }

    /// A secret may be compared, and kept where it stays: any other column comes back in rows.
    private func refuseSecrets(
        in value: Expressions.Expression,
        for column: String,
        of table: String,
        _ columns: [Table.Column],
        _ entry: Node.Entry
    ) {
        let secrets =
            columns.filter(\.secure).map(\.name)
            + takes.filter(\.secure).map { "takes.\($0.name)" }
        for secret in secrets where value.readPaths.contains(secret) {
            problems.error(
                "secure-leak",
                at: entry.value.contentLocation,
                "'\(secret)' is secure, and the column '\(column)' is not",
                hint: "write 'secure' before the type of '\(column)' in records/\(table).yaml, "
                    + "or compare it in 'where'"
            )
        }
    }

    private func order(
        _ fields: Fields,
        _ table: String,
        _ columns: [Table.Column]
    ) -> (column: String, descending: Bool)? {
        guard let node = fields["order"], let text = node.string else { return nil }
        let words = text.split(separator: " ").map(String.init)
        let isWell = words.count == 1 || (words.count == 2 && ["asc", "desc"].contains(words[1]))
        guard isWell, let name = words.first else {
            problems.error(
                "wrong-value",
                at: node.location,
                "'\(shown(text))' is no order",
                hint: "write a column, and 'desc' behind it for the largest first"
            )
            return nil
        }
        guard let column = columns.first(where: { $0.name == name }) else {
            problems.error(
                "unknown-column",
                at: node.location,
                "the table '\(table)' has no column '\(shown(name))'",
                hint: wayOut(for: name, known: columns.map(\.name))
            )
            return nil
        }
        if column.secure {
            problems.error(
                "secure-leak",
                at: node.location,
                "'\(name)' is secure, and the order of the rows would tell of it",
                hint: "order by another column"
            )
        }
        return (name, words.last == "desc")
    }

    /// The columns of a row by their names, and the arguments under `takes`.
    private func scope(_ columns: [Table.Column]) -> Scope {
        var scope = Scope.everywhere
        let row = Table.row(named: "a row", columns)
        for (name, type) in row.fields { scope.names[name] = type }
        scope.names["takes"] = .record(Parameter.row(of: takes))
        scope.extraFunctions["new_id"] = FunctionSignature(parameters: [.string], result: .string)
        return scope
    }

    private func expression(
        _ node: Node,
        _ scope: Scope,
        expecting type: Expressions.`Type`
    ) -> Expressions.Expression? {
        problems.collecting(in: scope) { compile(node, scope: scope, expecting: type, into: &$0) }
    }
}
