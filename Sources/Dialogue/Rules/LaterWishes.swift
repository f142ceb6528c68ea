import Expressions
import KnowledgeSearch
import Topics
import Understanding
import Values

/// j, where a message wishes for more than can be done at once: each is done, one after another.
extension Turn {
    /// Two topics in one message, or a topic and a question that an article answers.
    ///
    /// The first topic begins; the other is offered when it is done.
    mutating func hearTwoWishes(_ utterance: Utterance) -> Bool {
        guard conversation.waiting.asksNothing, utterance.tokens.count > 4 else { return false }
        let clauses = Self.clauses(of: utterance)
        guard (2...6).contains(clauses.count) else { return false }
        // What is nearly said as an example is one wish, whatever joins its words.
        let whole = voice.matcher.match(utterance)
        if whole.isClear, (whole.scores.first?.score ?? 0) >= 0.9 { return false }
        var wishes: [(topic: TopicID, words: Utterance)] = []
        var question: Utterance?
        for clause in clauses {
            if clause.isQuestion, let hit = hits(for: clause.original, limit: 1).first,
                hit.isConfident
            {
                question = question ?? clause
            } else if let topic = wish(clause), !wishes.contains(where: { $0.topic == topic }) {
                wishes.append((topic, clause))
            }
        }
        guard let first = wishes.first, wishes.count > 1 || question != nil else { return false }
        rule = .topic
        if let question { _ = serve(question) }
        guard wishes.count > 1 else {
            let rest = clauses.filter { $0 != question }.map(\.original)
            begin(first.topic, heard: rest.joined(separator: ", "))
            return true
        }
        for wish in wishes[1...].prefix(Self.mostPutOff) {
            putOff(wish.topic, heard: wish.words.original)
        }
        begin(first.topic, heard: first.words.original)
        return true
    }

    /// "My Amex too": the same once more, with another answer, when this is done.
    mutating func hearOneMore(_ utterance: Utterance) -> Bool {
        guard let (change, span) = ManyChange.read(utterance), change == .adding,
            let topic = topTopic, let frame = conversation.frames.last, frame.caller == nil,
            topic.startsFromWords
        else { return false }
        do {
            try rebind()
            for slot in topic.slots where slot.many == nil && !isAsked(slot) {
                guard case .choice = slot.type, let key = answeredKey(slot, frame),
                    let old = frame.slots[key],
                    case .value(let value, let spans) = try mention(of: slot, in: utterance),
                    value.spelled != old.spelled,
                    words.addsNothing(utterance.blanking(spans + [span]))
                else { continue }
                rule = .topic
                if isPutOff(topic.id, utterance.original) {
                    tellAfterThis(topic.id)
                } else {
                    putOff(topic.id, heard: utterance.original)
                }
                remind()
                return true
            }
        } catch {
            fault(error.message)
            return true
        }
        return false
    }

    /// Puts a wish under what runs: it is offered when that is done, like whatever was interrupted.
    private mutating func putOff(_ topic: TopicID, heard: String) {
        conversation.counters.runs += 1
        var frame = Frame(topic: topic, run: conversation.counters.runs)
        frame.unread = [overheard(heard)]
        let running = conversation.frames.lastIndex { $0.caller == nil }
        conversation.frames.insert(frame, at: running ?? 0)
        tellAfterThis(topic)
    }

    private mutating func tellAfterThis(_ topic: TopicID) {
        say(.afterThis, ["topic": .string(bot.topic(topic)?.title[language] ?? "")])
    }

    /// Whether the very same wish is under what runs already: said twice, it is one.
    private func isPutOff(_ topic: TopicID, _ words: String) -> Bool {
        conversation.frames.contains { frame in
            frame.topic == topic && frame.unread.contains { $0.words == words }
        }
    }

    private static let mostPutOff = 3

    /// The topic that a part of a message surely wishes for.
    private func wish(_ clause: Utterance) -> TopicID? {
        guard clause.tokens.count > 1 else { return nil }
        let match = voice.matcher.match(clause)
        guard case .start(let name) = match.decision, match.saysSomething else { return nil }
        return TopicID(name)
    }

    /// What stands between marks and words that join.
    private static func clauses(of utterance: Utterance) -> [Utterance] {
        var clauses: [Range<Int>] = []
        var open: Range<Int>?
        for token in utterance.tokens {
            let joins = joints.contains(token.text)
            if let clause = open, joins || token.gap == .mark {
                clauses.append(clause)
                open = nil
            }
            if joins { continue }
            open = (open?.lowerBound ?? token.span.lowerBound)..<token.span.upperBound
        }
        if let open { clauses.append(open) }
        return clauses.map {
            Utterance(utterance.text($0), language: utterance.language)
        }
    }

    private static let joints: Set<String> = [
        "and", "also", "then", "plus", "y", "e", "además", "و",
    ]
}
