import Expressions
import Foundation
import SQLite
import Topics
import Values

/// Makes the tables and fills them with the rows of `records/*.yaml`.
struct Filling {
    let database: Database
    let zone: TimeZone
    /// The bot's date on the day of filling.
    let today: CivilDate

    init(_ database: Database, now: Timestamp, zone: TimeZone) {
        self.database = database
        self.zone = zone
        let offset = zone.secondsFromGMT(
            for: Date(timeIntervalSince1970: Double(now.seconds))
        )
        today = now.civil(offset: offset).date
    }

    func fill(_ table: Table, _ layout: Layout) throws(Stop) {
        guard table.columns.contains(where: { $0.name == "id" }) else {
            throw .failed("there is no column 'id'")
        }
        try database.ask(layout.creation)
        let known = Set(table.columns.map(\.name))
        for row in table.rows {
            if let name = row.keys.sorted().first(where: { !known.contains($0) }) {
                throw .failed("there is no column '\(name)'")
            }
            var values: [Value] = []
            for column in table.columns {
                let value = try row[column.name].map { (cell) throws(Stop) in
                    try self.value(of: cell, for: column)
                }
                values.append(try layout.fitted(value ?? .null, for: column))
            }
            try database.ask(layout.insertion, try layout.cells(values))
        }
    }

    private func value(of cell: Table.Cell, for column: Table.Column) throws(Stop) -> Value {
        switch cell {
        case .value(let value): return value
        case .relative(let days, let time):
            // Within the years that a date can have, whatever was written.
            let day = today.adding(days: min(max(days, -4_000_000), 4_000_000))
            let moment = CivilDateTime(
                date: day,
                time: time ?? CivilTime(secondsSinceMidnight: 0)
            )
            switch column.type.unwrapped {
            case .date: return .date(day)
            case .datetime: return .datetime(moment)
            case .timestamp: return .timestamp(timestamp(moment))
            default:
                throw .failed("the column '\(column.name)' holds \(column.type), not a day")
            }
        }
    }

    /// The moment at which the bot's clock shows that time.
    ///
    /// Of a time that comes twice it is the first. A time that a change of clocks leaves out is
    /// read on the clock before the change: where 02:00 becomes 03:00, 02:30 is shown as 03:30.
    private func timestamp(_ moment: CivilDateTime) -> Timestamp {
        let clock = Int64(moment.clockSeconds)
        func offset(at seconds: Int64) -> Int64 {
            Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
        }
        // Offsets of a day before and after hold every change of clocks between them.
        let (before, after) = (offset(at: clock - 86_400), offset(at: clock + 86_400))
        for candidate in [before, after] where offset(at: clock - candidate) == candidate {
            return Timestamp(seconds: clock - candidate)
        }
        return Timestamp(seconds: clock - before)
    }
}
