import Testing
import Text

@Suite struct StemmerTests {
    @Test(arguments: [
        ("en", "replacing", "replac"), ("en-GB", "cards", "card"), ("es", "tarjetas", "tarjet"),
        ("fr_CA", "cartes", "cart"), ("de", "karten", "kart"), ("xx", "cards", "cards"),
        ("", "cards", "cards"), ("en", "", ""),
    ])
    func `A word is taken to its stem in its language`(
        language: String,
        word: String,
        stem: String
    ) {
        #expect(Stemmer(language: language).stem(word) == stem)
    }

    @Test func `One stemmer serves many tasks`() async {
        let stemmer = Stemmer(language: "en")
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<500).allSatisfy { _ in stemmer.stem("running") == "run" } }
            }
            for await right in group { #expect(right) }
        }
    }

    @Test func `A very long word does no harm`() {
        let word = String(repeating: "ing", count: 300_000)
        #expect(Stemmer(language: "en").stem(word).utf8.count <= word.utf8.count)
    }
}
