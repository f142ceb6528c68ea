import Expressions
import Text
import Topics
import Understanding
import Values

extension Turn {
    /// What a message means as the answer to a slot that was just asked.
    func reading(of slot: Slot, in utterance: Utterance) throws(EvaluationError) -> Reading {
        let utterance = withoutSecrets(utterance, for: slot)
        switch slot.type {
        case .choice: return try chosen(slot, utterance, .answer)
        case .timeSlot:
            let read = try chosen(slot, utterance, .answer)
            if case .none = read { return try timed(slot, utterance) }
            return read
        case .yesno:
            guard let answer = yesOrNo(utterance) else {
                return words.whole(utterance) == .indifferent ? .any : .none
            }
            guard answer.isPlain(in: utterance) else { return .none }
            return .value(.bool(answer.value), spans: [answer.span])
        case .text, .address, .file, .location: return .none
        case .digits:
            let read = recognised(slot, utterance, asked: true)
            // In a long sentence the number that fits is meant.
            if case .none = read, !slot.secure { return try mention(of: slot, in: utterance) }
            return read
        default: return recognised(slot, utterance, asked: true)
        }
    }

    /// What a message that says something else holds for a slot: only what is plainly meant.
    func mention(of slot: Slot, in utterance: Utterance) throws(EvaluationError) -> Reading {
        let utterance = withoutSecrets(utterance, for: slot)
        guard !utterance.isEmpty else { return .none }
        switch slot.type {
        case .choice, .timeSlot:
            return try chosen(slot, utterance, .mention)
        // A bare number, a yes or any words may mean anything.
        case .number: return onlyNumber(slot, utterance)
        case .yesno, .text, .address, .file, .location, .duration:
            return .none
        case .pattern(let pattern):
            // A word that has digits and fits is no word of the sentence.
            for span in utterance.spans(where: { pattern.matchesWhole($0) }) {
                let word = utterance.text(span)
                if word.utf8.count > 3, word.contains(where: \.isNumber),
                    isSurely(word, of: slot, in: utterance)
                {
                    return .value(.string(word), spans: [span])
                }
            }
            return .none
        case .digits(let length):
            for token in utterance.tokens where token.kind == .number {
                let digits = token.text.filter(\.isNumber)
                if digits.count > 5, digits.count == token.text.count,
                    length.contains(digits.count), isSurely(digits, of: slot, in: utterance)
                {
                    return .value(.string(digits), spans: [token.span])
                }
            }
            return .none
        case .money, .date, .time, .datetime, .phone, .email:
            return recognised(slot, utterance, asked: false)
        }
    }

    /// The same where a word has fitted several options: it is among those that more is said.
    func reading(
        of slot: Slot,
        in utterance: Utterance,
        among narrowed: [String]?
    ) throws(EvaluationError) -> Reading {
        if let narrowed {
            let left = try options(of: slot).filter { $0.optionID.map(narrowed.contains) ?? false }
            let read = try chosen(slot, utterance, among: left, .answer, withSubtitles: true)
            switch read {
            case .value: return read
            case .several(let ids) where ids.count < narrowed.count: return read
            case .several, .any, .impossible, .none: break
            }
        }
        return try reading(of: slot, in: utterance)
    }

    private func chosen(
        _ slot: Slot,
        _ utterance: Utterance,
        _ mode: ChoiceMode
    ) throws(EvaluationError) -> Reading {
        let values = try options(of: slot)
        if mode == .answer, slot.many == nil, values.contains(where: { $0.subtitle != nil }),
            case .none = try chosen(slot, utterance, among: values, .answer, withSubtitles: false)
        {
            // What stands under a title counts where no title says anything; it uses up no words,
            // because what a category holds is what is asked next.
            let read = try chosen(slot, utterance, among: values, .answer, withSubtitles: true)
            guard case .value(let value, _) = read else { return read }
            return .value(value, spans: [])
        }
        return try chosen(slot, utterance, among: values, mode, withSubtitles: false)
    }

    /// What finds options of a slot, all or some of them.
    func matcher(
        of slot: Slot,
        among values: [Value],
        withSubtitles: Bool = false
    ) -> ChoiceMatcher {
        if slot.from == nil, values.count == slot.options.count,
            let frame = conversation.frames.last,
            let written = voice.choices[frame.topic]?[slot.name]
        {
            return written
        }
        let options = values.map { value in
            let written = slot.options.first { $0.id == value.optionID }?.heard(in: language)
            return ChoiceOption(
                id: value.optionID ?? "",
                title: value.optionTitle,
                also: written?.also ?? (value.synonyms + value.speakingID),
                subtitle: withSubtitles ? value.subtitle : nil
            )
        }
        return bot.matchers.matcher(of: options, in: conversation.language)
    }

