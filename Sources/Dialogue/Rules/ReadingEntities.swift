import Expressions
import Text
import Topics
import Understanding
import Values

/// Answers that are entities: days, amounts, numbers, phones, and what has a pattern.
extension Turn {
    /// The first value of the slot's type in a message.
    ///
    /// Where the slot was not asked, only what is plainly such a value counts.
    func recognised(_ slot: Slot, _ utterance: Utterance, asked: Bool) -> Reading {
        guard let type = slot.type.entity else { return pattern(slot, utterance) }
        var found = recognise(type, in: utterance, context: recognition(slot))
        if !asked { found = found.filter { utterance.plainlyNames($0) } }
        // "Not the 12th, the 14th."
        var denied: [Range<Int>] = []
        if found.count > 1 {
            denied = found.map(\.span).filter { words.denies(utterance, before: $0) }
            found = found.filter { !denied.contains($0.span) }
        }
        if asked, found.isEmpty, case .money = slot.type {
            // Asked for an amount, a bare number is one.
            found = recognise(.number, in: utterance, context: recognition(slot))
        }
        if found.first?.type == .number {
            let times = daysAndHours(in: utterance, slot)
            found = found.filter { number in
                !times.contains { $0.span != number.span && $0.span.overlaps(number.span) }
            }
        }
        if case .date = slot.type, let date = inBusinessDays(utterance) {
            return .value(.date(date), spans: utterance.whole)
        }
        guard let first = found.first(where: { $0.problem == nil }) else {
            return found.first?.problem.map { .impossible($0) } ?? .none
        }
        // Two values of the asked type in one message: the first is not surely the answer.
        if !asked, found.count > 1 { return .none }
        guard let value = slotValue(first.value, slot) else { return .none }
        return .value(value, spans: denied + [first.span])
    }

    /// What a number may be part of: the 15 of "until March 15" is neither a count nor an amount.
    private func daysAndHours(in utterance: Utterance, _ slot: Slot) -> [Recognition] {
        guard utterance.tokens.count > 1 else { return [] }
        let context = recognition(slot)
        return [.date, .time].flatMap { type in
            recognise(type, in: utterance, context: context).filter(utterance.plainlyNames)
        }
    }

    /// "In 3 business days": counted by the bot's calendar.
    private func inBusinessDays(_ utterance: Utterance) -> CivilDate? {
        let tokens = utterance.tokens
        guard
            let place = tokens.indices.dropFirst().first(where: { index in
                tokens.indices.contains(index + 1)
                    && BusinessDayWords.contain(tokens[index], tokens[index + 1])
            })
        else { return nil }
        let context = RecognitionContext(
            now: environment.occasion.clock(at: event.at),
            language: conversation.language
        )
        let said = recognise(.number, in: utterance, context: context)
            .last { $0.span.upperBound <= tokens[place].span.lowerBound }
        guard case .decimal(let number)? = said?.value.slotValue, let days = Int("\(number)"),
            (1...60).contains(days)
        else { return nil }
        return bot.definition.calendar.adding(days, to: environment.occasion.today)
    }

    /// "No, at 3 pm": a moment that has an answer, with another hour or on another day.
    func otherMoment(of slot: Slot, in utterance: Utterance) -> Reading {
        guard let frame = conversation.frames.last, let key = answeredKey(slot, frame),
            case .datetime(var moment)? = frame.slots[key]
        else { return .none }
        let context = recognition(slot)
        let found = [EntityType.date, .time].flatMap { type in
            recognise(type, in: utterance, context: context).filter {
                $0.problem == nil && utterance.plainlyNames($0)
                    && !words.denies(utterance, before: $0.span)
            }
        }
        guard found.count == 1 else { return .none }
        switch found[0].value {
        case .value(.date(let date)): moment = CivilDateTime(date: date, time: moment.time)
        case .value(.time(let time)): moment = CivilDateTime(date: moment.date, time: time)
        default: return .none
        }
        return .value(.datetime(moment), spans: [found[0].span])
    }

