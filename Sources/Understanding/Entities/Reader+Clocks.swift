import Values

/// Clock times, before it is known whether of the morning or the evening.
extension Reader {
    /// An hour, with its minutes where they are said.
    func clock(at index: Int, marked: Bool) -> TimeReading? {
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

    /// "17:30", "5pm", "5.30 pm", "9 05", "17h30", "1730 hours"; "five thirty" too.
    private func digitalClock(at index: Int, marked: Bool) -> TimeReading? {
        guard let item = item(index) else { return nil }
        guard item.kind == .number else { return wordClock(at: index, item, marked: marked) }
        guard !isGlued(index), index == 0 || item.gap != .joined || items[index - 1].text != "/"
        else { return nil }
        if item.width == 4 { return fourDigits(at: index, item) }
        guard item.width <= 2, let hour = item.digits else { return nil }
        if let mark = following(index + 1), mark.gap == .joined,
            [":", "h", ".", "："].contains(mark.text),
            let minutes = following(index + 2), minutes.gap == .joined, minutes.width == 2,
            let minute = minutes.digits
        {
            if mark.text == ".", !marked, !has(index + 3, [.am, .pm]),
                dayPartBehind(index + 3) == nil
            {
                return nil
            }
            let (second, next) = seconds(at: index + 3)
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
            has(index + 2, [.am, .pm]) || dayPartBehind(index + 2) != nil || marked && hour > 12
        {
            return twelveHour(hour: hour, minute: minute, next: index + 2)
        }
        return wholeHour(hour, next: index + 1)
    }

    /// ":30" behind the minutes, with a fraction that no clock shows; none: 0.
    private func seconds(at index: Int) -> (Int, next: Int) {
        guard isMark(index, ":"), let seconds = following(index + 1), seconds.width == 2 else {
            return (0, index)
        }
        let next = index + 2
        let hasFraction =
            isMark(next, ".") && following(next)?.gap == .joined
            && following(next + 1)?.kind == .number
        return (seconds.digits ?? 0, hasFraction ? next + 2 : next)
    }

    /// "1730 hours", "0930 am".
    private func fourDigits(at index: Int, _ item: Item) -> TimeReading? {
        guard let value = item.digits, value % 100 < 60, value / 100 < 24,
            has(index + 1, .oclock) || following(index + 1)?.meaning.unit == .hour
                || has(index + 1, [.am, .pm]) && value / 100 <= 12
        else { return nil }
        let next = has(index + 1, [.am, .pm]) ? index + 1 : index + 2
        return twelveHour(
            hour: value / 100,
            minute: value % 100,
            next: next,
            isFixed: next == index + 2
        )
    }

    /// "five thirty", "las cinco y media".
    private func wordClock(at index: Int, _ item: Item, marked: Bool) -> TimeReading? {
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
                    problem: impossible.time("\(hour):\(zeroPadded(minute, 2))"),
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
}
