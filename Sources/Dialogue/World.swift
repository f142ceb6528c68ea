import Expressions
import Foundation
import Messages
import Topics
import Values

/// What a turn knows of the moment and the place, all of it from its event.
extension Turn {
    static func occasion(_ conversation: Conversation, _ event: Event, _ bot: Bot) -> Occasion {
        let zone = event.contact.timeZone.flatMap { Zones.named($0) } ?? bot.zone
        return Occasion(
            now: event.at,
            zone: zone,
            locale: bot.locale(conversation.language),
            calendar: bot.definition.calendar
        )
    }

    static func namesKnownEverywhere(
        _ conversation: Conversation,
        _ event: Event,
        _ bot: Bot,
        _ occasion: Occasion
    ) -> [String: Value] {
        let contact = event.contact
        return [
            "channel": .string(event.profile.channel.rawValue),
            "language": .string(conversation.language),
            "contact": .record(
                Record(
                    shape: "contact",
                    fields: [
                        "verified": .bool(contact.verified),
                        "subject": contact.subject.map { .string($0) } ?? .null,
                        "locale": .string(contact.locale ?? conversation.language),
                        "region": .string(contact.region ?? bot.definition.region),
                        "name": contact.name.map { .string($0) } ?? .null,
                    ]
                )
            ),
            "conversation": .record(
                Record(shape: "conversation", fields: ["id": .string(conversation.id)])
            ),
            "hours": .record(
                Record(
                    shape: "hours",
                    fields: [
                        "open": .bool(bot.isOpen(at: event.at))
                    ]
                )
            ),
        ]
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
        let waiting = conversation.waiting
        previous = waiting
        bindNames(of: topic, conversation.frames[index])
        _ = try visit(topic.steps, round: "")
        (effects, conversation, facts, fuse) = before
    }
}

extension Bot {
    /// Whether the first queue is open: the bot's office hours.
    func isOpen(at moment: Timestamp) -> Bool {
        guard let hours = definition.queues[0].hours else { return true }
        let clock = clock(at: moment)
        return !definition.calendar.holidays.contains(clock.date) && hours.contain(clock)
    }

    /// What the bot's own clock shows.
    func clock(at moment: Timestamp) -> CivilDateTime {
        moment.civil(offset: offset(at: moment))
    }

    /// The moment at which the bot's clock shows a time.
    func moment(ofClock clock: CivilDateTime) -> Timestamp {
        let guess = Timestamp(seconds: Int64(clock.clockSeconds))
        let first = Timestamp(seconds: guess.seconds - Int64(offset(at: guess)))
        // Once more from there: the offset at the guess may be another side of a clock change.
        return Timestamp(seconds: guess.seconds - Int64(offset(at: first)))
    }

    private func offset(at moment: Timestamp) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment.seconds)))
    }
}

/// Time zones by name, read once.
enum Zones {
    static func named(_ name: String) -> TimeZone? { TimeZone(identifier: name) }
}
