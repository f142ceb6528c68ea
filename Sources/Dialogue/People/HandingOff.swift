import Expressions
import Messages
import Topics
import Values

/// The one way to a person, whatever the reason: availability, then the packet, the owner, the
/// notice.
extension Turn {
    mutating func handOff(reason: HandoffReason, queue: QueueID, notice: String?) {
        guard conversation.owner == .bot, !returnsToPerson(notice) else { return }
        let queue = bot.queue(queue) == nil ? bot.firstQueue : queue
        let last = lastQuestion
        if let why = unavailability(of: queue) {
            if let notice { send(text: notice, purpose: .notice) }
            return nobodyThere(queue, reason, saying: why)
        }
        request(queue, reason, lastQuestion: last)
        let own = agentWords(to: title(of: queue)).texts.joined(separator: " ").trimmingSpaces
        var words =
            notice ?? (own.isEmpty ? render(.handoff, ["queue": .string(title(of: queue))]) : own)
        let line = event.desk.line(of: queue)
        let place = placeWords(line.place, line.wait)
        if !place.isEmpty { words += " " + place }
        send(text: words, purpose: .notice)
    }

    /// Where in line, and how long; nothing where neither is known.
    func placeWords(_ place: Int?, _ wait: TimeSpan?) -> String {
        var words: [String] = []
        switch place {
        case nil: break
        case 1?: words.append(render(.next))
        case .some(let place) where place < 1: break
        case .some(let place): words.append(render(.place, ["place": .int(Int64(place))]))
        }
        if let wait { words.append(render(.wait, ["wait": .duration(wait)])) }
        return words.joined(separator: " ")
    }

    /// Asks for a person; from here on the queue owns the conversation.
    private mutating func request(
        _ queue: QueueID,
        _ reason: HandoffReason,
        lastQuestion: String?
    ) {
        conversation.counters.handoffs += 1
        let packet = packet(reason, queue, lastQuestion: lastQuestion)
        change(owner: .queue)
        conversation.desk = Conversation.DeskState(
            queue: queue,
            agent: nil,
            place: event.desk.line(of: queue).place,
            requested: true,
            handoff: packet.id
        )
        conversation.waiting = .queue
        // What waited for a call is the person's to read now.
        // It was written to the bot: what may be a secret in it is not for them.
        for message in conversation.held {
            effects.append(.forward(bot.secrecy.masking(message.inbound)))
        }
        conversation.held = []
        conversation.restoring = nil
        effects.append(.requestPerson(packet))
        setTimer(.queue, after: bot.definition.timers.queue)
    }

    mutating func change(owner: Owner) {
        guard conversation.owner != owner else { return }
        conversation.owner = owner
        conversation.epoch += 1
    }

    func title(of queue: QueueID) -> String {
        bot.queue(queue)?.title[language] ?? queue.rawValue
    }

    // MARK: Nobody there

    /// Why nobody can come, in words; nil where somebody can.
    func unavailability(of queue: QueueID) -> String? {
        let title = Value.string(title(of: queue))
        if !bot.isOpen(queue, at: event.at), let hours = bot.queue(queue)?.hours {
            let now = bot.clock(at: event.at)
            guard let opens = hours.next(after: now, holidays: bot.definition.calendar.holidays)
            else { return render(.unavailableClosed, ["queue": title]) }
            return render(
                .unavailableOpens,
                ["queue": title, "opens": .timestamp(bot.moment(ofClock: opens))]
            )
        }
        switch event.desk.states[queue] ?? .open {
        case .open: return nil
        case .closed: return render(.unavailableClosed, ["queue": title])
        case .full, .refusing: return render(.unavailableBusy, ["queue": title])
        case .down: return render(.handoffFailed)
        }
    }

