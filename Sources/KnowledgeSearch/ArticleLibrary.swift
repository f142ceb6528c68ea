/// A bot's articles in all its languages: each language on a shelf of its own.
///
/// A shelf is an index: words are weighed within their own language, and an article in three
/// languages stands in three shelves, never twice in one. Articles that name no language stand in
/// all of them.
public struct ArticleLibrary: Sendable {
    /// In the order of `build`; the first is the default.
    public let languages: [String]
    private let shelves: [String: ArticleIndex]

    /// Makes a library.
    ///
    /// - Parameters:
    ///   - articles: In any languages; those in none of `languages` are in no shelf.
    ///   - languages: BCP 47 tags, the default first; at least one.
    ///   - synonyms: Groups of words or phrases that mean the same, in any of the languages.
    /// - Returns: A snapshot; other articles need another one.
    public static func build(
        articles: [Article],
        languages: [String],
        synonyms: [[String]] = []
    ) -> ArticleLibrary {
        precondition(!languages.isEmpty, "a library has a default language")
        let shelves = languages.map { language in
            let own = articles.filter { $0.language == nil || fits($0, language) }
            let exact = Set(own.filter { $0.language == language }.map(\.id))
            // Of two variants, pt-BR and pt-PT, the reader's own.
            let shelf = own.filter { $0.language == language || !exact.contains($0.id) }
            return (
                language,
                ArticleIndex.build(
                    articles: shelf,
                    synonyms: synonyms,
                    language: language
                )
            )
        }
        return ArticleLibrary(
            languages: languages,
            shelves: Dictionary(shelves) { first, _ in first }
        )
    }

    /// The articles that answer a question, best first, all of one language.
    ///
    /// Those of the asker's language come first; where none is confident, those of the default
    /// language, if one of them is. `options.language` is the asker's; without it the default's.
    ///
    /// - Parameters:
    ///   - question: In any language.
    ///   - options: What may be found, and how much.
    ///   - accepts: What else must be true of it.
    /// - Returns: Nothing, where no article has a word of the question.
    public func search(
        _ question: String,
        options: SearchOptions = SearchOptions(),
        where accepts: (Article) -> Bool = { _ in true }
    ) -> [Hit] {
        let asker = options.language ?? languages[0]
        var best: [Hit] = []
        for language in fallback(from: asker) {
            guard let shelf = shelves[language] else { continue }
            var options = options
            options.language = language
            let hits = shelf.search(question, askedIn: asker, options: options).filter {
                accepts($0.article)
            }
            if let first = hits.first, first.isConfident { return hits }
            // Where nothing is sure, what the asker can read.
            if best.isEmpty { best = hits }
        }
        return best
    }

    /// An article in the language that fits best.
    public func article(_ id: String, language: String? = nil) -> Article? {
        for language in fallback(from: language ?? languages[0]) {
            if let article = shelves[language]?[id] { return article }
        }
        return nil
    }

    /// Of the default language, by ID.
    public var articles: [Article] { shelves[languages[0]]?.articles ?? [] }

    /// Over all shelves: an article in three languages counts three times.
    public var count: Int { shelves.values.reduce(0) { $0 + $1.count } }

    /// 16 hexadecimal digits, equal where articles, synonyms and languages are equal.
    public var generation: String {
        var sum = Checksum()
        for language in languages {
            sum.add(language)
            sum.add(shelves[language]?.generation ?? "")
        }
        return sum.hexadecimal
    }

    /// The library's language that is nearest to a tag, then the default.
    private func fallback(from tag: String) -> [String] {
        let own =
            languages.first { $0 == tag }
            ?? languages.first { primaryLanguage($0) == primaryLanguage(tag) }
        return [own, languages[0]].compactMap(\.self).reduce(into: []) {
            if !$0.contains($1) { $0.append($1) }
        }
    }

    private static func fits(_ article: Article, _ language: String) -> Bool {
        article.language.map(primaryLanguage) == primaryLanguage(language)
    }
}
