import Expressions
import KnowledgeSearch
import Messages
import Topics
import Understanding

/// j: another topic than the one that runs, and the way back.
extension Turn {
    mutating func hearTopic(_ utterance: Utterance) -> Bool {
        var match = voice.matcher.match(utterance)
        if !match.isClear, conversation.waiting.asksNothing {
            match = clearer(utterance) ?? match
        }
        guard case .start(let name) = match.decision, utterance.isQuestion || match.saysSomething
        else { return false }
        // Free text yields only to what is surely another wish.
        let score = match.scores.first?.score ?? 0
        if takesFreeText, score < 0.7 { return false }
        // In the middle of something another wish must be clearer than as a first message.
        if case .question = conversation.waiting, score < 0.55 { return false }
        let id = TopicID(name)
        // A question to look up beats a topic that only shares its words.
        if utterance.isQuestion, !takesFreeText, let score = match.scores.first, score.score < 0.75,
            let hit = hits(for: utterance.original, limit: 1).first, hit.isConfident,
            hit.confidence > score.score
        {
            return false
        }
        rule = .topic
        if let running = conversation.frames.last(where: { $0.caller == nil }), running.topic == id
        {
            // They are in the middle of it: what else it says is kept, what it needs is asked
            // again, and costs no try.
            if !hearOtherSlots(utterance) { remind() }
        } else if conversation.frames.contains(where: { $0.topic == id && $0.caller == nil }) {
            goOn(with: id)
        } else {
            begin(id, heard: utterance.original)
        }
        return true
    }

    /// What the bot inherits: only what is nearly said as an example of it, because what the bot
    /// has of its own knows better.
    mutating func hearInherited(_ utterance: Utterance) -> Bool {
        // What is free text as well must be an example, word for word.
        let found =
            takesFreeText
            ? voice.inherited.wordForWord(utterance) : voice.inherited.match(utterance)
        guard let found, case .start(let name) = found.decision, let best = found.scores.first,
            best.score >= Self.nearlyAnExample
        else { return false }
        rule = .topic
        let id = TopicID(name)
        if conversation.frames.contains(where: { $0.topic == id }) {
            remind()
        } else {
            begin(id, heard: utterance.original)
        }
        return true
    }

    /// A long first message says its wish in one of its sentences, and dates and numbers in it are
    /// no words of the wish.
    private func clearer(_ utterance: Utterance) -> TopicMatch? {
        let context = RecognitionContext(
            now: environment.occasion.clock(at: event.at),
            language: conversation.language,
            region: bot.definition.region
        )
        var spans: [Range<Int>] = []
        for type in [EntityType.date, .period, .datetime, .phone, .money, .time] {
            spans += recognise(type, in: utterance, context: context).map(\.span)
        }
        var parts = spans.isEmpty ? [] : [utterance.blanking(spans)]
        let sentences = utterance.original.prefix(1000)
            .split { ".!?;,\n".contains($0) }.prefix(8)
        if sentences.count > 1 {
            parts += sentences.map { Utterance(String($0), language: utterance.language) }
        }
        return parts.filter { $0.tokens.count > 2 }.map { voice.matcher.match($0) }
            .first(where: \.isClear)
    }

    /// "Did you mean A or B?", where nothing better was found.
    mutating func hearUnclearTopic(_ utterance: Utterance) -> Bool {
        let match = voice.matcher.match(utterance)
        guard case .offer(let names) = match.decision, match.saysSomething else { return false }
        let topics = names.map { TopicID($0) }.filter { id in
            !conversation.frames.contains { $0.topic == id }
        }
        guard !topics.isEmpty else { return false }
        switch conversation.waiting {
        case .nothing, .event, .whichTopic: break
        // An open question stays open; an unclear wish is not worth losing it.
        default: return false
        }
        rule = .topic
        let id = newQuestionID(about: "which topic", run: 0)
        conversation.waiting = .whichTopic(
            TopicQuestion(id: id, topics: topics, words: bot.secrecy.masking(utterance.original))
        )
        askAgain()
        return true
    }

    mutating func choose(topic: String, of question: TopicQuestion) {
        conversation.waiting = .nothing
        if let undo = question.undo, topic == "none" || topic == undo.topic.rawValue {
            return choose(topic, of: undo)
        }
        switch topic {
        case "agent": handOff(reason: .asked, queue: currentQueue, notice: nil)
        case "none":
            if question.words.isEmpty || !serve(Utterance(question.words)) {
                say(.nothingFound)
            }
            if !conversation.frames.isEmpty { advance() }
        default:
            // What only other topics run waits for what they would give it.
            guard let topic = startable(topic) else {
                conversation.waiting = .whichTopic(question)
                say(.notUnderstood)
                return askAgain()
            }
            // What was written to choose from a menu may hold values too.
            let heard = rule == .tap ? nil : heardNow
            begin(topic, heard: question.words.isEmpty ? heard : question.words)
        }
    }

    /// Goes on with an interrupted topic, or lets them all go.
    mutating func resume(_ topic: String, of question: ResumeQuestion) {
        conversation.waiting = .nothing
        switch topic {
        case "agent": handOff(reason: .asked, queue: currentQueue, notice: nil)
        case "none":
            for frame in conversation.frames where frame.caller == nil {
                record(.outcome(topic: frame.topic, outcome: "cancelled"))
            }
            conversation.frames = []
            say(.cancelled)
        default:
            guard conversation.frames.contains(where: { $0.topic.rawValue == topic }) else {
                conversation.waiting = .whichResume(question)
                return askAgain()
            }
            goOn(with: TopicID(topic))
        }
    }

    /// An interrupted topic and its parts come to the top; the order below stays.
    private mutating func goOn(with topic: TopicID) {
        guard
            let start = conversation.frames.lastIndex(where: {
                $0.topic == topic && $0.caller == nil
            })
        else { return }
        var end = start + 1
        while end < conversation.frames.count, conversation.frames[end].caller != nil { end += 1 }
        let chosen = conversation.frames[start..<end]
        conversation.frames.removeSubrange(start..<end)
        conversation.frames += chosen
        conversation.waiting = .nothing
        advance()
    }
}

extension TopicMatch {
    /// Whether a word of some substance speaks for the best topic: "when" and "someone" stand in
    /// any sentence.
    var saysSomething: Bool {
        guard let why = scores.first?.why else { return false }
        return why.contains { !Self.wordsOfAnySentence.contains($0) }
    }

    private static let wordsOfAnySentence: Set<String> = [
        "when", "where", "what", "who", "how", "why", "which", "someone", "somebody", "something",
        "is", "are", "was", "can", "do", "new", "home", "now", "want", "need",
    ]

    /// Whether one topic is clearly meant.
    var isClear: Bool {
        if case .start = decision { return true }
        return false
    }
}
