/// Who may read each article and what it is, as small numbers, to be asked for every candidate.
struct ArticleFacts: Sendable {
    /// For each article 0 for everyone, or its audience's number.
    let audiences: [Int32]
    private let audienceNumbers: [String: Int32]
    /// For each article 0 for none, or its primary language's number.
    let languages: [Int32]
    private let languageNumbers: [String: Int32]
    let isCommunity: [Bool]

    init(_ articles: [Article]) {
        (audiences, audienceNumbers) = Self.numbered(
            // What customers may see, everybody may.
            articles.map { $0.audience == Article.customers ? nil : $0.audience }
        )
        (languages, languageNumbers) = Self.numbered(
            articles.map { $0.language.map(primaryLanguage) }
        )
        isCommunity = articles.map { $0.kind == .community }
    }

    private static func numbered(_ names: [String?]) -> ([Int32], [String: Int32]) {
        var numbers: [String: Int32] = [:]
        let all = names.map { name -> Int32 in
            guard let name else { return 0 }
            if let number = numbers[name] { return number }
            let number = Int32(numbers.count + 1)
            numbers[name] = number
            return number
        }
        return (all, numbers)
    }

    /// 0 where no article is for that audience.
    func audience(_ name: String?) -> Int32 { name.flatMap { audienceNumbers[$0] } ?? 0 }

    /// -1 where no article has that language.
    func language(_ tag: String) -> Int32 { languageNumbers[primaryLanguage(tag)] ?? -1 }
}

/// Which articles a search may find.
struct SearchFilter {
    private let facts: ArticleFacts
    private let audience: Int32
    private let language: Int32?
    private let knowledge: Bool
    private let community: Bool
    private let tags: Set<String>
    private let articles: [Article]

    init(_ options: SearchOptions, _ contents: IndexContents) {
        facts = contents.facts
        audience = facts.audience(options.audience)
        language = options.language.map(facts.language)
        knowledge = options.kinds.isEmpty || options.kinds.contains(.knowledge)
        community = options.kinds.isEmpty || options.kinds.contains(.community)
        tags = options.tags
        articles = contents.articles
    }

    func admits(_ article: Int) -> Bool {
        let reader = facts.audiences[article]
        if reader != 0, reader != audience { return false }
        if let language, facts.languages[article] != 0, facts.languages[article] != language {
            return false
        }
        if facts.isCommunity[article] ? !community : !knowledge { return false }
        return tags.isEmpty || !tags.isDisjoint(with: articles[article].tags)
    }
}
