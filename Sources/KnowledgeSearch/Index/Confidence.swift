/// What speaks for an article as the answer; each 0 to 1.
public struct Evidence: Sendable, Hashable {
    /// The share of the question's weight that the article has anywhere. A word that no article
    /// has weighs most and counts as missing.
    public let coverage: Double
    /// The same for the title alone.
    public let titleCoverage: Double
    /// The share of the title's weight that the question names.
    public let titleNamed: Double
    /// The score, as a share of the most that the question's known words could bring.
    public let strength: Double
    /// How far the next article stays behind, as a share of this one's score.
    public let gap: Double
}

/// From evidence to the chance that an article answers.
enum Confidence {
    static let answers = 0.55
    static let offers = 0.25

    static func of(_ evidence: Evidence) -> Double {
        let covered = evidence.coverage * evidence.coverage
        let rest =
            0.45 + 0.35 * evidence.strength + 0.2 * evidence.titleCoverage
            + 0.1 * evidence.titleNamed + 0.15 * evidence.gap
        return min(1, max(0, covered * rest))
    }
}
