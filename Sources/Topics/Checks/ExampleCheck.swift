import Messages
import Understanding
import YAML

/// Asks the bot's own ears what the examples would do: start another topic, or none.
struct ExampleCheck {
    private let around: Surroundings
    private let problems: Problems
    private let words: ControlWords
    /// More would take longer than the rest of the check.
    private static let most = 3000
    private static let strong = 0.5

    init(_ around: Surroundings, words: ControlWords, _ problems: Problems) {
        self.around = around
        self.words = words
        self.problems = problems
    }

    func check(_ topics: [TopicDraft]) {
        let startable = topics.filter { $0.fields["examples"] != nil }
        guard startable.reduce(0, { $0 + $1.fields.items("examples").count }) <= Self.most else {
            return
        }
        let matcher = TopicMatcher(
            topics: startable.map {
                ($0.id, $0.fields.literal("title") ?? "", $0.fields.literals("examples"))
            },
            language: around.language
        )
        for topic in startable {
            for node in topic.fields.items("examples") {
                guard let text = node.string else { continue }
                // The words of an occasion steer, and are meant to.
                let isOccasion = InheritedTopic(rawValue: topic.id)?.isOccasion ?? false
                if isOccasion || !warnOfSteering(node, text) {
                    warnOfRival(node, text, topic.id, matcher)
                }
            }
        }
    }

    /// Words that never reach a topic, because an earlier rule takes them.
    private func warnOfSteering(_ node: Node, _ text: String) -> Bool {
        let utterance = Utterance(text, language: around.language)
        let what: String
        if let channel = around.channels.first(where: {
            words.consent(utterance, channel: $0.rawValue) != nil
        }) {
            what = "is a word of consent on \(channel.rawValue)"
        } else if words.danger(utterance) {
            what = "brings in a person at once, as a word of danger"
        } else if let word = words.whole(utterance), word != .unsure, word != .indifferent {
            what = "means '\(word.rawValue)' at any point"
        } else {
            return false
        }
        problems.warn(
            .exampleIsControl,
            at: node.location,
            "'\(shown(text))' \(what), and never starts this topic",
            hint: "leave it out, or say more of what is wanted"
        )
        return true
    }

    private func warnOfRival(
        _ node: Node,
        _ text: String,
        _ topic: String,
        _ matcher: TopicMatcher
    ) {
        let match = matcher.match(example: text, of: topic)
        let rival: String
        let what: String
        switch match.decision {
        case .start(let other) where other != topic: (rival, what) = (other, "starts")
        case .offer(let others):
            // A weak offer is what any two topics of one subject get.
            guard let best = match.scores.first, best.score >= Self.strong,
                !others.contains(topic)
            else { return }
            (rival, what) = (best.id, "is offered")
        case .start, .none: return
        }
        problems.warn(
            .exampleElsewhere,
            at: node.location,
            "who says nearly this \(what) '\(rival)'",
            hint: "move it there, or give this topic more examples like it"
        )
    }
}
