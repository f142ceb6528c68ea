import Values

/// A date, or part of one, as it was read.
struct DateReading: Sendable {
    var value: EntityValue
    var alternatives: [EntityValue] = []
    var problem: String?
    var next: Int

    init(_ value: EntityValue, _ alternatives: [EntityValue] = [], next: Int) {
        self.value = value
        self.alternatives = alternatives
        self.next = next
    }

    init(_ dates: [CivilDate], next: Int) {
        value = dates.first.map { .value(.date($0)) } ?? .impossible
        alternatives = dates.dropFirst().map { .value(.date($0)) }
        self.next = next
    }

    var date: CivilDate? {
        guard case .value(.date(let date)) = value else { return nil }
        return date
    }

    static func impossible(_ reason: String, next: Int) -> DateReading {
        var reading = DateReading(.impossible, next: next)
        reading.problem = reason
        return reading
    }
}

extension Reader {
    /// The longest date that begins at an index.
    func date(at index: Int) -> DateReading? {
        guard let item = item(index) else { return nil }
        if isPlain(item) || item.kind == .symbol { return holiday(at: index) }
        var best: DateReading?
        func consider(_ reading: DateReading?) {
            if let reading, reading.next > best?.next ?? index { best = reading }
        }
        if item.kind == .number && !isGlued(index) {
            consider(isoDate(at: index))
            consider(numericDate(at: index))
        }
        if item.kind != .mark {
            consider(dayOfMonth(at: index))
            consider(namedDay(at: index))
            consider(relativeDate(at: index))
        }
        if item.meaning.month > 0 { consider(monthDate(at: index)) }
        if item.meaning.weekday > 0 || item.meaning.unit == .week
            || item.has([.next, .last, .this, .article, .on])
        {
            consider(weekdayDate(at: index))
        }
        consider(placeInMonth(at: index))
        consider(holiday(at: skip(index, .article)))
        // "Jul 18, Fri"
        if let reading = best, let day = reading.date,
            let word = following(skipComma(reading.next)),
            word.meaning.weekday == day.weekday.isoNumber
        {
            best?.next = skipComma(reading.next) + 1
        }
        return best
    }

    /// 2016-11-06, 2016/11/6, 2016-Nov-6.
    private func isoDate(at index: Int) -> DateReading? {
        if let year = item(index), year.width == 4, let y = year.digits,
            isMark(index + 1, "-") || isMark(index + 1, "/"), let month = following(index + 2),
            month.meaning.month > 0, isMark(index + 3, items[index + 1].text),
            let day = following(index + 4), day.width <= 2, let d = day.digits
        {
            return calendarDate(year: y, month: month.meaning.month, day: d, next: index + 5)
        }
        guard let year = item(index), year.width == 4, let mark = following(index + 1),
            mark.kind == .mark, ["-", "/", "."].contains(mark.text), mark.gap == .joined,
            let month = following(index + 2), month.gap == .joined, month.width <= 2,
            isMark(index + 3, mark.text), let day = following(index + 4), day.width <= 2,
            let y = year.digits, let m = month.digits, let d = day.digits, day.gap == .joined
        else { return nil }
        return calendarDate(year: y, month: m, day: d, next: index + 5)
    }

