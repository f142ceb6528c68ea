import Expressions
import Values
import YAML

extension Action {
    package static let table = KeyTable(
        "an action",
        [
            .may("safe", .flag, "It only reads, so it may run again.", standard: false),
            .may(
                "verified",
                .flagOr(IdentityLevel.words),
                "Only for a customer whose identity is proven; strong: by more than a code.",
                standard: false
            ),
            .may(
                "within",
                .span,
                "How long the customer waits, where the call does not say it.",
                like: ["5s"]
            ),
            .may(
                "else",
                .steps,
                "What happens on failure where a call has no else of its own; it neither asks, calls nor runs.",
                .onFailure(Failure.spelling),
                like: [["handoff": "support"]]
            ),
            .may(
                "takes",
                .mapping,
                "The arguments: names and their types.",
                .entries(.matching(Patterns.type)),
                like: [["customer": "text"]]
            ),
            .may(
                "gives",
                .literal,
                "The rows it gives: a table or shape, or a list of them.",
                .matching(Patterns.rows),
                like: ["list of cards"]
            ),
            .may(
                "records",
                .mappings,
                "What it does with the tables: one statement or a list of them.",
                .listOrOne(.keys(Statement.keys), atLeast: 1)
            ),
            .may(
                "http",
                .mapping,
                "How a back end elsewhere is asked.",
                .keys(WebCall.keys)
            ),
        ],
        rules: [
            .narrows("safe", "records", .listOrOne(.without(Statement.changing))),
            .some(of: ["records", "http"]), .excludes("records", ["http"]),
        ]
    )
}

/// Reads `actions.yaml`.
struct ActionsReader {
    let problems: Problems
    /// Tables by name.
    let tables: [String: [Table.Column]]
    /// Tables whose files could not be read: nothing is missed in them.
    let brokenTables: Set<String>

    static let besideActions: Set<String> = ["shapes", "events"]

    /// Adds `shapes:` to the types.
    func shapes(_ node: Node?, into types: inout TypeReader) {
        guard let entries = node?["shapes"]?.entries else {
            if let shapes = node?["shapes"], !shapes.isNull {
                problems.error(
                    "wrong-kind",
                    at: shapes.location,
                    "'shapes' takes keys with values",
                    hint: "write 'shapes: { window: { id: text } }'"
                )
            }
            return
        }
        // In the order of the file, so that no shape can hold itself.
        for entry in entries {
            guard let name = checkedName(entry.key, problems) else { continue }
            guard types.rows[name] == nil, TypeReader.words[name] == nil else {
                problems.error(
                    "name-taken",
                    at: entry.key.location,
                    "'\(name)' is a type already",
                    hint: "choose another name"
                )
                continue
            }
            guard let fields = entry.value.entries else {
                problems.error(
                    "wrong-kind",
                    at: entry.value.location,
                    "a shape is fields with types",
                    hint: "write '\(name): { id: text }'"
                )
                continue
            }
            let typed = fields.compactMap { field -> (String, Expressions.`Type`)? in
                guard let name = checkedName(field.key, problems) else { return nil }
                return (name, types.type(field.value))
            }
            types.rows[name] = RowType(
                name: name,
                fields: Dictionary(typed, uniquingKeysWith: { one, _ in one })
            )
        }
    }

    /// `events:`: what the back end may tell by itself, and what it gives.
    func events(_ node: Node?, types: TypeReader) -> [String: Expressions.`Type`] {
        guard let place = node?["events"] else { return [:] }
        guard let entries = place.entries else {
            problems.error(
                "wrong-kind",
                at: place.location,
                "'events' takes names with types",
                hint: "write 'events: { orders.shipped: orders }'"
            )
            return [:]
        }
        var events: [String: Expressions.`Type`] = [:]
        for entry in entries {
            guard let name = entry.key.string, isActionName(name) else {
                reportName(entry.key, "an event's name", "orders.shipped")
                continue
            }
            events[name] = types.type(entry.value)
        }
        return events
    }

    private func reportName(_ key: Node, _ what: String, _ example: String) {
        problems.error(
            "bad-name",
            at: key.location,
            "'\(shown(key.string ?? ""))' is not \(what)",
            hint: "write names with dots between, such as \(example)"
        )
    }

    /// All actions by name.
    func actions(_ node: Node?, types: TypeReader) -> [String: ActionDraft] {
        var actions: [String: ActionDraft] = [:]
        for entry in node?.entries ?? [] where !Self.besideActions.contains(entry.key.string ?? "")
        {
            guard let name = entry.key.string, isActionName(name) else {
                reportName(entry.key, "an action's name", "cards.replace")
                continue
            }
            if let draft = action(name, entry, types) { actions[name] = draft }
        }
        return actions
    }

