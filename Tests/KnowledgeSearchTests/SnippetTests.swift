import KnowledgeSearch
import Testing

@Suite struct SnippetTests {
    @Test func `The question's words are marked, in whatever form they stand`() throws {
        let hit = try #require(bank.search("cost of expired cards").first)
        #expect(Set(hit.marked) == ["card", "costs", "Cards", "expire"])
    }

    @Test func `A corrected word is marked as the article has it`() throws {
        let hit = try #require(bank.search("mortage").first)
        #expect(hit.marked == ["mortgage"])
    }

    @Test func `A synonym is marked`() throws {
        let hit = try #require(bank.search("secret number").first { $0.article.id == "pin" })
        #expect(hit.marked == ["PIN"])
    }

    @Test func `Marks count scalars after letters of several bytes`() throws {
        let index = ArticleIndex.build(articles: [
            Article(
                id: "a",
                title: "Gebühren",
                text: "Für Überweisungen gibt es Gebühren.",
                language: "de"
            )
        ])
        let hit = try #require(index.search("Überweisung Gebühr").first)
        #expect(hit.marked == ["Überweisungen", "Gebühren"])
        #expect(hit.snippet.highlights == [4..<17, 26..<34])
    }

    @Test func `A passage is cut from where most of the question stands`() throws {
        let filler = String(
            repeating: "There is much to say about banks and their history. ",
            count: 40
        )
        let index = ArticleIndex.build(articles: [
            Article(
                id: "a",
                title: "Banks",
                text: filler + "A chargeback takes ninety days. " + filler
            )
        ])
        let hit = try #require(index.search("how many days does a chargeback take").first)
        #expect(hit.snippet.text.contains("A chargeback takes ninety days."))
        #expect(hit.snippet.text.hasPrefix("… "))
        #expect(hit.snippet.text.hasSuffix(" …"))
        #expect(hit.snippet.text.utf8.count < 300)
        #expect(
            hit.marked == ["chargeback", "takes", "days"] || hit.marked == ["chargeback", "days"]
        )
    }

    @Test func `A long run without spaces is cut between its letters`() throws {
        let text = String(repeating: "銀行のカードを紛失した場合", count: 60)
        let index = ArticleIndex.build(articles: [
            Article(id: "a", title: "銀行", text: text, language: "ja")
        ])
        let hit = try #require(index.search("カード").first)
        #expect(!hit.snippet.text.contains("\u{FFFD}"))
        #expect(hit.marked.first == "カード")
    }

    @Test func `An article found by its title shows its beginning`() throws {
        let index = ArticleIndex.build(articles: [
            Article(id: "a", title: "Overdraft", text: "Ask us first.\nThen spend.")
        ])
        let hit = try #require(index.search("overdraft").first)
        #expect(hit.snippet == hit.snippet)
        #expect(hit.snippet.text == "Ask us first. Then spend.")
        #expect(hit.snippet.highlights.isEmpty)
    }

    @Test func `Marks are put around what matched`() throws {
        let hit = try #require(bank.search("noon").first)
        #expect(
            hit.snippet.marked(with: "<b>", "</b>")
                == "Branches are open from nine to five, on Saturdays until <b>noon</b>."
        )
    }

    @Test func `Lines of a list stand apart and their marks stay in place`() throws {
        let text = "You may pay by:\nWhat it costs\ncard\nparcel, at the counter.\nOr later."
        let index = ArticleIndex.build(articles: [Article(id: "1", title: "Paying", text: text)])
        let snippet = try #require(index.search("parcel counter").first).snippet
        #expect(
            snippet.marked(with: "[", "]")
                == "You may pay by: What it costs · card · [parcel], at the [counter]. Or later."
        )
    }

    @Test func `A passage ends with a sentence or a line where one ends near`() throws {
        let text = String(repeating: "A parcel travels fast and far. ", count: 20)
        let index = ArticleIndex.build(articles: [Article(id: "1", title: "Parcels", text: text)])
        let snippet = try #require(index.search("parcel").first).snippet
        #expect(snippet.text.hasSuffix("fast and far. …"))
        #expect(snippet.text.utf8.count <= 250)
    }
}
