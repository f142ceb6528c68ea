import YAML

/// Puts topics into an order in which each comes after those it runs.
struct TopicOrder {
    private(set) var order: [TopicDraft] = []
    private let drafts: [String: TopicDraft]
    private let problems: Problems
    private var isDone: Set<String> = []
    private var path: [String] = []

    /// A circle of topics that run one another is reported, with its name.
    init(_ drafts: [TopicDraft], _ problems: Problems) {
        self.drafts = Dictionary(
            drafts.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        self.problems = problems
        for draft in drafts.sorted(by: { $0.id < $1.id }) { visit(draft) }
    }

    /// Deeper than any bot nests its topics; the stack bears much more.
    private static let deepest = 500

    private mutating func visit(_ draft: TopicDraft) {
        guard !isDone.contains(draft.id) else { return }
        path.append(draft.id)
        for run in draft.runs {
            guard let name = run.string, let callee = drafts[name] else { continue }
            if let start = path.firstIndex(of: name) {
                let circle = (path[start...] + [name]).joined(separator: " → ")
                problems.error(
                    "run-cycle",
                    at: run.location,
                    "topics run one another in a circle: \(circle)",
                    hint: "take one of these 'run' steps out"
                )
            } else if path.count < Self.deepest {
                visit(callee)
            }
        }
        path.removeLast()
        guard isDone.insert(draft.id).inserted else { return }
        order.append(draft)
    }
}
