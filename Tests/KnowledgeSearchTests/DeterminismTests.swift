import KnowledgeSearch
import Testing
import Values

@Suite struct DeterminismTests {
    @Test func `The order in which articles come does not matter`() {
        let other = ArticleIndex.build(
            articles: bankArticles.reversed(),
            synonyms: [["PIN", "secret number"]]
        )
        #expect(other.generation == bank.generation)
        for question in ["card", "money fee country", "replacment of a new card", "account"] {
            let one = bank.search(question)
            let two = other.search(question)
            #expect(one == two)
            #expect(one.map(\.confidence) == two.map(\.confidence))
            #expect(one.map(\.snippet) == two.map(\.snippet))
        }
    }

    @Test func `Any change of an article changes the generation`() throws {
        var changed: [ArticleIndex] = []
        func change(_ body: (inout Article) -> Void) {
            var articles = bankArticles
            body(&articles[0])
            changed.append(.build(articles: articles, synonyms: [["PIN", "secret number"]]))
        }
        change { $0.title += "." }
        change { $0.text += "." }
        change { $0.kind = .community }
        change { $0.url = "https://bank.example/fees" }
        change { $0.language = "en" }
        change { $0.tags = [] }
        change { $0.votes = 1 }
        change { $0.accepted = true }
        change { $0.updated = CivilDate("2026-01-01") }
        change { $0.audience = "internal" }
        changed.append(.build(articles: bankArticles))
        changed.append(
            .build(articles: bankArticles, synonyms: [["PIN", "secret number"]], language: "de")
        )
        #expect(Set(changed.map(\.generation) + [bank.generation]).count == changed.count + 1)
    }

    @Test func `The generation is the same on every machine`() {
        let index = ArticleIndex.build(articles: [Article(id: "a", title: "b", text: "c")])
        #expect(index.generation == "8524cab631c9e071")
    }
}
