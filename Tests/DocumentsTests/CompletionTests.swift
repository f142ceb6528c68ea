import Testing
import Topics
import Values

/// A place in a file, and the construct whose keys belong there.
struct Place: CustomTestStringConvertible, Sendable {
    let schema: EditorSchema
    let text: String
    let keys: [String]

    init(_ schema: EditorSchema, _ text: String, _ keys: [String]) {
        self.schema = schema
        self.text = text
        self.keys = keys
    }

    init(_ schema: EditorSchema, _ text: String, _ construct: String) {
        let table = FormatTables.all.first { $0.construct == construct }
        self.init(schema, text, table?.names ?? ["no construct \(construct)"])
    }

    var testDescription: String { text.split(separator: "\n").joined(separator: " / ") }

    static let all: [Place] =
        [
            Place(.topic, "cursor: x", "a topic"),
            Place(.topic, "title: Pets\ncursor: x", "a topic"),
            Place(.topic, "slots: { name: { cursor: x } }", "a slot"),
            Place(
                .topic,
                "slots: { it: { type: choice, options: { a: { cursor: x } } } }",
                "an option"
            ),
            Place(.topic, "slots: { it: { type: text, check: { cursor: x } } }", "a check"),
            Place(.topic, "slots: { it: { type: text, check: [{ cursor: x }] } }", "a check"),
            Place(.topic, "steps: [{ if: a, then: { say: A }, elif: [{ cursor: x }] }]", "an elif"),
            Place(.topic, "steps: [{ say: A, link: { cursor: x } }]", "a link"),
            Place(.topic, "steps: [{ say: A, links: [{ cursor: x }] }]", "a link"),
            Place(.topic, "steps: [{ say: A, card: { cursor: x } }]", "a card"),
            Place(
                .topic,
                "steps: [{ call: a, else: { failed: { say: A }, cursor: x } }]",
                "an else"
            ),
            Place(.topic, "steps: [{ cursor: x }]", anyStep),
            Place(.topic, "steps: { cursor: x }", anyStep),
            Place(.topic, "steps: [{ if: a, then: [{ cursor: x }] }]", anyStep),
            Place(.topic, "steps: [{ if: a, then: [{ if: b, then: { cursor: x } }] }]", anyStep),
            Place(.bot, "cursor: x", "bot.yaml"),
            Place(.bot, "queues: { desk: { cursor: x } }", "a queue"),
            Place(.bot, "calendar: { cursor: x }", "a calendar"),
            Place(.bot, "timers: { cursor: x }", "timers"),
            Place(.bot, "simulator: { cursor: x }", "simulator"),
            Place(.bot, "sign_in: { cursor: x }", "sign_in"),
            Place(.topic, "steps: [{ wait: { cursor: x } }]", "a wait"),
            Place(
                .topic,
                "steps: [{ sign_in: channel, cursor: x }]",
                ["else", "label", "level", "say", "sign_in", "valid", "within"]
            ),
            Place(.bot, "house: { cursor: x }", "house"),
            Place(.bot, "words: { cursor: x }", "words"),
            Place(.records, "cursor: x", "a table"),
            Place(.actions, "pets.all: { cursor: x }", "an action"),
            Place(.actions, "pets.all: { records: { cursor: x } }", "a statement"),
            Place(.actions, "pets.all: { records: [{ cursor: x }] }", "a statement"),
            Place(
                .actions,
                "pets.all: { safe: true, records: { cursor: x } }",
                ["table", "where", "order", "limit"]
            ),
            Place(
                .actions,
                "pets.all: { records: { insert: { id: a }, cursor: x } }",
                ["table", "insert"]
            ),
        ] + inSteps + inSlots

    /// Behind the first key of each kind of step.
    private static let inSteps = StepKinds.tables.map { table in
        let required = table.keys.filter { $0.required }.map { key in
            // The last word of a closed set is the one that has use for most keys.
            guard case .word(let words) = key.kind else { return "\(key.name): a" }
            return "\(key.name): \(words.last ?? "")"
        }
        return Place(
            .topic,
            "steps: [{ \(required.joined(separator: ", ")), cursor: x }]",
            table.names
        )
    }

    /// In a slot of each type: the keys of other types are not there.
    private static let inSlots = SlotType.words.map { word in
        let others = Slot.homes.filter { !$0.types.contains(word) }.map(\.key)
        return Place(
            .topic,
            "slots: { it: { type: \(word), cursor: x } }",
            Slot.table.names.filter { !others.contains($0) }
        )
    }

    private static let anyStep = Array(Set(StepKinds.tables.flatMap(\.names)))
}

@Suite struct `An editor` {
    @Test(arguments: Place.all)
    func `offers exactly what the loader knows, and explains it`(place: Place) throws {
        let offered = try Completion(place.schema).keys(in: place.text)
        #expect(offered.keys.sorted() == place.keys.sorted())
        for (key, explanation) in offered {
            #expect(explanation?.isEmpty == false, "nothing is said about '\(key)'")
        }
    }

    @Test func `offers the words of a closed set`() throws {
        let types = try Completion(.topic).values(in: "slots: { it: { type: cursor } }")
        #expect(types == SlotType.words.map { .string($0) })
        let channels = try Completion(.bot).values(in: "channels: [cursor]")
        #expect(channels == ["apple", "whatsapp", "sms", "web"])
        let shown = try Completion(.topic).values(
            in: "slots: { it: { type: choice, show: cursor } }"
        )
        #expect(shown == ["buttons", "list"])
        let ends = try Completion(.topic).values(in: "steps: [{ end: cursor }]")
        #expect(ends == ["resolved", "cancelled"])
    }

    @Test func `offers no question where an action says what happens when it fails`() throws {
        let offered = try Completion(.actions).keys(in: "pets.all: { else: [{ cursor: x }] }")
        #expect(offered["say"] != nil && offered["handoff"] != nil)
        for word in ["ask", "form", "confirm", "call", "run"] { #expect(offered[word] == nil) }
    }
}
