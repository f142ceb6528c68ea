import Expressions
import SQLite
import Topics
import Values

/// A table as it stands in the database, with the SQL that reads and writes it.
///
/// Names of a designer's get a letter in front, so that no word of SQLite's and no table of the
/// back end's own can be among them.
struct Layout: Sendable {
    let name: String
    let columns: [Table.Column]
    /// Makes the table, its columns without types, so that each cell comes back as it was given.
    let creation: String
    /// All rows in the order in which they came: the place, then the columns.
    let all: String
    /// The row of one ID.
    let one: String
    let insertion: String
    /// Writes every column of the row at a place.
    let change: String
    let deletion: String

    init(_ table: Table) {
        name = table.name
        columns = table.columns
        let own = Self.quoted("t_" + table.name)
        let names = table.columns.map { Self.quoted("c_" + $0.name) }
        let listed = names.joined(separator: ", ")
        let marks = names.map { _ in "?" }.joined(separator: ", ")
        let definitions = zip(table.columns, names).map { column, name in
            name + (column.name == "id" ? " UNIQUE NOT NULL" : "")
        }
        creation = """
            CREATE TABLE \(own) \
            (place INTEGER PRIMARY KEY, \(definitions.joined(separator: ", ")))
            """
        all = "SELECT place, \(listed) FROM \(own) ORDER BY place"
        one = "SELECT place, \(listed) FROM \(own) WHERE c_id = ?"
        insertion = "INSERT INTO \(own) (\(listed)) VALUES (\(marks))"
        let changes = names.map { "\($0) = ?" }.joined(separator: ", ")
        change = "UPDATE \(own) SET \(changes) WHERE place = ?"
        deletion = "DELETE FROM \(own) WHERE place = ?"
    }

    private static func quoted(_ name: String) -> String {
        "\"" + name.replacing("\"", with: "\"\"") + "\""
    }
}

extension Layout {
    /// Whether the database has the table already.
    ///
    /// - Throws: Where it has another of that name, of an earlier version of the bot.
    func isThere(in database: Database) throws(Stop) -> Bool {
        let rows = try database.ask(
            "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?",
            [.text("t_" + name)]
        )
        guard let sql = rows.first?[0]?.text else { return false }
        guard sql == creation else {
            throw .failed(
                "the file has it with other columns: change the file's table, or begin another file"
            )
        }
        return true
    }

    /// A row as customers of a language read it.
    func inLanguage(_ language: String, _ row: StoredRow) -> StoredRow {
        var row = row
        for (index, column) in columns.enumerated() {
            if let texts = column.texts {
                row.values[index] = texts.value(row.values[index], in: language)
            }
        }
        return row
    }
}

/// A row of a table, with its values in the order of the columns.
struct StoredRow {
    let place: Int64
    var values: [Value]
}

extension Layout {
    /// The values of a row of `all` or `one`.
    func stored(_ row: Row) throws(Stop) -> StoredRow {
        var values: [Value] = []
        values.reserveCapacity(columns.count)
        for index in columns.indices { values.append(try value(index, in: row)) }
        return StoredRow(place: row[0]?.integer ?? 0, values: values)
    }

    /// The value of one column in a row of `all` or `one`.
    func value(_ index: Int, in row: Row) throws(Stop) -> Value {
        try CellForm.value(of: row[index + 1] ?? .null, as: columns[index].type)
    }

    /// The cells of a row, in the order of the columns.
    ///
    /// - Parameter values: Of each column, null where it is empty.
    /// - Returns: A cell for each column.
    /// - Throws: `Stop.failed` where a column must not be empty, or a value cannot be kept.
    func cells(_ values: [Value]) throws(Stop) -> [Cell] {
        var cells: [Cell] = []
        cells.reserveCapacity(columns.count)
        for (column, value) in zip(columns, values) {
            guard value != .null || column.optional else {
                throw .failed("the column '\(column.name)' of '\(name)' is empty")
            }
            cells.append(try CellForm.cell(of: value, as: column.type))
        }
        return cells
    }

    /// A value for a column, of exactly its type.
    func fitted(_ value: Value, for column: Table.Column) throws(Stop) -> Value {
        if value == .null { return .null }
        guard let fitted = value.converted(to: column.type) else {
            throw .failed("the column '\(column.name)' of '\(name)' holds \(column.type)")
        }
        return fitted
    }

    /// A row as it leaves the table: without what is secure.
    func record(_ row: StoredRow) -> Record {
        var fields = [String: Value](minimumCapacity: columns.count)
        for (column, value) in zip(columns, row.values) where !column.secure {
            fields[column.name] = value
        }
        return Record(shape: name, fields: fields)
    }
}
