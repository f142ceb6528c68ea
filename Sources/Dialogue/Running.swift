import Expressions
import Topics
import Values

/// How going through a step went.
enum Flow {
    /// It is done; on to the next one.
    case next
    case wait(Waiting)
    case end(outcome: String)
    /// The frames changed: go through the top one from its start.
    case again
    /// The way on is decided elsewhere: a person was asked for.
    case left
}

extension Turn {
    /// Goes through the top frame's steps again over what is done, until something has to wait.
    mutating func advance() {
        previous = conversation.waiting
        conversation.waiting = .nothing
        boundRun = nil
        stopsAt = nil
        while let index = topIndex {
            let flow: Flow
            do {
                flow = try runTop(index)
            } catch {
                fault("\(conversation.frames[index].topic): \(error.message)")
                return
            }
            switch flow {
            case .next:
                if finish(outcome: "resolved") { return }
            case .end(let outcome):
                if finish(outcome: outcome) { return }
            case .wait(let waiting):
                conversation.waiting = waiting
                return
            case .again: continue
            case .left: return
            }
        }
    }

    /// An error that no author and no customer made.
    ///
    /// The customer gets a person, the shell a note.
    mutating func fault(_ what: String) {
        record(.fault(withoutSecrets(what)))
        say(.error)
        if let index = topIndex { conversation.frames[index].memo[Frame.fault] = .handedOver }
        handOff(reason: .fault, queue: currentQueue, notice: nil)
    }

    private mutating func runTop(_ index: Int) throws(EvaluationError) -> Flow {
        let frame = conversation.frames[index]
        guard frame.memo[Frame.fault] == nil else { return .end(outcome: "handed_over") }
        guard let topic = bot.topic(frame.topic) else { return leaveToPerson() }
        if let level = levelNeeded, let flow = try demand(level) { return flow }
        bindNames(of: topic, frame)
        return try visit(topic.steps, round: "")
    }

    /// Makes the frame's names visible: what it was given, and its answers.
    mutating func bindNames(of topic: Topic, _ frame: Frame) {
        boundTopic = topic
        environment.values = frame.takes
        if !secretMarks.isEmpty { secretMarks = [:] }
        for (name, value) in frame.slots {
            // The answers of a round are named by its step.
            guard let slot = topic.slot(SlotName(name)) else { continue }
            environment.values[name] = titled(value, slot)
        }
        for name in (frame.secrets ?? [:]).keys { bind(name, to: name, of: frame) }
    }

    /// An option that is written in the topic, with its title in the conversation's language.
    ///
    /// What is chosen is its ID: an answer that was given in another language is the same answer.
    func titled(_ value: Value, _ slot: Slot) -> Value {
        guard !slot.options.isEmpty else { return value }
        switch value {
        case .choice(let choice):
            guard let option = slot.options.first(where: { $0.id == choice.id }) else {
                return value
            }
            return .choice(Choice(id: choice.id, title: option.title[language]))
        case .list(let items): return .list(items.map { titled($0, slot) })
        default: return value
        }
    }

    /// Makes one of a frame's values visible under a name.
    mutating func bind(_ name: String, to key: String, of frame: Frame) {
        environment.values[name] = frame.value(key)
        let mark = frame.secrets?[key]?.mark
        if mark != nil || !secretMarks.isEmpty { secretMarks[name] = mark }
    }

    mutating func visit(_ steps: [Step], round: String) throws(EvaluationError) -> Flow {
        for step in steps {
            visits += 1
            guard visits <= Self.mostVisits else {
                throw EvaluationError(.failed("the topic never comes to rest"))
            }
            let flow = try visit(step, round: round)
            guard case .next = flow else { return flow }
        }
        return .next
    }

    /// Counts something that a turn does anew; a topic that never stops doing things is a fault.
    mutating func burn() throws(EvaluationError) {
        fuse -= 1
        guard fuse > 0 else {
            throw EvaluationError(.failed("the topic does more than \(Self.longestFuse) things"))
        }
    }

    private mutating func visit(_ step: Step, round: String) throws(EvaluationError) -> Flow {
        let identity = step.identity.rawValue + round
        passes(step)
        switch step.kind {
        case .say(let say): return try visit(say, identity)
        case .ask(let slots): return try visit(asking: slots, round: round)
        case .form(let form): return try visit(form, step.identity, round: round)
        case .confirm(let confirm): return try visit(confirm, identity, round: round)
        case .branch(let branch): return try visit(branch, identity, round: round)
        case .loop(let loop): return try visit(loop, identity, round: round)
        case .call(let call): return try visit(call, identity, round: round)
        case .search(let search): return try visit(search, identity, round: round)
        case .run(let run): return try visit(run, identity)
        case .set(let assignments): return try visit(assignments)
        case .signIn(let signIn): return try visit(signIn, identity, round: round)
        case .pay(let pay): return try visit(pay, identity, round: round)
        case .wait(let wait): return try visit(wait, identity, round: round)
        case .handoff(let handoff): return try visit(handoff, identity)
        case .feedback(let feedback): return try visit(feedback, step.identity, identity)
        case .end(let end): return try visit(end)
        }
    }

