import Diagnostics
import Expressions
import YAML

/// `ask:` asks one slot, or several one after another.
enum Ask: LoadableStep {
    static let table = KeyTable(
        "an ask step",
        [
            .needs(
                "ask",
                .names,
                "Asks slots, one question after another; what is known is not asked."
            ), StepKinds.label,
        ]
    )

    static func subject(_ fields: Fields) -> String? {
        fields.literals("ask").joined(separator: ", ")
    }

    static func load(_ fields: Fields, in topic: inout TopicReader) -> Step.Kind? {
        let slots = topic.slotNames(fields.items("ask"))
        for slot in slots { topic.ask(slot) }
        return slots.isEmpty ? nil : .ask(slots)
    }
}

extension TopicReader {
    /// The declared slots among some names.
    ///
    /// A name that is none is reported, and read as the one that was most likely meant.
    mutating func slotNames(_ nodes: [Node]) -> [SlotName] {
        var seen: Set<String> = []
        return nodes.compactMap { node in
            guard let name = node.string else { return nil }
            guard !broken.contains(name) else { return nil }
            guard slots[name] != nil else {
                problems.unknown(
                    "missing-slot",
                    "slot",
                    name,
                    at: node.location,
                    known: slots.keys
                )
                // What reads the name is told once, here.
                if Scope.everywhere.names[name] == nil { flow.names[name] = .dyn }
                return nearest(to: name, in: slots.keys).map { SlotName($0) }
            }
            guard seen.insert(name).inserted else {
                problems.error(
                    "doubled-slot",
                    at: node.location,
                    "'\(name)' stands here twice",
                    hint: "once is enough"
                )
                return nil
            }
            return SlotName(name)
        }
    }

    /// What is known once a slot has been asked here.
    ///
    /// - Parameters:
    ///   - slot: One that is declared.
    ///   - start: What is known when its question is put: for the fields of one form that is what
    ///     was known before the form.
    mutating func ask(_ slot: SlotName, from start: Flow? = nil) {
        let name = slot.rawValue
        let point = start ?? flow
        asking[name] = asking[name].map { $0.joined(with: point) } ?? point
        learnRows(of: name, at: point)
        flow.asked.insert(name)
        if slots[name]?.mayStayEmpty == false { flow.filled.insert(name) }
    }
}
