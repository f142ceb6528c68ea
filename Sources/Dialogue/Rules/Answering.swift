import Expressions
import Messages
import Topics
import Understanding
import Values

/// What words mean as an answer to a slot.
enum Reading: Sendable {
    case value(Value, spans: [Range<Int>])
    /// Some of the options, by ID; it is not said which.
    case several([String])
    /// "Either", "I don't mind".
    case any
    /// Understood, and no such value exists.
    case impossible(String)
    case none
}

extension Turn {
    /// Whether the open question takes any words.
    var takesFreeText: Bool {
        guard case .question(let question) = conversation.waiting,
            let slot = topTopic?.slot(question.slot)
        else { return false }
        switch slot.type {
        case .text, .address, .location: return true
        default: return false
        }
    }

    /// Whether a slot is asked whose value goes nowhere but into secure arguments.
    var asksSecurely: Bool {
        switch conversation.waiting {
        case .question(let question): topTopic?.slot(question.slot)?.secure ?? false
        case .readBack(let value): topTopic?.slot(value.slot)?.secure ?? false
        case .form(let form): form.slots.contains { topTopic?.slot($0)?.secure ?? false }
        default: false
        }
    }

    // MARK: f, the exact label or number of an option on offer

    mutating func hearLabel(_ utterance: Utterance) -> Bool {
        guard !utterance.isEmpty, let offered = offeredOptions(),
            let index = Self.named(utterance, offered)
        else { return false }
        rule = .label
        choose([offered[index].0])
        return true
    }

    /// The option whose number or very title the message is.
    private static func named(_ utterance: Utterance, _ offered: [(String, String)]) -> Int? {
        let words = utterance.tokens.map(\.text)
        if words.count == 1, let number = Int(words[0]) {
            // A title that is a number is meant before a place in the list.
            return offered.firstIndex { $0.1 == words[0] }
                ?? ((1...max(1, offered.count)).contains(number) && !offered.isEmpty
                    ? number - 1 : nil)
        }
        let named = offered.indices.filter { index in
            // Most titles differ in length: only the others are cut into words.
            let title = offered[index].1
            return abs(title.utf8.count - utterance.original.utf8.count) <= 8
                && Utterance(title, language: utterance.language).tokens.map(\.text) == words
        }
        // Two of one title: the answer rule asks which is meant.
        return named.count == 1 ? named[0] : nil
    }

    /// The IDs and titles of what can be touched, in their order; nil where it is no list.
    ///
    /// Slots with their own matcher are left to the answer rule, which reads labels too.
    private mutating func offeredOptions() -> [(String, String)]? {
        switch conversation.waiting {
        case .nothing, .call, .payment, .event, .queue, .agent, .form: return nil
        case .signIn(let question):
            guard case .signIn(let signIn)? = step(question.step)?.kind, !signIn.otherwise.isEmpty
            else { return nil }
            return [(Self.skip, render(.signInOtherWay))]
        case .confirm, .readBack, .startOver:
            return [("yes", render(.yes)), ("no", render(.no))]
        case .change(let question): return changeOptions(question)
        case .whichTopic(let question): return topicOptions(question)
        case .whichResume(let question): return resumeOptions(question)
        case .unavailable(let question): return unavailableOptions(question)
        case .feedback: return (1...5).map { (String($0), String($0)) }
        case .question(let question):
            guard let slot = topTopic?.slot(question.slot) else { return nil }
            if slot.many != nil { return nil }
            if question.only == nil, question.suggestion == nil, !slot.type.isChosen { return nil }
            // A bare number is the answer there, not a place in the list.
            if slot.type.takesNumbers { return nil }
            guard (try? rebind()) != nil, let kind = try? control(for: slot, question).kind else {
                return nil
            }
            switch kind {
            case .yesno(let yes, let no): return [("yes", yes), ("no", no)]
            case .choice(let choice): return choice.options.map { ($0.id, $0.title) }
            case .timeSlots(let times): return times.slots.map { ($0.id, $0.title) }
            case .app:
                return (try? options(of: slot))?.compactMap { value in
                    value.optionID.map { ($0, value.optionTitle) }
                }
            default: return nil
            }
        }
    }

    // MARK: h, an answer to the open question

    mutating func hearAnswer(_ utterance: Utterance) -> Bool {
        do {
            return try readAnswer(utterance)
        } catch {
            fault(error.message)
            return true
        }
    }

