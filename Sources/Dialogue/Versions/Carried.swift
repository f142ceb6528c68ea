import Topics
import Values

/// A conversation as another version of its bot takes it up.
///
/// Only names are looked at here: whether answers still hold, and what is asked next, comes out when
/// the frames are gone through again.
struct Carried {
    private(set) var conversation: Conversation
    /// What was asked is not asked any more in this version.
    private(set) var isAdrift = false
    /// Interrupted topics that are gone: their frames stand there till they would be offered.
    private(set) var dropped: [TopicID] = []
    /// It was being asked which of the interrupted topics to go on with.
    let offeredToResume: Bool
    private var carrier: FrameCarrier

    /// What came of it beside the conversation.
    struct Findings {
        let isAdrift: Bool
        let offeredToResume: Bool
        let dropped: [TopicID]
        /// Answers that were let go of.
        let lost: [Prospect.Reasked]
    }

    var findings: Findings {
        Findings(
            isAdrift: isAdrift,
            offeredToResume: offeredToResume,
            dropped: dropped,
            lost: carrier.lost
        )
    }

    init(_ conversation: Conversation, to bot: Bot) {
        self.conversation = conversation
        offeredToResume = conversation.waiting.offersToResume
        carrier = FrameCarrier(bot)
        self.conversation.bot = bot.id
        if !bot.definition.languages.contains(conversation.language) {
            self.conversation.language = bot.language(for: conversation.language)
        }
        self.conversation.kept = groups(of: conversation.kept).flatMap { group in
            bot.topic(group[0].topic) == nil
                ? [carrier.carry(group[0]).withoutAnswers] : carry(group).frames
        }
        carryFrames(bot)
        noteLostCall()
        if let waiting = carry(self.conversation.waiting, bot) {
            self.conversation.waiting = waiting
        } else {
            isAdrift = true
            self.conversation.waiting = .nothing
        }
        self.conversation.restoring = self.conversation.restoring.flatMap { carry($0, bot) }
        self.conversation.asked = conversation.asked.map { carried($0) }
    }

    // MARK: Frames

    /// The frames of a topic with the parts that it runs, bottom to top.
    private func groups(of frames: [Frame]) -> [[Frame]] {
        frames.reduce(into: []) { groups, frame in
            if frame.caller == nil || groups.isEmpty {
                groups.append([frame])
            } else {
                groups[groups.count - 1].append(frame)
            }
        }
    }

    private mutating func carryFrames(_ bot: Bot) {
        let groups = groups(of: conversation.frames)
        var frames: [Frame] = []
        for (place, group) in groups.enumerated() {
            let runs = place == groups.count - 1 && !conversation.waiting.offersToResume
            if bot.topic(group[0].topic) == nil, !runs {
                dropped.append(group[0].topic)
                frames.append(carrier.carry(group[0]).withoutAnswers)
                continue
            }
            let (carried, isCut) = carry(group)
            if isCut, runs { isAdrift = true }
            frames += carried
        }
        conversation.frames = frames
    }

    /// Takes a topic and its parts over.
    ///
    /// - Returns: The frames, and whether parts were taken off because no step runs them so any more.
    private mutating func carry(_ group: [Frame]) -> (frames: [Frame], isCut: Bool) {
        var frames = [carrier.carry(group[0])]
        for (place, part) in group.enumerated().dropFirst() {
            guard let below = carrier.outline(frames[place - 1].topic),
                let caller = part.caller, carrier.outline(part.topic) != nil
            else { return (frames, true) }
            if part.signsIn {
                frames.append(carrier.carry(part))
                continue
            }
            var carried = carrier.carry(part)
            guard let identity = below.identity(caller),
                case .run(let run)? = below.step(identity)?.kind, run.topic == part.topic,
                Set(run.arguments.map(\.name)) == Set(part.takes.keys)
            else {
                // It goes on with its answers where a step runs its topic.
                carried.caller = below.identity(caller) ?? caller
                leave(carried, above: Array(group[(place + 1)...]), in: &frames)
                return (frames, true)
            }
            carried.caller = identity
            frames.append(carried)
        }
        return (frames, false)
    }

