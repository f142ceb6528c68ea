import KnowledgeSearch
import Testing

@Suite struct ConfidenceTests {
    @Test(arguments: [
        "what does a new card cost?", "how can I change my PIN", "refinancing a home loan",
        "my card is lost", "opening hours",
    ])
    func `A question that an article covers is answered with confidence`(question: String) throws {
        let hit = try #require(bank.search(question).first)
        #expect(hit.isConfident, "\(bank.explain(hit))")
    }

    @Test(arguments: [
        "what is the weather on mars", "the quick brown fox", "who won the match yesterday",
        "tell me a joke about penguins", "I would like a pizza with extra cheese",
    ])
    func `Nothing answers a question about something else`(question: String) {
        #expect(!bank.search(question).contains { $0.isConfident })
    }

    @Test func `A question half covered is worth an offer and no answer`() throws {
        let hit = try #require(bank.search("is there insurance for transfers abroad").first)
        #expect(!hit.isConfident)
        #expect(hit.isWorthOffering, "\(bank.explain(hit))")
    }

    @Test func `An article that says it in other words is found by synonyms with confidence`()
        throws
    {
        let articles = [
            Article(id: "a", title: "Replacement card fees", text: "We take 5 euros."),
            Article(id: "b", title: "Card limits", text: "You may spend 500 euros a day."),
        ]
        let plain = ArticleIndex.build(articles: articles)
        let index = ArticleIndex.build(
            articles: articles,
            synonyms: [["cost", "fee", "price"], ["new", "replacement"]]
        )
        let question = "what does a new card cost?"
        #expect(!plain.search(question).contains { $0.isConfident })
        let hit = try #require(index.search(question).first)
        #expect(hit.article.id == "a")
        #expect(hit.isConfident, "\(index.explain(hit))")
        #expect(Set(index.explain(hit).terms.map(\.match)) == [.word, .synonym])
    }

    @Test func `Confidence lies between nothing and certainty`() {
        for hit in bank.search("card fee account PIN new lost", options: SearchOptions(limit: 100))
        {
            #expect((0...1).contains(hit.confidence))
        }
    }

    @Test func `Why an article was found is told word by word`() throws {
        let hit = try #require(bank.search("what does a new crad cost?").first)
        let why = bank.explain(hit)
        #expect(why.id == "card-fees")
        let cost = try #require(why.terms.first { $0.asked == "cost" })
        #expect((cost.title, cost.text) == (0, 1))
        #expect(cost.contribution > 0)
        let card = try #require(why.terms.first { $0.asked == "crad" })
        #expect(card.match == .correction)
        #expect((card.term, card.title, card.tags) == ("card", 1, 1))
        #expect(why.description.contains("cost -> cost (word) title 0, text 1"))
    }
}
