import KnowledgeSearch
import Testing

@Suite struct HostileQuestionTests {
    @Test(arguments: [
        "", " ", "\0", "\0\0card\0".replacingCard, "?!…", "''''", "-_-.-", "the of and to what",
        "\u{200D}\u{FE0F}\u{0301}", "🙂🙂", "\u{FFFF}", "’s", "---\n---",
    ])
    func `A question without a telling word finds nothing`(question: String) {
        #expect(bank.search(question).isEmpty)
    }

    @Test(arguments: [
        String(repeating: "card ", count: 200_000),
        String(repeating: "a", count: 1_000_000),
        String(repeating: "銀行", count: 200_000),
        String(repeating: "a-", count: 500_000),
        String(repeating: "x'", count: 500_000),
        (0..<100_000).map { "w\($0)q" }.joined(separator: " "),
        String(repeating: "\u{0301}", count: 300_000),
        "e" + String(repeating: "\u{0301}", count: 300_000),
    ])
    func `A question of a megabyte ends and traps nothing`(question: String) {
        #expect(bank.search(question).count <= 10)
    }

    @Test func `What is cut off a long question does not count`() {
        let long = String(repeating: "banana ", count: 4000) + "pin"
        #expect(!bank.ids(long).contains("pin"))
    }

    @Test func `A NUL parts words and ends none`() {
        #expect(bank.ids("opening\0hours").first == "opening-hours")
    }

    @Test func `An empty index finds nothing`() {
        let empty = ArticleIndex.build(articles: [])
        #expect(empty.search("card").isEmpty)
        #expect(empty.generation.count == 16)
    }

    @Test func `Articles of nothing are built and not found`() {
        let index = ArticleIndex.build(
            articles: [
                Article(id: "", title: "", text: ""),
                Article(id: "b", title: "\0", text: "…", tags: [""]),
            ],
            synonyms: [[], [""], ["a", "a"], ["one two three four five six", "x"]]
        )
        #expect(index.search("one x a").isEmpty)
    }
}

extension String {
    fileprivate var replacingCard: String { split(separator: "card").joined() }
}