    private func isActionName(_ text: String) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false)
            .allSatisfy { isName(String($0)) }
    }

    private func action(
        _ name: String,
        _ entry: Node.Entry,
        _ types: TypeReader
    ) -> ActionDraft? {
        guard let fields = Fields(entry.value, Action.table, problems) else { return nil }
        let takes = types.parameters(fields.pairs("takes"))
        if fields.has("http") || !fields.has("records") {
            return webAction(name, fields, takes, types)
        }
        let reader = StatementReader(
            problems: problems,
            tables: tables,
            brokenTables: brokenTables,
            takes: takes
        )
        let nodes = fields.items("records")
        let statements = nodes.compactMap { reader.statement($0) }
        if nodes.isEmpty, let node = fields["records"] {
            problems.error(
                "no-statement",
                at: node.location,
                "the action does nothing",
                hint: "write '{ table: …, where: … }'"
            )
        }
        let safe = fields.flag("safe")
        if safe, let place = fields.key("safe")?.location,
            let writing = statements.first(where: \.writes)
        {
            problems.error(
                "unsafe-safe",
                at: place,
                "an action that changes '\(writing.table)' is not safe to run again",
                hint: "leave 'safe' out"
            )
        }
        let given = fields["gives"].map { types.type($0) }
        checkGives(given, fields, statements)
        var action = Action(
            name: ActionName(name),
            safe: safe,
            verified: fields.level("verified"),
            within: fields.span("within"),
            takes: takes,
            gives: fields["gives"] == nil ? nil : answer(given, statements.first),
            provider: .records(statements),
            location: fields.location
        )
        action.givesTranslations = statements.contains { statement in
            tables[statement.table]?.contains { $0.texts != nil } ?? false
        }
        return ActionDraft(action: action, otherwise: fields["else"])
    }

    /// An action that asks a back end over HTTP.
    private func webAction(
        _ name: String,
        _ fields: Fields,
        _ takes: [Parameter],
        _ types: TypeReader
    ) -> ActionDraft? {
        if let records = fields.key("records") {
            problems.error(
                "two-verbs",
                at: records.location,
                "an action asks the tables or a back end over HTTP",
                hint: "write two actions"
            )
        }
        if !fields.has("http") {
            problems.error(
                "missing-key",
                at: fields.location,
                "an action needs 'records' or 'http'",
                hint: "write 'records: { table: … }', or 'http: { service: …, get: /… }'"
            )
        }
        let given = fields["gives"].map { types.type($0) }
        if let node = fields["gives"], let given { checkIsRows(given, node, "a table or a shape") }
        let reader = WebCallReader(problems: problems, takes: takes, isSafe: fields.flag("safe"))
        guard let node = fields["http"], let call = reader.call(node, giving: given) else {
            return nil
        }
        var gives = given
        if case .record = given, !call.empty.isEmpty { gives = given?.orEmpty }
        return ActionDraft(
            action: Action(
                name: ActionName(name),
                safe: fields.flag("safe"),
                verified: fields.level("verified"),
                within: fields.span("within"),
                takes: takes,
                gives: gives,
                provider: .http(call),
                location: fields.location
            ),
            otherwise: fields["else"]
        )
    }

    /// - Returns: Whether what an action gives are rows.
    @discardableResult
    private func checkIsRows(
        _ given: Expressions.`Type`,
        _ node: Node,
        _ row: String
    ) -> Bool {
        guard !given.holdsDynamic else { return true }
        let item = if case .list(let item) = given { item } else { given.unwrapped }
        if case .record = item { return true }
        problems.error(
            "wrong-gives",
            at: node.location,
            "an action gives rows, and this is \(given)",
            hint: "write 'gives: \(row)' or 'gives: list of \(row)'"
        )
        return false
    }

    /// The first row of a selection may not be there.
    private func answer(
        _ given: Expressions.`Type`?,
        _ first: Statement?
    ) -> Expressions.`Type` {
        guard let given, let first else { return .dyn }
        guard case .select = first.verb else { return given }
        if case .list = given { return given }
        return given.orEmpty
    }

    private func checkGives(
        _ given: Expressions.`Type`?,
        _ fields: Fields,
        _ statements: [Statement]
    ) {
        guard let given, !given.holdsDynamic, let first = statements.first,
            let node = fields["gives"], checkIsRows(given, node, first.table)
        else { return }
        let item: Expressions.`Type` =
            if case .list(let item) = given { item } else { given.unwrapped }
        guard let columns = tables[first.table] else { return }
        let row = Table.row(named: first.table, columns)
        if case .record(let wanted) = item {
            for (name, type) in wanted.fields.sorted(by: { $0.key < $1.key }) {
                if let column = columns.first(where: { $0.name == name }), column.secure {
                    problems.error(
                        "secure-leak",
                        at: node.location,
                        "'\(name)' is secure in '\(first.table)', and \(wanted.name) would give it",
                        hint: "take '\(name)' out of the shape: it can be compared in 'where' only"
                    )
                    continue
                }
                guard let column = row.fields[name] else {
                    problems.error(
                        "wrong-gives",
                        at: node.location,
                        "the table '\(first.table)' has no column '\(name)' of \(wanted.name)",
                        hint: "give the rows of '\(first.table)', or add the column"
                    )
                    continue
                }
                if !column.fits(type) {
                    problems.error(
                        "wrong-gives",
                        at: node.location,
                        "'\(name)' is \(column) in '\(first.table)' and \(type) in \(wanted.name)",
                        hint: "make the two alike"
                    )
                }
            }
        }
    }
}

extension Statement {
    var writes: Bool {
        if case .select = verb { false } else { true }
    }
}