    private mutating func readAnswer(_ utterance: Utterance) throws(EvaluationError) -> Bool {
        switch conversation.waiting {
        case .nothing, .call, .payment, .event, .queue, .agent: return false
        case .signIn(let question):
            guard words.refusal(utterance) || words.inability(utterance), leaveSignIn(question)
            else {
                return readOption(utterance)
            }
            rule = .answer
            return true
        case .question(let question):
            guard let slot = topTopic?.slot(question.slot) else { return false }
            try rebind()
            return try readAnswer(utterance, slot, question)
        case .form(let form): return try readForm(utterance, form)
        case .confirm, .readBack, .startOver: return try readYesOrNo(utterance)
        case .feedback:
            return readFeedback(utterance)
        case .change, .whichTopic, .whichResume, .unavailable:
            return readOption(utterance)
        }
    }

    /// One of the engine's own lists, in the customer's words.
    private mutating func readOption(_ utterance: Utterance) -> Bool {
        guard let offered = offeredOptions() else { return false }
        // A question is looked up; its words may be an option's by chance.
        if utterance.isQuestion { return false }
        var also: [String: [String]] = [:]
        if case .change(let question) = conversation.waiting {
            // What was said before is the value, unless another one comes with the name.
            if hearNamedCorrection(utterance, reopening: question.heard == nil) { return true }
            for slot in changeable(question) {
                also[slot.name.rawValue] = slot.heard(in: language).also
            }
        }
        let matcher = ChoiceMatcher(
            options: offered.map { ChoiceOption(id: $0.0, title: $0.1, also: also[$0.0] ?? []) },
            language: conversation.language
        )
        switch matcher.match(utterance, mode: .answer) {
        case .one(let index, _, _):
            guard offered.indices.contains(index) else { return false }
            rule = .answer
            choose([offered[index].0])
            return true
        case .several, .any, .none: break
        }
        // "Yes" to "shall we go on with this?", "no" to any list.
        guard let answer = yesOrNo(utterance),
            answer.strength == .whole
        else { return false }
        switch (conversation.waiting, answer.value) {
        case (.whichResume(let question), true) where question.topics.count == 1:
            rule = .answer
            choose([question.topics[0].rawValue])
        case (.whichTopic(let question), true) where question.topics.count == 1:
            rule = .answer
            choose([question.topics[0].rawValue])
        case (.whichTopic, false), (.whichResume, false):
            rule = .answer
            choose(["none"])
        case (.change(let question), false) where question.step == nil:
            rule = .answer
            advance()
        default: return false
        }
        return true
    }

    private mutating func readAnswer(
        _ utterance: Utterance,
        _ slot: Slot,
        _ question: Question
    ) throws(EvaluationError) -> Bool {
        if question.suggestion != nil,
            SameWords.meansOffered(utterance) || words.whole(utterance) == .indifferent
        {
            rule = .answer
            choose([Self.suggested])
            return true
        }
        if question.suggestion != nil, SameWords.meansAnother(utterance) {
            rule = .answer
            choose([Self.another])
            return true
        }
        if question.suggestion != nil || question.only != nil,
            let answer = yesOrNo(utterance)
        {
            if answer.strength == .whole {
                rule = .answer
                let accepts = question.suggestion != nil ? Self.suggested : "yes"
                choose([answer.value ? accepts : question.only != nil ? "no" : Self.another])
                return true
            }
            if answer.strength == .leading, !answer.value, !answer.rest.isEmpty,
                case .value(let value, _) = try reading(of: slot, in: answer.rest)
            {
                rule = .answer
                self.answer(slot, question, value, heard: nil)
                return true
            }
        }
        let isLeftOut =
            words.refusal(utterance) || words.whole(utterance) == .unsure
            || SmallTalk.declines(utterance) || !takesFreeText && words.lacks(utterance)
            || hasNone(of: slot, utterance)
        if slot.optional, isLeftOut, case .none = try reading(of: slot, in: utterance) {
            rule = .answer
            answer(slot, question, .null, heard: nil)
            return true
        }
        if let isTaken = try readMany(utterance, slot, question) { return isTaken }
        switch try reading(of: slot, in: utterance, among: question.narrowed) {
        case .value(let value, let spans):
            if try asksRather(utterance, than: slot) { return false }
            // "No wait, it was stolen" said to a question of yes or no.
            if case .bool(false) = value, case .yesno = slot.type,
                let answer = yesOrNo(utterance),
                answer.strength == .leading, !answer.rest.isEmpty,
                hearCorrection(answer.rest, cueNeeded: false, isAnnounced: true)
            {
                return true
            }
            // A value behind the words of a correction may be another slot's.
            if words.correctionCue(utterance) != nil, hearNamedCorrection(utterance) { return true }
            // "Start is 8 March", said while the finish is asked: the name decides.
            if namesAnotherLike(slot, utterance), hearNamedCorrection(utterance, reopening: false) {
                return true
            }
            rule = .answer
            try tellUnnamed(slot, utterance, outside: spans)
            answer(slot, question, value, heard: utterance.blanking(spans))
            return true
        case .several(let ids):
            rule = .answer
            var narrowed = question
            narrowed.narrowed = ids
            conversation.shownPage = nil
            conversation.waiting = .question(narrowed)
            try ask(slot, narrowed, saying: render(.whichOne))
            return true
        case .any:
            guard let value = try indifferent(slot) else { return false }
            rule = .answer
            say(
                .taken,
                ["slot": .string(slot.title[language]), "value": .string(words(for: value))]
            )
            answer(slot, question, value, heard: nil)
            return true
        case .impossible(let problem):
            rule = .answer
            refuse(slot, question, saying: try impossible(problem, slot))
            return true
        case .none: return false
        }
    }

