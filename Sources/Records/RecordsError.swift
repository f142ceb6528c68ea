/// Why the tables of a bot could not be made; nothing of them is there then.
package enum RecordsError: Error, Hashable, Sendable {
    case unknownTimeZone(String)
    /// There is no memory for a database.
    case unavailable(reason: String)
    /// A table or a row that does not hold together, or that SQLite refused.
    case badTable(String, reason: String)
}

extension RecordsError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknownTimeZone(let name): "there is no time zone '\(name)'"
        case .unavailable(let reason): reason
        case .badTable(let name, let reason): "table '\(name)': \(reason)"
        }
    }
}
