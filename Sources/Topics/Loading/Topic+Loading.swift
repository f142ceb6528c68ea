import Expressions
import Values
import YAML

extension Topic {
    package static let table = KeyTable(
        "a topic",
        [
            .needs(
                "title",
                .literal,
                "What customers see where topics are offered.",
                like: ["Replace a card"]
            ),
            .may(
                "examples",
                .literals,
                "What customers say to start it. A topic without is only run by others.",
                like: [["I lost my card", "my card was stolen"]]
            ),
            .may(
                "verified",
                .flagOr(IdentityLevel.words),
                "Only for a customer whose identity is proven; strong: by more than a code.",
                standard: false
            ),
            .may(
                "queue",
                .name,
                "The queue that takes over from this topic; without it the bot's first."
            ),
            .may(
                "takes",
                .mapping,
                "What a topic that runs this one must give: names and their types.",
                .entries(.matching(Patterns.type), named: .ownNames)
            ),
            .may("gives", .cel, "What it gives to the topic that runs it, judged when it ends."),
            .may(
                "slots",
                .mapping,
                "What the topic needs to know: names, each with its question.",
                .entries(.keys(Slot.table), named: .ownNames)
            ),
            .needs(
                "steps",
                .steps,
                "What the topic does, in order.",
                .listOrOne(.step, atLeast: 1)
            ),
            .may(
                "renamed",
                .mapping,
                "Old names of slots and labels, each with the new one; a conversation under way keeps its answers.",
                .entries(.kind(.name), named: .anything)
            ),
        ]
    )
}

/// A topic's file, read but not yet checked against the others.
struct TopicDraft {
    let id: String
    let fields: Fields
    let takes: [Parameter]
    /// The topics that it runs, in the order of the file.
    let runs: [Node]

    init?(id: String, _ node: Node, types: TypeReader, _ problems: Problems) {
        guard let fields = Fields(node, Topic.table, problems) else { return nil }
        self.id = id
        self.fields = fields
        takes = types.parameters(fields.pairs("takes"))
        var runs: [Node] = []
        fields["steps"]?.forEachStep { if let run = $0["run"] { runs.append(run) } }
        self.runs = runs
    }

    /// A value that is neither true nor false has been reported, and was hardly meant as false.
    var verified: IdentityLevel? {
        fields["verified"] == nil
            ? (fields.has("verified") ? .basic : nil) : fields.level("verified")
    }

    /// What others see of it before its steps are known.
    var signature: TopicSignature {
        TopicSignature(
            takes: takes,
            verified: verified,
            gives: nil,
            isBroken: fields["gives"] != nil
        )
    }

    /// Reads the whole topic.
    ///
    /// - Returns: nil for the topic where something is missing; the type that it gives in any case.
    func load(
        _ around: Surroundings,
        _ problems: Problems
    ) -> (topic: Topic?, signature: TopicSignature) {
        let errors = problems.errors
        var reader = TopicReader(
            id: id,
            verified: verified,
            around: around,
            problems: problems
        )
        declare(in: &reader, problems)
        // The title of the people who come.
        if id == InheritedTopic.agent.rawValue { reader.flow.define("queue", .string) }
        // Rows that a slot chooses from are known only where it is asked, and conditions above
        // that place may read them: so the steps are gone through twice.
        if reader.slots.values.contains(where: { $0.fields["from"] != nil }) {
            var scout = reader
            problems.silently { _ = scout.steps(fields["steps"]) }
            reader.slots = scout.slots
        }
        let steps = reader.steps(fields["steps"])
        if reader.flow.isOpen { reader.exits.meet(reader.flow) }
        let slots = order.compactMap { name in reader.slots[name].flatMap { reader.slot($0) } }
        warnOfUnusedSlots(reader, problems)
        checkCircles(of: slots, problems)
        QuestionCheck(around, problems).check(self)
        let gives = fields["gives"].flatMap {
            reader.expression($0, at: reader.exits ?? reader.flow)
        }
        var signature = signature
        signature.gives = gives?.type
        signature.isBroken = fields["gives"] != nil && gives == nil
        checkEmptiness(steps, problems)
        checkStart(problems)
        if let queue = fields["queue"] { _ = around.checkQueue(queue, problems) }
        let renamed = renamed(reader, steps, problems)
        // What a broken expression reads is not known.
        if problems.errors == errors { warnOfUnusedNames(reader, problems) }
        guard let title = fields["title"] else { return (nil, signature) }
        let topic = Topic(
            id: TopicID(id),
            title: around.texts.wording(title, in: id, as: "title of a topic"),
            verified: verified,
            examples: around.texts.list(
                fields.items("examples"),
                in: id,
                as: "what customers say to start a topic"
            ),
            queue: fields.literal("queue").map { QueueID($0) },
            takes: takes,
            gives: gives,
            slots: slots,
            steps: steps,
            names: reader.types,
            renamed: renamed,
            location: fields.location
        )
        return (topic, signature)
    }

