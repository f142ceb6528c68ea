import Values

extension Reader {
    /// "first Friday of May", "last day of this month", "end of next month".
    func placeInMonth(at index: Int) -> DateReading? {
        let start = skip(index, .article)
        guard start < items.count else { return nil }
        var place: (Int, Int)?
        if let found = ordinal(at: start) { place = found }
        if place == nil, items[start].has(.last) { place = (-1, start + 1) }
        guard let (number, next) = place, let word = following(next), number <= 31 else {
            return nil
        }
        let isDay = word.meaning.unit == .day
        guard isDay || word.meaning.weekday > 0 else { return nil }
        let of = next + 1
        guard has(of, [.of, .within, .on]) else { return nil }
        let at = skip(of + 1, .article)
        var month: CivilDate?
        var end = at + 1
        if let named = following(at), named.meaning.month > 0 {
            var year: Int?
            if let (value, after) = self.year(at: skip(skipComma(end), .of)) {
                (year, end) = (value, after)
            }
            if let year {
                month = CivilDate(year: year, month: named.meaning.month, day: 1)
            } else if case .partialDate(let year, _) = monthAlone(named.meaning.month, next: 0)
                .value
            {
                month = CivilDate(year: year, month: named.meaning.month, day: 1)
            }
        } else if let word = following(at), following(at + 1)?.meaning.unit == .month,
            word.has([.next, .last, .this])
        {
            month = firstOfMonth.adding(
                months: word.has(.next) ? 1 : word.has(.last) ? -1 : 0
            )
            end = at + 2
        } else if following(at)?.meaning.unit == .month {
            month = firstOfMonth
        }
        guard let month else { return nil }
        if isDay {
            if number < 0 {
                return DateReading([month.adding(months: 1).adding(days: -1)], next: end)
            }
            return calendarDate(
                year: month.year,
                month: month.month,
                day: number,
                next: end
            )
        }
        return nth(number, word.meaning.weekday, month).map { DateReading([$0], next: end) }
    }

    /// The nth weekday of the month that a date begins; -1 is the last.
    func nth(_ place: Int, _ weekday: Int, _ month: CivilDate) -> CivilDate? {
        if place < 0 {
            let last = month.adding(months: 1).adding(days: -1)
            return last.adding(days: -((last.weekday.isoNumber - weekday + 7) % 7))
        }
        let date = month.adding(
            days: (weekday - month.weekday.isoNumber + 7) % 7 + (place - 1) * 7
        )
        return date.month == month.month ? date : nil
    }
}
