import Expressions
import YAML

/// Reads the topics that a bot inherits.
struct InheritedTopics {
    let around: Surroundings
    let house: HouseTexts
    let hasHours: Bool

    /// - Parameters:
    ///   - own: The names of the bot's own topics, also of broken ones.
    ///   - off: What the bot turned off.
    /// - Returns: The topics, in the order of their IDs.
    func load(beneath own: Set<String>, without off: Set<String>) -> [Topic] {
        InheritedTopic.allCases.filter { topic in
            !own.contains(topic.rawValue) && !off.contains(topic.rawValue) && hasContent(topic)
        }
        .map(load).sorted { $0.id < $1.id }
    }

    /// Whether the bot says what the topic would tell.
    private func hasContent(_ topic: InheritedTopic) -> Bool {
        switch topic {
        case .hoursAndLocations: hasHours
        case .privacy: !house[.privacy].source.isEmpty
        case .signIn: around.topics.values.contains { $0.verified != nil }
        case .greeting, .closing, .fallback, .agent, .optIn, .optOut: true
        }
    }

    private func load(_ topic: InheritedTopic) -> Topic {
        // What is wrong here is ours, and nothing for a designer to read.
        let problems = Problems()
        let path = "inherited/\(topic.rawValue).yaml"
        let (_, node, diagnostics) = YAML.load(bytes: topic.source, path: path)
        diagnostics.forEach(problems.add)
        var around = around
        around.inherited = house
        // Its words are the house's, which are translated there.
        around.texts = Texts(languages: [around.language], catalogues: [], problems)
        let draft = node.flatMap {
            TopicDraft(id: topic.rawValue, $0, types: around.types, problems)
        }
        let loaded = draft?.load(around, problems).topic
        guard let loaded, problems.errors == 0 else {
            preconditionFailure("\(path) is well formed: \(problems.found)")
        }
        return loaded
    }
}

extension TopicReader {
    /// `{house.greeting}`, which the inherited topics may write: the sentence as this bot says it.
    func houseText(_ node: Node) -> TextTemplate? {
        guard let house = around.inherited, let text = node.string, text.hasPrefix("{house."),
            text.hasSuffix("}"),
            let name = HouseText(rawValue: String(text.dropFirst(7).dropLast()))
        else { return nil }
        return house[name]
    }
}

/// What `agent.yaml` may do: whoever asks for a person is asked nothing first.
struct AgentTopicCheck {
    let problems: Problems

    private static let steps = ["say", "if", "set", "handoff"]
    private static let keys = ["slots", "takes", "gives", "verified"]

    func check(_ topic: TopicDraft) {
        for key in Self.keys {
            guard let node = topic.fields.key(key) else { continue }
            refuse(node, "'\(key)' has no place in agent.yaml")
        }
        topic.fields["steps"]?.forEachStep { step in
            guard let key = StepKinds.kind(of: step.entries ?? []), !Self.steps.contains(key)
            else { return }
            refuse(step, "agent.yaml cannot '\(key)': a person is reached at once")
        }
    }

    private func refuse(_ node: Node, _ message: String) {
        problems.error(
            "not-here",
            at: node.location,
            message,
            hint: "it may say, set, hand over, and choose among them with 'if'"
        )
    }
}
