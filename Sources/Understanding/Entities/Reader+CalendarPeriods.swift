import Values

extension Reader {
    /// "this week", "last month", "the next 5 days", "the weekend", "this year".
    func unitPeriod(at index: Int) -> PeriodReading? {
        var at = skip(skip(index, .within), .article)
        guard let which = at == index ? item(at) : following(at) else { return nil }
        if which.has(.weekend) {
            return weekend(shift: 0, next: at + 1)
        }
        guard which.has([.next, .last, .this]) else { return nil }
        at += 1
        if has(at, .weekend) {
            return weekend(shift: which.has(.next) ? 1 : which.has(.last) ? -1 : 0, next: at + 1)
        }
        if let word = following(at), word.meaning.unit != .none {
            return calendarUnit(
                word.meaning.unit,
                shift: which.has(.next) ? 1 : which.has(.last) ? -1 : 0,
                next: at + 1
            )
        }
        if let word = following(at), word.meaning.month > 0,
            !(word.has(.ambiguous) && following(at + 1)?.kind == .word)
        {
            let month = word.meaning.month
            let year =
                which.has(.this)
                ? today.year
                : which.has(.next)
                    ? (month > today.month ? today.year : today.year + 1)
                    : (month < today.month ? today.year : today.year - 1)
            return whole(year: year, month: month, next: at + 1)
        }
        guard !which.has(.this), following(at) != nil, let (span, next, _) = length(at: at) else {
            return nil
        }
        if span.seconds != 0 {
            let other = moved(context.now, by: span, sign: which.has(.next) ? 1 : -1)
            return PeriodReading(
                period: which.has(.next)
                    ? Period(start: .datetime(context.now), end: .datetime(other))
                    : Period(start: .datetime(other), end: .datetime(context.now)),
                next: next
            )
        }
        let other = moved(context.now, by: span, sign: which.has(.next) ? 1 : -1).date
        return PeriodReading(
            period: which.has(.next)
                ? Period(start: .date(today.adding(days: 1)), end: .date(other.adding(days: 1)))
                : Period(start: .date(other), end: .date(today)),
            next: next
        )
    }

    private func weekend(shift: Int, next: Int) -> PeriodReading {
        let saturday = today.adding(days: 6 - today.weekday.isoNumber + 7 * shift)
        return PeriodReading(
            period: Period(start: .date(saturday), end: .date(saturday.adding(days: 2))),
            next: next
        )
    }

    private func calendarUnit(_ unit: Meaning.Unit, shift: Int, next: Int) -> PeriodReading? {
        let start: CivilDate
        let end: CivilDate
        switch unit {
        case .week:
            start = today.adding(days: 1 - today.weekday.isoNumber + 7 * shift)
            end = start.adding(days: 7)
        case .month:
            start = today.adding(days: 1 - today.day).adding(months: shift)
            end = start.adding(months: 1)
        case .quarter:
            guard
                let first = CivilDate(
                    year: today.year,
                    month: (today.month - 1) / 3 * 3 + 1,
                    day: 1
                )
            else { return nil }
            start = first.adding(months: 3 * shift)
            end = start.adding(months: 3)
        case .year:
            guard
                let first = CivilDate(year: min(max(today.year + shift, 1), 9998), month: 1, day: 1)
            else { return nil }
            start = first
            end = start.adding(months: 12)
        default: return nil
        }
        return PeriodReading(period: Period(start: .date(start), end: .date(end)), next: next)
    }

    /// "tomorrow morning", "this evening", "tonight", "in the afternoon".
    func dayPartPeriod(at index: Int) -> PeriodReading? {
        guard let first = item(index) else { return nil }
        if first.has(.tonight) { return part(.night, of: today, next: index + 1) }
        if first.has(.this), let word = following(index + 1), word.has(.dayParts) {
            return part(word.roles, of: today, next: index + 2)
        }
        if first.has(.last), has(index + 1, .night) {
            return part(.night, of: today.adding(days: -1), next: index + 2)
        }
        if let day = date(at: index), let date = day.date {
            let at = skip(skip(day.next, [.within, .of, .at]), .article)
            if let word = following(at), word.has(.dayParts) {
                return part(word.roles, of: date, next: at + 1)
            }
        }
        let at = skip(skip(index, [.within, .at]), .article)
        if at > index, let word = following(at), word.has(.dayParts),
            let (from, to) = hours(word.roles)
        {
            return PeriodReading(period: Period(start: .time(from), end: .time(to)), next: at + 1)
        }
        return nil
    }

    private func part(_ roles: Meaning.Roles, of date: CivilDate, next: Int) -> PeriodReading? {
        guard let (from, to) = hours(roles) else { return nil }
        return PeriodReading(
            period: Period(
                start: .datetime(CivilDateTime(date: date, time: from)),
                end: .datetime(CivilDateTime(date: date, time: to))
            ),
            next: next
        )
    }

    /// When the parts of a day are; a convention, of people and of other programs.
    private func hours(_ roles: Meaning.Roles) -> (CivilTime, CivilTime)? {
        let last = CivilTime(secondsSinceMidnight: 86_399)
        func hour(_ hour: Int) -> CivilTime { CivilTime(secondsSinceMidnight: hour * 3600) }
        if roles.contains(.morning) { return (hour(8), hour(12)) }
        if roles.contains(.afternoon) { return (hour(12), hour(16)) }
        if roles.contains(.evening) { return (hour(16), hour(20)) }
        return roles.contains(.night) ? (hour(20), last) : nil
    }
}
