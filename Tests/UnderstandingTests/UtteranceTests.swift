import Testing
import Understanding

@Suite struct UtteranceTests {
    @Test func `Words keep their place in the original`() {
        let utterance = Utterance("Ça va? It's 5pm")
        #expect(utterance.tokens.map(\.text) == ["ça", "va", "it's", "5pm"])
        #expect(utterance.tokens.map(\.span) == [0..<2, 3..<5, 7..<11, 12..<15])
        #expect(utterance.text(7..<11) == "It's")
    }

    @Test func `What was used is gone and the rest keeps its place`() {
        let utterance = Utterance("I lost my visa yesterday").blanking([10..<14])
        #expect(utterance.tokens.map(\.text) == ["i", "lost", "my", "yesterday"])
        #expect(utterance.tokens.last?.span == 15..<24)
        #expect(utterance.remaining == "I lost my yesterday")
        let less = utterance.blanking([15..<24])
        #expect(less.remaining == "I lost my")
        #expect(less.blanking([]).tokens == less.tokens)
        #expect(less.blanking([0..<100]).isEmpty)
    }

    @Test(arguments: [
        "what does it cost", "Is it open?", "my card?", "hi, where is my order", "can I pay", "how",
    ])
    func `Questions are known by their end or their beginning`(text: String) {
        #expect(Utterance(text).isQuestion)
    }

    @Test(arguments: ["I lost my card", "yes", "", "👍", "tomorrow", "whatever you say"])
    func `Other messages are no questions`(text: String) {
        #expect(!Utterance(text).isQuestion)
    }

    @Test func `Questions are known in other languages`() {
        #expect(Utterance("¿cuánto cuesta", language: "es").isQuestion)
        #expect(Utterance("متى يصل طلبي؟", language: "ar").isQuestion)
    }

    @Test func `Digits of other scripts are digits`() {
        #expect(Utterance("٢٥ و ３").tokens.map(\.text) == ["25", "و", "3"])
    }

    @Test(arguments: ["👍", "!!!", "👍 👍!", "", "…", "👨‍👩‍👧"])
    func `Emoji and marks are no words`(text: String) {
        #expect(Utterance(text).isOnlyEmojiOrPunctuation)
    }
}
