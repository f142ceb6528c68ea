import Expressions
import Values
import YAML

/// `wait:` rests until a time, or until the back end says that something happened.
package struct Wait: Sendable {
    package enum Subject: Sendable {
        case span(TimeSpan)
        case until(Expressions.Expression)
        /// With the condition that the right one fulfils, judged over `event`.
        case event(String, where: Expressions.Expression?)
    }

    package let subject: Subject
    /// Said once, when the wait begins.
    package let say: TextTemplate?
    package let into: String?
    /// How long the event may take.
    package let within: TimeSpan?
    /// What happens when it does not come.
    package let otherwise: [Step]

    package init(
        subject: Subject,
        say: TextTemplate?,
        into: String?,
        within: TimeSpan?,
        otherwise: [Step]
    ) {
        self.subject = subject
        self.say = say
        self.into = into
        self.within = within
        self.otherwise = otherwise
    }
}

extension Wait: LoadableStep {
    static let table = KeyTable(
        "a wait step",
        [
            .needs(
                "wait",
                .mappingOrLiteral,
                "Rests for a length of time, until a moment, or until the back end tells an event.",
                .either([.kind(.span), .keys(subjectTable)]),
                like: ["2h", ["event": "orders.shipped"]]
            ),
            .may("say", .text, "Said once, when the wait begins."),
            .may(
                "into",
                .name,
                "The name under which what the event gives is known from here on.",
                .matching(Patterns.ownName)
            ),
            .may("within", .span, "How long the event may take.", like: ["3d"]),
            .may("else", .steps, "The steps where the event does not come."),
            StepKinds.label,
        ],
        rules: [
            .within(
                "wait",
                has: "event",
                needs: ["within", "else"],
                only: ["into", "within", "else"]
            )
        ]
    )

    package static let subjectTable = KeyTable(
        "a wait",
        [
            .may("until", .cel, "The moment: a timestamp.", like: ["order.ready_at"]),
            .may(
                "event",
                .literal,
                "An event of actions.yaml.",
                .matching(Patterns.actionName),
                like: ["orders.shipped"]
            ),
            .may(
                "where",
                .cel,
                "Which of these events is meant; it reads 'event'.",
                like: ["event.order == order.id"]
            ),
        ],
        rules: [
            .excludes("until", ["event", "where"]), .needs("where", ["event"]),
            .some(of: ["until", "event"]),
        ]
    )

    static func subject(_ fields: Fields) -> String? {
        fields.literal("wait") ?? fields["wait"]?["event"]?.string
            ?? fields["wait"]?["until"]?.string
    }

    static func load(_ fields: Fields, in topic: inout TopicReader) -> Step.Kind? {
        guard let node = fields["wait"] else { return nil }
        let say = topic.text(fields, "say")
        guard node.entries != nil else {
            refuseEventKeys(fields, topic)
            return span(node, topic).map { wait(.span($0), say) }
        }
        guard let own = Fields(node, subjectTable, topic.problems) else { return nil }
        if let event = own["event"] {
            guard !own.has("until") else {
                reportEmpty(node, topic)
                if let into = fields["into"] { _ = topic.define(into, .dyn) }
                return nil
            }
            return load(event: event, own, fields, say, in: &topic)
        }
        refuseEventKeys(fields, topic)
        guard let until = own["until"] else {
            reportEmpty(node, topic)
            return nil
        }
        topic.refuse(["where"], of: own, because: "a time has no 'where'")
        return topic.expression(until, expecting: .timestamp).map { wait(.until($0), say) }
    }

    private static func wait(_ subject: Subject, _ say: TextTemplate?) -> Step.Kind {
        .wait(Wait(subject: subject, say: say, into: nil, within: nil, otherwise: []))
    }

    private static func load(
        event node: Node,
        _ own: Fields,
        _ fields: Fields,
        _ say: TextTemplate?,
        in topic: inout TopicReader
    ) -> Step.Kind? {
        let name = node.string ?? ""
        let type = topic.around.events[name]
        if type == nil, topic.around.knowsActions {
            topic.problems.unknown(
                "unknown-event",
                "event",
                name,
                at: node.location,
                known: topic.around.events.keys
            )
        }
        let condition = own["where"].map { place in
            var point = topic.flow
            point.names["event"] = type ?? .dyn
            return topic.expression(place, expecting: .bool, at: point)
        }
        checkPatience(fields, topic)
        let before = topic.flow
        let (otherwise, end) = topic.part(from: before) { $0.steps(fields["else"]) }
        let into = topic.into(fields, type ?? .dyn, "", else: fields.has("else") ? [end] : [])
        guard type != nil, condition.map({ $0 != nil }) ?? true else { return nil }
        return .wait(
            Wait(
                subject: .event(name, where: condition ?? nil),
                say: say,
                into: into,
                within: fields.span("within"),
                otherwise: otherwise
            )
        )
    }

    /// Nobody waits for ever: a wait for an event says how long, and what then.
    private static func checkPatience(_ fields: Fields, _ topic: TopicReader) {
        for key in ["within", "else"] where !fields.has(key) {
            topic.problems.error(
                "missing-key",
                at: fields.location,
                "the event may never come: this step needs '\(key)'",
                hint: key == "within" ? "write 'within: 3d'" : "write what happens then"
            )
        }
    }

    private static func span(_ node: Node, _ topic: TopicReader) -> TimeSpan? {
        let span = node.string.flatMap { TimeSpan($0) }
        guard let span, (1...31_622_400).contains(span.seconds) else {
            topic.problems.error(
                "wrong-value",
                at: node.location,
                "'wait' takes a length of time, not '\(shown(node.string ?? ""))'",
                hint: "write 'wait: 2h', 'wait: { until: CEL }' or 'wait: { event: name }'"
            )
            return nil
        }
        return span
    }

    private static func refuseEventKeys(_ fields: Fields, _ topic: TopicReader) {
        topic.refuse(
            ["into", "within", "else"],
            of: fields,
            because: "time always comes, and brings nothing with it"
        )
    }

    private static func reportEmpty(_ node: Node, _ topic: TopicReader) {
        topic.problems.error(
            "wrong-value",
            at: node.location,
            "a wait is for one thing",
            hint: "write 'until' with a time, or 'event' with the name of an event"
        )
    }
}
