import BotRuntime
import Foundation
import Glibc
import SQLite

extension SQLiteEngine {
    /// Goes through every page of the file, by a connection of its own that only reads, on a thread that
    /// gives way to all others.
    ///
    /// Turns are written meanwhile. One table is looked at after the other, so that the log can be
    /// brought into the file in between.
    package func damage(limit: Int) async throws(StoreError) -> [StoreDamage] {
        let result: Result<[StoreDamage], StoreError> = await withCheckedContinuation { answer in
            let thread = Thread { [readers] in
                // For Linux that is this thread, not the process.
                setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 19)
                do throws(StoreError) {
                    let damage = try readers.readAnew { (database) throws(SQLiteError) in
                        try database.damage(limit: limit)
                    }
                    answer.resume(returning: .success(damage))
                } catch {
                    answer.resume(returning: .failure(error))
                }
            }
            thread.name = "store check"
            thread.start()
        }
        return try result.get()
    }
}

extension Database {
    fileprivate func damage(limit: Int) throws(SQLiteError) -> [StoreDamage] {
        let names = try found("the file", limit) { () throws(SQLiteError) in
            try execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        }
        var damage = names.damage
        // The first of them stands for what belongs to no table.
        for table in ["sqlite_schema"] + names.rows.compactMap({ $0[0]?.text }) {
            let told = try found(table, limit) { () throws(SQLiteError) in
                let name = table.replacing("'", with: "''")
                return try execute("PRAGMA integrity_check('\(name)')")
            }
            damage += told.damage
            damage += told.rows.compactMap { $0[0]?.text }.filter { $0 != "ok" }.prefix(limit)
                .map { StoreDamage(place: table, what: $0) }
        }
        for rule in RowRule.all {
            let told = try found(rule.place, limit) { () throws(SQLiteError) in
                try execute(
                    "SELECT DISTINCT k.contact \(rule.rows) LIMIT ?",
                    [.integer(Int64(limit))]
                )
            }
            damage += told.damage
            damage += told.rows.compactMap { $0[0]?.text }.map { rule.damage(of: $0) }
        }
        return damage
    }

    /// The rows of an answer; that there is none because the file is damaged is what was looked for.
    private func found(
        _ place: String,
        _ limit: Int,
        _ ask: () throws(SQLiteError) -> [Row]
    ) throws(SQLiteError) -> (rows: [Row], damage: [StoreDamage]) {
        do throws(SQLiteError) { return (try ask(), []) } catch {
            guard error.kind == .broken else { throw error }
            return ([], [StoreDamage(place: place, what: error.description)])
        }
    }
}
