import Foundation
import KnowledgeSearch
import Testing
import Values

@Suite final class ArticleStoreTests {
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("index-\(UUID().uuidString)/deep").path

    deinit {
        try? FileManager.default.removeItem(atPath: (folder as NSString).deletingLastPathComponent)
    }

    private var file: String { folder + "/articles.kvs" }

    @Test func `What was added is there when the index is opened again`() throws {
        let update = try ArticleStore.update(folder, adding: bankArticles)
        #expect(update.articles == bankArticles.count)
        #expect(update.added == bankArticles.count)
        #expect(update.replaced == 0)
        let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int
        #expect(update.bytes == size)
        let index = try ArticleStore.open(folder).index()
        #expect(index.articles == bankArticles.sorted { $0.id < $1.id })
        #expect(index.generation == ArticleIndex.build(articles: bankArticles).generation)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["articles.kvs"])
    }

    @Test func `An article with a known ID replaces the other`() throws {
        _ = try ArticleStore.update(folder, adding: bankArticles)
        let changed = Article(id: "pin", title: "Forgotten PIN", text: "Visit us.")
        let new = Article(
            id: "new",
            title: "New",
            text: "",
            updated: CivilDate("0001-01-01")
        )
        let update = try ArticleStore.update(
            folder,
            adding: [changed, new],
            deleting: ["statement", "none"]
        )
        #expect((update.added, update.replaced, update.deleted) == (1, 1, 1))
        #expect(update.articles == bankArticles.count)
        let index = try ArticleStore.open(folder).index()
        #expect(index["pin"] == changed)
        #expect(index["new"] == new)
        #expect(index["statement"] == nil)
    }

    @Test func `Without text an article is found and not shown`() throws {
        let article = Article(
            id: "a",
            title: "Fees",
            text: "The top-up of a card, 銀行カード, is free."
        )
        _ = try ArticleStore.update(folder, adding: [article], keepsText: false)
        let index = try ArticleStore.open(folder).index()
        for question in ["topup", "cards", "銀行", "free"] {
            let hit = try #require(index.search(question).first)
            #expect(hit.snippet.text.isEmpty)
        }
        #expect(
            !(try Data(contentsOf: URL(fileURLWithPath: file))).contains(Data("of a card".utf8))
        )
    }

    @Test func `A folder without an index is said to have none`() {
        #expect(throws: ArticleStoreError.missing(path: folder)) { try ArticleStore.open(folder) }
    }

    @Test func `A changed byte is noticed, wherever it is`() throws {
        _ = try ArticleStore.update(folder, adding: [Article(id: "a", title: "b", text: "c")])
        let whole = try Data(contentsOf: URL(fileURLWithPath: file))
        for place in whole.indices {
            var bytes = whole
            bytes[place] ^= 0x20
            try bytes.write(to: URL(fileURLWithPath: file))
            #expect(throws: ArticleStoreError.self, "byte \(place)") {
                try ArticleStore.open(folder)
            }
        }
    }

    @Test func `A file cut short is refused`() throws {
        _ = try ArticleStore.update(folder, adding: bankArticles)
        let whole = try Data(contentsOf: URL(fileURLWithPath: file))
        for length in [0, 7, 20, 31, 32, whole.count - 1] {
            try whole.prefix(length).write(to: URL(fileURLWithPath: file))
            #expect(throws: ArticleStoreError.self) { try ArticleStore.open(folder) }
            #expect(throws: ArticleStoreError.self) {
                try ArticleStore.update(folder, adding: bankArticles)
            }
        }
    }

    @Test func `A folder that cannot be made changes nothing`() throws {
        let parent = (folder as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        #expect(FileManager.default.createFile(atPath: folder, contents: Data("x".utf8)))
        #expect(throws: ArticleStoreError.self) {
            try ArticleStore.update(folder, adding: bankArticles)
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder)) == Data("x".utf8))
    }
}

@Suite struct SearchBatchTests {
    @Test func `A line of questions is answered with IDs and falling scores`() throws {
        let batch = SearchBatch(index: bank, options: SearchOptions(limit: 3))
        let answer = batch.answer(line: ["_id": "q1", "text": "what does a new card cost?"])
        #expect(answer["_id"] == "q1")
        #expect(answer["ids"]?.array?.first == "card-fees")
        let scores = (answer["scores"]?.array ?? []).compactMap(\.double)
        #expect(scores.count == answer["ids"]?.array?.count)
        #expect(scores == scores.sorted(by: >))
        #expect(answer["us"]?.double != nil)
        #expect(answer["cpu_us"]?.double != nil)
        #expect(answer["why"] == nil)
        #expect(answer["snippets"] == nil)
    }

    @Test func `Why and passages come when they are asked for`() throws {
        let batch = SearchBatch(
            index: bank,
            options: SearchOptions(limit: 1),
            explains: true,
            showsSnippets: true
        )
        let answer = batch.answer(line: ["_id": 7, "text": "noon"])
        #expect(answer["_id"] == 7)
        let why = try #require(answer["why"]?.array?.first)
        #expect(why["terms"]?.array?.first?["fields"]?["text"] == 1)
        let snippet = try #require(answer["snippets"]?.array?.first)
        #expect(snippet["highlights"] == [[56, 60]])
    }

    @Test func `A line that asks nothing is answered with an error`() {
        let batch = SearchBatch(index: bank, options: SearchOptions())
        #expect(batch.answer(line: ["_id": "q"])["error"] != nil)
        #expect(batch.answer(line: [1, 2])["error"] != nil)
    }
}