    /// "No receipt": there is none of what is asked for.
    private func hasNone(of slot: Slot, _ utterance: Utterance) -> Bool {
        guard let rest = words.withoutNone(utterance) else { return false }
        let matcher = ChoiceMatcher(
            options: [slot.heard(in: language)],
            language: conversation.language
        )
        if case .one(_, let span, _) = matcher.match(rest, mode: .mention) {
            return words.addsNothing(rest.blanking([span]))
        }
        return KindWords.name(slot.type.word, rest, words)
    }

    /// Whether a message names another answered slot of the same type.
    private func namesAnotherLike(_ slot: Slot, _ utterance: Utterance) -> Bool {
        guard let topic = topTopic, !slot.type.isChosen else { return false }
        let others = topic.slots.filter {
            $0.name != slot.name && $0.type.word == slot.type.word
        }
        guard !others.isEmpty else { return false }
        let matcher = ChoiceMatcher(
            options: others.map {
                $0.heard(in: language)
            },
            language: conversation.language
        )
        guard case .one(_, _, let how) = matcher.match(utterance, mode: .mention) else {
            return false
        }
        return how == .exactLabel || how == .synonym
    }

    /// What "I don't mind" means: the default, else the first option.
    private func indifferent(_ slot: Slot) throws(EvaluationError) -> Value? {
        if let value = try slot.defaultValue?.evaluate(in: environment) {
            return try kept(value, slot)
        }
        let first = try options(of: slot).first
        return slot.many == nil ? first : first.map { .list([$0]) }
    }

    /// Keeps words that were not used, for slots that open later.
    mutating func keepUnread(_ rest: Utterance?) {
        guard let rest, !rest.isEmpty, let index = topIndex else { return }
        conversation.frames[index].unread.append(overheard(String(rest.remaining.prefix(500))))
        if conversation.frames[index].unread.count > 3 {
            conversation.frames[index].unread.removeFirst()
        }
    }

    // MARK: Taking an answer

    /// Takes a value for the open question: checks it, reads it back where the slot wants that,
    /// keeps it, and goes on.
    mutating func answer(_ slot: Slot, _ question: Question, _ value: Value, heard: Utterance?) {
        do {
            try rebind()
            if let words = try problem(keeping: value, slot) {
                return refuse(slot, question, saying: words)
            }
            try fill(slot, question.key, value)
            if let heard, !slot.secure {
                let rest = try correctBeside(heard)
                keepUnread(rest)
                serveQuestion(in: rest)
            }
            advance()
        } catch {
            fault(error.message)
        }
    }

    /// An answer that was understood and cannot be taken: said why, asked again.
    mutating func refuse(_ slot: Slot, _ question: Question, saying words: String) {
        refuses(slot.name)
        var question = question
        question.refusals += 1
        conversation.waiting = .question(question)
        guard question.refusals < tries else {
            say(.refusedThrice)
            return handOff(reason: .notUnderstood, queue: currentQueue, notice: nil)
        }
        do {
            try ask(slot, question, saying: words)
        } catch {
            fault(error.message)
        }
    }
}

extension String {
    /// Without white space at its ends.
    var trimmingSpaces: String {
        let head = drop { $0.isWhitespace }
        guard let last = head.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(head[...last])
    }
}
