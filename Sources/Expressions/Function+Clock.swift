import Foundation
import Synchronization
import Values

extension Function {
    /// `getHours` and its kin: of a duration, or of a moment in UTC or in the zone that is named.
    func part(_ arguments: Arguments) throws(EvaluationError) -> Value {
        switch arguments[0] {
        case .duration(let span):
            switch self {
            case .getHours: return .int(span.seconds / 3600)
            case .getMinutes: return .int(span.seconds / 60)
            case .getSeconds: return .int(span.seconds)
            case .getMilliseconds: return .int(Int64(span.nanoseconds / 1_000_000))
            default: throw arguments.refused()
            }
        case .timestamp(let moment):
            guard Timestamp.bounds.contains(moment.seconds) else {
                throw arguments.error(.outOfRange("the timestamp"))
            }
            var offset = 0
            if arguments.count > 1 {
                let name = try arguments.text(1)
                guard let found = Zones.offset(of: name, at: moment) else {
                    throw arguments.error(.unknownTimeZone(name))
                }
                offset = found
            }
            return arguments.made(part(of: moment.civil(offset: offset), moment))
        default: throw arguments.refused()
        }
    }

    private func part(of civil: CivilDateTime, _ moment: Timestamp) -> Int {
        switch self {
        case .getFullYear: civil.date.year
        case .getMonth: civil.date.month - 1
        case .getDate: civil.date.day
        case .getDayOfMonth: civil.date.day - 1
        case .getDayOfWeek: civil.date.weekday.isoNumber % 7
        case .getDayOfYear: civil.date.dayOfYear
        case .getHours: civil.time.hour
        case .getMinutes: civil.time.minute
        case .getSeconds: civil.time.second
        default: Int(moment.nanoseconds / 1_000_000)
        }
    }
}

extension CivilDate {
    /// 0 for 1 January.
    fileprivate var dayOfYear: Int {
        (1..<month).reduce(day - 1) { $0 + CivilDate.days(inMonth: $1, of: year) }
    }
}

/// Time zones by name: IANA's, or `+11:00`, `-02:30`, `02:00`.
private enum Zones {
    /// Looking one up reads the system's files.
    private static let known = Mutex<[String: TimeZone]>([:])

    static func offset(of name: String, at moment: Timestamp) -> Int? {
        if let fixed = fixedOffset(name) { return fixed }
        return zone(name)?.offset(at: moment)
    }

    private static func fixedOffset(_ name: String) -> Int? {
        let isNegative = name.hasPrefix("-")
        let clock = isNegative || name.hasPrefix("+") ? name.dropFirst() : name[...]
        guard clock.utf8.count == 5, let size = CivilTime(clock) else { return nil }
        return (isNegative ? -1 : 1) * size.secondsSinceMidnight
    }

    private static func zone(_ name: String) -> TimeZone? {
        if let zone = known.withLock({ $0[name] }) { return zone }
        guard name.utf8.count <= 64, let zone = TimeZone(identifier: name) else { return nil }
        known.withLock { zones in
            // There are fewer than 600 names; what is beyond is noise.
            if zones.count >= 1000 { zones.removeAll() }
            zones[name] = zone
        }
        return zone
    }
}
