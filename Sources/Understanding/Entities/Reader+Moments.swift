import Values

/// A date and a time together, as they were read.
struct MomentReading: Sendable {
    var moments: [CivilDateTime]
    var problem: String?
    var next: Int
}

extension Reader {
    /// "tomorrow at 5", "5pm on Friday", "in 2 hours", "now", ISO 8601.
    func moment(at index: Int) -> MomentReading? {
        guard let item = item(index) else { return nil }
        if isPlain(item), lexicon.holidays.longest(at: item.piece, in: utterance.pieces) == nil {
            return nil
        }
        if item.has(.now) {
            return MomentReading(moments: [context.now], next: index + 1)
        }
        var best: MomentReading?
        func consider(_ reading: MomentReading?) {
            if let reading, reading.next > best?.next ?? index { best = reading }
        }
        consider(relativeMoment(at: index))
        if let day = date(at: index), !isDayPartOnly(day) {
            var at = day.next
            if let t = following(at), t.text == "t", t.gap == .joined { at += 1 }
            at = skip(skipComma(at), .on)
            // "tomorrow morning at 9"
            var part: Meaning.Roles = []
            if let word = following(at), word.has(.dayParts) {
                part = word.roles.intersection(.dayParts)
                at = skipComma(at + 1)
            }
            if items[index].has(.tonight) { part = .night }
            if items[index].has(.this), let word = following(index + 1), word.has(.dayParts) {
                part = word.roles.intersection(.dayParts)
            }
            if following(at) != nil, let reading = time(at: at) ?? bareHour(at: at, after: part) {
                consider(
                    combined(day, part.isEmpty ? reading : reading.held(to: part), reading.next)
                )
            }
        }
        if let reading = time(at: index) {
            var at = skipComma(reading.next)
            at = skip(at, .on)
            if following(at) != nil, let day = date(at: at) {
                consider(combined(day, reading, day.next))
            } else if following(at) != nil, has(at, .of), let day = date(at: at + 1) {
                consider(combined(day, reading, day.next))
            }
        }
        return best
    }

    private func isDayPartOnly(_ day: DateReading) -> Bool { day.date == nil && day.problem == nil }

    /// "tomorrow evening at 8": the hour alone, once a part of the day is known.
    private func bareHour(at index: Int, after part: Meaning.Roles) -> TimeReading? {
        guard !part.isEmpty, let item = following(index), let hour = item.digits, item.width <= 2,
            (1...12).contains(hour), following(index + 1) == nil
        else { return nil }
        return TimeReading(
            time: CivilTime(secondsSinceMidnight: hour * 3600),
            other: CivilTime(secondsSinceMidnight: hour * 3600 + 43_200),
            next: index + 1
        )
    }

    private func combined(_ day: DateReading, _ time: TimeReading, _ next: Int) -> MomentReading? {
        if let problem = day.problem ?? time.problem {
            return MomentReading(moments: [], problem: problem, next: next)
        }
        let days = ([day.value] + day.alternatives).compactMap { value -> CivilDate? in
            guard case .value(.date(let date)) = value else { return nil }
            return date
        }
        let hours = [time.time] + (time.other.map { [$0] } ?? [])
        let moments = days.flatMap { date in
            hours.map { CivilDateTime(date: date, time: $0, offset: time.offset) }
        }
        return moments.isEmpty ? nil : MomentReading(moments: moments, next: next)
    }

    private func relativeMoment(at index: Int) -> MomentReading? {
        let start =
            has(index, [.within, .agoBefore]) || items[index].has([.within, .agoBefore])
            ? index + 1 : index
        guard start == index || following(start) != nil, let (span, next, _) = length(at: start),
            span.seconds != 0
        else { return nil }
        if items[index].has(.agoBefore) || has(next, .ago) {
            let end = has(next, .ago) ? next + 1 : next
            return MomentReading(moments: [moved(context.now, by: span, sign: -1)], next: end)
        }
        if has(next, .fromNow) || has(next, .from) && has(next + 1, .now) {
            let end = has(next, .fromNow) ? next + 1 : next + 2
            return MomentReading(moments: [moved(context.now, by: span, sign: 1)], next: end)
        }
        guard start > index else { return nil }
        return MomentReading(moments: [moved(context.now, by: span, sign: 1)], next: next)
    }

    func recognition(_ reading: MomentReading, from start: Int) -> Recognition {
        if let problem = reading.problem {
            return found(.datetime, start, reading.next, .impossible, problem: problem)
        }
        let values = reading.moments.map { EntityValue.value(.datetime($0)) }
        return found(
            .datetime,
            start,
            reading.next,
            values.first ?? .impossible,
            Array(values.dropFirst())
        )
    }

    func moments() -> [Recognition] {
        var found: [Recognition] = []
        var index = 0
        while index < items.count {
            if let reading = moment(at: index) {
                found.append(recognition(reading, from: index))
                index = reading.next
            } else {
                index += 1
            }
        }
        return found
    }

    func dates(anyType: Bool = false) -> [Recognition] {
        var found: [Recognition] = []
        var index = 0
        while index < items.count {
            if let reading = date(at: index) ?? yearAlone(at: index) {
                let start = items[index].has([.on]) ? min(index + 1, reading.next - 1) : index
                found.append(
                    self.found(
                        .date,
                        start,
                        reading.next,
                        reading.value,
                        reading.alternatives,
                        problem: reading.problem
                    )
                )
                index = reading.next
                // "Hoy por la mañana" names no other day.
                if reading.date != nil, has(index, [.within, .of, .at]),
                    let (_, next) = dayPartBehind(index)
                {
                    index = next
                }
            } else {
                index += 1
            }
        }
        // Not among values of any type, where a number is a number.
        if found.isEmpty, !anyType, let reading = dayAlone() {
            found.append(
                self.found(
                    .date,
                    0,
                    reading.next,
                    reading.value,
                    reading.alternatives,
                    problem: reading.problem
                )
            )
        }
        return found
    }

    /// "2016" as the whole message, or behind "in" and "since".
    private func yearAlone(at index: Int) -> DateReading? {
        guard let (year, next) = year(at: index), items[index].kind == .number,
            items[index].width == 4, (1900...2099).contains(year),
            (index == 0 && following(next) == nil)
                || (index > 0
                    && items[index - 1].has([.within, .since, .of, .from, .until, .before, .after])
                    || index > 0 && items[index - 1].text == "during")
        else { return nil }
        return DateReading(.partialDate(year: year, month: nil), next: next)
    }

    /// Asked for a date, "12" alone is a day.
    private func dayAlone() -> DateReading? {
        guard let first = item(0), first.kind == .number,
            items.count == 1
                || items.count == 2
                    && items[1].kind == .mark,
            let (day, next) = dayNumber(at: 0), first.width <= 2
        else { return nil }
        return dayReading(day, next: next)
    }
}
