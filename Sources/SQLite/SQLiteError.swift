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

    /// What the failure means for whoever goes on.
    package enum Kind: Hashable, Sendable {
        /// There is no room on the disk.
        case full
        /// What was written could not be made durable, or what is there is no database.
        case broken
        /// Another connection holds the database.
        case busy
        case other
    }

    /// `SQLITE_IOERR_FSYNC` and `SQLITE_IOERR_DIR_FSYNC`, which are macros of other macros.
    private static let fileNotSynced = SQLITE_IOERR | 4 << 8
    private static let folderNotSynced = SQLITE_IOERR | 5 << 8

    /// What is there is none, or not one of this program.
    package static let notADatabase = SQLITE_NOTADB

    package var kind: Kind {
        if code == Self.fileNotSynced || code == Self.folderNotSynced { return .broken }
        return switch primaryCode {
        case SQLITE_FULL: .full
        case SQLITE_CORRUPT, SQLITE_NOTADB: .broken
        case SQLITE_BUSY, SQLITE_LOCKED: .busy
        default: .other
        }
    }

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