    /// 3/4, 03/04/2026, 6.11.2016: the region says which is the month.
    private func numericDate(at index: Int) -> DateReading? {
        guard let first = item(index), first.width <= 2, let one = first.digits,
            let mark = following(index + 1), mark.kind == .mark, mark.gap == .joined,
            ["/", "-", "."].contains(mark.text), let second = following(index + 2),
            second.gap == .joined, second.width >= 1, second.width <= 2, let two = second.digits,
            index == 0 || item(index)?.gap != .joined
                || !["/", "."].contains(items[index - 1].text)
        else { return nil }
        var year: Int?
        var next = index + 3
        if isMark(next, mark.text), let third = following(next + 1), third.gap == .joined,
            third.width == 4 || third.width == 2, let value = third.digits
        {
            year = third.width == 2 ? century(value) : value
            next += 2
        }
        // "3-4" and "3.4" alone are rather a range and a number.
        if year == nil && mark.text != "/" { return nil }
        if isMark(next, mark.text), following(next + 1)?.kind == .number { return nil }
        let monthFirst = ["US", "PH", "PW", "FM", "MH", ""].contains(context.region)
        var readings: [DateReading] = []
        for (month, day) in monthFirst ? [(one, two), (two, one)] : [(two, one), (one, two)]
        where (1...12).contains(month) && (1...31).contains(day) {
            readings.append(
                year.map { calendarDate(year: $0, month: month, day: day, next: next) }
                    ?? yearless(month: month, day: day, next: next)
            )
        }
        guard var reading = readings.first else { return nil }
        if readings.count > 1, one != two {
            reading.alternatives = [readings[1].value] + reading.alternatives
            if reading.problem != nil, readings[1].problem == nil { reading = readings[1] }
        }
        return reading
    }

    /// "May 5", "May the 5th, 2016", "November 2016", "November".
    private func monthDate(at index: Int) -> DateReading? {
        guard let item = item(index) else { return nil }
        let month = item.meaning.month
        var at = index + 1
        if isMark(at, "."), following(at)?.gap == .joined { at += 1 }
        let dash = isMark(at, "-") || isMark(at, "/") ? at + 1 : skipComma(at)
        let day = skip(skip(dash, .on), .article)
        if let (number, next) = dayNumber(at: day), !beginsTime(day, next) {
            return withYear(month: month, day: number, next: next)
        }
        let before = skip(skipComma(at), .of)
        if let (year, next) = self.year(at: before) {
            return DateReading(.partialDate(year: year, month: month), next: next)
        }
        if item.has(.ambiguous) && items.count > 2 {
            // "for March", but "may I" and "march on".
            guard index > 0,
                items[index - 1].has([
                    .within, .since, .until, .from, .of, .before, .after, .on, .next, .last, .this,
                ]) || ["for", "during"].contains(items[index - 1].text)
            else { return nil }
        }
        return monthAlone(month, next: at)
    }

    /// A month without a year: the one looked for first.
    func monthAlone(_ month: Int, next: Int) -> DateReading {
        let later = today.month <= month ? today.year : today.year + 1
        let earlier = today.month >= month ? today.year : today.year - 1
        let years = context.prefer == .past ? [earlier, later] : [later, earlier]
        return DateReading(
            .partialDate(year: years[0], month: month),
            years[0] == years[1] ? [] : [.partialDate(year: years[1], month: month)],
            next: next
        )
    }

    /// "5 May 2016", "the 5th of May", "the 12th", "the 12th of next month".
    private func dayOfMonth(at index: Int) -> DateReading? {
        let start = skip(index, .article)
        guard let (number, next) = dayNumber(at: start),
            start == index || items[start].gap != .joined
        else { return nil }
        // "$12 December 27"
        if isMark(index - 1, "$") { return nil }
        let isOrdinal = ordinal(at: start)?.next == next
        var at = skip(skip(next, .of), .article)
        if at == next,
            isMark(next, "/") || isMark(next, "-") || isMark(next, ".") || isMark(next, ",")
        {
            at = next + 1
        }
        // "One may ask"
        let isNumber = isOrdinal || items[start].kind == .number
        if let word = following(at), word.meaning.month > 0, isNumber || !word.has(.ambiguous) {
            let end = isMark(at + 1, ".") && following(at + 1)?.gap == .joined ? at + 2 : at + 1
            return withYear(month: word.meaning.month, day: number, next: end)
        }
        if at > next, let (shift, end) = shift(of: .month, at: at) {
            let month = firstOfMonth.adding(months: shift)
            return calendarDate(
                year: month.year,
                month: month.month,
                day: number,
                next: end
            )
        }
        // "the 12th", "the 12": a number alone is no date.
        guard
            isOrdinal
                ? start > index || items.count <= 3 || has(index - 1, [.on, .from, .to])
                : start > index,
            !isUnit(next),
            isOrdinal || following(next) == nil || following(next)?.kind == .mark
                || has(next, .at),
            !isMark(next, "/"), !isMark(next, ":"),
            // "The first thing", "the second one"
            items[start].meaning.number != 1,
            number > 10 || items[start].kind == .number || following(next) == nil
                || following(next)?.kind == .mark
        else { return nil }
        return dayReading(number, next: next)
    }

