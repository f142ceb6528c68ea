import Expressions
import Topics
import Values

extension Turn {
    mutating func visit(
        _ feedback: Feedback,
        _ step: StepIdentity,
        _ identity: String
    ) throws(EvaluationError) -> Flow {
        guard let index = topIndex else { return .left }
        if case .asked = conversation.frames[index].memo[identity] { return .next }
        let id: String
        if case .feedback(let before) = previous, before.step == StepIdentity(identity) {
            id = before.id
        } else {
            id = newQuestionID(about: identity, run: conversation.frames[index].run)
        }
        let question = FeedbackQuestion(id: id, step: StepIdentity(identity))
        conversation.waiting = .feedback(question)
        try ask(question, text: render(feedback.text))
        return .wait(.feedback(question))
    }
}
