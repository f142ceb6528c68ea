import Expressions
import Topics
import Understanding
import Values

/// d, for what is sent instead of said: files and places.
///
/// The question that is open has the first claim, then one of the same topic that is still to come,
/// then an answer that was given before and is sent again, better.
extension Turn {
    mutating func receive(_ value: Value) {
        do {
            if !(try received(value)) { noUse() }
        } catch {
            fault(error.message)
        }
    }

    private mutating func received(_ value: Value) throws(EvaluationError) -> Bool {
        guard let topic = topTopic, let index = topIndex else { return false }
        try rebind()
        switch conversation.waiting {
        case .question(let question):
            if let slot = topic.slot(question.slot), slot.type.takes(value) {
                take(value, slot, question)
                return true
            }
            let round = SlotName.round(ofKey: question.key)
            for name in Self.slotsAsked(beside: question.slot, in: topic.steps) {
                let key = name.rawValue + round
                guard let slot = topic.slot(name), slot.type.takes(value),
                    conversation.frames[index].slots[key] == nil, applies(slot)
                else { continue }
                return try keep(value, slot, key)
            }
        case .form(let form):
            let round = form.step.round
            for name in form.slots {
                guard let slot = topic.slot(name), slot.type.takes(value) else { continue }
                return try keep(value, slot, name.rawValue + round)
            }
        default: break
        }
        return try receivedAgain(value, topic)
    }

    /// A value for a question that is not the open one: that is asked again.
    private mutating func keep(
        _ value: Value,
        _ slot: Slot,
        _ key: String
    ) throws(EvaluationError) -> Bool {
        rule = .answer
        if let words = try unusable(value, slot) {
            refuses(slot.name)
            send(text: words)
        } else {
            try fill(slot, key, value)
            say(
                .taken,
                ["slot": .string(slot.title[language]), "value": .string(words(for: value))]
            )
            if case .form(let form) = conversation.waiting, let index = topIndex {
                // What else the form has is asked one by one.
                conversation.frames[index].memo[form.step.rawValue] = .formDone
                advance()
                return true
            }
        }
        remind()
        return true
    }

    /// "Here is a better one": the newest of its kind counts, as long as nothing has used the other.
    private mutating func receivedAgain(
        _ value: Value,
        _ topic: Topic
    ) throws(EvaluationError) -> Bool {
        guard let frame = conversation.frames.last,
            let key = frame.order.last(where: { key in
                let name = SlotName(key: key)
                return topic.slot(name)?.type.takes(value) ?? false
            }),
            let slot = topic.slot(SlotName(key: key))
        else { return false }
        rule = .correction
        if let words = try unusable(value, slot) {
            refuses(slot.name)
            send(text: words)
            remind()
        } else {
            correct(slot, value, heard: Utterance("", language: language))
        }
        return true
    }

    private mutating func take(_ value: Value, _ slot: Slot, _ question: Question) {
        rule = .answer
        do {
            if let words = try unusable(value, slot) {
                let asked = try slot.ask.render(in: environment)
                return refuse(slot, question, saying: words + " " + asked)
            }
        } catch {
            return fault(error.message)
        }
        answer(slot, question, value, heard: nil)
    }

    /// Why what was sent cannot be taken, in words; nil where it can.
    private mutating func unusable(
        _ value: Value,
        _ slot: Slot
    ) throws(EvaluationError) -> String? {
        if let words = unfit(value, slot) { return words }
        return try problem(keeping: value, slot)
    }

    /// Why a file is none that a slot takes: its kind or its size.
    func unfit(_ value: Value, _ slot: Slot) -> String? {
        guard case .file(let mimes, let maxBytes) = slot.type, case .file(let file) = value else {
            return nil
        }
        let isWanted =
            mimes.isEmpty
            || mimes.contains { mime in
                mime == file.mime || mime.hasSuffix("/*") && file.mime.hasPrefix(mime.dropLast())
            }
        guard isWanted else {
            let kinds = Value.list(mimes.map { .string(Self.kind(of: $0)) })
            return render(.wrongFile, ["kinds": .string(words(for: kinds))])
        }
        guard file.size <= maxBytes else {
            return render(.largeFile, ["size": .string(Self.size(maxBytes))])
        }
        return nil
    }

    /// `JPEG` of `image/jpeg`; of `image/*` the kind alone.
    private static func kind(of mime: String) -> String {
        let parts = mime.split(separator: "/")
        guard let last = parts.last, last != "*" else { return String(parts.first ?? "") }
        return last.uppercased()
    }

    /// `5 MB`, `500 KB`: as a sender's device counts.
    private static func size(_ bytes: Int) -> String {
        bytes >= 1_000_000 ? "\(bytes / 1_000_000) MB" : "\(max(1, bytes / 1000)) KB"
    }
}

extension SlotType {
    /// Whether something that was sent is of its kind.
    func takes(_ value: Value) -> Bool {
        switch (self, value) {
        case (.file, .file), (.location, .location): true
        default: false
        }
    }
}