    var firstOfMonth: CivilDate { today.adding(days: 1 - today.day) }

    func dayReading(_ day: Int, next: Int) -> DateReading {
        guard (1...31).contains(day) else {
            return .impossible(impossible.day(day), next: next)
        }
        var later: CivilDate?
        var earlier: CivilDate?
        for shift in 0...2 {
            let ahead = firstOfMonth.adding(months: shift)
            if later == nil,
                let date = CivilDate(year: ahead.year, month: ahead.month, day: day), date >= today
            {
                later = date
            }
            let back = firstOfMonth.adding(months: -shift)
            if earlier == nil,
                let date = CivilDate(year: back.year, month: back.month, day: day), date <= today
            {
                earlier = date
            }
        }
        return DateReading(ordered(earlier: earlier, later: later), next: next)
    }

    /// "Tuesday", "next Friday", "Friday, 5 May", "Friday the 12th".
    private func weekdayDate(at index: Int) -> DateReading? {
        var at = index
        var which: Meaning.Roles = []
        // "next week Sunday", "this week on Friday"
        if let (weeks, next) = shift(of: .week, at: skip(index, .article)) {
            let named = skip(skip(skipComma(next), .on), .article)
            if let day = following(named), day.meaning.weekday > 0 {
                return DateReading(
                    [inThisWeek(day.meaning.weekday).adding(days: 7 * weeks)],
                    next: named + 1
                )
            }
        }
        for _ in 0..<3 {
            guard let item = item(at), item.meaning.weekday == 0,
                item.has([.next, .last, .this, .article, .on])
            else { break }
            which.formUnion(item.roles.intersection([.next, .last, .this]))
            at += 1
        }
        guard let day = following(at) ?? item(at), day.meaning.weekday > 0 else { return nil }
        let weekday = day.meaning.weekday
        var next = at + 1
        if isMark(next, "."), following(next)?.gap == .joined { next += 1 }
        if let after = following(next), after.meaning.weekday == 0 {
            if which.isEmpty, after.has([.next, .last]), after.meaning.unit == .none,
                !isUnit(next + 1), after.gap != .mark
            {
                which = after.roles.intersection([.next, .last])
                next += 1
            } else if after.has([.next, .last, .this]),
                following(next + 1)?.meaning.unit == .week
            {
                let shift = after.has(.next) ? 7 : after.has(.last) ? -7 : 0
                return DateReading([inThisWeek(weekday).adding(days: shift)], next: next + 2)
            }
        }
        // "Wednesday of next week"
        if has(next, .of), let (weeks, end) = shift(of: .week, at: skip(next + 1, .article)) {
            return DateReading([inThisWeek(weekday).adding(days: 7 * weeks)], next: end)
        }
        // A full date behind the weekday decides.
        let behind = skip(skip(skipComma(next), .on), [])
        if following(behind) != nil {
            let full =
                which.isEmpty || following(behind)?.kind == .number ? fullDate(at: behind) : nil
            let number = skip(behind, .article)
            if which.isEmpty, let (place, end) = dayNumber(at: number), following(number) != nil,
                !beginsTime(number, end), !isUnit(end), time(at: number) == nil,
                number > behind || isOrdinalSuffix(end - 1) || following(end) == nil
                    || following(end)?.kind == .mark,
                full?.next ?? 0 <= end, let dates = daysOn(weekday, place)
            {
                return DateReading(dates, next: end)
            }
            if let full { return full }
        }
        if day.has(.ambiguous), at == index, let after = following(next), after.kind == .word {
            return nil
        }
        return DateReading(weekdays(weekday, which), next: next)
    }

