import BotRuntime
import Diagnostics
import Dialogue
import Messages
import Topics
import Values

extension TranscriptPlayer {
    mutating func perform(_ input: TranscriptInput, at location: SourceLocation) {
        switch input {
        case .text(let text): take(.inbound(.text(text)))
        case .tap(let touches): touch(touches, at: location)
        case .form(let fields): submit(fields, at: location)
        case .timeSlot(let id):
            let question = simulation.conversation.waiting.questionID ?? offers.last?.question
            take(.inbound(.timeSlot(question: question ?? "", id: id)))
        case .secret(let slot):
            if let value = secret(slot, at: location) { answer(value) }
        case .signedIn(let subject):
            take(.inbound(.signIn(subject, question: offers.question { $0.isSignIn })))
        case .paid(let status, let reference):
            let question = offers.question { $0.isPayment }
            take(.inbound(.payment(status, reference, question: question)))
        case .event(let kind): take(kind)
        case .json(let json):
            do {
                take(try SimulatedEvent(json: json, current: simulation.profile))
            } catch {
                fail(location, "this is no event: \(error.reason)")
            }
        case .again: repeatLast(at: location)
        }
    }

    /// The value that the header gives for a secure slot.
    private mutating func secret(_ slot: String, at location: SourceLocation) -> String? {
        if let value = transcript.header.secrets[slot] { return value }
        fail(
            location,
            "there is no value for the secure slot '\(slot)'",
            ["write one into the header, made up: secrets: \(slot) = …"]
        )
        return nil
    }

    private mutating func repeatLast(at location: SourceLocation) {
        guard let event = lastEvent, event.id != nil else {
            return fail(location, "there is no event before it to send again")
        }
        let before = simulation.conversation
        let report = take(event)
        if !report.isRepeated || simulation.conversation != before {
            fail(location, "the same event again changed something")
        }
    }

    // MARK: Touching what is on offer

    /// The control of the open question, or the last one that was shown.
    private var openControl: Control? {
        let open = simulation.conversation.waiting.questionID
        return offers.last { $0.question == open } ?? offers.last
    }

    private mutating func touch(_ touches: [TranscriptInput.Touch], at location: SourceLocation) {
        let current = openControl
        // An older control can be touched too: it is still in the customer's hand.
        let candidates = (current.map { [$0] } ?? []) + offers.reversed()
        let labels = touches.compactMap { touch -> String? in
            guard case .label(let label) = touch else { return nil }
            return label
        }
        let offer = candidates.lazy.map { Offer($0) }.first { offer in
            labels.allSatisfy { offer.option($0) != nil }
                && (!labels.isEmpty || offer.question == current?.question)
        }
        guard let offer else {
            let shown = current.map { Offer($0).options.map(\.title) } ?? []
            let wanted = labels.first { label in
                !shown.contains { $0.lowercased() == label.lowercased() }
            }
            var details = [
                "on offer: " + (shown.isEmpty ? "nothing" : shown.joined(separator: ", "))
            ]
            if let near = wanted.flatMap({ nearest(to: $0, in: shown) }) {
                details.append("did you mean [\(near)]?")
            }
            return fail(location, "there is no '\(wanted ?? labels.first ?? "")' to touch", details)
        }
        let ids = touches.map { touch in
            switch touch {
            case .label(let label): offer.option(label)?.id ?? label
            case .id(let id): id
            }
        }
        take(.inbound(offer.touch(ids)))
    }

    // MARK: Forms

    /// One event where a form is open; else each value as the answer to its question.
    private mutating func submit(
        _ written: [TranscriptInput.FormField],
        at location: SourceLocation
    ) {
        var fields: [TranscriptInput.FormField] = []
        for field in written {
            guard field.value == TranscriptInput.FormField.secret else {
                fields.append(field)
                continue
            }
            guard let value = secret(field.slot, at: location) else { return }
            fields.append(TranscriptInput.FormField(slot: field.slot, value: value))
        }
        if let control = openControl, case .form(let form) = control.kind,
            control.question == simulation.conversation.waiting.questionID
                // Or a person has sent it.
                || simulation.conversation.owner == .agent
        {
            let pages = Dictionary(
                form.pages.map { ($0.slot, Offer($0.control)) },
                uniquingKeysWith: { one, _ in one }
            )
            let values = fields.map { field in
                (field.slot, pages[field.slot]?.fieldValue(field.value) ?? .string(field.value))
            }
            take(
                .inbound(
                    .form(
                        question: control.question,
                        values: Dictionary(values, uniquingKeysWith: { _, last in last })
                    )
                )
            )
            return
        }
        var open = fields
        while !open.isEmpty {
            let waiting = simulation.conversation.waiting
            guard let slot = waiting.slot,
                let index = open.firstIndex(where: { $0.slot == slot.rawValue })
            else {
                let asked =
                    waiting.slot.map { "it asks for '\($0)'" } ?? "it waits for \(waiting.kind)"
                let left = open.map { "'\($0.slot)'" }.joined(separator: ", ")
                return fail(location, "the bot does not ask for \(left)", [asked])
            }
            answer(open.remove(at: index).value)
        }
    }

    private mutating func answer(_ words: String) {
        guard let control = openControl,
            control.question == simulation.conversation.waiting.questionID
        else {
            take(.inbound(.text(words)))
            return
        }
        let offer = Offer(control)
        if let ids = offer.picked(words) {
            take(.inbound(offer.touch(ids)))
        } else {
            take(.inbound(.text(words)))
        }
    }
}

extension [Control] {
    /// The last question that was put with a control of some kind.
    package func question(_ isMeant: (Control.Kind) -> Bool) -> String? {
        last { isMeant($0.kind) }?.question
    }
}

extension Control.Kind {
    package var isSignIn: Bool {
        if case .signIn = self { return true }
        return false
    }

    package var isPayment: Bool {
        if case .pay = self { return true }
        return false
    }
}

extension Inbound {
    /// What became of a payment of the sum that was asked for.
    package static func payment(
        _ status: PaymentResult.Status,
        _ reference: String?,
        question: String?
    ) -> Inbound {
        .paid(PaymentResult(question: question, status: status, reference: reference))
    }

    /// How a sign-in went; no subject: it failed.
    package static func signIn(_ subject: String?, question: String?) -> Inbound {
        .signedIn(question: question, ok: subject != nil, subject: subject)
    }
}
