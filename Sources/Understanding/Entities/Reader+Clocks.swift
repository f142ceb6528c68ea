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
        guard let minutes, let word = following(at), word.has([.past, .to, .toHour]) else {
            return nil
        }
        let isTo = word.has([.to, .toHour])
        let hourAt = at + 1
        if isTo, minutes > 30 || has(index - 1, [.from, .between]) { return nil }
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
        if isTo, minutes % 5 != 0, !has(next, [.am, .pm]), dayPartBehind(next) == nil {
            return nil
        }
        if isTo { hour = (hour + 23) % 24 }
        return twelveHour(
            hour: hour,
            minute: isTo ? 60 - minutes : minutes,
            next: next,
            isFixed: isFixed
        )
    }

    /// An hour with what is added to it or taken from it: "las cinco y media", "las once menos
    /// cuarto", "الخامسة والنصف", "التاسعة إلا عشر دقائق".
    private func hour(_ hour: Int, at index: Int, next: Int, marked: Bool) -> TimeReading? {
        guard let word = following(next), word.has([.and, .less]) else { return nil }
        let isLess = word.has(.less)
        // "Five and a half" is a number.
        let at = lexicon.tensAndOnes == .sideBySide ? next + 1 : skip(next + 1, .article)
        var end = at + 1
        let minutes: Int
        if let fraction = self.minutes(ofFraction: at) {
            minutes = fraction
        } else if let (number, after) = smallNumber(at: at), following(at) != nil,
            (1...59).contains(number)
        {
            let isMinutes = following(after)?.meaning.unit == .minute
            let isClock =
                marked || has(index - 1, .article) || isLess && lexicon.tensAndOnes == .joined
            guard isMinutes || !isUnit(after) && (isClock || dayPartBehind(after) != nil) else {
                return nil
            }
            (minutes, end) = (number, isMinutes ? after + 1 : after)
        } else {
            return nil
        }
        return twelveHour(
            hour: isLess ? (hour == 1 ? 12 : hour - 1) : hour,
            minute: isLess ? 60 - minutes : minutes,
            next: end
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
        // "Las 8 y 20"; elsewhere "8 and 20" are two numbers.
        if lexicon.tensAndOnes != .sideBySide, (1...12).contains(hour),
            !has(index - 1, .between), !has(index - 2, .between),
            marked || has(index - 1, .article),
            let reading = self.hour(hour, at: index, next: index + 1, marked: marked)
        {
            return reading
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
        var at = index + 1
        if item.has(.hour) {
            return self.hour(item.meaning.ordinal, at: index, next: at, marked: true)
                ?? wholeHour(item.meaning.ordinal, next: at)
        }
        guard item.meaning.numberKind == .ones || item.meaning.numberKind == .teens,
            (1...12).contains(item.meaning.number)
        else { return nil }
        let hour = Int(item.meaning.number)
        if let reading = self.hour(hour, at: index, next: at, marked: marked) { return reading }
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