    /// "Next week", "la semana que viene": how many of a unit from this one, and what stands behind.
    private func shift(of unit: Meaning.Unit, at index: Int) -> (Int, next: Int)? {
        guard let first = item(index), let second = following(index + 1) else { return nil }
        let which: Item
        if first.meaning.unit == unit {
            which = second
        } else if second.meaning.unit == unit {
            which = first
        } else {
            return nil
        }
        guard which.has([.next, .last, .this]) else { return nil }
        return (which.has(.next) ? 1 : which.has(.last) ? -1 : 0, index + 2)
    }

    private func fullDate(at index: Int) -> DateReading? {
        guard let item = item(index) else { return nil }
        var best: DateReading?
        if item.kind == .number { best = isoDate(at: index) ?? numericDate(at: index) }
        if item.meaning.month > 0, let reading = monthDate(at: index), reading.date != nil {
            best = best ?? reading
        }
        if let reading = dayOfMonth(at: index), reading.next > best?.next ?? 0 { best = reading }
        return best
    }

    /// "Friday the 13th": the days of that number that are that weekday.
    private func daysOn(_ weekday: Int, _ day: Int) -> [CivilDate]? {
        func first(_ shifts: [Int], _ fits: (CivilDate) -> Bool) -> CivilDate? {
            for shift in shifts {
                let month = firstOfMonth.adding(months: shift)
                if let date = CivilDate(year: month.year, month: month.month, day: day),
                    date.weekday.isoNumber == weekday, fits(date)
                {
                    return date
                }
            }
            return nil
        }
        let dates = ordered(
            earlier: first((0...24).map { -$0 }) { $0 <= today },
            later: first(Array(0...24)) { $0 >= today }
        )
        return dates.isEmpty ? nil : dates
    }

    private func inThisWeek(_ weekday: Int) -> CivilDate {
        today.adding(days: weekday - today.weekday.isoNumber)
    }

    private func weekdays(_ weekday: Int, _ which: Meaning.Roles) -> [CivilDate] {
        let ahead = (weekday - today.weekday.isoNumber + 7) % 7
        let coming = today.adding(days: ahead == 0 ? 7 : ahead)
        let gone = today.adding(days: ahead == 0 ? -7 : ahead - 7)
        if which.contains(.next) {
            // This week's Friday or the one after: both are meant by some.
            return [inThisWeek(weekday).adding(days: 7), coming]
        }
        if which.contains(.last) {
            return [gone, inThisWeek(weekday).adding(days: -7)]
        }
        if which.contains(.this) {
            let day = inThisWeek(weekday)
            return day < today && context.prefer == .future ? [coming, day] : [day, coming]
        }
        if ahead == 0 {
            return context.prefer == .past ? [today, gone] : [today, coming]
        }
        return ordered(earlier: gone, later: coming)
    }

    /// "today", "the day after tomorrow", "tonight".
    private func namedDay(at index: Int) -> DateReading? {
        let start = skip(index, .article)
        if let first = item(index), first.has(.this), has(index + 1, .dayParts) {
            return DateReading([today], next: index + 2)
        }
        if let first = item(start), first.has([.next, .last]),
            following(start + 1)?.meaning.unit == .day, start == index || following(start) != nil
        {
            return DateReading([today.adding(days: first.has(.next) ? 1 : -1)], next: start + 2)
        }
        guard let item = start == index ? item(index) : following(start), let day = item.meaning.day
        else { return nil }
        return DateReading([today.adding(days: day)], next: start + 1)
    }
}
