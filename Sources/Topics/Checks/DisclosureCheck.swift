import Understanding
import YAML

/// Holds greetings to saying that no person writes.
struct DisclosureCheck {
    let problems: Problems

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
