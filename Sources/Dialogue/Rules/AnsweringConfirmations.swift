import Expressions
import Topics
import Understanding
import Values

/// h, where the bot asks for a yes or a rating: an effect may follow, so nothing is taken lightly.
extension Turn {
    mutating func readYesOrNo(_ utterance: Utterance) throws(EvaluationError) -> Bool {
        guard let answer = yesOrNo(utterance) else {
            return readChange(utterance)
        }
        if answer.strength == .leading, !answer.rest.isEmpty {
            // "No, it was stolen" is a correction, not a mere no.
            let cued = words.correctionCue(utterance) != nil
            if hearCorrection(
                cued ? utterance : answer.rest,
                cueNeeded: false,
                isAnnounced: !answer.value
            ) {
                return true
            }
            // "Yes, but…" is no yes: only a plain one lets an effect happen.
            if answer.value {
                if try namesAnother(answer.rest) { return true }
                if !answer.isPlain(in: utterance) || !answer.restAgrees {
                    return hearHalfYes(answer.rest)
                }
            }
        }
        rule = .answer
        choose([answer.value ? "yes" : "no"])
        return true
    }

    /// "Ok, in the evening": a yes that names another value for something that may be changed.
    private mutating func namesAnother(_ rest: Utterance) throws(EvaluationError) -> Bool {
        guard case .confirm(let question) = conversation.waiting,
            case .confirm(let confirm)? = step(question.step)?.kind,
            let frame = conversation.frames.last
        else { return false }
        try rebind()
        for slot in changeable(confirm.change) where slot.type.isChosen {
            guard let old = frame.slots[slot.name.rawValue],
                case .value(let value, let spans) = try reading(of: slot, in: rest),
                value.spelled != old.spelled
            else { continue }
            rule = .correction
            correct(slot, value, heard: rest.blanking(spans))
            return true
        }
        return false
    }

    /// "The address is wrong", "change": nothing is acted on before it is put right.
    private mutating func readChange(_ utterance: Utterance) -> Bool {
        guard case .confirm(let question) = conversation.waiting else { return false }
        if CancelWish.begins(utterance) {
            rule = .control
            cancel()
            return true
        }
        if !utterance.isQuestion,
            hearNamedCorrection(utterance, reopening: ChangeWish.isIn(utterance))
        {
            return true
        }
        guard ChangeWish.isWhole(utterance) else { return false }
        rule = .answer
        declined(question)
        return true
    }

    /// A yes with something behind it that is no correction: a question is answered, else what may
    /// be changed is offered.
    private mutating func hearHalfYes(_ utterance: Utterance) -> Bool {
        if hearQuestion(utterance) || hearPossibleArticle(utterance) { return true }
        if utterance.isQuestion {
            rule = .question
            say(.nothingFound)
            remind()
            return true
        }
        guard case .confirm(let question) = conversation.waiting,
            case .confirm(let confirm)? = step(question.step)?.kind,
            !changeable(confirm.change).isEmpty
        else { return false }
        rule = .answer
        declined(question)
        return true
    }

    /// A rating in words; who declines need not give one.
    mutating func readFeedback(_ utterance: Utterance) -> Bool {
        if let rating = SmallTalk.rating(utterance) {
            rule = .answer
            choose([String(rating)])
            return true
        }
        let matcher = ChoiceMatcher(
            options: (1...5).map { ChoiceOption(id: String($0), title: String($0), also: []) },
            language: conversation.language
        )
        // "It was great, 5".
        let scores = utterance.tokens.compactMap { Int($0.text) }.filter((1...5).contains)
        if scores.count == 1, utterance.tokens.count <= 6, !ChangeWish.isIn(utterance),
            !utterance.isQuestion
        {
            rule = .answer
            choose([String(scores[0])])
            return true
        }
        // "Two", "a 4": a number in a longer message is about something else.
        if utterance.tokens.count <= 2,
            case .one(let index, _, _) = matcher.match(utterance, mode: .answer)
        {
            rule = .answer
            choose([String(index + 1)])
            return true
        }
        guard
            SmallTalk.isFarewell(utterance) || SmallTalk.isAcknowledgement(utterance)
                || words.refusal(utterance)
        else { return false }
        rule = .answer
        declineFeedback()
        return true
    }
}
