import Values

extension Reader {
    /// Earlier and later in the order that the context prefers.
    func ordered(earlier: CivilDate?, later: CivilDate?) -> [CivilDate] {
        guard let earlier else { return later.map { [$0] } ?? [] }
        guard let later else { return [earlier] }
        if earlier == later { return [later] }
        return context.prefer == .past ? [earlier, later] : [later, earlier]
    }

    /// A two-digit year, from 80 years ago to 19 ahead.
    func century(_ year: Int) -> Int {
        let base = today.year / 100 * 100 + year
        return base > today.year + 19 ? base - 100 : base <= today.year - 81 ? base + 100 : base
    }

    func calendarDate(year: Int, month: Int, day: Int, next: Int) -> DateReading {
        if let date = CivilDate(year: year, month: month, day: day) {
            return DateReading([date], next: next)
        }
        guard (1...9999).contains(year), (1...12).contains(month) else {
            return .impossible(impossible.month, next: next)
        }
        let days = CivilDate.days(inMonth: month, of: year)
        return .impossible(impossible.days(days, inMonth: month, of: year), next: next)
    }

    /// A day of a month without a year: the next one, or the last.
    func yearless(month: Int, day: Int, next: Int) -> DateReading {
        // A leap year, so that 29 February is possible in some year.
        guard (1...12).contains(month), day >= 1, day <= CivilDate.days(inMonth: month, of: 2024)
        else { return calendarDate(year: 2024, month: month, day: day, next: next) }
        var earlier: CivilDate?
        var later: CivilDate?
        for shift in 0...8 {
            if later == nil,
                let date = CivilDate(year: today.year + shift, month: month, day: day),
                date >= today
            {
                later = date
            }
            if earlier == nil,
                let date = CivilDate(year: today.year - shift, month: month, day: day),
                date <= today
            {
                earlier = date
            }
        }
        var dates = ordered(earlier: earlier, later: later)
        // Without a direction the nearer one is meant.
        if context.prefer == .none, dates.count == 2, let earlier, let later,
            today.daysSinceEpoch - earlier.daysSinceEpoch
                < later.daysSinceEpoch - today.daysSinceEpoch
        {
            dates = [earlier, later]
        }
        return DateReading(dates, next: next)
    }

    func withYear(month: Int, day: Int, next: Int) -> DateReading {
        let at = skip(skipComma(next), .of)
        if let (year, end) = self.year(at: at) {
            return calendarDate(year: year, month: month, day: day, next: end)
        }
        if isMark(next, "/") || isMark(next, "-") || isMark(next, "'"),
            let (year, end) = self.year(at: next + 1)
        {
            return calendarDate(year: year, month: month, day: day, next: end)
        }
        if isMark(next, "-") || isMark(next, "/"), let short = following(next + 1),
            short.width == 2, short.gap == .joined, let digits = short.digits
        {
            return calendarDate(year: century(digits), month: month, day: day, next: next + 2)
        }
        if let item = following(at), item.width == 2, let short = item.digits, at > next,
            !beginsTime(at, at + 1), !isOrdinalSuffix(at + 1)
        {
            return calendarDate(year: century(short), month: month, day: day, next: at + 1)
        }
        return yearless(month: month, day: day, next: next)
    }

    /// 1 to 31 in digits with or without "th", or in words.
    func dayNumber(at index: Int) -> (Int, Int)? {
        guard let item = item(index), item.kind != .mark else { return nil }
        if let (place, next) = ordinal(at: index), place > 0 {
            return place <= 31 ? (place, next) : nil
        }
        if item.kind == .number {
            guard item.width <= 2, let value = item.digits, (1...39).contains(value),
                !isMark(index + 1, ":"), !isMark(index + 1, "%"),
                !(isMark(index + 1, "/") && following(index + 2)?.kind == .number),
                !(isMark(index + 1, ".") && following(index + 2)?.kind == .number
                    && following(index + 2)?.gap == .joined)
            else { return nil }
            return (value, index + 1)
        }
        guard item.meaning.numberKind != .none, let number = words(at: index),
            let value = number.int, (1...31).contains(value)
        else { return nil }
        return (value, number.next)
    }

    /// Whether a number is an hour: "May 5 pm" is no day.
    func beginsTime(_ index: Int, _ next: Int) -> Bool {
        has(next, [.am, .pm, .oclock]) || isMark(next, ":")
    }

