import Expressions
import SQLite
import Synchronization
import Values

/// The IDs that one call makes: `ORD-1001`, `ORD-1002`, counted by their prefixes.
///
/// The counters stand in the database, so that a call undone takes its IDs back and a copy goes on
/// where the original was.
final class NewIDs: Sendable {
    private struct Counters {
        var last: [String: Int64] = [:]
        var drawn: Set<String> = []
        var count = 0
    }

    private let counters: Mutex<Counters>
    private static let beforeFirst: Int64 = 1000

    static let creation = """
        CREATE TABLE IF NOT EXISTS own_counters (prefix UNIQUE NOT NULL, last NOT NULL)
        """

    init(_ database: Database) throws(Stop) {
        var counters = Counters()
        for row in try database.ask("SELECT prefix, last FROM own_counters") {
            if let prefix = row[0]?.text { counters.last[prefix] = row[1]?.integer }
        }
        self.counters = Mutex(counters)
    }

    /// Goes on where counters stand.
    init(after last: [String: Int64]) {
        counters = Mutex(Counters(last: last))
    }

    /// Where the counters stand now.
    var last: [String: Int64] { counters.withLock { $0.last } }

    /// How many were made.
    var count: Int { counters.withLock { $0.count } }

    /// The function `new_id` of expressions.
    func next(_ arguments: [Value]) throws(EvaluationError) -> Value {
        guard arguments.count == 1, let prefix = arguments[0].textOrID else {
            throw EvaluationError(.failed("'new_id' takes a text"))
        }
        let number: Int64? = counters.withLock { counters in
            let (next, isTooLarge) = (counters.last[prefix] ?? Self.beforeFirst)
                .addingReportingOverflow(1)
            guard !isTooLarge else { return nil }
            counters.last[prefix] = next
            counters.drawn.insert(prefix)
            counters.count += 1
            return next
        }
        guard let number else { throw EvaluationError(.overflow) }
        return .string("\(prefix)-\(number)")
    }

    func save(in database: Database) throws(Stop) {
        let (last, drawn) = counters.withLock { ($0.last, $0.drawn) }
        for prefix in drawn.sorted() {
            try database.ask(
                "INSERT OR REPLACE INTO own_counters VALUES (?, ?)",
                [.text(prefix), .integer(last[prefix] ?? Self.beforeFirst)]
            )
        }
    }
}