    /// Puts a part aside, with the parts that it runs itself.
    private mutating func leave(_ part: Frame, above: [Frame], in frames: inout [Frame]) {
        var parts = [part] + above.map { carrier.carry($0) }
        while let top = parts.popLast() {
            guard let caller = top.caller, !top.signsIn else { continue }
            let key: (Frame) -> String = { below in
                if case .running? = below.memo[caller] { return caller }
                return Frame.earlier(caller)
            }
            if parts.isEmpty {
                let last = frames.count - 1
                frames[last].memo[key(frames[last])] = .paused(top)
                if top.order.contains(Frame.effect) { frames[last].order.append(Frame.effect) }
            } else {
                let last = parts.count - 1
                parts[last].memo[key(parts[last])] = .paused(top)
            }
        }
    }

    /// A call of a part that was put aside: nobody waits for it, and nobody knows what came of it.
    private mutating func noteLostCall() {
        guard case .call(let key) = conversation.waiting, !conversation.isUnderWay(key) else {
            return
        }
        isAdrift = true
        conversation.waiting = .nothing
    }

    // MARK: What is waited for

    /// - Returns: nil where nothing of it is left in this version.
    private mutating func carry(_ waiting: Waiting, _ bot: Bot) -> Waiting? {
        if isAdrift, waiting.belongsToAFrame { return nil }
        let outline = conversation.frames.last.flatMap { carrier.outline($0.topic) }
        switch waiting {
        case .nothing, .call, .queue, .agent: return waiting
        case .question(let question): return outline.flatMap { carried(question, $0) }
        case .form(let form): return outline.flatMap { carried(form, $0) }
        case .readBack(var value):
            guard let key = outline?.slotKey(value.key),
                let slot = outline?.slot(named: value.slot.rawValue),
                slot.confirm, slot.keeps(value.value)
            else { return nil }
            (value.key, value.slot) = (key, slot.name)
            return .readBack(value)
        case .startOver(let question): return outline == nil ? nil : .startOver(question)
        case .confirm(var question):
            guard let step = outline?.today(question.step, where: \.confirms) else { return nil }
            question.step = step
            return .confirm(question)
        case .change(var question):
            guard let outline else { return nil }
            guard let declined = question.step else {
                question.slots = question.slots.compactMap {
                    outline.slot(named: $0.rawValue)?.name
                }
                return question.slots.isEmpty ? nil : .change(question)
            }
            guard let step = outline.today(declined, where: \.confirms) else { return nil }
            question.step = step
            return .change(question)
        case .signIn(var question):
            guard let step = outline?.today(question.step, where: \.signsIn) else { return nil }
            question.step = step
            return .signIn(question)
        case .payment(var question):
            guard let step = outline?.today(question.step, where: \.takesPayment) else {
                return nil
            }
            question.step = step
            return .payment(question)
        case .event(let step):
            return outline?.today(step, where: \.waits).map { .event($0) }
        case .feedback(var question):
            guard let step = question.step else { return waiting }
            guard let step = outline?.today(step, where: \.asksFeedback) else { return nil }
            question.step = step
            return .feedback(question)
        case .whichTopic(var question):
            question.topics.removeAll { bot.topic($0) == nil }
            return question.topics.isEmpty ? nil : .whichTopic(question)
        case .whichResume(var question):
            question.topics.removeAll { bot.topic($0) == nil }
            return question.topics.isEmpty ? nil : .whichResume(question)
        case .unavailable(var question):
            if bot.queue(question.queue) == nil { question.queue = bot.firstQueue }
            if bot.definition.caseTopic == nil { question.options.removeAll { $0 == "case" } }
            return .unavailable(question)
        }
    }

