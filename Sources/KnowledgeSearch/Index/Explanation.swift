/// Why an article was found.
public struct Explanation: Sendable, Hashable {
    /// A word of the question that the article has.
    public struct Term: Sendable, Hashable {
        /// As the question has it, folded.
        public let asked: String
        /// As the index has it: the stem.
        public let term: String
        public let match: WordMatch
        /// How often it stands in each field.
        public let title: Int
        public let text: Int
        public let tags: Int
        /// What it adds to the score; the rest comes from the title as a whole.
        public let contribution: Double
        /// Its part of the question's weight, 0 to 1.
        public let share: Double
    }

    public let id: String
    public let score: Double
    public let confidence: Double
    public let evidence: Evidence
    /// What adds most comes first.
    public let terms: [Term]

    /// Counts where the words of a hit stand in its article.
    public init(_ hit: Hit) {
        let article = hit.article
        let title = Self.counts(in: [article.title], hit.forms)
        let text = Self.counts(in: [article.text], hit.forms)
        let tags = Self.counts(in: article.tags, hit.forms)
        id = article.id
        score = hit.score
        confidence = hit.confidence
        evidence = hit.evidence
        terms = hit.terms
            .map { matched in
                Term(
                    asked: matched.asked,
                    term: matched.term,
                    match: matched.match,
                    title: title[matched.term] ?? 0,
                    text: text[matched.term] ?? 0,
                    tags: tags[matched.term] ?? 0,
                    contribution: Double(matched.contribution),
                    share: Double(matched.share)
                )
            }
            .sorted { ($1.contribution, $0.term) < ($0.contribution, $1.term) }
    }

    private static func counts(in texts: [String], _ forms: WordForms) -> [String: Int] {
        var counts: [String: Int] = [:]
        for text in texts {
            eachWord(in: text) { word in
                counts[forms.term(of: word.text, word.kind), default: 0] += 1
                return true
            }
        }
        return counts
    }
}

extension Explanation: CustomStringConvertible {
    /// A line for each word: `cost -> cost (word) title 0, text 2, tags 0: 1.84`.
    public var description: String {
        let lines = terms.map {
            "\($0.asked) -> \($0.term) (\($0.match.rawValue)) title \($0.title), "
                + "text \($0.text), tags \($0.tags): \(rounded($0.contribution, 100))"
        }
        let sure = "confidence \(rounded(confidence, 100)), score \(rounded(score, 100))"
        return (["\(id): \(sure)"] + lines).joined(separator: "\n  ")
    }
}

/// A number without the digits that nobody reads.
func rounded(_ number: Double, _ steps: Double) -> Double { (number * steps).rounded() / steps }
