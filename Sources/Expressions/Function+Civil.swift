import Foundation
import Values

extension Function {
    /// `date`, `time` and `datetime`, on the contact's clock.
    func civil(_ arguments: Arguments, _ occasion: Occasion) throws(EvaluationError) -> Value {
        switch (arguments[0], arguments[1]) {
        case (.date(let date), .time(let time)) where self == .datetime:
            return .datetime(CivilDateTime(date: date, time: time))
        case (.date, _) where self == .date: return arguments[0]
        case (.time, _) where self == .time: return arguments[0]
        case (.datetime(let moment), _): return part(of: moment)
        case (.timestamp(let moment), _): return part(of: occasion.civil(moment))
        case (.string(let text), _):
            guard let value = read(text) else {
                let reason = EvaluationError.Reason.notConvertible(
                    arguments[0].shown,
                    to: "\(self == .date ? Type.date : self == .time ? .time : .datetime)"
                )
                throw arguments.error(reason)
            }
            return value
        default: throw arguments.refused()
        }
    }

    private func part(of moment: CivilDateTime) -> Value {
        switch self {
        case .date: .date(moment.date)
        case .time: .time(moment.time)
        default: .datetime(moment)
        }
    }

    private func read(_ text: String) -> Value? {
        switch self {
        case .date: CivilDate(text).map(Value.date)
        case .time: CivilTime(text).map(Value.time)
        default: CivilDateTime(text).map(Value.datetime)
        }
    }
}

extension Occasion {
    /// `timestamp` of a date and time: the moment at which the contact's clock shows it.
    func moment(_ arguments: Arguments) throws(EvaluationError) -> Value {
        guard case .datetime(let civil) = arguments[0] else { throw arguments.refused() }
        let moment = zone.moment(at: civil)
        guard Timestamp.bounds.contains(moment.seconds) else {
            throw arguments.error(.outOfRange("the timestamp"))
        }
        return .timestamp(moment)
    }
}

extension TimeZone {
    /// The moment at which a clock of the zone shows a date and time, unless it has its own offset.
    ///
    /// Of a time that comes twice it is the first. A time that a change of clocks leaves out is
    /// read on the clock before the change: where 02:00 becomes 03:00, 02:30 is shown as 03:30.
    package func moment(at civil: CivilDateTime) -> Timestamp {
        let clock = Int64(civil.clockSeconds)
        func isShown(with offset: Int) -> Bool {
            self.offset(at: Timestamp(seconds: clock - Int64(offset))) == offset
        }
        if let offset = civil.offset { return Timestamp(seconds: clock - Int64(offset)) }
        // Offsets of a day before and after hold every change of clocks between them.
        let before = offset(at: Timestamp(seconds: clock - 86_400))
        let after = offset(at: Timestamp(seconds: clock + 86_400))
        let offset = isShown(with: before) || !isShown(with: after) ? before : after
        return Timestamp(seconds: clock - Int64(offset))
    }
}

extension Value {
    var isDateTime: Bool { if case .datetime = self { true } else { false } }
}
