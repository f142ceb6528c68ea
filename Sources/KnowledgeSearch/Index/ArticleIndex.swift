/// Finds the articles that answer a question: an unchanging snapshot of a collection.
///
/// A value that many threads may ask at once and that costs nothing to copy. Equal articles and
/// synonyms give equal answers on every machine.
public struct ArticleIndex: Sendable {
    let contents: IndexContents

    /// Makes an index.
    ///
    /// - Parameters:
    ///   - articles: Of several with the same ID and language the last counts.
    ///   - synonyms: Groups of words or phrases that mean the same. Any of a group finds the
    ///     others, below an article that has the question's own words.
    ///   - language: The language of articles that name none.
    /// - Returns: A snapshot; other articles need another one.
    public static func build(
        articles: [Article],
        synonyms: [[String]] = [],
        language: String = "en"
    ) -> ArticleIndex {
        var builder = IndexBuilder(language: primaryLanguage(language), synonyms: synonyms)
        return ArticleIndex(contents: builder.build(articles))
    }

    public var count: Int { contents.articles.count }

    /// All articles, by ID, then by language.
    public var articles: [Article] { contents.articles }

    /// 16 hexadecimal digits, equal where articles, synonyms and language are equal.
    public var generation: String { contents.generation }

    /// Of one in several languages the first, by the tags of the languages.
    public subscript(id: String) -> Article? {
        contents.position(of: id).map { contents.articles[$0] }
    }

    /// The articles that answer a question, best first; equal ones by ID.
    ///
    /// Nothing is found for a question without a word that tells its subject. Of a long question
    /// the first 32 telling words count, sought in its first 16 KiB. Of an article in several
    /// languages the one that answers best is found, and no other.
    public func search(_ question: String, options: SearchOptions = SearchOptions()) -> [Hit] {
        search(question, askedIn: options.language, options: options)
    }

    /// A question in a language that need not be that of the articles: its words of grammar are
    /// left out as well.
    func search(_ question: String, askedIn asker: String?, options: SearchOptions) -> [Hit] {
        guard options.limit > 0, !contents.articles.isEmpty else { return [] }
        let asked = Question(question, language: options.language, askedIn: asker, in: contents)
        guard !asked.concepts.isEmpty else { return [] }
        return Ranking(question: asked, options: options, contents: contents).hits()
    }

    /// Why an article was found: each word of the question, where it stands and what it adds.
    public func explain(_ hit: Hit) -> Explanation { Explanation(hit) }
}

/// What a search may find, and how much of it.
public struct SearchOptions: Sendable, Hashable {
    /// At most 1000 are given.
    public var limit: Int
    /// Whom the answers are for.
    ///
    /// Without one only articles for everyone are found; with one also those for that audience. A
    /// customer never has one.
    public var audience: String?
    /// Only articles of this language and those of none.
    ///
    /// Without one every language is searched.
    public var language: String?
    /// Empty for all.
    public var kinds: Set<Article.Kind>
    /// Only articles with one of these; empty for all.
    public var tags: Set<String>

    public init(
        limit: Int = 10,
        audience: String? = nil,
        language: String? = nil,
        kinds: Set<Article.Kind> = [],
        tags: Set<String> = []
    ) {
        self.limit = limit
        self.audience = audience
        self.language = language
        self.kinds = kinds
        self.tags = tags
    }
}
