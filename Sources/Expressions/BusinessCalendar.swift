import Values

/// The days on which a business works.
package struct BusinessCalendar: Hashable, Sendable {
    package let weekend: Set<Weekday>
    package let holidays: Set<CivilDate>
    /// How some of the holidays are called.
    package let names: [CivilDate: String]
    /// What comes at or after this time of day counts from the next working day.
    package let cutOff: CivilTime?

    package init(
        weekend: Set<Weekday> = [.saturday, .sunday],
        holidays: Set<CivilDate> = [],
        names: [CivilDate: String] = [:],
        cutOff: CivilTime? = nil
    ) {
        self.weekend = weekend
        self.holidays = holidays
        self.names = names
        self.cutOff = cutOff
    }

    package func isBusinessDay(_ date: CivilDate) -> Bool {
        !weekend.contains(date.weekday) && !holidays.contains(date)
    }

    /// The working day that many working days after a date, or before it where `days` is negative.
    ///
    /// 0 is the date itself where it is a working day, else the next one.
    ///
    /// - Returns: nil beyond 10,000 working days, beyond the years 1 to 9999, and where a calendar has
    ///   none in ten years.
    package func adding(_ days: Int, to date: CivilDate) -> CivilDate? {
        guard days.magnitude <= 10_000 else { return nil }
        let step = days < 0 ? -1 : 1
        var left = Int(days.magnitude)
        var day = date
        var idle = 0
        while true {
            if left == 0, isBusinessDay(day) { return day }
            let next = day.adding(days: step)
            // The calendar ends with the year 9999.
            guard next != day else { return nil }
            day = next
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

    /// Working days from one date to another: those behind the first, up to the second and with it.
    ///
    /// Backwards it is negative, so that `adding` that many to a working day leads to the other.
    package func days(from first: CivilDate, to last: CivilDate) -> Int {
        let (start, end) = (first.daysSinceEpoch, last.daysSinceEpoch)
        return start <= end ? count(start + 1, end + 1) : -count(end, start)
    }

    /// The working days among the days of a half-open range, in days since 1970.
    private func count(_ start: Int, _ end: Int) -> Int {
        let length = end - start
        var working = length / 7 * (7 - weekend.count)
        for day in (end - length % 7)..<end
        where !weekend.contains(CivilDate(daysSinceEpoch: day).weekday) {
            working += 1
        }
        let free = holidays.count { holiday in
            (start..<end).contains(holiday.daysSinceEpoch) && !weekend.contains(holiday.weekday)
        }
        return working - free
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
