import Expressions
import KnowledgeSearch
import Messages
import Topics
import Understanding
import Values

extension Turn {
    // MARK: j, another topic

    mutating func hearTopic(_ utterance: Utterance) -> Bool {
        var match = voice.matcher.match(utterance)
        if case .start = match.decision {
        } else if case .nothing = conversation.waiting {
            match = clearer(utterance) ?? match
        }
        guard case .start(let name) = match.decision else { return false }
        // Free text yields only to what is surely another wish.
        let score = match.scores.first?.score ?? 0
        if takesFreeText, score < 0.7 { return false }
        // In the middle of something another wish must be clearer than as a first message.
        if case .question = conversation.waiting, score < 0.55 { return false }
        let id = TopicID(name)
        // A question to look up beats a topic that only shares its words.
        if utterance.isQuestion, !takesFreeText, let score = match.scores.first, score.score < 0.75,
            let hit = hits(for: utterance.original, limit: 1).first, hit.isConfident,
            hit.confidence > score.score
        {
            return false
        }
        rule = .topic
        if let running = conversation.frames.last(where: { $0.caller == nil }), running.topic == id
        {
            // They are in the middle of it: what it needs is asked again, and costs no try.
            remind()
        } else if conversation.frames.contains(where: { $0.topic == id && $0.caller == nil }) {
            goOn(with: id)
        } else {
            begin(id, heard: utterance.original)
        }
        return true
    }

    /// A long first message says its wish in one of its sentences, and dates and numbers in it are
    /// no words of the wish.
    private func clearer(_ utterance: Utterance) -> TopicMatch? {
        let context = RecognitionContext(
            now: environment.occasion.clock(at: event.at),
            language: conversation.language,
            region: bot.definition.region
        )
        var spans: [Range<Int>] = []
        for type in [EntityType.date, .phone, .money, .time] {
            spans += recognise(type, in: utterance, context: context).map(\.span)
        }
        var parts = spans.isEmpty ? [] : [utterance.blanking(spans)]
        let sentences = utterance.original.prefix(1000)
            .split { ".!?;,\n".contains($0) }.prefix(8)
        if sentences.count > 1 {
            parts += sentences.map { Utterance(String($0), language: utterance.language) }
        }
        return parts.filter { $0.tokens.count > 2 }.map { voice.matcher.match($0) }
            .first { match in
                if case .start = match.decision { return true }
                return false
            }
    }

    /// "Did you mean A or B?", where nothing better was found.
    mutating func hearUnclearTopic(_ utterance: Utterance) -> Bool {
        guard
            case .offer(let names) = voice.matcher.match(utterance)
                .decision
        else { return false }
        let topics = names.map { TopicID($0) }.filter { id in
            !conversation.frames.contains { $0.topic == id }
        }
        guard !topics.isEmpty else { return false }
        switch conversation.waiting {
        case .nothing, .whichTopic: break
        // An open question stays open; an unclear wish is not worth losing it.
        default: return false
        }
        rule = .topic
        let id = newQuestionID(about: "which topic", run: 0)
        conversation.waiting = .whichTopic(
            TopicQuestion(id: id, topics: topics, words: utterance.original)
        )
        askAgain()
        return true
    }

    mutating func choose(topic: String, of question: TopicQuestion) {
        conversation.waiting = .nothing
        switch topic {
        case "agent": handOff(reason: .asked, queue: currentQueue, notice: nil)
        case "none":
            if question.words.isEmpty || !serve(Utterance(question.words)) {
                say(.nothingFound)
            }
            if !conversation.frames.isEmpty { advance() }
        default:
            guard bot.topic(TopicID(topic)) != nil else {
                conversation.waiting = .whichTopic(question)
                say(.notUnderstood)
                return askAgain()
            }
            // What was written to choose from a menu may hold values too.
            let heard = rule == .tap ? nil : conversation.history.lastHeard
            begin(TopicID(topic), heard: question.words.isEmpty ? heard : question.words)
        }
    }

