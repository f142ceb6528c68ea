import Text

/// Which topic a message asks for.
package struct TopicMatch: Hashable, Sendable {
    package enum Decision: Hashable, Sendable {
        /// One topic, clearly.
        case start(String)
        /// Up to three, best first: ask which.
        case offer([String])
        case none
    }

    package struct Score: Hashable, Sendable {
        package let id: String
        /// 0 to 1.
        package let score: Double
        /// The words that spoke for it most, strongest first; `=` and an example where it was
        /// said word for word.
        package let why: [String]
    }

    package let decision: Decision
    /// Best first; topics that nothing speaks for are left out.
    package let scores: [Score]
}

/// Compares a message with the examples of topics.
///
/// Each example is a vector of words, pairs of words and letter sequences, weighted by how few
/// examples have them. A topic scores by its nearest example and by how near all of them are.
/// The sums run in one fixed order, so that equal bots give equal scores on every machine.
package struct TopicMatcher: Sendable {
    private let topics: [String]
    private let language: String
    private let talk: Talk
    private let features: FeatureMaker
    private let index: FeatureIndex
    /// Which topic each example is of.
    private let owners: [Int]
    private let examples: [String]
    private let examplesAreFacts: [Bool]
    /// The examples' content words in order, for those said word for word.
    private let exact: [UInt64: Int]
    private let thresholds: Thresholds
    private static let nearestShare = 0.6
    private static let topicShare = 0.55

    /// Where a score is clear and where it is nothing.
    package struct Thresholds: Hashable, Sendable {
        package var start = 0.40
        package var offer = 0.27
        /// How far the best must be ahead of the next to start at once.
        package var margin = 0.10
        package init() {}
    }

    package init(
        topics: [(id: String, title: String, examples: [String])],
        language: String,
        thresholds: Thresholds = Thresholds()
    ) {
        self.topics = topics.map(\.id)
        self.language = language
        self.thresholds = thresholds
        talk = Talk.of(language)
        let features = FeatureMaker(language: language)
        self.features = features

        var owners: [Int] = []
        var texts: [String] = []
        for (number, topic) in topics.enumerated() {
            for text in topic.examples + [topic.title] where !text.isEmpty {
                owners.append(number)
                texts.append(text)
            }
        }
        let utterances = texts.map { Utterance($0, language: language) }
        let made = utterances.map { features.features(of: $0, named: false) }
        index = FeatureIndex(
            examples: made.map { $0.map { ($0.key, $0.weight) } },
            owners: owners
        )
        var exact: [UInt64: Int] = [:]
        for (number, utterance) in utterances.enumerated() {
            let key = features.exactKey(utterance)
            if key != 0, exact[key] == nil { exact[key] = number }
        }
        self.exact = exact
        self.owners = owners
        examples = texts
        let talk = self.talk
        examplesAreFacts = utterances.map { Self.asksForFact($0, talk) }
    }

    package func match(_ utterance: Utterance) -> TopicMatch {
        wordForWord(utterance) ?? compare(utterance)
    }

    /// The topic one of whose examples the message is; nil where it is none.
    package func wordForWord(_ utterance: Utterance) -> TopicMatch? {
        guard let example = exact[features.exactKey(utterance)] else { return nil }
        let id = topics[owners[example]]
        let score = TopicMatch.Score(id: id, score: 1, why: ["=" + examples[example]])
        return TopicMatch(decision: .start(id), scores: [score])
    }

    /// Which topic an example would ask for if it did not stand among the examples itself: what a
    /// customer gets who says nearly the same.
    package func match(example text: String, of topic: String) -> TopicMatch {
        let own = examples.indices.first { examples[$0] == text && topics[owners[$0]] == topic }
        return compare(Utterance(text, language: language), without: own)
    }

    private func compare(_ utterance: Utterance, without left: Int? = nil) -> TopicMatch {
        let made = features.features(of: utterance, named: false)
        guard !made.isEmpty else { return TopicMatch(decision: .none, scores: []) }
        var similarities = index.similarities(to: made.map { ($0.key, $0.weight) })
        if let left { similarities[left] = 0 }
        let isFact = Self.asksForFact(utterance, talk)

        /// The nearest example of each topic and how near all of them are.
        var best = [(first: Float, sum: Float, example: Int)](
            repeating: (0, 0, -1),
            count: topics.count
        )
        for (example, similarity) in similarities.enumerated() where similarity > 0 {
            var similarity = similarity
            if isFact && !examplesAreFacts[example] { similarity *= 0.6 }
            let owner = owners[example]
            best[owner].sum += similarity
            if similarity > best[owner].first {
                best[owner].first = similarity
                best[owner].example = example
            }
        }
        var ranked: [(topic: Int, score: Double)] = []
        for (topic, entry) in best.enumerated() where entry.first > 0.05 {
            let all = entry.sum / max(index.sumLengths[topic], 1)
            let score = Double(entry.first) * Self.nearestShare + Double(all) * Self.topicShare
            ranked.append((topic, min(1, score)))
        }
        ranked.sort { $0.score == $1.score ? $0.topic < $1.topic : $0.score > $1.score }
        let scores = ranked.map { topic, score in
            TopicMatch.Score(
                id: topics[topic],
                score: (score * 1000).rounded() / 1000,
                why: []
            )
        }
        // A single word that is no example names a subject, not a wish.
        let isSubject = features.contentWords(of: utterance) < 2
        // Who asks what a thing costs does not order it.
        let isOther =
            isFact && !(ranked.first.map { examplesAreFacts[best[$0.topic].example] } ?? false)
        return TopicMatch(
            decision: decision(scores, mayStart: !isSubject && !isOther),
            scores: explained(scores, ranked, best, utterance)
        )
    }

    private func decision(_ scores: [TopicMatch.Score], mayStart: Bool) -> TopicMatch.Decision {
        guard let first = scores.first, first.score >= thresholds.offer else { return .none }
        let second = scores.count > 1 ? scores[1].score : 0
        if mayStart, first.score >= thresholds.start, first.score - second >= thresholds.margin {
            return .start(first.id)
        }
        let near = scores.prefix(3).filter {
            $0.score >= thresholds.offer && $0.score >= first.score - 0.2
        }
        return .offer(near.map(\.id))
    }

    /// The words that the best topics share with the message; the rest of the list stays bare.
    private func explained(
        _ scores: [TopicMatch.Score],
        _ ranked: [(topic: Int, score: Double)],
        _ best: [(first: Float, sum: Float, example: Int)],
        _ utterance: Utterance
    ) -> [TopicMatch.Score] {
        guard let top = ranked.first else { return scores }
        let words = features.words(of: utterance)
        var explained = scores
        for (place, entry) in ranked.prefix(3).enumerated() where entry.score >= top.score / 2 {
            let example = best[entry.topic].example
            var shared = words.compactMap { word -> (String, Float)? in
                let weight = index.weight(of: word.key, in: example)
                return weight > 0 ? (word.text, weight) : nil
            }
            shared.sort { $0.1 == $1.1 ? $0.0 < $1.0 : $0.1 > $1.1 }
            explained[place] = TopicMatch.Score(
                id: scores[place].id,
                score: scores[place].score,
                why: shared.prefix(5).map(\.0)
            )
        }
        return explained
    }

    /// "What does a card cost?" wants to know, "can I get a card?" wants it done.
    private static func asksForFact(_ utterance: Utterance, _ talk: Talk) -> Bool {
        let start = talk.skippingFillers(utterance.tokens)
        return talk.factQuestion.longest(at: start, in: utterance.tokens) != nil
    }
}
