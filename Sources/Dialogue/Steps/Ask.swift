import Expressions
import Topics
import Understanding
import Values

extension Turn {
    mutating func visit(asking slots: [SlotName], round: String) throws(EvaluationError) -> Flow {
        for name in slots {
            guard let slot = topTopic?.slot(name) else { continue }
            let flow = try visit(slot, key: name.rawValue + round)
            guard case .next = flow else { return flow }
        }
        return .next
    }

    /// Passes where the slot has an answer that still holds, else asks for it.
    mutating func visit(_ slot: Slot, key: String) throws(EvaluationError) -> Flow {
        guard let index = topIndex else { return .left }
        if let when = slot.when {
            let isAsked = try when.evaluate(in: environment) == .bool(true)
            judges(.when(slot.name), isAsked)
            if !isAsked, try !closesItself(slot, by: when) {
                forget(key, index)
                environment.values[slot.name.rawValue] = .null
                return .next
            }
        }
        if slot.secure, let flow = try visit(secure: slot, key, index) { return flow }
        var lost: Value?
        if !slot.secure, let value = conversation.frames[index].slots[key] {
            let broken = try problem(keeping: value, slot)
            let fresh = broken == nil ? try stillAllowed(titled(value, slot), slot) : nil
            // What an effect has used stays, whatever became of the options since.
            if let kept = fresh ?? (isUsedByEffect(slot, key: key) ? value : nil) {
                conversation.frames[index].slots[key] = kept
                environment.values[slot.name.rawValue] = kept
                return try readBack(kept, slot, key, index)
            }
            forget(key, index)
            environment.values[slot.name.rawValue] = .null
            if let broken {
                refuses(slot.name)
                return .wait(try open(slot, key, index, saying: broken))
            }
            lost = value
        } else if conversation.frames[index].memo[Frame.asking(key)] == nil,
            refusals[slot.name] == nil,
            let value = try slot.defaultValue?.evaluate(in: environment)
        {
            environment.values[slot.name.rawValue] = try kept(value, slot)
            return .next
        }
        if slot.from != nil {
            let offered = try options(of: slot)
            if offered.count < slot.many?.lowerBound ?? 1, !slot.optional { return noOptions() }
            if offered.count == 1, slot.ifOne == .take {
                try fill(slot, key, offered[0], bySomebody: false)
                return .next
            }
        }
        if try takeUnread(slot, key, index), let value = conversation.frames[index].slots[key] {
            return try readBack(value, slot, key, index)
        }
        if let lost {
            say(
                .askedAgain,
                ["slot": .string(slot.title[language]), "value": .string(words(for: lost))]
            )
        }
        return .wait(try open(slot, key, index, saying: nil))
    }

    /// Passes, or reads a value back first where the slot wants that.
    private mutating func readBack(
        _ value: Value,
        _ slot: Slot,
        _ key: String,
        _ index: Int
    ) throws(EvaluationError) -> Flow {
        let memo = Frame.readBack(key)
        guard slot.confirm, value != .null,
            conversation.frames[index].memo[memo] != .confirmed(StableHash(of: value))
        else { return .next }
        try burn()
        let id: String
        if case .readBack(let before) = previous, before.key == key, before.value == value {
            id = before.id
        } else {
            id = newQuestionID(about: memo, run: conversation.frames[index].run)
        }
        let waiting = ReadBack(id: id, slot: slot.name, key: key, value: value)
        conversation.waiting = .readBack(waiting)
        ask(waiting)
        return .wait(.readBack(waiting))
    }

    mutating func forget(_ key: String, _ index: Int) {
        guard conversation.frames[index].slots.removeValue(forKey: key) != nil else { return }
        conversation.frames[index].secrets?[key] = nil
        conversation.frames[index].order.removeAll { $0 == key }
    }

    /// Nothing to choose from: the topic cannot go on by itself.
    private mutating func noOptions() -> Flow {
        if let index = topIndex { conversation.frames[index].memo[Frame.fault] = .handedOver }
        say(.noOptions)
        handOff(reason: .noOptions, queue: currentQueue, notice: nil)
        return .left
    }

