import SQLite
import Values

/// Where the rows of the tables stand.
protocol RowStore {
    /// A row as it is found, before it is read.
    associatedtype Found

    /// All rows of a table in the order in which they came.
    func all(_ layout: Layout) throws(Stop) -> [Found]
    /// The row with an ID; none where there is no such row.
    func one(_ id: String, _ layout: Layout) throws(Stop) -> [Found]
    func value(_ column: Int, of found: Found, _ layout: Layout) throws(Stop) -> Value
    func row(_ found: Found, _ layout: Layout) throws(Stop) -> StoredRow
    /// - Throws: `failed` where a column must not be empty, or another row has the same ID.
    func insert(_ values: [Value], _ layout: Layout) throws(Stop)
    func change(_ row: StoredRow, _ layout: Layout) throws(Stop)
    func delete(_ row: StoredRow, _ layout: Layout) throws(Stop)
}

/// Rows in a SQLite database.
struct DatabaseRows: RowStore {
    let database: Database

    func all(_ layout: Layout) throws(Stop) -> [Row] { try database.ask(layout.all) }

    func one(_ id: String, _ layout: Layout) throws(Stop) -> [Row] {
        try database.ask(layout.one, [.text(id)])
    }

    func value(_ column: Int, of found: Row, _ layout: Layout) throws(Stop) -> Value {
        try layout.value(column, in: found)
    }

    func row(_ found: Row, _ layout: Layout) throws(Stop) -> StoredRow { try layout.stored(found) }

    func insert(_ values: [Value], _ layout: Layout) throws(Stop) {
        try database.ask(layout.insertion, try layout.cells(values))
    }

    func change(_ row: StoredRow, _ layout: Layout) throws(Stop) {
        try database.ask(layout.change, try layout.cells(row.values) + [.integer(row.place)])
    }

    func delete(_ row: StoredRow, _ layout: Layout) throws(Stop) {
        try database.ask(layout.deletion, [.integer(row.place)])
    }
}
