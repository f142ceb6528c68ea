import Expressions
import Values

/// `search:` looks for articles and shows them, or keeps them under a name.
package struct Search: Sendable {
    package let query: TextTemplate
    package let top: Int
    package let into: String?
    /// What happens when nothing was found.
    package let otherwise: [Step]

    package init(query: TextTemplate, top: Int, into: String?, otherwise: [Step]) {
        self.query = query
        self.top = top
        self.into = into
        self.otherwise = otherwise
    }
}

extension Search: LoadableStep {
    static let table = KeyTable(
        "a search step",
        [
            .needs(
                "search",
                .text,
                "Looks for articles and shows them, or keeps them under a name.",
                like: ["{question}"]
            ),
            .may("top", .whole(1...10), "How many articles there are at most.", standard: 3),
            .may(
                "into",
                .name,
                "The name under which the articles are kept instead of shown.",
                .matching(Patterns.ownName)
            ),
            .may("else", .steps, "The steps where nothing is found."),
            StepKinds.label,
        ]
    )

    static func subject(_ fields: Fields) -> String? { fields.literal("search") }

    static func load(_ fields: Fields, in topic: inout TopicReader) -> Step.Kind? {
        let query = topic.text(fields, "search")
        let into = fields["into"].flatMap { topic.define($0, .list(.article)) }
        let (otherwise, end) = topic.part(from: topic.flow) { $0.steps(fields["else"]) }
        topic.flow = topic.flow.joined(with: end)
        guard let query else { return nil }
        return .search(
            Search(query: query, top: fields.whole("top") ?? 3, into: into, otherwise: otherwise)
        )
    }
}