    /// Goes on with an interrupted topic, or lets them all go.
    mutating func resume(_ topic: String, of question: ResumeQuestion) {
        conversation.waiting = .nothing
        switch topic {
        case "agent": handOff(reason: .asked, queue: currentQueue, notice: nil)
        case "none":
            for frame in conversation.frames where frame.caller == nil {
                record(.outcome(topic: frame.topic, outcome: "cancelled"))
            }
            conversation.frames = []
            say(.cancelled)
        default:
            guard conversation.frames.contains(where: { $0.topic.rawValue == topic }) else {
                conversation.waiting = .whichResume(question)
                return askAgain()
            }
            goOn(with: TopicID(topic))
        }
    }

    /// An interrupted topic and its parts come to the top; the order below stays.
    private mutating func goOn(with topic: TopicID) {
        guard
            let start = conversation.frames.lastIndex(where: {
                $0.topic == topic && $0.caller == nil
            })
        else { return }
        var end = start + 1
        while end < conversation.frames.count, conversation.frames[end].caller != nil { end += 1 }
        let chosen = conversation.frames[start..<end]
        conversation.frames.removeSubrange(start..<end)
        conversation.frames += chosen
        conversation.waiting = .nothing
        advance()
    }

    // MARK: k, a question that an article answers

    mutating func hearQuestion(_ utterance: Utterance) -> Bool {
        switch conversation.waiting {
        case .nothing, .whichTopic, .whichResume: break
        default:
            // In the middle of a topic a mere word is no question.
            guard utterance.isQuestion || !takesFreeText && utterance.tokens.count > 2 else {
                return false
            }
        }
        guard serve(utterance) else { return false }
        rule = .question
        remindUnlessGuessing()
        return true
    }

    /// Shows what answers, best first; only where the search is sure.
    private mutating func serve(_ utterance: Utterance) -> Bool {
        let hits = hits(for: LeadIn.strippingQuestion(utterance), limit: 3)
        guard let best = hits.first, best.isConfident, best.confidence >= certainty(utterance)
        else { return false }
        show(hits.filter { $0.isConfident && $0.confidence >= best.confidence * 0.7 })
        return true
    }

    /// A question that stood beside an answer is served right after it.
    mutating func serveQuestion(in rest: Utterance) {
        let words = rest.remaining
        guard words.contains(where: { "?؟？".contains($0) }) else { return }
        let asked = words.split(whereSeparator: { ".!;\n".contains($0) })
            .last { $0.contains { "?؟？".contains($0) } }
        guard let asked else { return }
        _ = serve(Utterance(String(asked), language: conversation.language))
    }

    /// A guess at what was meant, or a menu, is over when something else was served.
    private mutating func remindUnlessGuessing() {
        if case .whichTopic = conversation.waiting {
            conversation.waiting = .nothing
            // The topic it interrupted is still there.
            if !conversation.frames.isEmpty { advance() }
            return
        }
        remind()
    }

    /// How sure the search must be: a statement is less of a question than a question is, and in
    /// the middle of a topic least of all.
    private func certainty(_ utterance: Utterance) -> Double {
        if utterance.isQuestion { return 0 }
        switch conversation.waiting {
        case .nothing, .whichTopic, .whichResume, .feedback: return 0.65
        default: return 0.85
        }
    }

    /// What may help, for a question that nothing answers surely.
    mutating func hearPossibleArticle(_ utterance: Utterance) -> Bool {
        switch conversation.waiting {
        case .nothing, .whichTopic, .whichResume, .feedback: break
        // An open question gives way to a question only.
        default: guard utterance.isQuestion else { return false }
        }
        let hits = hits(for: LeadIn.strippingQuestion(utterance), limit: 3).filter(
            \.isWorthOffering
        )
        guard let best = hits.first, utterance.isQuestion || best.confidence >= 0.35,
            utterance.tokens.contains(where: { $0.text.count > 3 && $0.text.allSatisfy(\.isLetter) }
            )
        else { return false }
        let match = voice.matcher.match(utterance)
        if case .offer = match.decision, let topic = match.scores.first,
            topic.score > best.confidence + 0.1
        {
            return false
        }
        rule = .question
        say(.mayHelp)
        show(hits)
        remindUnlessGuessing()
        return true
    }

