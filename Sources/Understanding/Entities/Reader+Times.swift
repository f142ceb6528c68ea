import Values

/// A time of day as it was read; the second reading is twelve hours away.
struct TimeReading: Sendable {
    var time: CivilTime
    var other: CivilTime?
    var problem: String?
    var next: Int
    var offset: Int?
    /// Whether nothing but the number says that it is a time.
    var isBare = false

    /// The same, once morning or afternoon is known.
    func held(to part: Meaning.Roles) -> TimeReading {
        var reading = self
        let hour = time.hour % 12
        let minutes = time.secondsSinceMidnight % 3600
        let afternoon: Bool
        if part.contains(.am) || part.contains(.morning) {
            afternoon = false
        } else if part.contains(.night) {
            // Nine at night and one at night.
            afternoon = hour >= 6
        } else {
            afternoon = true
        }
        if other != nil || time.hour == 12 || time.hour == 0 {
            reading.time = CivilTime(
                secondsSinceMidnight: (hour + (afternoon ? 12 : 0)) * 3600 + minutes
            )
        }
        reading.other = nil
        reading.isBare = false
        return reading
    }
}

extension Reader {
    /// A time that begins at an index, with "in the morning" behind or before it.
    func time(at index: Int) -> TimeReading? {
        guard let first = item(index), !isPlain(first) else { return nil }
        var start = skipAt(index)
        var marked =
            start > index
            || index > 0 && items[index].gap != .cut
                && items[index - 1].has([.before, .after, .until])
        // "evening 7:30", "in the afternoon at 3"
        var part: Meaning.Roles = []
        let named = skip(skip(start, .within), .article)
        if let word = named == index ? item(index) : following(named), word.has(.dayParts),
            word.meaning.day == nil
        {
            part = word.roles.intersection(.dayParts)
            start = skipAt(skipComma(named + 1))
            marked = true
        }
        guard start < items.count, start == index || following(start) != nil else { return nil }
        guard var reading = clock(at: start, marked: marked) else { return nil }
        var at = reading.next
        if let suffix = following(at),
            suffix.text == "ish" || isMark(at, "-") && following(at + 1)?.text == "ish"
        {
            at += suffix.text == "ish" ? 1 : 2
            reading.isBare = false
        }
        reading.next = at
        at = skip(at, .oclock)
        // Typed with another mark for the apostrophe.
        if following(at)?.text == "o", following(at + 2)?.text == "clock" { at += 3 }
        if at > reading.next { reading.next = at; reading.isBare = false }
        if let (part, next) = dayPartBehind(reading.next) {
            reading = reading.held(to: part)
            reading.next = next
        } else if !part.isEmpty {
            reading = reading.held(to: part)
        }
        if reading.isBare && !marked { return nil }
        reading.isBare = false
        if let (offset, next) = zone(at: reading.next) {
            reading.offset = offset
            reading.next = next
        }
        return reading
    }

    /// The index behind "at", "around", "at about".
    private func skipAt(_ index: Int) -> Int {
        var at = index
        while at < index + 3,
            at == index ? item(at)?.has([.at, .about]) ?? false : has(at, [.at, .about])
        {
            at += 1
        }
        return at
    }

    /// "pm", "in the evening", "de la tarde".
    private func dayPartBehind(_ index: Int) -> (Meaning.Roles, Int)? {
        guard let item = following(index) else { return nil }
        if item.has([.am, .pm]) {
            var next = index + 1
            if isMark(next, "."), following(next)?.gap == .joined { next += 1 }
            return (item.roles.intersection([.am, .pm]), next)
        }
        if item.kind == .word, item.text == "a" || item.text == "p" {
            // "a.m.", "p m"
            let letter = isMark(index + 1, ".") ? index + 2 : index + 1
            if let m = following(letter), m.text == "m" {
                let end =
                    isMark(letter + 1, ".") && following(letter + 1)?.gap == .joined
                        && letter > index + 1 ? letter + 2 : letter + 1
                return (item.text == "a" ? .am : .pm, end)
            }
            return item.gap == .joined ? (item.text == "a" ? .am : .pm, index + 1) : nil
        }
        var at = index
        at = skip(at, [.within, .of, .at])
        at = skip(at, .article)
        if let part = following(at), part.has(.dayParts), part.meaning.day == nil {
            return (part.roles.intersection(.dayParts), at + 1)
        }
        return nil
    }

    private func clock(at index: Int, marked: Bool) -> TimeReading? {
        guard let item = item(index) else { return nil }
        if item.has(.noon), let time = CivilTime(hour: 12) {
            return TimeReading(time: time, next: index + 1)
        }
        if item.has(.midnight), let time = CivilTime(hour: 0) {
            return TimeReading(time: time, next: index + 1)
        }
        return spokenClock(at: index) ?? digitalClock(at: index, marked: marked)
    }