    /// 1900 to 2099 in digits, "nineteen ninety", "two thousand and sixteen", "'16".
    func year(at index: Int) -> (Int, Int)? {
        guard let item = item(index) else { return nil }
        if item.width == 4, let year = item.digits, (1000...2999).contains(year),
            !isMark(index + 1, ":"), !isMark(index + 1, "%")
        {
            if following(index + 1)?.gap == .joined, following(index + 1)?.kind == .word {
                return nil
            }
            return (year, index + 1)
        }
        if item.kind == .mark, item.text == "'" || item.text == "’",
            let short = following(index + 1), short.width == 2, short.gap == .joined,
            let digits = short.digits
        {
            return (century(digits), index + 2)
        }
        guard item.meaning.numberKind != .none, let first = words(at: index), let high = first.int
        else { return nil }
        if (1900...2099).contains(high) { return (high, first.next) }
        var at = first.next
        if isMark(at, "-") { at += 1 }
        if (18...20).contains(high), let second = words(at: at), following(at) != nil,
            let low = second.int, (10...99).contains(low)
        {
            return (high * 100 + low, second.next)
        }
        return nil
    }

    /// "in 3 days", "3 days ago", "a week from Friday", "hace 3 días".
    func relativeDate(at index: Int) -> DateReading? {
        guard let item = item(index) else { return nil }
        if item.has([.within, .agoBefore]) {
            guard following(index + 1) != nil, let (span, next, _) = length(at: index + 1),
                span.seconds == 0
            else { return nil }
            let sign = item.has(.agoBefore) ? -1 : 1
            return DateReading([moved(context.now, by: span, sign: sign).date], next: next)
        }
        guard let (span, next, unit) = length(at: index), span.seconds == 0 else { return nil }
        if unit == .businessDay, has(next, .fromNow) || has(next, .ago) {
            let date = workday(span.days, sign: has(next, .ago) ? -1 : 1)
            return DateReading([date], next: next + 1)
        }
        if has(next, .ago) {
            return DateReading([moved(context.now, by: span, sign: -1).date], next: next + 1)
        }
        if has(next, .fromNow) {
            return DateReading([moved(context.now, by: span, sign: 1).date], next: next + 1)
        }
        guard let word = following(next), word.has([.from, .after, .before, .on]) else {
            return nil
        }
        if word.has(.on) && unit != .week { return nil }
        if word.has(.from), has(next + 1, .now) {
            return DateReading([moved(context.now, by: span, sign: 1).date], next: next + 2)
        }
        let later = Reader(utterance, context, sharing: self, prefer: .future)
        guard let anchor = later.anchor(at: next + 1), let date = anchor.date else { return nil }
        let moment = CivilDateTime(date: date, time: context.now.time)
        let sign = word.has(.before) ? -1 : 1
        return DateReading([moved(moment, by: span, sign: sign).date], next: anchor.next)
    }

    /// What "a week from" may count from; not itself counted, so that it ends.
    private func anchor(at index: Int) -> DateReading? {
        guard following(index) != nil, length(at: index) == nil else { return nil }
        return date(at: index)
    }

    private func workday(_ days: Int, sign: Int) -> CivilDate {
        var date = today
        var left = min(days, 3000)
        while left > 0 {
            date = date.adding(days: sign)
            if date.weekday != .saturday && date.weekday != .sunday { left -= 1 }
        }
        return date
    }

    func holiday(at index: Int) -> DateReading? {
        guard let item = item(index) else { return nil }
        // Holidays are looked up in the pieces, which may be finer than the items.
        let first = item.piece
        guard let (holiday, count) = lexicon.holidays.longest(at: first, in: pieces) else {
            return nil
        }
        let end = pieces[first + count - 1].span.upperBound
        var next = index
        while next < items.count, items[next].span.upperBound <= end { next += 1 }
        if let (year, after) = self.year(at: skip(skipComma(next), .of)),
            let date = day(of: holiday, year)
        {
            return DateReading([date], next: after)
        }
        let dates = (-1...1).compactMap { day(of: holiday, today.year + $0) }
        return DateReading(
            ordered(
                earlier: dates.last { $0 <= today },
                later: dates.first { $0 >= today }
            ),
            next: next
        )
    }

    private func day(of holiday: Holiday, _ year: Int) -> CivilDate? {
        switch holiday {
        case .fixed(let month, let day): CivilDate(year: year, month: month, day: day)
        case .weekday(let month, let weekday, let place):
            CivilDate(year: year, month: month, day: 1).flatMap { nth(place, weekday, $0) }
        case .easter(let days): easter(year)?.adding(days: days)
        }
    }
}

/// Easter Sunday.
///
/// Source: the anonymous Gregorian computus (Meeus, "Astronomical Algorithms", ch. 8).
private func easter(_ year: Int) -> CivilDate? {
    let (a, b, c) = (year % 19, year / 100, year % 100)
    let (d, e) = (b / 4, b % 4)
    let f = (b + 8) / 25
    let g = (b - f + 1) / 3
    let h = (19 * a + b - d - g + 15) % 30
    let (i, k) = (c / 4, c % 4)
    let l = (32 + 2 * e + 2 * i - h - k) % 7
    let m = (a + 11 * h + 22 * l) / 451
    let sum = h + l - 7 * m + 114
    return CivilDate(year: year, month: sum / 31, day: sum % 31 + 1)
}