    /// The slots of the same question, and those that the topic asks whatever happens.
    private static func slotsAsked(beside slot: SlotName, in steps: [Step]) -> [SlotName] {
        var found: [SlotName] = []
        func look(_ steps: [Step], isTop: Bool) {
            for step in steps {
                let asked: [SlotName]
                switch step.kind {
                case .ask(let slots): asked = slots
                case .form(let form): asked = form.slots
                case .loop(let loop):
                    look(loop.steps, isTop: false)
                    continue
                case .branch(let branch):
                    for arm in branch.arms { look(arm.steps, isTop: false) }
                    look(branch.otherwise, isTop: false)
                    continue
                case .say, .confirm, .call, .search, .run, .set, .handoff, .feedback, .end:
                    continue
                }
                if isTop || asked.contains(slot) { found += asked }
            }
        }
        look(steps, isTop: true)
        return found
    }

    /// Whether a slot is asked as things stand; one that cannot be judged yet is not.
    private func applies(_ slot: Slot) -> Bool {
        guard let when = slot.when else { return true }
        return (try? when.evaluate(in: environment)) == .bool(true)
    }

    /// Whether no check refuses a value; one that cannot be judged yet refuses it.
    private mutating func keeps(_ value: Value, _ slot: Slot) -> Bool {
        do {
            return try problem(keeping: value, slot) == nil
        } catch {
            return false
        }
    }

    /// Values for other slots of the topic, while the asked one is still open: they are kept.
    mutating func hearOtherSlots(_ utterance: Utterance) -> Bool {
        guard case .question(let question) = conversation.waiting, let topic = topTopic,
            let index = topIndex
        else { return false }
        do {
            try rebind()
            var rest = utterance
            let round = String(question.key.drop { $0 != "#" })
            for name in Self.slotsAsked(beside: question.slot, in: topic.steps) {
                guard let slot = topic.slot(name) else { continue }
                let key = name.rawValue + round
                guard name != question.slot, conversation.frames[index].slots[key] == nil,
                    applies(slot), slot.from == nil,
                    case .value(let value, let spans) = try mention(of: slot, in: rest),
                    keeps(value, slot)
                else { continue }
                try fill(slot, key, value)
                rest = rest.blanking(spans)
            }
            guard rest.tokens.count < utterance.tokens.count else { return false }
        } catch {
            fault(error.message)
            return true
        }
        rule = .answer
        remind()
        return true
    }

    // MARK: m, not understood

    /// Another wording, then what can be touched and an example, then a person.
    mutating func notUnderstood(_ utterance: Utterance) {
        rule = rule ?? .notUnderstood
        if !utterance.isEmpty, !asksSecurely {
            record(.unanswered(String(utterance.original.prefix(300))))
        }
        if case .nothing = conversation.waiting {
            conversation.misses += 1
            guard conversation.misses < bot.definition.tries else { return route() }
            if conversation.history.lastSaid == nil { say(.greeting) }
            say(.notUnderstood)
            return offerMenu()
        }
        let failures = conversation.waiting.failures + 1
        // Who does not rate the conversation need not.
        if case .feedback = conversation.waiting, failures > 1 { return declineFeedback() }
        guard failures < tries else { return route() }
        conversation.waiting.failures = failures
        if case .form(let form) = conversation.waiting, let index = topIndex {
            // Whoever does not use the form is asked one thing after another.
            conversation.frames[index].memo[form.step.rawValue] = .formDone
            say(.notUnderstood)
            advance()
            conversation.waiting.failures = failures
            return
        }
        say(failures > 1 ? .notUnderstoodAgain : .notUnderstood, ["example": .string(example)])
        askAgain()
    }

    private mutating func route() {
        conversation.misses = 0
        say(.routing)
        handOff(reason: .notUnderstood, queue: currentQueue, notice: nil)
    }

    /// How an answer to the open question may look.
    private var example: String {
        guard case .question(let question) = conversation.waiting,
            let slot = topTopic?.slot(question.slot)
        else { return "" }
        let today = environment.occasion.today
        let value: Value
        switch slot.type {
        case .date: value = .date(today.adding(days: slot.prefer == .future ? 3 : -3))
        case .time: value = .time(CivilTime(secondsSinceMidnight: 15 * 3600))
        case .phone: value = .phone("+14155550101")
        case .email: value = .email("name@example.com")
        case .number: value = .int(12)
        case .duration: value = .duration(TimeSpan(seconds: 7200))
        default: return ""
        }
        return render(.example, ["value": .string(words(for: value))])
    }
}
