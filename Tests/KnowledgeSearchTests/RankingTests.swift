import KnowledgeSearch
import Testing
import Values

@Suite struct RankingTests {
    @Test(arguments: [
        ("what does a new card cost?", "card-fees"),
        ("my card was stolen", "lost-card"),
        ("how do I change my pin", "pin"),
        ("refinance my house", "refinance"),
        ("send money abroad", "transfers-abroad"),
        ("when are you open on Saturday", "opening-hours"),
    ])
    func `A question finds the article that answers it`(question: String, id: String) {
        #expect(bank.ids(question).first == id)
    }

    @Test func `A word in the title weighs more than the same word in the text`() {
        let index = ArticleIndex.build(articles: [
            Article(id: "a", title: "Travel abroad", text: "About insurance and money."),
            Article(id: "b", title: "Insurance abroad", text: "About travel and money."),
        ])
        #expect(index.ids("insurance") == ["b", "a"])
    }

    @Test func `An inflected word finds its other forms`() {
        #expect(bank.ids("refinanced loans").first == "refinance")
    }

    @Test(arguments: ["the bank's rules", "“the bank’s” rules", "THE BANK'S rules", "bank’s…"])
    func `An ending after an apostrophe is no word of its own`(text: String) throws {
        let index = ArticleIndex.build(articles: [Article(id: "a", title: "", text: text)])
        let hit = try #require(index.search("banks").first)
        #expect(hit.marked.map { $0.lowercased() } == ["bank"])
    }

    @Test func `Tags are found like words`() {
        let index = ArticleIndex.build(articles: [
            Article(id: "a", title: "Charges", text: "What we take.", tags: ["overdraft"])
        ])
        #expect(index.ids("overdraft") == ["a"])
    }

    @Test func `Parts of an identifier find it, and so does the whole`() {
        let index = ArticleIndex.build(articles: [
            Article(id: "a", title: "Top-up fails", text: "The error is FD_FAIL_R."),
            Article(id: "b", title: "Other errors", text: "Nothing of that."),
        ])
        #expect(index.ids("topup").first == "a")
        #expect(index.ids("fd_fail_r").first == "a")
        #expect(index.ids("composer.fail").first == "a")
    }

    @Test(arguments: [
        ("mortage", "refinance"), ("rifinancing", "refinance"), ("abraod", "transfers-abroad"),
    ])
    func `A typing error in a word is forgiven`(word: String, id: String) {
        #expect(bank.ids(word).first == id)
    }

    @Test func `A word that an article has is never corrected`() {
        let index = ArticleIndex.build(articles: [
            Article(id: "preact", title: "Preact", text: "A small library."),
            Article(id: "react", title: "React", text: "A library."),
        ])
        #expect(index.ids("preact") == ["preact"])
    }

    @Test func `An order number is no typing error of another number`() {
        let index = ArticleIndex.build(articles: [
            Article(id: "a", title: "Order 48213", text: "Sent.")
        ])
        #expect(index.ids("48214").isEmpty)
    }

    @Test func `A synonym finds less than the word itself`() {
        let index = ArticleIndex.build(
            articles: [
                Article(id: "a", title: "Couch", text: "Soft."),
                Article(id: "b", title: "Sofa", text: "Soft."),
                Article(id: "c", title: "Table", text: "Hard."),
            ],
            synonyms: [["sofa", "couch", "settee"]]
        )
        #expect(index.ids("sofa") == ["b", "a"])
        #expect(index.ids("couches") == ["a", "b"])
        #expect(Set(index.ids("settee")) == ["a", "b"])
    }

    @Test func `A phrase may be a synonym of a word`() {
        #expect(bank.ids("I forgot my secret number").first == "pin")
    }

    @Test func `Knowledge comes before the community when both match alike`() {
        let index = ArticleIndex.build(articles: [
            Article(
                id: "a",
                title: "Roaming",
                text: "Costs.",
                kind: .community,
                votes: 500,
                accepted: true,
                updated: CivilDate("2026-11-01")
            ),
            Article(id: "b", title: "Roaming", text: "Costs.", kind: .knowledge),
        ])
        #expect(index.ids("roaming") == ["b", "a"])
    }

    @Test func `Accepted, liked and recent posts come before others`() {
        func post(_ id: String, _ votes: Int, _ accepted: Bool, _ date: String) -> Article {
            Article(
                id: id,
                title: "Roaming",
                text: "Costs.",
                kind: .community,
                votes: votes,
                accepted: accepted,
                updated: CivilDate(date)
            )
        }
        let index = ArticleIndex.build(articles: [
            post("a", 0, false, "2019-01-01"), post("b", 0, false, "2026-01-01"),
            post("c", 40, false, "2019-01-01"), post("d", 0, true, "2019-01-01"),
        ])
        #expect(index.ids("roaming") == ["d", "c", "b", "a"])
    }

    @Test func `Equal articles come in order of their IDs`() {
        let index = ArticleIndex.build(
            articles: ["c", "a", "b"].map { Article(id: $0, title: "Fees", text: "Same.") }
        )
        #expect(index.ids("fees") == ["a", "b", "c"])
    }

    @Test func `Of two articles with an ID the last counts`() {
        let index = ArticleIndex.build(articles: [
            Article(id: "a", title: "Old", text: ""), Article(id: "a", title: "Recent", text: ""),
        ])
        #expect(index.count == 1)
        #expect(index.ids("old").isEmpty)
        #expect(index["a"]?.title == "Recent")
    }
}

@Suite struct FilterTests {
    @Test func `A customer never sees what is internal`() {
        #expect(!bank.ids("fraud desk procedure").contains("fraud-desk"))
        let kinds = SearchOptions(kinds: [.knowledge], tags: [])
        #expect(!bank.ids("fraud desk procedure block account", kinds).contains("fraud-desk"))
    }

    @Test func `Staff see what is internal and what is for everyone`() {
        let staff = SearchOptions(audience: "internal")
        #expect(bank.ids("fraud desk procedure", staff).first == "fraud-desk")
        #expect(bank.ids("change my pin", staff).first == "pin")
    }

    @Test func `Kinds and tags narrow what is found`() {
        #expect(bank.ids("card", SearchOptions(kinds: [.community])) == ["travel-post"])
        #expect(bank.ids("card", SearchOptions(tags: ["fees"])) == ["card-fees"])
    }

    @Test func `A limit keeps the best`() {
        let all = bank.ids("card account")
        #expect(all.count > 2)
        #expect(bank.ids("card account", SearchOptions(limit: 2)) == Array(all.prefix(2)))
        #expect(bank.ids("card", SearchOptions(limit: 0)).isEmpty)
        #expect(bank.ids("card", SearchOptions(limit: .min)).isEmpty)
    }
}