    /// Ends the top frame.
    ///
    /// - Returns: Whether the turn rests now, because the customer is asked what to go on with or
    ///   nothing is left to do.
    mutating func finish(outcome: String) -> Bool {
        let root = conversation.frames.last { $0.caller == nil }?.run
        let frame = conversation.frames.removeLast()
        if let root { noteUndo(of: frame, in: bot.topic(frame.topic), root: root) }
        let givesUp = outcome == "cancelled" || outcome == "handed_over"
        let ending = EndedTopic(
            topic: frame.topic,
            outcome: outcome,
            slots: shownSlots(of: frame)
        )
        if frame.caller == nil {
            ended = ending
            conversation.history.ended = ending.inBrief
        }
        if let caller = frame.caller, let below = topIndex {
            // A part that was given up gives its whole up.
            guard !givesUp else { return finish(outcome: outcome) }
            var value = Value.null
            if let gives = bot.topic(frame.topic)?.gives {
                value = (try? gives.evaluate(in: environment)) ?? .null
            }
            if case .running(let arguments) = conversation.frames[below].memo[caller] {
                // What signing in did is not the topic's doing.
                let didSomething =
                    !frame.signsIn && frame.order.contains(Frame.effect)
                conversation.frames[below].memo[caller] = .ran(
                    arguments,
                    value,
                    didSomething: didSomething,
                    of: frame.topic
                )
                if didSomething { conversation.frames[below].order.append(Frame.effect) }
            }
            // What the part did not use may answer the whole's questions.
            conversation.frames[below].unread = frame.unread
            return false
        }
        record(.outcome(topic: frame.topic, outcome: outcome))
        if frame.topic == InheritedTopic.optOut.id, outcome == "resolved" {
            withdrawConsent(conversation.history.lastHeard ?? "")
            return true
        }
        if let below = conversation.frames.last, rests(below) { return false }
        if !conversation.frames.isEmpty {
            offerToResume()
        } else {
            conversation.waiting = .nothing
        }
        return true
    }

    /// Whether a frame waits for a time or an event: it goes on waiting without being asked.
    private func rests(_ frame: Frame) -> Bool {
        frame.memo.values.contains { memo in
            if case .awaiting(let open) = memo { return open.question.isEmpty }
            return false
        }
    }

    /// Offers the topics that were interrupted, newest first.
    mutating func offerToResume() {
        dropGoneTopics()
        guard !conversation.frames.isEmpty else {
            conversation.waiting = .nothing
            return
        }
        let id = newQuestionID(about: "resume", run: 0)
        conversation.waiting = .whichResume(ResumeQuestion(id: id, topics: interruptedTopics))
        askAgain()
    }

    /// The topics that customers started and that wait, newest first; of two runs of one the newer.
    var interruptedTopics: [TopicID] {
        var seen: Set<TopicID> = []
        return conversation.frames.reversed().filter { $0.caller == nil }.map(\.topic)
            .filter { seen.insert($0).inserted }
    }

    /// Begins a topic on top of whatever runs.
    ///
    /// - Parameters:
    ///   - id: The topic.
    ///   - heard: What the customer said to start it.
    ///   - takes: What it is given.
    mutating func begin(_ id: TopicID, heard: String?, takes: [String: Value] = [:]) {
        shedReadings()
        // Nothing may be said before, so this is what counts.
        if id == InheritedTopic.optIn.id { grantConsent(conversation.history.lastHeard ?? "") }
        conversation.counters.runs += 1
        var frame = Frame(topic: id, run: conversation.counters.runs)
        frame.takes = takes
        if let heard {
            frame.unread = [overheard(heard)]
        }
        conversation.frames.append(frame)
        conversation.history.topics.append(id)
        if conversation.history.topics.count > 5 { conversation.history.topics.removeFirst() }
        conversation.misses = 0
        facts.append(.topic(id))
        conversation.waiting = .nothing
        advance()
    }

    /// Lets go of what calls that only read gave to the topics that are interrupted now: they read
    /// again when they go on, and a state stays small however many wait in it.
    private mutating func shedReadings() {
        for index in conversation.frames.indices {
            for (identity, memo) in conversation.frames[index].memo {
                guard case .called(let record, .ok, _) = memo,
                    bot.definition.actions[record.action]?.safe == true
                else { continue }
                conversation.frames[index].memo[identity] = .lapsed(execution: record.execution)
            }
            // A row that was chosen comes back with the rows.
            guard !conversation.frames[index].order.contains(Frame.effect),
                let topic = bot.topic(conversation.frames[index].topic)
            else { continue }
            for slot in topic.slots where slot.from != nil {
                guard
                    case .choice(let choice)? = conversation.frames[index].slots[slot.name.rawValue]
                else { continue }
                conversation.frames[index].slots[slot.name.rawValue] = .choice(
                    Choice(id: choice.id, title: choice.title)
                )
            }
        }
    }

    /// Answers by slot name, the latest round's, without secure and skipped ones.
    func shownSlots(of frame: Frame) -> [String: Value] {
        let topic = bot.topic(frame.topic)
        var shown: [String: Value] = [:]
        for key in frame.order {
            let name = SlotName(key: key).rawValue
            // Of a topic that is gone everything is shown but secrets, which are not among the answers.
            let isOpen = topic.map { $0.slot(SlotName(name))?.secure == false } ?? true
            guard isOpen, let value = frame.slots[key], value != .null, value != Secret.standIn
            else { continue }
            shown[name] = value
        }
        return shown
    }

    /// A hash over the values of some names, the same whatever their order.
    ///
    /// - Parameters:
    ///   - names: The names whose values count.
    ///   - former: What some were called in an earlier version of the topic.
    /// - Returns: The same hash for the same values.
    func fingerprint(
        of names: some Sequence<String>,
        formerly former: [String: String] = [:]
    ) -> StableHash {
        var bits = StableHash()
        var sum: UInt64 = 0
        for name in names where !Self.everywhere.contains(name) {
            var hash = StableHash()
            hash.combine(former[name] ?? name)
            if let mark = secretMarks[name] {
                hash.combine(Int64(mark))
            } else {
                hash.combine(environment[name])
            }
            sum ^= hash.bits
        }
        bits.combine(Int64(bitPattern: sum))
        return bits
    }

    /// Names that are not the topic's: what reads only them never goes stale.
    static let everywhere = Set(Scope.everywhere.names.keys)
}
