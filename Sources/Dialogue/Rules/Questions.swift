import Expressions
import KnowledgeSearch
import Messages
import Topics
import Understanding

/// k: a question that an article answers.
extension Turn {
    mutating func hearQuestion(_ utterance: Utterance) -> Bool {
        switch conversation.waiting {
        case .nothing, .event, .whichTopic, .whichResume: break
        default:
            // In the middle of a topic a mere word is no question.
            guard utterance.isQuestion || !takesFreeText && utterance.tokens.count > 2 else {
                return false
            }
        }
        guard serve(utterance) else { return false }
        rule = .question
        remindUnlessGuessing()
        return true
    }

    /// Shows what answers, best first; only where the search is sure.
    mutating func serve(_ utterance: Utterance) -> Bool {
        let hits = hits(for: LeadIn.strippingQuestion(utterance), limit: 3)
        guard let best = hits.first, best.isConfident, best.confidence >= certainty(utterance)
        else { return false }
        show(hits.filter { $0.isConfident && $0.confidence >= best.confidence * 0.7 })
        return true
    }

    /// Whether a message is a question that an article answers, and holds no more of an option than
    /// some word.
    ///
    /// "How do I find an ATM?" is not the option "can't find it". Nor is the option "card" what
    /// "how much does a replacement card cost?" is about.
    func asksRather(
        _ utterance: Utterance,
        than slot: Slot
    ) throws(EvaluationError) -> Bool {
        guard utterance.isQuestion, slot.type.isChosen, utterance.tokens.count > 2,
            case .one(_, let span, let how) = matcher(of: slot, among: try options(of: slot))
                .match(utterance, mode: .answer),
            utterance.tokens.count(where: { $0.span.overlaps(span) }) == 1
        else { return false }
        switch how {
        case .partial, .typo: break
        case .exactLabel, .synonym:
            guard isPartOfPhrase(span, of: utterance) else { return false }
        case .number, .ordinal: return false
        }
        return hits(for: LeadIn.strippingQuestion(utterance), limit: 1).first?.isConfident ?? false
    }

    /// Whether a word of substance stands right beside a span, so that the span is a part of what it
    /// says: "replacement card".
    private func isPartOfPhrase(_ span: Range<Int>, of utterance: Utterance) -> Bool {
        let tokens = utterance.tokens
        guard let place = tokens.firstIndex(where: { $0.span.overlaps(span) }) else { return false }
        return [place, place + 1].contains { index in
            guard tokens.indices.contains(index), index > 0, tokens[index].gap != .mark,
                tokens[index].gap != .cut
            else { return false }
            let beside = index == place ? tokens[index - 1] : tokens[index]
            return !words.addsNothing(Utterance(beside.text, language: utterance.language))
        }
    }

    /// A question that stood beside an answer is served right after it.
    mutating func serveQuestion(in rest: Utterance) {
        func asks(_ text: some StringProtocol) -> Bool {
            text.unicodeScalars.contains { $0 == "?" || $0 == "؟" || $0 == "？" }
        }
        guard asks(rest.original) else { return }
        let sentences = rest.remaining.split(whereSeparator: { ".!;\n".contains($0) })
        guard let asked = sentences.last(where: { asks($0) }) else { return }
        _ = serve(Utterance(String(asked), language: language))
    }

    /// A guess at what was meant, or a menu, is over when something else was served.
    private mutating func remindUnlessGuessing() {
        if case .whichTopic = conversation.waiting {
            conversation.waiting = .nothing
            // The topic it interrupted is still there.
            if !conversation.frames.isEmpty { advance() }
            return
        }
        remind()
    }

    /// How sure the search must be: a statement is less of a question than a question is, and in
    /// the middle of a topic least of all.
    private func certainty(_ utterance: Utterance) -> Double {
        if utterance.isQuestion { return 0 }
        switch conversation.waiting {
        case .nothing, .event, .whichTopic, .whichResume, .feedback: return 0.65
        default: return 0.85
        }
    }

    /// What may help, for a question that nothing answers surely.
    mutating func hearPossibleArticle(_ utterance: Utterance) -> Bool {
        switch conversation.waiting {
        case .nothing, .event, .whichTopic, .whichResume, .feedback: break
        // An open question gives way to a question only.
        default: guard utterance.isQuestion else { return false }
        }
        let hits = hits(for: LeadIn.strippingQuestion(utterance), limit: 3).filter(
            \.isWorthOffering
        )
        guard let best = hits.first, utterance.isQuestion || best.confidence >= 0.35,
            utterance.tokens.contains(where: { $0.text.count > 3 && $0.text.allSatisfy(\.isLetter) }
            )
        else { return false }
        let match = voice.matcher.match(utterance)
        if case .offer = match.decision, let topic = match.scores.first,
            topic.score > best.confidence + 0.1
        {
            return false
        }
        rule = .question
        say(.mayHelp)
        show(hits)
        remindUnlessGuessing()
        return true
    }
}
