import CSQLite

/// A compiled statement, which lives as long as its connection keeps it.
final class Statement {
    private let connection: OpaquePointer
    private let handle: OpaquePointer
    private var columns: [String] = []
    /// How often SQLite had compiled the statement anew when `columns` was read.
    private var compilations: Int32 = -1
    /// In the middle of an answer; it must not be started again before its end.
    private(set) var isRunning = false

    private init(_ connection: OpaquePointer, _ handle: OpaquePointer) {
        self.connection = connection
        self.handle = handle
    }

    deinit { sqlite3_finalize(handle) }

    /// Compiles the one statement that the text holds.
    static func prepare(
        _ sql: String,
        on connection: OpaquePointer
    ) throws(SQLiteError) -> Statement {
        // SQLite would stop reading at a NUL and run the half before it.
        guard !sql.utf8.contains(0) else { throw .misuse("the SQL holds a NUL byte") }
        var handle: OpaquePointer?
        var isAlone = true
        let result = sql.withCString { start -> Int32 in
            var tail: UnsafePointer<CChar>?
            let result = sqlite3_prepare_v3(
                connection,
                start,
                -1,
                UInt32(SQLITE_PREPARE_PERSISTENT),
                &handle,
                &tail
            )
            if result == SQLITE_OK, let tail { isAlone = isEmpty(tail, on: connection) }
            return result
        }
        guard result == SQLITE_OK else { throw SQLiteError(connection) }
        guard let handle else { throw .misuse("the SQL is empty") }
        guard isAlone else {
            sqlite3_finalize(handle)
            throw .misuse("the SQL holds more than one statement")
        }
        return Statement(connection, handle)
    }

    /// Nothing but space and comments is left.
    private static func isEmpty(
        _ rest: UnsafePointer<CChar>,
        on connection: OpaquePointer
    ) -> Bool {
        guard rest.pointee != 0 else { return true }
        var handle: OpaquePointer?
        let result = sqlite3_prepare_v2(connection, rest, -1, &handle, nil)
        defer { sqlite3_finalize(handle) }
        return result == SQLITE_OK && handle == nil
    }

    /// Runs the statement and gives each row to `body`.
    func run(
        _ parameters: [Cell],
        _ body: (Row) throws(SQLiteError) -> Void
    ) throws(SQLiteError) {
        isRunning = true
        defer {
            // The result repeats the failure of the last step, which has been thrown.
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
            isRunning = false
        }
        let wanted = Int(sqlite3_bind_parameter_count(handle))
        guard parameters.count == wanted else {
            throw .misuse("the SQL has \(wanted) parameters, not \(parameters.count)")
        }
        for (place, cell) in parameters.enumerated() { try bind(cell, Int32(place + 1)) }
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_ROW:
                readColumns()
                try body(row())
            case SQLITE_DONE: return
            default: throw SQLiteError(connection)
            }
        }
    }

    private func bind(_ cell: Cell, _ place: Int32) throws(SQLiteError) {
        let result =
            switch cell {
            case .null: sqlite3_bind_null(handle, place)
            case .integer(let value): sqlite3_bind_int64(handle, place, value)
            case .real(let value): sqlite3_bind_double(handle, place, value)
            case .text(let value): bind(text: value, place)
            case .blob(let value): bind(blob: value, place)
            }
        guard result == SQLITE_OK else { throw SQLiteError(connection) }
    }

    private func bind(text: String, _ place: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { bytes in
            // An empty buffer may have no address, which SQLite would take for null.
            guard let start = bytes.baseAddress, !bytes.isEmpty else {
                return sqlite3_bind_text64(handle, place, "", 0, copied, UInt8(SQLITE_UTF8))
            }
            return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                sqlite3_bind_text64(
                    handle,
                    place,
                    $0,
                    UInt64(bytes.count),
                    copied,
                    UInt8(SQLITE_UTF8)
                )
            }
        }
    }

    private func bind(blob: [UInt8], _ place: Int32) -> Int32 {
        guard !blob.isEmpty else { return sqlite3_bind_zeroblob(handle, place, 0) }
        return blob.withUnsafeBytes {
            sqlite3_bind_blob64(handle, place, $0.baseAddress, UInt64($0.count), copied)
        }
    }

    /// A changed table makes SQLite compile the statement anew, and `*` may then be more columns.
    private func readColumns() {
        let current = sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_REPREPARE, 0)
        guard current != compilations else { return }
        compilations = current
        columns = (0..<sqlite3_column_count(handle)).map { place in
            sqlite3_column_name(handle, place).map { String(cString: $0) } ?? ""
        }
    }

    private func row() -> Row {
        Row(columns: columns, cells: columns.indices.map { cell(Int32($0)) })
    }

    private func cell(_ place: Int32) -> Cell {
        switch sqlite3_column_type(handle, place) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, place))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, place))
        case SQLITE_TEXT:
            // The pointer first: it converts, and the count is that of what it converted to.
            let start = sqlite3_column_text(handle, place)
            let count = Int(sqlite3_column_bytes(handle, place))
            let bytes = UnsafeBufferPointer(start: start, count: start == nil ? 0 : count)
            return .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(handle, place)
            let count = Int(sqlite3_column_bytes(handle, place))
            return .blob(
                Array(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
            )
        default: return .null
        }
    }
}

/// `SQLITE_TRANSIENT`, a cast that Swift does not import: SQLite copies the bytes during the call.
private var copied: sqlite3_destructor_type? {
    unsafeBitCast(-1, to: sqlite3_destructor_type?.self)
}
