import Diagnostics
import Expressions
import Values
import YAML

extension Table {
    package static let keys = KeyTable(
        "a table",
        [
            .needs(
                "columns",
                .mapping,
                "The columns: names and their types. One of them is 'id: text'.",
                .columns,
                like: [["id": "text", "title": "text"]]
            ),
            .may("rows", .list, "The rows: columns with values.", .list(.row)),
        ]
    )

    /// The columns of `records/NAME.yaml`.
    static func columns(
        named name: String,
        _ fields: Fields,
        _ problems: Problems
    ) -> [Column] {
        let reader = TypeReader(problems: problems)
        var columns: [Column] = []
        for entry in fields.pairs("columns") {
            guard let column = checkedName(entry.key, problems) else { continue }
            var reading = reader.parameter(entry.value, inColumn: true)
            if reading.secure, ["id", "title"].contains(column) {
                problems.error(
                    "secure-leak",
                    at: entry.value.location,
                    "'\(column)' is what a row is known by, so it is no secret",
                    hint: "keep the secret in a column of its own"
                )
            }
            if !isStorable(reading.type) {
                problems.error(
                    "unknown-type",
                    at: entry.value.location,
                    "a column cannot hold \(reading.type)",
                    hint: Self.storable(insteadOf: reading.type)
                )
                reading.type = .dyn
            }
            if reading.translated, reading.type != .dyn, reading.type != .string,
                reading.type != .list(.string)
            {
                problems.error(
                    "unknown-type",
                    at: entry.value.location,
                    "only texts are translated, and this is \(reading.type)",
                    hint: "write 'translated text' or 'translated list of text'"
                )
                reading.translated = false
            }
            columns.append(
                Column(
                    name: column,
                    type: reading.type,
                    optional: reading.optional,
                    secure: reading.secure,
                    texts: reading.translated ? Column.Texts() : nil
                )
            )
        }
        let hasID = columns.contains {
            $0.name == "id" && [.string, .dyn].contains($0.type) && !$0.optional
        }
        if !hasID, let node = fields["columns"] {
            problems.error(
                "missing-id",
                at: node.location,
                "the table has no column 'id' of type text",
                hint: "write 'id: text' as its first column"
            )
        }
        return columns
    }

    /// The rows, every cell held against its column.
    static func rows(
        _ fields: Fields,
        _ columns: [Column],
        _ problems: Problems
    ) -> [[String: Cell]] {
        let byName = Dictionary(columns.map { ($0.name, $0) }, uniquingKeysWith: { one, _ in one })
        var firstPlace: [String: SourceLocation] = [:]
        return fields.items("rows").compactMap { node in
            guard let entries = node.entries else {
                problems.error(
                    "wrong-kind",
                    at: node.location,
                    "a row is written as columns with values",
                    hint: "write '- { id: …, title: … }'"
                )
                return nil
            }
            var row: [String: Cell] = [:]
            for entry in entries {
                guard let cell = cell(entry, byName, problems) else { continue }
                row[entry.key.string ?? ""] = cell
                if entry.key.string == "id", let id = entry.value.string {
                    if let first = firstPlace[id] {
                        problems.error(
                            "doubled-id",
                            at: entry.value.location,
                            "there is a row '\(shown(id))' already, in line \(first.line)",
                            hint: "every row needs an id of its own"
                        )
                    }
                    firstPlace[id] = firstPlace[id] ?? entry.value.location
                }
            }
            let given = Set(entries.compactMap(\.key.string))
            let missing = columns.filter { !$0.optional && !given.contains($0.name) }.map(\.name)
            if !missing.isEmpty {
                problems.error(
                    "missing-column",
                    at: node.location,
                    "this row lacks \(missing.map { "'\($0)'" }.joined(separator: ", "))",
                    hint: "write it, or make the column 'optional'"
                )
            }
            return row
        }
    }

    /// The translations of what the rows hold in a column.
    static func texts(
        of column: Column,
        in fields: Fields,
        named table: String,
        _ texts: Texts
    ) -> Column.Texts? {
        guard var found = column.texts else { return nil }
        let context = "records/\(table).\(column.name)"
        for row in fields.items("rows") {
            guard let node = row[column.name] else { continue }
            if let items = node.sequence {
                let list = texts.list(items, in: context, as: "\(column.name) of a row")
                found.lists[list.source] = list
            } else if let text = node.string {
                found.words[text] = texts.wording(
                    node,
                    in: context,
                    as: "\(column.name) of a row"
                )
            }
        }
        return found
    }

    private static func cell(
        _ entry: Node.Entry,
        _ columns: [String: Column],
        _ problems: Problems
    ) -> Cell? {
        let name = entry.key.string ?? ""
        guard let column = columns[name] else {
            problems.unknown(
                "unknown-column",
                "column",
                name,
                at: entry.key.location,
                known: columns.keys
            )
            return nil
        }
        // What its type should have been is not known.
        if column.type.holdsDynamic { return nil }
        if entry.value.isNull {
            if !column.optional {
                problems.error(
                    "wrong-literal",
                    at: entry.value.location,
                    "'\(name)' is empty, and its column is not optional",
                    hint: "write \(Literal.spelling(of: column.type))"
                )
            }
            return nil
        }
        guard let cell = Literal.cell(entry.value, of: column.type) else {
            problems.error(
                "wrong-literal",
                at: entry.value.location,
                "'\(shown(entry.value.string ?? "a list"))' is not \(column.type)",
                hint: "write \(Literal.spelling(of: column.type))"
            )
            return nil
        }
        return cell
    }

    private static func storable(insteadOf type: Expressions.`Type`) -> String {
        switch type {
        case .file: "keep the file's id: make the column text, and write takes.….id into it"
        case .location: "keep text, with takes.….line(), or two columns of numbers"
        default: "a column is text, a number, a date, a list of texts …"
        }
    }

    static func isStorable(_ type: Expressions.`Type`) -> Bool {
        switch type {
        case .list(let item): if case .list = item { false } else { isStorable(item) }
        case .record, .choice, .timeSlot, .file, .location, .article: false
        default: true
        }
    }
}

extension Table {
    /// The type of a row that is given: what is secure stays in the table.
    var row: RowType { Self.row(named: name, columns.filter { !$0.secure }) }

    static func row(named name: String, _ columns: [Column]) -> RowType {
        RowType(
            name: name,
            fields: Dictionary(
                columns.map { ($0.name, $0.optional ? $0.type.orEmpty : $0.type) },
                uniquingKeysWith: { one, _ in one }
            )
        )
    }
}
