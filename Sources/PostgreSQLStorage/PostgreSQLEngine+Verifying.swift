import BotRuntime
import PostgreSQL

extension PostgreSQLEngine {
    /// Contacts that are looked at in one go: whoever waits for a connection waits no longer than that.
    private static let contactsAtOnce = 500

    /// Holds the rows of each contact against each other.
    ///
    /// Whether pages are as they were written only the server knows: how often it found that they are
    /// not is asked for.
    package func damage(limit: Int) async throws(StoreError) -> [StoreDamage] {
        var damage = await failedPages()
        var counts: [String: Int] = [:]
        var mark: String? = ""
        while let start = mark {
            let (found, end) = try await read { (connection) throws(PostgreSQLError) in
                try connection.damage(after: start, Self.contactsAtOnce)
            }
            for one in found where counts[one.place, default: 0] < limit {
                counts[one.place, default: 0] += 1
                damage.append(one)
            }
            mark = end
        }
        return damage
    }

    private func failedPages() async -> [StoreDamage] {
        // A database of another make does not count them, nor does one without checksums.
        let count = try? await read { (connection) throws(PostgreSQLError) in
            try connection.first(
                "SELECT checksum_failures FROM pg_stat_database WHERE datname = current_database()"
            )?[0]?.integer
        }
        guard let count, count > 0 else { return [] }
        return [StoreDamage(place: "pages", what: "the server found \(count) that are damaged")]
    }
}

extension Connection {
    /// - Returns: What is wrong with the next contacts, and the last of them; nil at the end.
    fileprivate func damage(
        after start: String,
        _ count: Int
    ) throws(PostgreSQLError) -> (found: [StoreDamage], end: String?) {
        let page = try execute(
            "SELECT contact FROM contact WHERE contact > $1 ORDER BY contact LIMIT $2",
            [.text(start), .integer(Int64(count))]
        ).rows
        let end = page.count == count ? try page.last?.text(0) : nil
        var found: [StoreDamage] = []
        for rule in RowRule.all {
            let range = end == nil ? "" : " AND k.contact <= $2"
            let rows = try execute(
                "SELECT DISTINCT k.contact \(rule.rows) AND k.contact > $1\(range)",
                [.text(start)] + (end.map { [.text($0)] } ?? [])
            ).rows
            found += try rows.map { (row) throws(PostgreSQLError) in
                rule.damage(of: try row.text(0))
            }
        }
        return (found, end)
    }
}