    /// "half past 5", "quarter to nine", "25 to 7", "half 5".
    private func spokenClock(at index: Int) -> TimeReading? {
        var at = skip(index, .article)
        guard at < items.count else { return nil }
        var minutes: Int?
        if items[at].has(.half) {
            minutes = 30
            at += 1
        } else if items[at].has(.quarter) {
            minutes = 15
            at += 1
        } else if let (number, next) = smallNumber(at: at), (1...59).contains(number) {
            minutes = number
            at = next
            if following(at)?.meaning.unit == .minute { at += 1 }
        }
        guard let minutes, let word = following(at), word.has([.past, .to]) else { return nil }
        let hourAt = at + 1
        if word.has(.to), minutes > 30 || has(index - 1, [.from, .between]) { return nil }
        var hour: Int
        var next = hourAt + 1
        var isFixed = false
        if has(hourAt, .noon) {
            (hour, isFixed) = (12, true)
        } else if has(hourAt, .midnight) {
            (hour, isFixed) = (0, true)
        } else if let (number, after) = smallNumber(at: hourAt), (0...24).contains(number),
            following(hourAt) != nil, !isMark(after, ":"), !isMark(after, "/")
        {
            (hour, next) = (number, after)
        } else {
            return nil
        }
        // "ten to twelve" may be a range of numbers: minutes in fives alone speak of a clock.
        if word.has(.to), minutes % 5 != 0, !has(next, [.am, .pm]), dayPartBehind(next) == nil {
            return nil
        }
        if word.has(.to) { hour = (hour + 23) % 24 }
        return twelveHour(
            hour: hour,
            minute: word.has(.to) ? 60 - minutes : minutes,
            next: next,
            isFixed: isFixed
        )
    }

    /// "17:30", "5pm", "5.30 pm", "9 05", "five thirty", "17h30", "1730 hours".
    private func digitalClock(at index: Int, marked: Bool) -> TimeReading? {
        guard let item = item(index) else { return nil }
        if item.kind == .number {
            guard !isGlued(index), index == 0 || item.gap != .joined || items[index - 1].text != "/"
            else { return nil }
            if item.width <= 2, let hour = item.digits {
                let mark = following(index + 1)
                if let mark, mark.gap == .joined,
                    mark.text == ":" || mark.text == "h" || mark.text == "." || mark.text == "：",
                    let minutes = following(index + 2), minutes.gap == .joined, minutes.width == 2,
                    let minute = minutes.digits
                {
                    if mark.text == ".", !marked, !has(index + 3, [.am, .pm]),
                        dayPartBehind(index + 3) == nil
                    {
                        return nil
                    }
                    var next = index + 3
                    var second = 0
                    if isMark(next, ":"), let seconds = following(next + 1), seconds.width == 2 {
                        second = seconds.digits ?? 0
                        next += 2
                        if isMark(next, "."), following(next)?.gap == .joined,
                            following(next + 1)?.kind == .number
                        {
                            next += 2
                        }
                    }
                    return twelveHour(
                        hour: hour,
                        minute: minute,
                        second: second,
                        next: next,
                        isFixed: item.width == 2 && item.text.hasPrefix("0")
                    )
                }
                // "9 05 in the morning", "5 30 pm"
                if let minutes = following(index + 1), minutes.width == 2, minutes.gap == .space,
                    let minute = minutes.digits, minute < 60,
                    has(index + 2, [.am, .pm]) || dayPartBehind(index + 2) != nil
                        || marked && hour > 12
                {
                    return twelveHour(hour: hour, minute: minute, next: index + 2)
                }
                return wholeHour(hour, next: index + 1)
            }
            if item.width == 4, let value = item.digits, value % 100 < 60, value / 100 < 24,
                has(index + 1, .oclock) || following(index + 1)?.meaning.unit == .hour
                    || has(index + 1, [.am, .pm]) && value / 100 <= 12
            {
                let next = has(index + 1, [.am, .pm]) ? index + 1 : index + 2
                return twelveHour(
                    hour: value / 100,
                    minute: value % 100,
                    next: next,
                    isFixed: next == index + 2
                )
            }
            return nil
        }
        guard item.meaning.numberKind == .ones || item.meaning.numberKind == .teens,
            (1...12).contains(item.meaning.number)
        else { return nil }
        let hour = Int(item.meaning.number)
        var at = index + 1
        // Spanish: "las cinco y media", "las cinco menos diez".
        if has(at, .and), has(at + 1, [.half, .quarter]) {
            return twelveHour(hour: hour, minute: has(at + 1, .half) ? 30 : 15, next: at + 2)
        }
        // "las ocho y veinte"
        if has(at, .and), let (minute, next) = smallNumber(at: at + 1), (1...59).contains(minute),
            marked || dayPartBehind(next) != nil, !isUnit(next), following(at + 1) != nil
        {
            return twelveHour(hour: hour, minute: minute, next: next)
        }
        if isMark(at, "-") { at += 1 }
        if let (minute, next) = smallNumber(at: at), following(at)?.kind == .word,
            (10...59).contains(minute), !isUnit(next)
        {
            var reading = twelveHour(hour: hour, minute: minute, next: next)
            reading?.isBare = true
            return reading
        }
        return wholeHour(hour, next: index + 1)
    }

