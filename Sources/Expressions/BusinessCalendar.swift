import Values

/// The days on which a business works.
package struct BusinessCalendar: Hashable, Sendable {
    package let weekend: Set<Weekday>
    package let holidays: Set<CivilDate>
    /// What comes at or after this time of day counts from the next working day.
    package let cutOff: CivilTime?

    package init(
        weekend: Set<Weekday> = [.saturday, .sunday],
        holidays: Set<CivilDate> = [],
        cutOff: CivilTime? = nil
    ) {
        self.weekend = weekend
        self.holidays = holidays
        self.cutOff = cutOff
    }

    package func isBusinessDay(_ date: CivilDate) -> Bool {
        !weekend.contains(date.weekday) && !holidays.contains(date)
    }

    /// The working day that many working days after a date, or before it where `days` is negative.
    ///
    /// 0 is the date itself where it is a working day, else the next one.
    ///
    /// - Returns: nil beyond 10,000 working days, and where a calendar has none in ten years.
    package func adding(_ days: Int, to date: CivilDate) -> CivilDate? {
        guard days.magnitude <= 10_000 else { return nil }
        let step = days < 0 ? -1 : 1
        var left = Int(days.magnitude)
        var day = date
        var idle = 0
        while true {
            if left == 0, isBusinessDay(day) { return day }
            day = day.adding(days: step)
            if isBusinessDay(day) {
                left = max(0, left - 1)
                idle = 0
                if left == 0 { return day }
            } else {
                idle += 1
                guard idle < 3660 else { return nil }
            }
        }
    }

    /// Counts from the next working day where the clock has passed the cut-off.
    ///
    /// - Returns: nil as `adding(_:to:)` does.
    package func adding(_ days: Int, to moment: CivilDateTime) -> CivilDate? {
        guard days >= 0, let cutOff, isBusinessDay(moment.date), moment.time >= cutOff else {
            return adding(days, to: moment.date)
        }
        return adding(days &+ 1, to: moment.date)
    }
}
