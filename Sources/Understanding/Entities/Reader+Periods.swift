import Values

/// A stretch of time as it was read.
struct PeriodReading: Sendable {
    var period: Period
    var next: Int
}

extension Reader {
    func period(at index: Int) -> PeriodReading? {
        guard let item = item(index) else { return nil }
        if isPlain(item), lexicon.holidays.longest(at: item.piece, in: utterance.pieces) == nil {
            return nil
        }
        var best: PeriodReading?
        func consider(_ reading: PeriodReading?) {
            if let reading, reading.next > best?.next ?? index { best = reading }
        }
        consider(range(at: index))
        consider(openPeriod(at: index))
        consider(unitPeriod(at: index))
        consider(dayPartPeriod(at: index))
        if best == nil, let reading = date(at: index),
            case .partialDate(let y, let m) = reading.value
        {
            consider(whole(year: y, month: m, next: reading.next))
        }
        if best == nil, item.width == 4, let (y, next) = year(at: index),
            (1900...2099).contains(y), index == 0 || has(index - 1, [.within, .of, .since])
        {
            consider(whole(year: y, month: nil, next: next))
        }
        return best
    }

    func whole(year: Int, month: Int?, next: Int) -> PeriodReading? {
        guard let start = CivilDate(year: year, month: month ?? 1, day: 1) else { return nil }
        let end = start.adding(months: month == nil ? 12 : 1)
        return PeriodReading(period: Period(start: .date(start), end: .date(end)), next: next)
    }

    /// An end of a range: a moment, a date or a time.
    private enum Edge {
        case date(CivilDate), moment(CivilDateTime), time(TimeReading), month(CivilDate)
    }

    private func edge(at index: Int) -> (Edge, Int)? {
        if let reading = moment(at: index), let first = reading.moments.first {
            return (.moment(first), reading.next)
        }
        if let reading = date(at: index) {
            if let day = reading.date { return (.date(day), reading.next) }
            if case .partialDate(let year, let month) = reading.value,
                let first = CivilDate(year: year, month: month ?? 1, day: 1)
            {
                return (.month(first), reading.next)
            }
        }
        if let reading = time(at: index) ?? hour(at: index) {
            return (.time(reading), reading.next)
        }
        return nil
    }

    /// A number that can only be an hour beside another time: "from 5 to 7pm".
    private func hour(at index: Int) -> TimeReading? {
        guard let (value, next) = smallNumber(at: index), (1...24).contains(value),
            !isUnit(next),
            following(next)?.meaning.month ?? 0 == 0
        else { return nil }
        let hour = CivilTime(secondsSinceMidnight: value * 3600)
        return TimeReading(
            time: hour,
            other: value <= 12 ? CivilTime(secondsSinceMidnight: value * 3600 + 43_200) : nil,
            next: next,
            isBare: true
        )
    }

    /// "from Monday to Friday", "between 5 and 7pm", "May 3 - 5", "9-11am".
    private func range(at index: Int) -> PeriodReading? {
        guard let item = item(index) else { return nil }
        let marked = item.has([.from, .between])
        let start = marked ? index + 1 : index
        guard start < items.count else { return nil }
        if let days = daysOfMonth(at: start) { return days }
        // "from 5 to 7pm" begins at five, not at five minutes to seven.
        var first = edge(at: start)
        if let reading = hour(at: start), has(reading.next, [.to, .until]) {
            first = (.time(reading), reading.next)
        }
        if let years = years(at: start) { return years }
        guard let (one, after) = first else { return nil }
        let dash =
            isMark(after, "-") || isMark(after, "–") || isMark(after, "—") || isMark(after, "~")
        guard dash || has(after, [.to, .until]) || item.has(.between) && has(after, .and) else {
            return nil
        }
        let second = skip(after + 1, .at)
        guard second < items.count, let (other, next) = edge(at: second) else { return nil }
        switch (one, other) {
        case (.time(let from), .time(let to)):
            if from.isBare && to.isBare { return nil }
            return times(from, to, next)
        case (.date(let from), .date(let to)):
            // "Monday to Friday" goes forward, whatever the direction of the first.
            let last =
                to < from && from.daysSinceEpoch - to.daysSinceEpoch < 7 ? to.adding(days: 7) : to
            return PeriodReading(
                period: Period(start: .date(from), end: .date(last.adding(days: 1))),
                next: next
            )
        case (.month(let from), .month(let to)):
            // "May to October 2020": the year said last is the year of both.
            var from = from
            if items[after - 1].kind != .number,
                let same = CivilDate(
                    year: from.month <= to.month ? to.year : to.year - 1,
                    month: from.month,
                    day: 1
                )
            {
                from = same
            }
            return PeriodReading(
                period: Period(
                    start: .date(from),
                    end: .date((to < from ? to.adding(months: 12) : to).adding(months: 1))
                ),
                next: next
            )
        case (.moment(let from), .moment(let to)):
            return PeriodReading(
                period: Period(start: .datetime(from), end: .datetime(to)),
                next: next
            )
        case (.moment(let from), .time(let to)):
            var reading = to
            if to.other != nil, from.time.hour >= 12 { reading = to.held(to: .pm) }
            return PeriodReading(
                period: Period(
                    start: .datetime(from),
                    end: .datetime(CivilDateTime(date: from.date, time: reading.time))
                ),
                next: next
            )
        case (.time(let from), .moment(let to)):
            let reading = from.other == nil ? from : from.held(to: to.time.hour >= 12 ? .pm : .am)
            return PeriodReading(
                period: Period(
                    start: .datetime(CivilDateTime(date: to.date, time: reading.time)),
                    end: .datetime(to)
                ),
                next: next
            )
        case (.date(let from), .moment(let to)):
            return PeriodReading(
                period: Period(start: .date(from), end: .datetime(to)),
                next: next
            )
        default: return nil
        }
    }

