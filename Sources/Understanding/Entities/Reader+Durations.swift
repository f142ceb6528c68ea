import Foundation
import Values

extension Reader {
    /// "2 hours and a half", "an hour and 15 minutes", "2h30".
    func length(at index: Int) -> (span: CalendarSpan, next: Int, unit: Meaning.Unit)? {
        guard let first = part(at: index) else { return nil }
        var span = CalendarSpan()
        add(first.count, first.unit, to: &span)
        var next = first.next
        var last = first.unit
        while true {
            let joined = skip(skipComma(next), .and)
            // "an hour and a half"
            let half = skip(joined, .article)
            if joined > next, has(half, .half), !has(half + 1, .past),
                !isUnit(half + 1)
            {
                add(Decimal(sign: .plus, exponent: -1, significand: 5), last, to: &span)
                next = half + 1
                break
            }
            // "ساعة إلا ربعًا"
            if last == .hour, has(next, .less), let minutes = minutes(ofFraction: next + 1) {
                span.seconds -= minutes * 60
                next += 2
                break
            }
            if let more = part(at: joined), following(joined) != nil,
                more.unit.rawValue < last.rawValue
            {
                add(more.count, more.unit, to: &span)
                next = more.next
                last = more.unit
                continue
            }
            // "1 hour thirty"
            if last == .hour, first.next == next, let (minutes, after) = smallNumber(at: joined),
                (10...59).contains(minutes), following(joined) != nil, following(after) == nil
            {
                add(Decimal(minutes), .minute, to: &span)
                next = after
            }
            // "2h30"
            if last == .hour, let item = following(next), item.gap == .joined, item.width == 2,
                let minutes = item.digits, minutes < 60, first.next == next
            {
                add(Decimal(minutes), .minute, to: &span)
                next += 1
            }
            break
        }
        return (span, next, first.unit)
    }

    private func part(at index: Int) -> (count: Decimal, unit: Meaning.Unit, next: Int)? {
        guard let item = item(index) else { return nil }
        let half = Decimal(sign: .plus, exponent: -1, significand: 5)
        if item.has(.half) || item.has(.article) && has(index + 1, .half) {
            let at = item.has(.half) ? index + 1 : index + 2
            let unit = skip(skip(at, .of), .article)
            if let word = following(unit), word.meaning.unit != .none {
                return (half, word.meaning.unit, unit + 1)
            }
        }
        if item.has(.quarter) || item.has(.article) && has(index + 1, .quarter) {
            let at = item.has(.quarter) ? index + 1 : index + 2
            let unit = skip(skip(at, .of), .article)
            if unit > at || lexicon.unitAloneIsOne, let word = following(unit),
                word.meaning.unit == .hour
            {
                return (15, .minute, unit + 1)
            }
        }
        if item.has(.third), following(index + 1)?.meaning.unit == .hour {
            return (20, .minute, index + 2)
        }
        if let count = ownCount(item, at: index) { return count }
        if item.has(.article), item.meaning.number == 1 || item.text == "a" || item.text == "an",
            let word = following(index + 1), word.meaning.unit != .none,
            word.gap != .joined
        {
            return (1, word.meaning.unit, index + 2)
        }
        guard !isPlain(item), let number = fraction(at: index) ?? quantity(at: index),
            number.value >= 0, number.value < 100_000
        else {
            return nil
        }
        var at = number.next
        if isMark(at, "-") { at += 1 }
        at = skip(at, .of)
        guard let word = following(at), word.meaning.unit != .none,
            word.meaning.ordinal == 0 || word.text.hasSuffix("s")
                || word.text == "second"
                    && !number.inWords
        else { return nil }
        return (number.value, word.meaning.unit, at + 1)
    }

    /// A unit that says itself how many: "ساعتان", "يوم واحد", and "hora" of "hora y media".
    private func ownCount(
        _ item: Item,
        at index: Int
    ) -> (count: Decimal, unit: Meaning.Unit, next: Int)? {
        let unit = item.meaning.unit
        guard unit != .none else { return nil }
        if item.meaning.number > 0 { return (Decimal(item.meaning.number), unit, index + 1) }
        if has(index + 1, .and), has(skip(index + 2, .article), .half) {
            return (1, unit, index + 1)
        }
        guard lexicon.unitAloneIsOne, following(index + 1)?.kind != .number else { return nil }
        return (1, unit, following(index + 1)?.meaning.number == 1 ? index + 2 : index + 1)
    }

    /// A half, a quarter or a third of an hour, in minutes.
    func minutes(ofFraction index: Int) -> Int? {
        guard let item = following(index) else { return nil }
        if item.has(.half) { return 30 }
        if item.has(.quarter) { return 15 }
        return item.has(.third) ? 20 : nil
    }

    private func add(_ count: Decimal, _ unit: Meaning.Unit, to span: inout CalendarSpan) {
        func whole(_ number: Decimal) -> Int { NSDecimalNumber(decimal: number).intValue }
        func addSeconds(_ each: Int) { span.seconds += whole(count * Decimal(each)) }
        func addDays(_ each: Int) {
            let total = count * Decimal(each)
            let days = whole(total)
            span.days += days
            span.seconds += whole((total - Decimal(days)) * 86_400)
        }
        switch unit {
        case .none: break
        case .second: addSeconds(1)
        case .minute: addSeconds(60)
        case .hour: addSeconds(3600)
        case .day, .businessDay: addDays(1)
        case .week: addDays(7)
        case .fortnight: addDays(14)
        case .month:
            span.months += whole(count)
            span.days += whole((count - Decimal(whole(count))) * 30)
        case .quarter: span.months += whole(count * 3)
        case .year: span.months += whole(count * 12)
        case .decade: span.months += whole(count * 120)
        }
    }

    func durations() -> [Recognition] {
        var found: [Recognition] = []
        var index = 0
        while index < items.count {
            if !isGlued(index), let (span, next, _) = length(at: index) {
                found.append(self.found(.duration, index, next, .duration(span)))
                index = next
            } else {
                index += 1
            }
        }
        return found
    }

    /// A moment that many months, days and seconds from another.
    func moved(_ moment: CivilDateTime, by span: CalendarSpan, sign: Int) -> CivilDateTime {
        let date = moment.date.adding(months: sign * span.months).adding(days: sign * span.days)
        let seconds = moment.time.secondsSinceMidnight + sign * span.seconds
        let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
        return CivilDateTime(
            date: date.adding(days: days),
            time: CivilTime(secondsSinceMidnight: seconds)
        )
    }
}