    private var order: [String] { fields.pairs("slots").compactMap(\.key.string) }

    /// Slots and what the topic takes: the names that are there from the beginning.
    private func declare(in reader: inout TopicReader, _ problems: Problems) {
        let entries = fields.pairs("slots")
        if entries.count > TopicReader.mostNames {
            problems.error(
                "too-many",
                at: entries[TopicReader.mostNames].key.location,
                "a topic has at most \(TopicReader.mostNames) slots",
                hint: "make a part of it a topic of its own, and 'run' that"
            )
        }
        for entry in entries.prefix(TopicReader.mostNames) {
            guard let slot = SlotDraft(entry, of: id, reader.around.texts, problems) else {
                reader.declareBroken(entry.key.string ?? "")
                continue
            }
            reader.slots[slot.name] = slot
            if slot.isSecure { reader.secure.insert(slot.name) }
        }
        for (parameter, entry) in zip(takes, fields.pairs("takes").filter(isTaken)) {
            let type = parameter.optional ? parameter.type.orEmpty : parameter.type
            if reader.define(entry.key, type) != nil, parameter.secure {
                reader.secure.insert(parameter.name)
            }
        }
    }

    /// Customers have no arguments to give.
    private func checkStart(_ problems: Problems) {
        guard fields["examples"] != nil, let node = fields.key("takes"),
            let needed = takes.first(where: { !$0.optional })
        else { return }
        problems.error(
            "needs-arguments",
            at: node.location,
            "customers start this topic by its examples, and nobody gives it '\(needed.name)'",
            hint: "make it 'optional', ask for it in a slot, or leave the examples out"
        )
    }

    private func isTaken(_ entry: Node.Entry) -> Bool {
        takes.contains { $0.name == entry.key.string }
    }

    private func checkEmptiness(_ steps: [Step], _ problems: Problems) {
        guard let node = fields["steps"], node.sequence?.isEmpty ?? false else { return }
        problems.error(
            "no-steps",
            at: node.location,
            "the topic does nothing",
            hint: "write its steps, such as '- say: Hello'"
        )
    }

    private func warnOfUnusedSlots(_ reader: TopicReader, _ problems: Problems) {
        for entry in fields.pairs("slots") {
            guard let name = entry.key.string, reader.slots[name] != nil,
                reader.asking[name] == nil
            else { continue }
            problems.warn(
                .unusedSlot,
                at: entry.key.location,
                "no step asks '\(name)'",
                hint: "write '- ask: \(name)' where it is needed, or leave it out"
            )
        }
    }

    private func warnOfUnusedNames(_ reader: TopicReader, _ problems: Problems) {
        // What could not be read has been told, and may well be meant.
        let unread = reader.given.filter {
            !reader.readings.names.contains($0.key) && $0.value.type != .dyn
        }
        for (name, place) in unread {
            problems.warn(
                .unusedName,
                at: place.location,
                "nothing reads '\(name)'",
                hint: "leave it out, or read it where it is meant"
            )
        }
    }

    /// `renamed:` maps names that are gone to names that are there.
    private func renamed(
        _ reader: TopicReader,
        _ steps: [Step],
        _ problems: Problems
    ) -> [String: String] {
        var known = Set(reader.slots.keys)
        fields["steps"]?.forEachStep { if let label = $0["label"]?.string { known.insert(label) } }
        var renamed: [String: String] = [:]
        for entry in fields.pairs("renamed") {
            guard let old = entry.key.string, let new = entry.value.string else {
                problems.error(
                    "wrong-kind",
                    at: entry.value.location,
                    "an old name stands before a new name",
                    hint: "write 'old_name: new_name'"
                )
                continue
            }
            if known.contains(old) {
                problems.error(
                    "still-there",
                    at: entry.key.location,
                    "'\(shown(old))' is still a name here",
                    hint: "'renamed' takes the old name first: 'old_name: new_name'"
                )
            }
            if !known.contains(new) {
                problems.unknown(
                    "unknown-name",
                    "slot or label",
                    new,
                    at: entry.value.location,
                    known: known
                )
            }
            renamed[old] = new
        }
        return renamed
    }
}