    private func chosen(
        _ slot: Slot,
        _ utterance: Utterance,
        among values: [Value],
        _ mode: ChoiceMode,
        withSubtitles: Bool
    ) throws(EvaluationError) -> Reading {
        let matcher = matcher(of: slot, among: values, withSubtitles: withSubtitles)
        if let many = slot.many, mode == .answer {
            switch matcher.matchMany(utterance) {
            case .chosen(let places, let spans):
                let picked = places.filter(values.indices.contains).map { values[$0] }
                guard many.contains(picked.count) else { return .impossible(howManyWords(slot)) }
                return .value(.list(picked), spans: spans)
            case .several(let places):
                return .several(
                    places.filter(values.indices.contains).compactMap { values[$0].optionID }
                )
            case .none: return .none
            }
        }
        if let many = slot.many, mode == .mention {
            let (places, spans) = matcher.namedInPassing(utterance)
            if places.count > 1, many.contains(places.count),
                places.allSatisfy(values.indices.contains)
            {
                return .value(.list(places.map { values[$0] }), spans: spans)
            }
        }
        switch matcher.match(utterance, mode: mode) {
        case .one(let index, let span, let how):
            guard values.indices.contains(index) else { return .none }
            if mode == .mention, how == .partial || how == .typo {
                // In passing a part of a title counts only where it is no word of the wish itself.
                guard how == .partial, slot.from != nil, !isWordOfWish(utterance.text(span), slot)
                else { return .none }
            }
            let value = values[index]
            return .value(slot.many == nil ? value : .list([value]), spans: [span])
        case .several(let indices):
            let ids = indices.filter(values.indices.contains).compactMap { values[$0].optionID }
            return mode == .answer ? .several(ids) : .none
        case .any: return mode == .answer ? .any : .none
        case .none: return .none
        }
    }

    /// Whether a number is all that is left of what was said, and only one slot takes numbers.
    func isLoneNumber(_ utterance: Utterance, for slot: Slot) -> Bool {
        guard utterance.tokens.count == 1, utterance.tokens[0].kind == .number,
            case .number = slot.type
        else { return false }
        return takesNumbersAlone
    }

    /// Whether one slot of the topic is a number.
    private var takesNumbersAlone: Bool {
        let slots = topTopic?.slots.count { slot in
            guard case .number = slot.type else { return false }
            return true
        }
        return slots == 1
    }

    /// The one number of a message, where it can be meant for one slot only and is no part of a date,
    /// a time or anything else that is said with digits.
    private func onlyNumber(_ slot: Slot, _ utterance: Utterance) -> Reading {
        guard takesNumbersAlone else { return .none }
        let context = recognition(slot)
        var numbers = recognise(.number, in: utterance, context: context)
        guard !numbers.isEmpty else { return .none }
        for type in [EntityType.date, .time, .datetime, .phone, .money, .duration, .percent] {
            for found in recognise(type, in: utterance, context: context) {
                numbers.removeAll { $0.span.overlaps(found.span) }
            }
        }
        guard numbers.count == 1, let value = slotValue(numbers[0].value, slot) else {
            return .none
        }
        return .value(value, spans: [numbers[0].span])
    }

    /// Which time slots a day, a time or a part of the day leaves.
    private func timed(_ slot: Slot, _ utterance: Utterance) throws(EvaluationError) -> Reading {
        if words.whole(utterance) == .indifferent { return .any }
        // "Not in the morning", "I work until 5": what is denied or bounded is not chosen.
        if TimeWords.isBounded(utterance) { return .none }
        var left = try options(of: slot).compactMap { value -> TimeSlot? in
            guard case .timeSlot(let window) = value else { return nil }
            return window
        }
        left.sort { $0.start < $1.start }
        let offered = left.count
        let context = recognition(slot)
        let clock = environment.occasion.clock
        for found in recognise(.date, in: utterance, context: context) {
            guard case .date(let date)? = found.value.slotValue else { continue }
            left = left.filter { clock($0.start).date == date }
        }
        let wish = TimeWords.read(utterance)
        if wish == nil,
            case .time(let time)? = recognise(.time, in: utterance, context: context)
                .first?.value.slotValue
        {
            left = left.filter { window in
                let start = clock(window.start).time.secondsSinceMidnight
                let said = time.secondsSinceMidnight
                switch TimeWords.relation(utterance) {
                case .after?: return start >= said
                case .before?: return start + window.seconds <= said
                case nil: break
                }
                return (start..<start + max(1, window.seconds)).contains(time.secondsSinceMidnight)
            }
        }
        switch wish {
        case nil: break
        case .earliest?: left = Array(left.prefix(1))
        case .latest?: left = Array(left.suffix(1))
        case .morning?: left = left.filter { clock($0.start).time.hour < 12 }
        case .afternoon?: left = left.filter { (12..<17).contains(clock($0.start).time.hour) }
        case .evening?: left = left.filter { clock($0.start).time.hour >= 17 }
        }
        guard let first = left.first, left.count < offered || wish != nil else { return .none }
        return left.count == 1
            ? .value(.timeSlot(first), spans: utterance.whole) : .several(left.map(\.id))
    }

    /// Whether words stand in what the topic and the slot are called, or in what starts the topic.
    private func isWordOfWish(_ words: String, _ slot: Slot) -> Bool {
        guard let topic = topTopic else { return true }
        let said = Set(Utterance(words, language: conversation.language).tokens.map(\.text))
        let names =
            [topic.title[language], slot.title[language]] + slot.also[language]
            + topic.examples[language]
        let known = Set(
            names.flatMap { Utterance($0, language: conversation.language).tokens.map(\.text) }
        )
        return said.isSubset(of: known)
    }
}

extension Value {
    /// Other names that a row has for itself: its column `also`.
    var synonyms: [String] {
        guard case .choice(let choice) = self, let also = choice.fields["also"] else { return [] }
        switch also {
        case .list(let items): return items.compactMap(\.plainText)
        case .string(let text): return text.split(separator: ",").map { String($0).trimmingSpaces }
        default: return []
        }
    }

    /// The ID, where people know it: it has a number in it.
    var speakingID: [String] {
        guard let id = optionID, id.utf8.count >= 4, id.contains(where: \.isNumber) else {
            return []
        }
        return [id]
    }

    var subtitle: String? {
        guard case .choice(let choice) = self else { return nil }
        return choice.fields["subtitle"]?.plainText
    }
}