    private func carried(_ question: Question, _ outline: TopicOutline) -> Waiting? {
        var question = question
        guard let key = outline.slotKey(question.key),
            let slot = outline.slot(named: question.slot.rawValue), outline.asks(slot.name)
        else { return nil }
        (question.key, question.slot) = (key, slot.name)
        if !slot.options.isEmpty {
            let offered = Set(slot.options.map(\.id))
            question.narrowed = question.narrowed?.filter { offered.contains($0) }
            if question.narrowed?.isEmpty == true { question.narrowed = nil }
            question.chosen = question.chosen?.filter { offered.contains($0) }
        }
        if slot.many == nil { question.chosen = nil }
        if slot.suggest == nil { question.suggestion = nil }
        if slot.ifOne != .confirm { question.only = nil }
        return .question(question)
    }

    /// A form without a label is known by its fields: with other fields it is the one that has most
    /// of them.
    private func carried(_ form: FormQuestion, _ outline: TopicOutline) -> Waiting? {
        var form = form
        form.slots = form.slots.compactMap { outline.slot(named: $0.rawValue)?.name }
        guard !form.slots.isEmpty else { return nil }
        if let identity = outline.identity(form.step.rawValue),
            case .form? = outline.step(identity)?.kind
        {
            form.step = StepIdentity(identity)
            return .form(form)
        }
        let round = form.step.round
        let others = outline.all.compactMap { step -> (name: String, shared: Int)? in
            guard case .form(let other) = step.kind,
                outline.identity(step.identity.rawValue + round) != nil
            else { return nil }
            return (step.identity.rawValue, other.slots.count { form.slots.contains($0) })
        }
        guard let best = others.max(by: { ($0.shared, $1.name) < ($1.shared, $0.name) }),
            best.shared > 0
        else { return nil }
        form.step = StepIdentity(best.name + round)
        return .form(form)
    }

    /// So that a late tap is still known to be about the same.
    private mutating func carried(_ asked: AskedQuestion) -> AskedQuestion {
        guard let frame = conversation.frames.first(where: { $0.run == asked.run }),
            let outline = carrier.outline(frame.topic)
        else { return asked }
        var subject = outline.slotKey(asked.subject) ?? outline.identity(asked.subject)
        if subject == nil, let mark = asked.subject.lastIndex(of: " ") {
            // A confirmation's stands before what it has read, a slot's behind what is done with it.
            let (head, tail) = (asked.subject[..<mark], asked.subject[mark...])
            subject =
                outline.identity(String(head)).map { $0 + tail }
                ?? outline.slotKey(String(tail.dropFirst())).map { "\(head) \($0)" }
        }
        return AskedQuestion(id: asked.id, run: asked.run, subject: subject ?? asked.subject)
    }
}

extension Frame {
    fileprivate var withoutAnswers: Frame {
        var frame = self
        frame.slots = [:]
        frame.order = []
        return frame
    }
}

extension Waiting {
    var offersToResume: Bool {
        if case .whichResume = self { true } else { false }
    }

    /// Whether the frame on top asks it, or waits for it.
    var belongsToAFrame: Bool {
        switch self {
        case .question, .form, .confirm, .change, .readBack, .startOver, .signIn, .payment, .event:
            true
        case .feedback(let question): question.step != nil
        case .nothing, .whichTopic, .whichResume, .call, .unavailable, .queue, .agent: false
        }
    }
}

extension TopicOutline {
    /// What a step of one kind is known by today; nil where it is gone, or of another kind.
    fileprivate func today(
        _ step: StepIdentity,
        where isOfKind: (Step.Kind) -> Bool
    ) -> StepIdentity? {
        guard let identity = identity(step.rawValue), let kind = self.step(identity)?.kind,
            isOfKind(kind)
        else { return nil }
        return StepIdentity(identity)
    }
}

extension Step.Kind {
    fileprivate var confirms: Bool { if case .confirm = self { true } else { false } }
    fileprivate var signsIn: Bool { if case .signIn = self { true } else { false } }
    fileprivate var takesPayment: Bool { if case .pay = self { true } else { false } }
    fileprivate var waits: Bool { if case .wait = self { true } else { false } }
    fileprivate var asksFeedback: Bool { if case .feedback = self { true } else { false } }
}
