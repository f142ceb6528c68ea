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
            case .timestamp: return .timestamp(zone.moment(at: moment))
            default:
                throw .failed("the column '\(column.name)' holds \(column.type), not a day")
            }
        }
    }
}
