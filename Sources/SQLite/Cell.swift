import CSQLite

/// A value in a column or for a parameter, of one of the five classes that SQLite stores.
package enum Cell: Hashable, Sendable {
    case null
    case integer(Int64)
    /// Not a number is stored as null, which SQLite has no other way to say.
    case real(Double)
    case text(String)
    case blob([UInt8])
}

extension Cell {
    package var isNull: Bool { self == .null }

    package var integer: Int64? {
        if case .integer(let value) = self { value } else { nil }
    }

    /// The number, also of a whole one: SQLite may give `1` for a stored `1.0`.
    package var real: Double? {
        switch self {
        case .real(let value): value
        case .integer(let value): Double(value)
        case .null, .text, .blob: nil
        }
    }

    package var text: String? {
        if case .text(let value) = self { value } else { nil }
    }

    package var blob: [UInt8]? {
        if case .blob(let value) = self { value } else { nil }
    }
}

extension Cell: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByStringLiteral
{
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(floatLiteral value: Double) { self = .real(value) }
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
