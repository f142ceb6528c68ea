import Expressions
import Values
import YAML

/// `sign_in:` lets the customer prove who they are.
package struct SignIn: Sendable {
    /// How.
    package enum Method: Sendable {
        /// By the channel's own sign-in, where the device has one.
        case channel
        /// By a link that is good once; the call gives its `url`.
        case link(PartCall)
        /// By a code; the slot asks for it, the call checks it and gives the `subject`.
        case code(SlotName, PartCall)
    }

    package let method: Method
    /// nil: the house's words.
    package let say: TextTemplate?
    /// What the customer is proven to afterwards.
    package let level: IdentityLevel
    /// How long the customer may take.
    package let within: TimeSpan
    /// How long it counts; nil: as `bot.yaml` says.
    package let valid: TimeSpan?
    /// What happens when it does not come to that, or the device cannot do it.
    package let otherwise: [Step]

    package init(
        method: Method,
        say: TextTemplate?,
        level: IdentityLevel,
        within: TimeSpan,
        valid: TimeSpan?,
        otherwise: [Step]
    ) {
        self.method = method
        self.say = say
        self.level = level
        self.within = within
        self.valid = valid
        self.otherwise = otherwise
    }
}

extension SignIn {
    /// The slot that asks for a code.
    package var slot: SlotName? {
        if case .code(let slot, _) = method { return slot }
        return nil
    }

    /// What it calls.
    package var call: PartCall? {
        switch method {
        case .channel: nil
        case .link(let call), .code(_, let call): call
        }
    }
}

extension SignIn: LoadableStep {
    private enum Word: String, CaseIterable { case channel, link, code }

    static let table = KeyTable(
        "a sign_in step",
        [
            .needs(
                "sign_in",
                .word(Word.allCases.map(\.rawValue)),
                "Lets customers prove who they are: by the channel's own sign-in, a link or a code."
            ),
            .may("say", .text, "What is said with it; without it the words of the house."),
            .may(
                "call",
                .literal,
                "The action that gives the link's url, or checks the code and gives the subject.",
                .matching(Patterns.actionName)
            ),
            .may("with", .mapping, "The arguments of the call, each an expression.", .arguments),
            .may("ask", .name, "The secure slot that asks for the code."),
            .may(
                "level",
                .word(IdentityLevel.words),
                "What it proves; without it basic for a code, strong for the others."
            ),
            .may("within", .span, "How long the customer may take.", standard: "10m"),
            .may("valid", .span, "How long it counts; without it what bot.yaml says."),
            .may(
                "else",
                .steps,
                "The steps where it does not come to that, or the device cannot do it."
            ),
            StepKinds.label,
        ],
        rules: [
            .none(of: ["call", "with", "ask"], where: "sign_in", isOneOf: ["channel"]),
            .none(of: ["ask"], where: "sign_in", isOneOf: ["link"]),
            .one(of: ["call"], where: "sign_in", isOneOf: ["link", "code"]),
            .one(of: ["ask"], where: "sign_in", isOneOf: ["code"]),
        ]
    )

    static func subject(_ fields: Fields) -> String? { fields.literal("sign_in") }

    static func load(_ fields: Fields, in topic: inout TopicReader) -> Step.Kind? {
        refuseVerified(fields, topic)
        let say = topic.text(fields, "say")
        let before = topic.flow
        let method = method(fields, in: &topic)
        topic.flow.filled.insert(TopicReader.subject)
        let (otherwise, end) = topic.part(from: before) { $0.steps(fields["else"]) }
        topic.flow = topic.flow.joined(with: end)
        guard let method else { return nil }
        return .signIn(
            SignIn(
                method: method,
                say: say,
                level: fields.word("level", as: IdentityLevel.self) ?? method.usualLevel,
                within: fields.span("within") ?? TimeSpan(seconds: 600),
                valid: fields.span("valid"),
                otherwise: otherwise
            )
        )
    }

    /// In a verified topic the customer is signed in before the first step.
    private static func refuseVerified(_ fields: Fields, _ topic: TopicReader) {
        guard topic.verified != nil else { return }
        topic.problems.error(
            "signs-in-already",
            at: fields.location,
            "a topic with 'verified' signs the customer in by itself, before its first step",
            hint: "move this step to 'sign_in.yaml', or leave 'verified' out above"
        )
    }

    private static func method(_ fields: Fields, in topic: inout TopicReader) -> Method? {
        guard let word = fields.word("sign_in", as: Word.self) else { return nil }
        switch word {
        case .channel:
            topic.refuse(
                ["call", "with", "ask"],
                of: fields,
                because: "the channel's own sign-in calls and asks nothing"
            )
            return .channel
        case .link:
            topic.refuse(["ask"], of: fields, because: "a link asks nothing")
            guard needs("call", "a link comes from an action", fields, topic) else { return nil }
            return topic.partCall(fields, giving: "url").map { .link($0) }
        case .code:
            guard needs("ask", "a code is asked in a slot", fields, topic),
                needs("call", "a code is checked by an action", fields, topic),
                let node = fields["ask"], let slot = topic.slotNames([node]).first
            else { return nil }
            if topic.slots[slot.rawValue] != nil, !topic.secure.contains(slot.rawValue) {
                topic.problems.error(
                    "open-code",
                    at: node.location,
                    "whoever reads '\(slot)' can sign in with it",
                    hint: "write 'secure: true' at the slot"
                )
            }
            topic.ask(slot)
            return topic.partCall(fields, giving: "subject").map { .code(slot, $0) }
        }
    }

    private static func needs(
        _ key: String,
        _ reason: String,
        _ fields: Fields,
        _ topic: TopicReader
    ) -> Bool {
        if fields.has(key) { return true }
        topic.problems.error(
            "missing-key",
            at: fields.location,
            "\(reason): this step needs '\(key)'",
            hint: "write '\(key): …'"
        )
        return false
    }
}

extension SignIn.Method {
    /// A code may be read by whoever holds the phone; a sign-in knows its account.
    fileprivate var usualLevel: IdentityLevel {
        switch self {
        case .channel, .link: .strong
        case .code: .basic
        }
    }
}
