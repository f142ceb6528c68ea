import CSQLite

/// Why SQLite refused, with its extended result code.
package struct SQLiteError: Error, Hashable, Sendable {
    /// The extended result code: 2067 is a constraint that wants a value once only.
    package let code: Int32
    package let message: String

    package init(code: Int32, message: String) {
        self.code = code
        self.message = message
    }

    /// The kind of failure without its details: 19 is any broken constraint.
    package var primaryCode: Int32 { code & 0xFF }

    /// A rule of a table was broken: a key twice, an empty value, a reference to no row.
    package var isConstraint: Bool { primaryCode == SQLITE_CONSTRAINT }

    /// Another connection holds the database.
    package var isBusy: Bool { primaryCode == SQLITE_BUSY || primaryCode == SQLITE_LOCKED }
}

extension SQLiteError: CustomStringConvertible {
    package var description: String { "\(message) (SQLite \(code))" }
}

extension SQLiteError {
    /// What the last call on a connection failed with.
    init(_ connection: OpaquePointer) {
        self.init(
            code: sqlite3_extended_errcode(connection),
            message: String(cString: sqlite3_errmsg(connection))
        )
    }

    /// A mistake of the caller, found before SQLite was asked.
    static func misuse(_ message: String) -> SQLiteError {
        SQLiteError(code: SQLITE_MISUSE, message: message)
    }
}
