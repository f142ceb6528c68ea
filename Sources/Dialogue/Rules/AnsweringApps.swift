import Expressions
import Messages
import Topics
import Understanding
import Values

/// d, where the channel's own app was shown and answers.
///
/// An app is another program: what it says is held against what was asked. Where it says nothing
/// that can be used, the question is asked without it.
extension Turn {
    /// The app that a question shows, where the device has it and it has not failed.
    func app(for slot: Slot, _ question: Question) -> String? {
        guard case .app(let name) = slot.show, event.profile.has(.app),
            question.withoutApp != true
        else { return nil }
        return name
    }

    mutating func take(app question: String, _ data: JSON) {
        rule = .tap
        guard let open = conversation.waiting.questionID, isStillOpen(question, as: open) else {
            return lateTap(question, [])
        }
        guard case .question(let asked) = conversation.waiting,
            let slot = topTopic?.slot(asked.slot), app(for: slot, asked) != nil
        else { return choose([data["id"]?.string ?? data.string ?? ""]) }
        do {
            try rebind()
            if data == .null || data["cancelled"]?.bool == true {
                return try askWithoutApp(slot, asked)
            }
            let said = data["id"] ?? data["ids"] ?? data["value"] ?? data
            if let ids = said.array?.compactMap(\.string), try tapMany(ids, slot, asked) { return }
            if let value = try value(said, for: slot) {
                return answer(slot, asked, value, heard: nil)
            }
            // A failed answer, and one that the app would only repeat.
            var plain = asked
            plain.withoutApp = true
            conversation.waiting = .question(plain)
            notUnderstood(Utterance("", language: language))
        } catch {
            fault(error.message)
        }
    }

    /// The app was closed: what the device has of its own stands in for it.
    private mutating func askWithoutApp(
        _ slot: Slot,
        _ question: Question
    ) throws(EvaluationError) {
        var plain = question
        plain.withoutApp = true
        conversation.waiting = .question(plain)
        try ask(slot, plain)
    }

    /// What the app is told: the kind of value, and what may be chosen.
    func parameters(
        for slot: Slot,
        _ kind: Control.Kind
    ) -> [String: JSON] {
        var parameters: [String: JSON] = ["type": .string(slot.type.word)]
        switch kind {
        case .choice(let choice):
            parameters["options"] = .array(choice.options.map(\.json))
            parameters["min"] = .int(Int64(choice.min))
            parameters["max"] = .int(Int64(choice.max))
        case .timeSlots(let times):
            parameters["slots"] = .array(times.slots.map(\.json))
            parameters["time_zone"] = .string(times.timeZone)
        case .yesno, .date, .time, .number, .text, .form, .file, .location, .app, .signIn, .pay:
            break
        }
        return parameters
    }
}