    /// Years: "2014 to 2018".
    private func years(at index: Int) -> PeriodReading? {
        guard let (from, after) = year(at: index), items[index].width == 4,
            has(after, [.to, .until]) || isMark(after, "-")
                || has(after, .and) && has(index - 1, .between),
            let (to, next) = year(at: after + 1), to >= from,
            let start = CivilDate(year: from, month: 1, day: 1),
            let end = whole(year: to, month: nil, next: next)
        else { return nil }
        return PeriodReading(period: Period(start: .date(start), end: end.period.end), next: next)
    }

    /// "May 3 to 5", "from the 4th to the 22nd", "4-22 January".
    private func daysOfMonth(at index: Int) -> PeriodReading? {
        guard let item = item(index) else { return nil }
        func separator(_ at: Int) -> Bool {
            isMark(at, "-") || isMark(at, "–") || has(at, [.to, .until])
                || has(at, .and) && has(index - 1, .between)
        }
        if item.meaning.month > 0, let (first, after) = dayNumber(at: skip(index + 1, .article)),
            separator(after), let (last, next) = dayNumber(at: skip(after + 1, .article)),
            !beginsTime(after + 1, next), following(next)?.meaning.month ?? 0 == 0
        {
            let from = withYear(month: item.meaning.month, day: first, next: next)
            guard let start = from.date,
                let end = CivilDate(year: start.year, month: start.month, day: last), end >= start
            else { return nil }
            return PeriodReading(
                period: Period(start: .date(start), end: .date(end.adding(days: 1))),
                next: from.next
            )
        }
        let at = skip(index, .article)
        if let (first, after) = dayNumber(at: at), separator(after),
            let (last, next) = dayNumber(at: skip(after + 1, .article)),
            let month = following(skip(skip(next, .of), .article)), month.meaning.month > 0
        {
            let end = withYear(
                month: month.meaning.month,
                day: last,
                next: skip(skip(next, .of), .article) + 1
            )
            guard let to = end.date,
                let from = CivilDate(year: to.year, month: to.month, day: first), from <= to
            else { return nil }
            return PeriodReading(
                period: Period(start: .date(from), end: .date(to.adding(days: 1))),
                next: end.next
            )
        }
        return nil
    }

    private func times(_ from: TimeReading, _ to: TimeReading, _ next: Int) -> PeriodReading? {
        var (one, two) = (from, to)
        // "9-11am", "5 to 7pm": what is said of one holds for both where the order allows.
        if one.other != nil, two.other == nil {
            let morning = one.held(to: .am)
            let evening = one.held(to: .pm)
            one = two.time.hour >= 12 && evening.time < two.time ? evening : morning
        } else if two.other != nil, one.other == nil {
            two =
                one.time.hour >= 12 && two.held(to: .pm).time > one.time
                ? two.held(to: .pm)
                : two.held(to: .am).time > one.time ? two.held(to: .am) : two.held(to: .pm)
        } else if one.other != nil, two.other != nil, two.time < one.time {
            two = TimeReading(
                time: CivilTime(secondsSinceMidnight: two.time.secondsSinceMidnight + 43_200),
                next: next
            )
        }
        return PeriodReading(
            period: Period(start: .time(one.time), end: .time(two.time)),
            next: next
        )
    }

    /// "since Monday", "after 5pm", "before May 3", "until tomorrow".
    private func openPeriod(at index: Int) -> PeriodReading? {
        guard let item = item(index), item.has([.since, .after, .before, .until]),
            following(index + 1) != nil,
            let (edge, next) =
                item.has(.since)
                ? Reader(utterance, context, sharing: self, prefer: .past).edge(at: index + 1)
                : edge(at: index + 1)
        else { return nil }
        let end: Period.End
        let behind: Period.End
        switch edge {
        case .date(let date): (end, behind) = (.date(date), .date(date.adding(days: 1)))
        case .month(let month): (end, behind) = (.date(month), .date(month.adding(months: 1)))
        case .moment(let moment): (end, behind) = (.datetime(moment), .datetime(moment))
        case .time(let reading):
            if reading.isBare { return nil }
            (end, behind) = (.time(reading.time), .time(reading.time))
        }
        if item.has(.since) {
            return PeriodReading(period: Period(start: end, end: nil), next: next)
        }
        if item.has(.after) {
            return PeriodReading(period: Period(start: behind, end: nil), next: next)
        }
        return PeriodReading(
            period: Period(start: nil, end: item.has(.until) ? behind : end),
            next: next
        )
    }

    func periods() -> [Recognition] {
        var found: [Recognition] = []
        var index = 0
        while index < items.count {
            if let reading = period(at: index) {
                found.append(self.found(.period, index, reading.next, .period(reading.period)))
                index = reading.next
            } else {
                index += 1
            }
        }
        return found
    }
}
