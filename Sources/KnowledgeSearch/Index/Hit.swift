/// An article that was found, and how far it may be trusted to answer.
public struct Hit: Sendable, Hashable {
    public let article: Article
    /// Comparable within one answer only.
    public let score: Double
    /// How likely the article answers the question, 0 to 1.
    public let confidence: Double
    public let evidence: Evidence
    let terms: [MatchedTerm]
    /// How the article's language makes terms of its words.
    let forms: WordForms

    /// Good enough to be the answer.
    public var isConfident: Bool { confidence >= Confidence.answers }

    /// Good enough to be one of several that are offered.
    ///
    /// Below it the bot says nothing of it.
    public var isWorthOffering: Bool { confidence >= Confidence.offers }

    /// The passage of the text that holds most of the question, cut when it is asked for.
    public var snippet: Snippet { Snippet(of: article, terms: terms, forms: forms) }

    public static func == (one: Hit, other: Hit) -> Bool {
        one.article == other.article && one.score == other.score
            && one.evidence == other.evidence && one.terms == other.terms
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(article.id)
        hasher.combine(score)
    }
}

/// A term of the index that a word of the question led to, and that the article has.
struct MatchedTerm: Sendable, Hashable {
    /// The word as the question has it, folded.
    let asked: String
    let term: String
    let match: WordMatch
    /// What the term adds to the article's score.
    let contribution: Float
    /// How much the word tells: its share of the question's weight, 0 to 1.
    let share: Float
}

/// How a word of the question and a word of an article belong together.
public enum WordMatch: String, Sendable, Hashable {
    /// The same word, in whatever inflection.
    case word
    case synonym
    /// A known word close to one that no article has.
    case correction
}