    /// An hour alone: "at 5", "5pm", "5 o'clock".
    private func wholeHour(_ hour: Int, next: Int) -> TimeReading? {
        if let item = following(next) {
            // "5 cards", "5/4", "5.5", "5%", "5 days" are no times.
            if item.meaning.unit != .none && item.meaning.unit != .hour || item.has(.percent) {
                return nil
            }
            if item.meaning.unit == .hour, !(item.text == "h" && item.gap == .joined) { return nil }
            if item.kind == .mark, item.gap == .joined,
                ["/", ":", "%", "$", "€", "'"].contains(item.text)
            {
                return nil
            }
            if item.kind == .mark, item.gap == .joined, item.text == "." || item.text == ",",
                following(next + 1)?.kind == .number, following(next + 1)?.gap == .joined
            {
                return nil
            }
            if item.meaning.month > 0 || item.meaning.currency != nil { return nil }
            if isOrdinalSuffix(next) { return nil }
            if item.kind == .number || item.meaning.numberKind != .none { return nil }
            if item.kind == .word, item.gap == .joined, !item.has([.am, .pm, .oclock]),
                item.text != "h", item.text != "ish"
            {
                return nil
            }
        }
        var reading = twelveHour(hour: hour, minute: 0, next: next)
        reading?.isBare = true
        if let item = following(next), item.text == "h", item.gap == .joined {
            reading?.next = next + 1
            reading?.isBare = false
        }
        return reading
    }

    /// An hour that may be of the morning or the evening; the likelier reading first.
    private func twelveHour(
        hour: Int,
        minute: Int,
        second: Int = 0,
        next: Int,
        isFixed: Bool = false
    ) -> TimeReading? {
        guard (0...24).contains(hour), (0...59).contains(minute), (0...59).contains(second) else {
            guard hour < 100, minute < 100, following(next) == nil || has(next, [.am, .pm]) else {
                return nil
            }
            return CivilTime(hour: 0).map {
                TimeReading(
                    time: $0,
                    problem: "a day has no \(hour):\(zeroPadded(minute, 2))",
                    next: next
                )
            }
        }
        let seconds = hour * 3600 + minute * 60 + second
        let time = CivilTime(secondsSinceMidnight: seconds)
        if isFixed || hour == 0 || hour > 12 { return TimeReading(time: time, next: next) }
        let other = CivilTime(secondsSinceMidnight: seconds + 43_200)
        // From one to six the afternoon is meant more often, and noon is twelve.
        let afternoon = (1...6).contains(hour)
        return afternoon
            ? TimeReading(time: other, other: time, next: next)
            : TimeReading(time: time, other: other, next: next)
    }

    /// "Z", "+02:00", "UTC", "GMT+1"; names of zones that mean several are left alone.
    private func zone(at index: Int) -> (Int, Int)? {
        guard let item = following(index) else { return nil }
        if item.kind == .word, item.text == "z" && item.gap == .joined { return (0, index + 1) }
        var at = index
        var isNamed = false
        if item.text == "utc" || item.text == "gmt" {
            at += 1
            isNamed = true
        }
        if isMark(at, "+") || isMark(at, "-"), isNamed || following(at)?.gap == .joined,
            let hours = following(at + 1), hours.gap == .joined, let digits = hours.digits
        {
            let sign = isMark(at, "+") ? 1 : -1
            if hours.width == 4 {
                return (sign * (digits / 100 * 3600 + digits % 100 * 60), at + 2)
            }
            guard hours.width <= 2, digits <= 14 else { return nil }
            if isMark(at + 2, ":"), let minutes = following(at + 3)?.digits, minutes < 60 {
                return (sign * (digits * 3600 + minutes * 60), at + 4)
            }
            return isNamed ? (sign * digits * 3600, at + 2) : nil
        }
        return isNamed ? (0, at) : nil
    }

    func times() -> [Recognition] {
        var found: [Recognition] = []
        var index = 0
        while index < items.count {
            if date(at: index).map({ $0.next > (time(at: index)?.next ?? 0) }) ?? false,
                let next = date(at: index)?.next
            {
                index = next
            } else if let reading = time(at: index) {
                found.append(recognition(reading, from: skipAt(index)))
                index = reading.next
            } else {
                index += 1
            }
        }
        // Asked for a time, a number alone is one: "17", "five".
        if found.isEmpty, let only = items.indices.first(where: { items[$0].kind != .mark }),
            var reading = clock(at: only, marked: true)
        {
            while isMark(reading.next, ".") || isMark(reading.next, "!") { reading.next += 1 }
            if following(reading.next) == nil, reading.next >= items.count {
                found.append(recognition(reading, from: only))
            }
        }
        return found
    }

    private func recognition(_ reading: TimeReading, from start: Int) -> Recognition {
        if let problem = reading.problem {
            return found(.time, start, reading.next, .impossible, problem: problem)
        }
        return found(
            .time,
            start,
            reading.next,
            .value(.time(reading.time)),
            reading.other.map { [.value(.time($0))] } ?? []
        )
    }
}
