import CSQLite

extension Database {
    /// The version of SQLite that this process runs with, such as `3.40.1`.
    package static var libraryVersion: String { String(cString: sqlite3_libversion()) }
}
