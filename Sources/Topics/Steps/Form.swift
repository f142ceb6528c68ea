import Expressions

/// `form:` asks several slots at once where the channel has forms, else one after another.
package struct Form: Sendable {
    package let title: TextTemplate
    package let slots: [SlotName]

    package init(title: TextTemplate, slots: [SlotName]) {
        self.title = title
        self.slots = slots
    }
}

extension Form: LoadableStep {
    static let table = KeyTable(
        "a form step",
        [
            .needs(
                "form",
                .text,
                "Asks several slots in one form where the channel has forms; this is its title."
            ),
            .needs("ask", .names, "The slots of the form, in order."),
            StepKinds.label,
        ]
    )

    static func subject(_ fields: Fields) -> String? {
        fields.literals("ask").joined(separator: ", ")
    }

    static func load(_ fields: Fields, in topic: inout TopicReader) -> Step.Kind? {
        let title = topic.text(fields, "form")
        let slots = topic.slotNames(fields.items("ask"))
        let start = topic.flow
        for slot in slots { topic.ask(slot, from: start) }
        // Which slots were meant is not known: nothing is missed behind the form.
        if fields["ask"] == nil {
            for name in topic.slots.keys.sorted() { topic.ask(SlotName(name), from: start) }
        }
        guard let title, !slots.isEmpty else { return nil }
        return .form(Form(title: title, slots: slots))
    }
}
