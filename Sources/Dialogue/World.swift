import Expressions
import Foundation
import Messages
import Topics
import Understanding
import Values

/// What a turn knows of the moment and the place, all of it from its event.
extension Turn {
    static func occasion(
        _ conversation: Conversation,
        _ event: Event,
        _ bot: Bot,
        _ identity: Identity?
    ) -> Occasion {
        let zone = event.contact.timeZone.flatMap { Zones.named($0) } ?? bot.zone
        let region = event.contact.region ?? bot.definition.region
        return Occasion(
            now: event.at,
            zone: zone,
            locale: bot.locale(conversation.language),
            language: conversation.language,
            calendar: bot.definition.calendar,
            known: known(conversation, event, bot, identity),
            showPhone: { shownPhone($0, region: region) }
        )
    }

    /// The names known everywhere.
    private static func known(
        _ conversation: Conversation,
        _ event: Event,
        _ bot: Bot,
        _ identity: Identity?
    ) -> Occasion.Known {
        let (id, language) = (conversation.id, conversation.language)
        let (channel, contact, now) = (event.profile.channel, event.contact, event.at)
        return { name in
            switch name {
            case "channel": .string(channel.rawValue)
            case "language": .string(language)
            case "conversation":
                .record(Record(shape: "conversation", fields: ["id": .string(id)]))
            case "contact": record(of: contact, identity, language, bot)
            case "hours": hours(language, now, bot)
            default: .null
            }
        }
    }

    private static func record(
        of contact: Contact,
        _ identity: Identity?,
        _ language: String,
        _ bot: Bot
    ) -> Value {
        .record(
            Record(
                shape: "contact",
                fields: [
                    "verified": .bool(identity != nil),
                    "level": .string(identity?.level.rawValue ?? ""),
                    "subject": identity.map { .string($0.subject) } ?? .null,
                    "locale": .string(contact.locale ?? language),
                    "region": .string(contact.region ?? bot.definition.region),
                    "name": contact.name.map { .string($0) } ?? .null,
                ]
            )
        )
    }

    /// Makes the names of the top frame visible again as its last run left them, for what is
    /// rendered or judged outside a run.
    mutating func rebind() throws(EvaluationError) {
        guard let index = topIndex, let topic = topTopic else { return }
        let run = conversation.frames[index].run
        guard boundRun != run else { return }
        boundRun = run
        guard bot.hasNamesOfItsRun(topic.id) else {
            return bindNames(of: topic, conversation.frames[index])
        }
        let before = (effects, conversation, facts, fuse)
        // The values of calls and of `set` stand only in a run: it is gone through to where it
        // waits, and nothing it would say or do counts.
        previous = conversation.waiting
        bindNames(of: topic, conversation.frames[index])
        let flow = try visit(topic.steps, round: "")
        (effects, conversation, facts, fuse) = before
        guard case .wait(let waiting) = flow else { return }
        if case .call(let key) = waiting { lacksResult = !conversation.isUnderWay(key) }
        stopsAt = waiting
    }

    /// Makes the calls again whose results the frame no longer has, and then takes the event.
    ///
    /// A state of another version, or a damaged one, may lack what a call that only reads gave. The
    /// customer notices nothing: the question that is open stays open.
    ///
    /// - Returns: Whether the event waits for that.
    mutating func restores(for inbound: Inbound) -> Bool {
        guard conversation.waiting.questionID != nil, (try? rebind()) != nil, lacksResult else {
            return false
        }
        lacksResult = false
        let waiting = conversation.waiting
        conversation.restoring = waiting
        let said = (effects, conversation.counters, conversation.history)
        advance()
        guard case .call = conversation.waiting else {
            conversation.restoring = nil
            return false
        }
        keepOnlyCalls(since: said)
        hold(inbound)
        return true
    }

    /// A call is back that was made again: what it led to was said before.
    mutating func advanceAfterResult() {
        guard let waiting = conversation.restoring else { return advance() }
        let said = (effects, conversation.counters, conversation.history)
        let asked = conversation.asked
        let (frames, ending) = (conversation.frames, ended)
        conversation.waiting = waiting
        advance()
        if case .call = conversation.waiting { return keepOnlyCalls(since: said) }
        conversation.restoring = nil
        switch waiting {
        case .form(let form):
            // On another device the form's first field is a question; the form is still open.
            if case .question(let question) = conversation.waiting,
                form.slots.contains(question.slot)
            {
                break
            }
            guard conversation.waiting.questionID == waiting.questionID else { return }
        case .question, .confirm, .feedback:
            // What the frame itself asks may have become another question.
            guard conversation.waiting.questionID == waiting.questionID else { return }
        default:
            guard conversation.owner == .bot else { return }
            // Something else than the frame asks: the frame, which may be at its end, stays.
            (conversation.frames, ended) = (frames, ending)
        }
        conversation.waiting = waiting
        conversation.asked = asked
        keepOnlyCalls(since: said)
    }

    private mutating func keepOnlyCalls(
        since said: ([Effect], Conversation.Counters, Conversation.History)
    ) {
        let added = effects[said.0.count...].filter { effect in
            switch effect {
            case .send, .record(.outcome): return false
            case .call, .setTimer, .clearTimer, .requestPerson, .releasePerson, .forward, .record:
                return true
            }
        }
        effects = said.0 + added
        conversation.counters = said.1
        conversation.history = said.2
    }
}

extension Bot {
    /// What the expressions of the topic that waits see; where none waits, what is known
    /// everywhere.
    package func names(in conversation: Conversation, at event: Event) -> Environment {
        var turn = Turn(conversation, event, in: self)
        // A value that cannot be had now is one that is not there.
        try? turn.rebind()
        return turn.environment
    }

    /// What the bot's own clock shows.
    func clock(at moment: Timestamp) -> CivilDateTime {
        moment.civil(offset: offset(at: moment))
    }

    /// The moment at which the bot's clock shows a time.
    func moment(ofClock clock: CivilDateTime) -> Timestamp { zone.moment(at: clock) }

    private func offset(at moment: Timestamp) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment.seconds)))
    }
}

/// Time zones by name, read once.
enum Zones {
    static func named(_ name: String) -> TimeZone? { TimeZone(identifier: name) }
}

extension Waiting {
    /// Whether a run that stops here asks something else than what is open: a day that was a good
    /// answer yesterday may have gone by.
    func asksOtherwise(than open: Waiting) -> Bool {
        switch (self, open) {
        case (.question, .confirm), (.form, .confirm): true
        case (.question(let own), .question(let open)): own.key != open.key
        case (.form(let own), .question(let open)): !own.slots.contains(open.slot)
        case (.question(let own), .form(let open)): !open.slots.contains(own.slot)
        case (.form(let own), .form(let open)): own.step != open.step
        default: false
        }
    }
}
