import Understanding
import YAML

/// Finds questions that ask for two things, where one answer is taken.
struct QuestionCheck {
    private let around: Surroundings
    private let problems: Problems

    init(_ around: Surroundings, _ problems: Problems) {
        self.around = around
        self.problems = problems
    }

    func check(_ topic: TopicDraft) {
        guard let phrasing = Phrasing.of(around.language) else { return }
        for entry in topic.fields.pairs("slots") {
            guard let node = entry.value["ask"], let text = node.string,
                phrasing.asksTwice(withoutHoles(text))
            else { continue }
            problems.warn(
                .twoQuestions,
                at: node.location,
                "this asks for two things, and takes one answer",
                hint: "make a slot of each: who answers both at once fills both"
            )
        }
    }
}
