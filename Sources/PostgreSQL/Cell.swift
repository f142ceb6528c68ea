/// A value in a column or for a parameter, of one of the types that this connection knows.
///
/// An array is one parameter, however long: `unnest($1::text[])` makes rows of it, so that one
/// statement writes many.
package enum Cell: Hashable, Sendable {
    case null
    case bool(Bool)
    /// For a column or a parameter of 2, 4 or 8 bytes.
    case integer(Int64)
    /// Without NUL, which PostgreSQL's texts cannot hold.
    case text(String)
    case blob([UInt8])
    case integers([Int64?])
    case texts([String?])
    case blobs([[UInt8]?])
}

extension Cell {
    package var isNull: Bool { self == .null }

    package var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    package var integer: Int64? {
        if case .integer(let value) = self { value } else { nil }
    }

    package var text: String? {
        if case .text(let value) = self { value } else { nil }
    }

    package var blob: [UInt8]? {
        if case .blob(let value) = self { value } else { nil }
    }
}

extension Cell: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral
{
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(stringLiteral value: String) { self = .text(value) }
}

/// One row of an answer.
package struct Row: Hashable, Sendable {
    /// The names of the columns, in the order of the question; two may be equal.
    package let columns: [String]
    package let cells: [Cell]

    /// The cell of the first column of that name.
    package subscript(column: String) -> Cell? {
        columns.firstIndex(of: column).map { cells[$0] }
    }

    /// The cell at a place, counted from 0.
    package subscript(place: Int) -> Cell? {
        cells.indices.contains(place) ? cells[place] : nil
    }
}

/// What came of one statement.
package struct Answer: Hashable, Sendable {
    /// Empty for a statement that gives none.
    package let rows: [Row]
    /// Rows that were inserted, updated, deleted or read.
    package let changes: Int
}

/// One statement with what it is run for.
package struct Command: Hashable, Sendable {
    /// One statement; what comes from outside goes into `parameters`, never in here.
    package let sql: String
    /// One for each of `$1`, `$2` and so on.
    package let parameters: [Cell]

    package init(_ sql: String, _ parameters: [Cell] = []) {
        self.sql = sql
        self.parameters = parameters
    }
}
