import Dialogue
import Messages
import Topics
import Values

/// Turns what a turn wants kept into entries.
struct EntryMaker {
    let contact: ContactKey
    let rev: Int64
    let now: Timestamp
    let bot: Bot
    /// Where the customer stood before the turn.
    let standing: Standing
    /// A person was asked for in this conversation.
    let isHandedOver: Bool
    let hiding: CardHiding

    /// With what the IDs of entries begin that have none of their own.
    static func start(ofTurn rev: Int64) -> String { "\(rev)." }

    func entries(_ effects: [Effect]) -> [Entry] {
        var entries: [Entry] = []
        for effect in effects {
            let (kind, id, body): (String, String, JSON)
            switch effect {
            case .record(let entry):
                (kind, id, body) = parts(
                    of: entry,
                    unique: Self.start(ofTurn: rev) + "\(entries.count)"
                )
            case .requestPerson(let packet): (kind, id, body) = ("handoff", packet.id, why(packet))
            case .send, .call, .setTimer, .clearTimer, .releasePerson, .forward: continue
            }
            entries.append(
                Entry(
                    contact: contact,
                    kind: kind,
                    id: id,
                    at: now,
                    body: hiding.masking(body, keepsNames: true).bytes
                )
            )
        }
        return entries
    }

    /// Why a person was asked for, for reports: nothing that the customer said.
    private func why(_ packet: HandoffPacket) -> JSON {
        .compact([
            "reason": .string(packet.reason.rawValue), "queue": .string(packet.queue.rawValue),
            "topic": packet.topic.map { .string($0.rawValue) },
            "at": standing.place.map(JSON.string),
            "interaction": packet.interaction.map(JSON.string),
        ])
    }

    private func parts(
        of entry: Effect.Entry,
        unique: String
    ) -> (kind: String, id: String, body: JSON) {
        switch entry {
        case .interaction(let interaction):
            ("interaction", interaction.id, interaction.json.adding("handed_over", isHandedOver))
        case .outcome(let topic, let outcome):
            (
                "outcome", unique,
                .compact([
                    "topic": .string(topic.rawValue), "outcome": .string(outcome),
                    "at": topic == standing.topic ? standing.place.map(JSON.string) : nil,
                ])
            )
        case .consent(let granted, let words):
            (
                "consent", unique,
                ["granted": .bool(granted), "words": .string(bot.secrecy.masking(words))]
            )
        case .delivery(let message, let state, let code):
            (
                "status", message,
                .compact(["state": .string(state.rawValue), "code": code.map(JSON.string)])
            )
        case .callback(let queue, let phone):
            (
                "callback", unique,
                .compact(["queue": .string(queue.rawValue), "phone": phone.map(JSON.string)])
            )
        case .payment(let payment, let isLate):
            ("payment", unique, ["payment": payment.json, "late": .bool(isLate)])
        case .lateAnswer(let action, let key, let outcome):
            (
                "late_answer", key,
                ["action": .string(action.rawValue), "outcome": .string(outcome.rawValue)]
            )
        case .unanswered(let words):
            ("unanswered", unique, ["words": .string(bot.secrecy.masking(words))])
        case .unknownEvent(let name): ("unknown_event", unique, ["event": .string(name)])
        case .note(let agent, let text):
            ("note", unique, .compact(["agent": agent.map(JSON.string), "text": .string(text)]))
        case .fault(let what): ("fault", unique, ["what": .string(what)])
        }
    }
}

extension JSON {
    fileprivate func adding(_ name: String, _ flag: Bool) -> JSON {
        guard flag, var fields = object else { return self }
        fields[name] = true
        return .object(fields)
    }
}
