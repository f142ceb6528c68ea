import Expressions
import KnowledgeSearch
import Messages
import Topics
import Values

extension Turn {
    mutating func visit(
        _ search: Search,
        _ identity: String,
        round: String
    ) throws(EvaluationError) -> Flow {
        guard let index = topIndex else { return .left }
        let query = try search.query.renderPlainly(in: environment)
        let asked = StableHash(of: .list([.string(query), .string(conversation.language)]))
        let found: Value
        if case .searched(asked, let before) = conversation.frames[index].memo[identity] {
            found = before
        } else {
            try burn()
            let hits = self.hits(for: query, limit: search.top)
            found = .list(hits.map(\.article.asValue))
            conversation.frames[index].memo[identity] = .searched(asked, found)
            if search.into == nil, !hits.isEmpty { show(hits) }
        }
        if let name = search.into { environment.values[name] = found }
        let isFound = found != .list([])
        goes(isFound ? .on : .otherwise, from: identity)
        return isFound ? .next : try visit(search.otherwise, round: round)
    }

    /// Articles for a customer's words, best first, in their language or else the bot's first;
    /// nothing that is only for the staff.
    func hits(for words: String, limit: Int) -> [Hit] {
        let found = bot.articles.search(
            bot.secrecy.masking(words),
            options: SearchOptions(
                limit: limit + 3,
                audience: Article.customers,
                language: conversation.language
            ),
            // What the community itself has voted down is no answer.
            where: { $0.accepted || $0.votes >= 0 }
        )
        return Array(found.prefix(limit))
    }

    mutating func show(_ hits: [Hit]) {
        let found = render(.found)
        send(text: found.isEmpty ? nil : found, articles: hits.map(\.link))
        conversation.history.articles += hits.map(\.article.id)
        if conversation.history.articles.count > 10 {
            conversation.history.articles.removeFirst(conversation.history.articles.count - 10)
        }
    }
}

extension Hit {
    var link: ArticleLink {
        ArticleLink(
            id: article.id,
            title: article.title,
            url: article.url,
            snippet: snippet.text,
            kind: article.kind.rawValue
        )
    }
}

extension Article {
    var asValue: Value {
        .record(
            Record(
                shape: "article",
                fields: [
                    "id": .string(id), "title": .string(title),
                    "url": url.map { .string($0) } ?? .null, "kind": .string(kind.rawValue),
                ]
            )
        )
    }
}