    /// How values of a slot are read: where, when and in which language.
    func recognition(_ slot: Slot) -> RecognitionContext {
        RecognitionContext(
            now: environment.occasion.clock(at: event.at),
            language: conversation.language,
            region: event.contact.region ?? bot.definition.region,
            prefer: slot.prefer == .past ? .past : slot.prefer == .future ? .future : .none
        )
    }

    /// A recognised value as the slot keeps it.
    func slotValue(_ value: EntityValue, _ slot: Slot) -> Value? {
        switch (slot.type, value) {
        case (.money(let currency), .value(.money(let money))):
            return .money(Money(amount: money.amount, currency: money.currency ?? currency))
        case (.money(let currency), .value(.decimal(let amount))):
            return .money(Money(amount: amount, currency: currency))
        case (.datetime, .value(let value)):
            // A day alone or an hour alone is not yet a moment.
            guard case .datetime = value else { return nil }
            return value
        default: return value.slotValue
        }
    }

    /// Patterns and digits: the answer itself, or the one part of it that fits.
    private func pattern(_ slot: Slot, _ utterance: Utterance) -> Reading {
        let text = utterance.remaining.trimmingSpaces
        switch slot.type {
        case .pattern(let pattern):
            if pattern.matchesWhole(text) { return .value(.string(text), spans: utterance.whole) }
            guard let span = utterance.spans(where: { pattern.matchesWhole($0) }).first else {
                return .none
            }
            return .value(.string(utterance.text(span)), spans: [span])
        case .digits(let length):
            let digits = text.compactMap(\.wholeNumberValue).map(String.init).joined()
            let others = text.filter { $0.isLetter }
            guard length.contains(digits.count), others.count <= 30 else { return .none }
            // What else is said may be another slot's.
            let spans = utterance.tokens.filter { $0.text.contains(where: \.isNumber) }.map(\.span)
            return .value(.string(digits), spans: spans.isEmpty ? utterance.whole : spans)
        default: return .none
        }
    }
}

extension Utterance {
    /// Whether what was found in passing is surely meant as such a value: "the first one" is hardly
    /// a day of the month, "tomorrow" is a date in any sentence.
    func plainlyNames(_ found: Recognition) -> Bool {
        switch found.type {
        case .date, .datetime:
            let words = tokens.filter {
                found.span.contains($0.span.lowerBound) && $0.text.utf8.count > 2
                    && $0.text.allSatisfy(\.isLetter)
            }
            let places = recognise(
                .ordinal,
                in: self,
                context: RecognitionContext(now: .epoch, language: language)
            )
            let named = words.contains { word in
                !["the", "one"].contains(word.text)
                    && !places.contains { $0.span.overlaps(word.span) }
            }
            return named || found.text.contains { "/-.".contains($0) }
        case .time:
            // "10:30", "5 pm", "noon", but not "at 10".
            return found.text.contains(":")
                || tokens.contains {
                    found.span.contains($0.span.lowerBound) && $0.text.contains(where: \.isLetter)
                        && !["at", "by", "around", "about"].contains($0.text)
                }
        default: return true
        }
    }

    /// Everything that was said.
    var whole: [Range<Int>] {
        guard let first = tokens.first, let last = tokens.last else { return [] }
        return [first.span.lowerBound..<last.span.upperBound]
    }
}

extension SlotType {
    /// What understanding looks for, where it is one of its entities.
    var entity: EntityType? {
        switch self {
        case .number: .number
        case .money: .money
        case .date: .date
        case .time: .time
        case .datetime: .datetime
        case .duration: .duration
        case .phone: .phone
        case .email: .email
        case .text, .timeSlot, .address, .yesno, .choice, .pattern, .digits, .file, .location: nil
        }
    }
}
extension CivilDateTime {
    /// The beginning of Unix time: where a reading needs no clock.
    fileprivate static let epoch = CivilDateTime(
        date: CivilDate(daysSinceEpoch: 0),
        time: CivilTime(secondsSinceMidnight: 0)
    )
}
