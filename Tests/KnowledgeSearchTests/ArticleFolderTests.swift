import Diagnostics
import Foundation
import KnowledgeSearch
import Testing
import Values

@Suite final class ArticleFolderTests {
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("articles-\(UUID().uuidString)").path

    init() throws {
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func write(_ name: String, _ text: String) { write(name, Data(text.utf8)) }

    private func write(_ name: String, _ bytes: Data) {
        let path = folder + "/" + name
        let parent = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
        try? FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        #expect(FileManager.default.createFile(atPath: path, contents: bytes))
    }

    /// Each mistake without the folder: `a.md:2:8 bad-updated`.
    private func mistakes(_ loaded: ArticleFolder) -> [String] {
        loaded.diagnostics.map {
            "\($0.location)".dropFirst(folder.count + 1) + " " + $0.code
        }
    }

    @Test func `Markdown brings its facts in front`() throws {
        write(
            "cards/fees.md",
            """
            ---
            title: "Card fees"
            url: https://bank.example/fees
            tags: [cards, 'new fees']
            updated: 2026-04-01
            audience: internal
            language: pt-BR
            kind: community
            votes: -3
            accepted: true
            ---
            # Card fees

            A **new** card costs [5 euros](https://bank.example/prices).
            """
        )
        let loaded = ArticleFolder.load(folder)
        #expect(mistakes(loaded) == [])
        let expected = Article(
            id: "fees",
            title: "Card fees",
            text: "A new card costs 5 euros.",
            kind: .community,
            url: "https://bank.example/fees",
            language: "pt-BR",
            tags: ["cards", "new fees"],
            votes: -3,
            accepted: true,
            updated: CivilDate("2026-04-01"),
            audience: "internal"
        )
        #expect(loaded.articles == [expected])
    }

    @Test func `A heading is the title where no other is given`() {
        write("a.md", "# Lost *cards*\n\nFreeze them.\n")
        #expect(ArticleFolder.load(folder).articles.map(\.title) == ["Lost cards"])
        #expect(ArticleFolder.load(folder).articles.map(\.text) == ["Freeze them."])
    }

    @Test func `Lines of JSON are articles`() {
        write(
            "posts.jsonl",
            """
            {"_id":"p1","title":"One","text":"First.","kind":"community","votes":2,"tags":["a"]}

            {"_id":2,"title":"Two","text":"Second.","unknown":{"is":"ignored"}}\r
            """
        )
        let loaded = ArticleFolder.load(folder, language: "de")
        #expect(mistakes(loaded) == [])
        #expect(loaded.articles.map(\.id) == ["p1", "2"])
        #expect(loaded.articles.map(\.language) == ["de", "de"])
    }

    @Test func `Every mistake has its place, and what is right is kept`() {
        write("a.md", "---\ntags: [x]\n---\nNo title.\n")
        write("b.md", "---\ntitle: B\nupdated:  2026-02-30\n---\nText.\n")
        write("c.md", "---\ntitle: C\n  kind: comunity\nvotes: many\n---\n")
        write("d.md", "---\ntitle: D\nid: good\n---\nText.\n")
        write("e.md", "---\nid: good\ntitle: E\n---\nText.\n")
        write("f.md", "---\ntitle: F\nText without an end.\n")
        write("g.md", "---\ntitle: G\ntitel: G\njust words\ntags: [a\n---\n")
        #expect(
            mistakes(ArticleFolder.load(folder)) == [
                "a.md:1:1 missing-title", "b.md:3:11 bad-updated", "c.md:3:9 bad-kind",
                "c.md:4:8 bad-votes", "e.md:2:5 duplicate-id", "f.md:1:1 unclosed-front-matter",
                "g.md:3:1 unknown-key", "g.md:4:1 bad-front-matter",
                "g.md:5:7 bad-front-matter",
            ]
        )
        #expect(ArticleFolder.load(folder).articles.map(\.id) == ["good"])
    }