    mutating func nobodyThere(_ queue: QueueID, _ reason: HandoffReason, saying why: String) {
        var options = ["callback"]
        switch event.desk.states[queue] ?? .open {
        case .open, .full, .refusing:
            // Waiting helps only where somebody may come.
            if bot.isOpen(queue, at: event.at) {
                options.insert("wait", at: 0)
            }
        case .closed, .down: break
        }
        if let topic = bot.definition.caseTopic, bot.topic(topic) != nil,
            !conversation.frames.contains(where: { $0.topic == topic })
        {
            options.append("case")
        }
        options.append("back")
        let id = newQuestionID(about: "unavailable", run: 0)
        conversation.waiting = .unavailable(
            UnavailableQuestion(id: id, queue: queue, reason: reason, options: options)
        )
        send(text: why, purpose: .notice)
        askAgain()
    }

    mutating func choose(_ option: String, of question: UnavailableQuestion) {
        guard question.options.contains(option) else {
            say(.notUnderstood)
            return askAgain()
        }
        switch option {
        case "wait":
            request(question.queue, question.reason, lastQuestion: nil)
            say(.waiting, purpose: .notice)
        case "callback":
            record(.callback(queue: question.queue, phone: knownPhone))
            say(.callbackNoted)
            goOn()
        case "case":
            conversation.waiting = .nothing
            if let topic = bot.definition.caseTopic { begin(topic, heard: nil) }
        default: goOn()
        }
    }

    private var knownPhone: String? {
        for frame in conversation.frames.reversed() {
            for key in frame.order.reversed() {
                if case .phone(let number)? = frame.slots[key] { return number }
            }
        }
        return nil
    }

    /// Goes on where a person was asked for: with the topic, or with nothing.
    mutating func goOn() {
        conversation.waiting = .nothing
        let said = conversation.counters.replies
        if !conversation.frames.isEmpty { advance() }
        // Whoever asked for a person and comes back is told what the bot can do.
        if conversation.counters.replies == said, case .nothing = conversation.waiting {
            offerMenu()
        }
    }

    // MARK: The packet

    private var lastQuestion: String? {
        switch conversation.waiting {
        case .question(let question): question.slot.rawValue
        case .readBack(let value): value.slot.rawValue
        case .form(let form): form.step.rawValue
        case .confirm(let step), .startOver(let step), .signIn(let step), .payment(let step):
            step.step.rawValue
        case .change(let question): question.step?.rawValue ?? question.slots.first?.rawValue
        default: nil
        }
    }

    private func packet(
        _ reason: HandoffReason,
        _ queue: QueueID,
        lastQuestion: String?
    ) -> HandoffPacket {
        var slots: [String: Value] = [:]
        for frame in conversation.frames {
            slots.merge(shownSlots(of: frame)) { _, newer in newer }
        }
        let before = conversation.frames.isEmpty ? conversation.history.ended : nil
        let topic = conversation.frames.last { $0.caller == nil }?.topic ?? before?.topic
        if let before { slots = before.slots }
        return HandoffPacket(
            id: "\(conversation.id)/h\(conversation.counters.handoffs)",
            reason: reason,
            summary: summary(topic, slots),
            queue: queue,
            language: conversation.language,
            contact: conversation.contact,
            verified: identity != nil,
            topic: topic,
            slots: slots,
            tried: conversation.history.topics,
            unknown: conversation.history.unknown,
            lastQuestion: lastQuestion,
            lastHeard: conversation.history.lastHeard,
            articles: conversation.history.articles,
            interaction: conversation.interactions.last?.id
        )
    }

    /// One line for a person in a hurry: the wish, and what is known.
    private func summary(_ topic: TopicID?, _ slots: [String: Value]) -> String {
        guard let topic else { return conversation.history.lastHeard ?? "" }
        guard let definition = bot.topic(topic) else {
            let known = slots.sorted { $0.key < $1.key }.map { "\($0): \(words(for: $1))" }
            return ([topic.rawValue] + (known.isEmpty ? [] : [known.joined(separator: "; ")]))
                .joined(separator: ". ") + "."
        }
        let own = slots.filter { definition.slot(SlotName($0.key)) != nil }
        let known = own.sorted { $0.key < $1.key }.map { name, value in
            let title = definition.slot(SlotName(name))?.title[language] ?? name
            return "\(title): \(words(for: value))"
        }
        return known.isEmpty
            ? definition.title[language]
            : definition.title[language] + ". " + known.joined(separator: "; ") + "."
    }
}
