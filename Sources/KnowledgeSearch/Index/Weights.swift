import Foundation
import Values

/// How much a word tells about an article: 0 for a word in every article, more for a rarer one.
///
/// - Parameters:
///   - matches: Articles that contain the word, `0...articles`.
///   - articles: All articles of the index.
/// - Returns: A weight in nats, never negative, so that a common word cannot lower a score.
///
/// Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), section 3,
/// with the customary `1 +` that keeps the logarithm positive.
func termWeight(matches: Int, of articles: Int) -> Float {
    let (n, all) = (Double(matches), Double(articles))
    return Float(log(1 + (all - n + 0.5) / (n + 0.5)))
}

/// BM25F: the fields' counts are added before they saturate, so that a word in the title and in
/// the text is not counted as two words.
///
/// Source: Robertson and Zaragoza, section 3.6. The numbers are those that did best over seven
/// collections of questions with judged answers, from abstracts to a support desk's articles.
enum FieldWeights {
    static let title: Float = 2.5
    static let tags: Float = 1.5
    static let text: Float = 1
    /// How much a long field is held against its words: 0 not at all, 1 in full.
    static let titleLength: Float = 0.3
    static let textLength: Float = 0.65
    /// How fast repetition stops adding.
    static let saturation: Float = 1.6

    /// What a weighted count over all fields is worth.
    static func saturated(_ frequency: Float) -> Float {
        frequency * (saturation + 1) / (frequency + saturation)
    }
}

/// What speaks for an article before a question is asked.
///
/// Small, so that it decides between articles that match alike and nothing else. The best
/// community post stays below a knowledge article.
func prior(of article: Article, newest: Int?) -> Float {
    guard article.kind == .community else { return 1.05 }
    var prior: Float = 1
    if article.accepted { prior += 0.02 }
    if article.votes > 0 {
        prior += min(0.015, 0.003 * Float(log2(1 + Double(article.votes))))
    } else if article.votes < 0 {
        prior -= 0.01
    }
    if let newest, let updated = article.updated?.daysSinceEpoch {
        // Half of it after a year behind the newest article of the collection.
        prior += 0.01 * 365 / (365 + Float(max(0, newest - updated)))
    }
    return prior
}
