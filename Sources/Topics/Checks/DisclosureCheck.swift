import Understanding
import YAML

/// Holds greetings to saying that no person writes.
struct DisclosureCheck {
    let problems: Problems

    /// A greeting that is a topic: one of its texts must say it.
    func check(_ topic: TopicDraft) {
        var words: [String] = []
        topic.fields["steps"]?.forEachStep { step in
            for key in ["say", "ask", "form", "confirm"] {
                if let text = step[key]?.string { words.append(text) }
            }
        }
        words += topic.fields.pairs("slots").compactMap { $0.value["ask"]?.string }
        if let node = topic.fields["steps"] { check(node, saying: words.joined(separator: " ")) }
    }

    /// - Parameters:
    ///   - node: Where to show it.
    ///   - words: All that the greeting may say.
    func check(_ node: Node, saying words: String) {
        guard !Phrasing.saysAutomated(words) else { return }
        problems.warn(
            .undisclosed,
            at: node.location,
            "this greeting does not say that a bot writes, and customers must be told",
            hint: "say it in their words: 'automated', 'virtual assistant', 'bot'"
        )
    }
}