    @Test func `A broken line of JSON is named where it breaks`() {
        write(
            "posts.jsonl",
            """
            {"_id":"ä","title":"One" "text":"x"}
            {"_id":"b","title":"Two","text":"x"}
            {"_id":"c","title":"Ü","updated":"2026-13-01"}
            {"title":"No ID","text":"x"}
            {"_id":"b","title":"Again","text":"x"}
            [1,2]
            {"_id":"d","text":"No title"}
            {"_id":"e","title":7}
            {"_id":"f","title":"F","text":"open
            """
        )
        let loaded = ArticleFolder.load(folder)
        #expect(
            mistakes(loaded) == [
                "posts.jsonl:1:26 bad-json", "posts.jsonl:3:34 bad-updated",
                "posts.jsonl:4:1 missing-id", "posts.jsonl:5:8 duplicate-id",
                "posts.jsonl:6:1 bad-json", "posts.jsonl:7:1 missing-title",
                "posts.jsonl:8:20 bad-title", "posts.jsonl:9:36 bad-json",
            ]
        )
        #expect(loaded.articles.map(\.id) == ["b"])
    }

    @Test func `A file that is not UTF-8 is named where it stops being so`() {
        write("a.md", Data("# Gut\n\nK".utf8) + Data([0xE4]) + Data("se\n".utf8))
        #expect(mistakes(ArticleFolder.load(folder)) == ["a.md:3:2 not-utf8"])
    }

    @Test func `A file that is too large is not read`() throws {
        write("a.md", "")
        let file = try #require(FileHandle(forWritingAtPath: folder + "/a.md"))
        try file.truncate(atOffset: UInt64(ArticleFolder.largestFile) + 1)
        #expect(mistakes(ArticleFolder.load(folder)) == ["a.md:1:1 file-too-large"])
    }

    @Test func `A pipe is not waited for`() {
        #expect(mkfifo(folder + "/a.md", 0o600) == 0)
        #expect(mistakes(ArticleFolder.load(folder)) == ["a.md:1:1 unreadable"])
    }

    @Test func `A missing folder is said`() {
        #expect(ArticleFolder.load(folder + "/none").diagnostics.map(\.code) == ["no-file"])
    }

    @Test func `Hidden files and other kinds are left alone`() {
        write(".git/a.md", "# A")
        write("image.png", "x")
        #expect(mistakes(ArticleFolder.load(folder)) == [])
        #expect(ArticleFolder.load(folder).articles.isEmpty)
    }

    @Test func `A folder called after a language holds translations`() {
        write("fees.md", "# Fees\nFive euros.")
        write("es/fees.md", "# Comisiones\nCinco euros.")
        write("ar/fees.md", "---\ntitle: الرسوم\nlanguage: ar\n---\nخمسة يورو.")
        write("hr/leave.md", "# Leave\nAsk early.")
        let loaded = ArticleFolder.load([folder], languages: ["en", "es", "ar"])
        #expect(loaded.diagnostics.isEmpty)
        #expect(
            loaded.articles.map { "\($0.language ?? "none") \($0.id)" }
                == ["ar fees", "es fees", "en fees", "en leave"]
        )
    }

    @Test func `A translation of nothing and a language nobody speaks are told`() {
        write("fees.md", "# Fees\nFive euros.")
        write("es/fee.md", "# Comisiones\nCinco euros.")
        write("fr.md", "---\ntitle: Frais\nlanguage: fr\n---\nCinq euros.")
        write("posts.jsonl", #"{"_id":"p","title":"¿Qué tal?","language":"es","kind":"community"}"#)
        let loaded = ArticleFolder.load([folder], languages: ["en", "es"])
        #expect(
            mistakes(loaded) == ["es/fee.md:1:1 missing-original", "fr.md:1:1 language-not-spoken"]
        )
        #expect(loaded.diagnostics.first?.hint == "did you mean 'fees'?")
        #expect(loaded.articles.count == 4)
    }

    @Test(arguments: [
        ("es_MX", "did you mean 'es-MX'?"),
        (
            "Spanish",
            "a language has two letters, 'es' for Spanish; without the line it is the bot's first "
                + "language"
        ),
    ])
    func `A broken language tag names a way out`(tag: String, hint: String) {
        write("fees.md", "---\ntitle: Fees\nlanguage: \(tag)\n---\nFive euros.")
        let loaded = ArticleFolder.load([folder], languages: ["en", "es"])
        #expect(mistakes(loaded) == ["fees.md:3:11 bad-language"])
        #expect(loaded.diagnostics.first?.hint == hint)
    }
}
