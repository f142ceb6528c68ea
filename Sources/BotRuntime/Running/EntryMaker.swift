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

    func entries(_ effects: [Effect]) -> [Entry] {
        var entries: [Entry] = []
        for case .record(let entry) in effects {
            let (kind, id, body) = parts(of: entry, unique: "\(rev).\(entries.count)")
            entries.append(
                Entry(
                    contact: contact,
                    kind: kind,
                    id: id,
                    at: now,
                    body: CardNumbers.masking(body).bytes
                )
            )
        }
        return entries
    }

    private func parts(
        of entry: Effect.Entry,
        unique: String
    ) -> (kind: String, id: String, body: JSON) {
        switch entry {
        case .interaction(let interaction): ("interaction", interaction.id, interaction.json)
        case .outcome(let topic, let outcome):
            (
                "outcome", unique,
                ["topic": .string(topic.rawValue), "outcome": .string(outcome)]
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
