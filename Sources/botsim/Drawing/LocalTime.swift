import Foundation
import Values

/// Moments on the clock of one zone.
struct LocalTime {
    private let zone: TimeZone

    /// - Parameter zone: An IANA name; the machine's zone where it is none.
    init(zone: String?) {
        self.zone = zone.flatMap { TimeZone(identifier: $0) } ?? .current
    }

    func civil(_ moment: Timestamp) -> CivilDateTime {
        let date = Date(timeIntervalSince1970: Double(moment.seconds))
        return moment.civil(offset: zone.secondsFromGMT(for: date))
    }

    /// `Tue 3 Mar 2026, 10:00`.
    func words(_ moment: Timestamp) -> String {
        let local = civil(moment)
        return "\(Self.day(local.date)) \(local.date.year), \(Self.clock(local.time))"
    }

    /// `Tue 3 Mar, 09:00–12:00`.
    func words(_ start: Timestamp, seconds: Int) -> String {
        let begin = civil(start)
        let end = civil(start.adding(TimeSpan(seconds: Int64(seconds))))
        let until = begin.date == end.date ? "" : Self.day(end.date) + ", "
        return "\(Self.day(begin.date)), \(Self.clock(begin.time))–\(until)\(Self.clock(end.time))"
    }

    private static func day(_ date: CivilDate) -> String {
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let month = months.indices.contains(date.month - 1) ? months[date.month - 1] : ""
        return "\(date.weekday.rawValue.prefix(3).capitalized) \(date.day) \(month)"
    }

    private static func clock(_ time: CivilTime) -> String { String(time.description.prefix(5)) }
}