    /// Asks for a slot.
    ///
    /// A question that was open already keeps its ID and its counts.
    private mutating func open(
        _ slot: Slot,
        _ key: String,
        _ index: Int,
        saying words: String?
    ) throws(EvaluationError) -> Waiting {
        let run = conversation.frames[index].run
        var question: Question
        if case .question(let open) = previous, open.key == key,
            conversation.asked.last(where: { $0.id == open.id })?.run == run
        {
            question = open
        } else {
            question = Question(
                id: newQuestionID(about: key, run: run),
                slot: slot.name,
                key: key
            )
        }
        let words = words ?? refusals.removeValue(forKey: slot.name)
        question.narrowed = nil
        question.suggestion = nil
        question.only = nil
        // Options are one tap away already.
        if let suggest = slot.suggest, !slot.type.isChosen {
            let value = try suggest.evaluate(in: environment)
            if value != .null, value != .string("") { question.suggestion = value }
        }
        if slot.ifOne == .confirm {
            let offered = try options(of: slot)
            if offered.count == 1 { question.only = offered[0] }
        }
        try burn()
        conversation.waiting = .question(question)
        try ask(slot, question, saying: words)
        return .question(question)
    }

    /// Offers the slot what was said and not yet used.
    ///
    /// Only what is plainly meant counts: free text is never taken from there.
    mutating func takeUnread(
        _ slot: Slot,
        _ key: String,
        _ index: Int
    ) throws(EvaluationError) -> Bool {
        for (place, heard) in conversation.frames[index].unread.enumerated() {
            let utterance = Utterance(heard.words, language: conversation.language)
            var found = try mention(of: slot, in: utterance)
            if case .none = found, isLoneNumber(utterance, for: slot) {
                found = try reading(of: slot, in: utterance)
            }
            if slot.secure, case .none = found { found = try namedSecret(slot, in: utterance) }
            guard case .value(let value, let spans) = found else { continue }
            if let words = try problem(keeping: value, slot) {
                // Said too early to be asked for, and refused all the same: the question says why.
                note(refusal: words, of: slot.name)
                conversation.frames[index].unread.remove(at: place)
                return false
            }
            let rest = utterance.blanking(spans)
            // "I … my" says nothing more, but "3" does.
            if rest.tokens.count < 3,
                !rest.tokens.contains(where: { $0.text.utf8.count > 3 || $0.kind == .number })
            {
                conversation.frames[index].unread.remove(at: place)
            } else {
                conversation.frames[index].unread[place] = overheard(rest.remaining)
            }
            try fill(slot, key, value)
            return true
        }
        return false
    }

    /// Keeps an answer.
    ///
    /// - Parameters:
    ///   - slot: Whose answer it is.
    ///   - key: The slot's name, with the round behind it inside a `repeat`.
    ///   - value: The answer; null: skipped.
    ///   - bySomebody: The customer said it; else there was nothing to choose.
    /// - Throws: Where a value cannot be kept under the slot's name.
    mutating func fill(
        _ slot: Slot,
        _ key: String,
        _ value: Value,
        bySomebody: Bool = true
    ) throws(EvaluationError) {
        guard let index = topIndex else { return }
        if bySomebody, value != .null { keeps(slot) }
        conversation.frames[index].slots[key] = value
        conversation.frames[index].secrets?[key] = nil
        if slot.secure, value != .null {
            let secret = newSecret(value)
            conversation.frames[index].slots[key] = Secret.standIn
            conversation.frames[index].secrets = conversation.frames[index].secrets ?? [:]
            conversation.frames[index].secrets?[key] = secret
        }
        conversation.frames[index].order.removeAll { $0 == key }
        conversation.frames[index].order.append(key)
        bind(slot.name.rawValue, to: key, of: conversation.frames[index])
        if value != .null { facts.append(.slot(slot.name.rawValue, slot.secure ? .null : value)) }
    }

    /// The words of the first check that refuses a value; nil where all let it pass.
    ///
    /// A check that reads a slot with no answer yet waits for it. An amount in another currency
    /// than the slot's can be neither compared nor added up.
    mutating func problem(keeping value: Value, _ slot: Slot) throws(EvaluationError) -> String? {
        if case .money(let currency?) = slot.type, case .money(let money) = value,
            money.currency != currency
        {
            return render(.otherCurrency, ["currency": .string(currency)])
        }
        guard !slot.checks.isEmpty, value != .null, let topic = topTopic else { return nil }
        let name = slot.name.rawValue
        let before = environment.values[name]
        environment.values[name] = value
        defer { environment.values[name] = before }
        for (number, check) in slot.checks.enumerated() {
            let waits = check.condition.reads.contains { other in
                other != name && topic.slot(SlotName(other)) != nil
                    && environment[other] == .null
            }
            if waits { continue }
            let refuses = try check.condition.evaluate(in: environment) == .bool(true)
            judges(.check(slot.name, number), refuses)
            if refuses {
                return try check.say.render(in: environment)
            }
        }
        return nil
    }

    /// The value as the options hold it now; nil where it is no longer among them.
    func stillAllowed(_ value: Value, _ slot: Slot) throws(EvaluationError) -> Value? {
        if value == .null { return value }
        guard slot.from != nil else { return slot.offers(value) ? value : nil }
        let offered = try options(of: slot)
        if case .list(let chosen) = value {
            let kept = chosen.compactMap { one in offered.first { $0.optionID == one.optionID } }
            return kept.count == chosen.count ? .list(kept) : nil
        }
        return offered.first { $0.optionID == value.optionID }
    }

    /// What may be chosen: the options of the topic, or the rows of `from`.
    func options(of slot: Slot) throws(EvaluationError) -> [Value] {
        guard let from = slot.from else {
            return slot.options.map { .choice(Choice(id: $0.id, title: $0.title[language])) }
        }
        guard case .list(let rows) = try from.evaluate(in: environment) else { return [] }
        if case .timeSlot = slot.type {
            return rows.compactMap { $0.asTimeSlot }.filter {
                guard case .timeSlot(let window) = $0 else { return false }
                return window.start > event.at
            }
        }
        return rows.compactMap(\.asChoice).groupedBySection
    }
}

extension Slot {
    /// Whether the options that the topic writes have what was chosen; an earlier version of it may
    /// have had others.
    func offers(_ value: Value) -> Bool {
        guard !options.isEmpty else { return true }
        switch value {
        case .choice(let choice): return options.contains { $0.id == choice.id }
        case .list(let chosen): return chosen.allSatisfy { offers($0) }
        default: return true
        }
    }
}

extension Value {
    /// The ID of an option or a row.
    var optionID: String? {
        switch self {
        case .choice(let choice): choice.id
        case .timeSlot(let slot): slot.id
        case .record(let record): record.fields["id"]?.plainText
        default: nil
        }
    }

    /// The title of an option or a row.
    var optionTitle: String {
        switch self {
        case .choice(let choice): choice.title
        case .timeSlot(let slot): slot.title
        default: plainText ?? ""
        }
    }

    /// The letters of a text-like value.
    var plainText: String? {
        switch self {
        case .string(let text), .phone(let text), .email(let text): text
        case .int(let number): String(number)
        case .choice(let choice): choice.id
        case .address(let address): address.line
        default: nil
        }
    }

    /// A row as an option: it needs an `id`, and a `title` or is named by its ID.
    var asChoice: Value? {
        switch self {
        case .choice: self
        case .record(let record):
            record.fields["id"]?.plainText.map { id in
                .choice(
                    Choice(
                        id: id,
                        title: record.fields["title"]?.plainText ?? id,
                        fields: record.fields
                    )
                )
            }
        case .string(let text): .choice(Choice(id: text, title: text))
        default: nil
        }
    }

    /// A row as a time slot: it needs `id` and `start`.
    var asTimeSlot: Value? {
        switch self {
        case .timeSlot: return self
        case .record(let record):
            guard let id = record.fields["id"]?.plainText,
                case .timestamp(let start)? = record.fields["start"]
            else { return nil }
            var seconds = 3600
            switch record.fields["seconds"] {
            case .int(let number)?: seconds = Int(clamping: number)
            case .decimal(let number)?: seconds = Int("\(number)") ?? seconds
            default: break
            }
            return .timeSlot(
                TimeSlot(
                    id: id,
                    title: record.fields["title"]?.plainText ?? start.description,
                    start: start,
                    seconds: seconds,
                    fields: record.fields
                )
            )
        default: return nil
        }
    }
}
