import Testing
import Understanding

private let english = ControlWords(language: "en")

@Suite struct ControlWordsTests {
    @Test(arguments: [
        ("agent", ControlWord.agent), ("Agent please", .agent), ("cancel", .cancel),
        ("never mind", .cancel), ("go back", .back), ("start over please", .startOver),
        ("repeat that", .repeat_), ("help", .help), ("help please", .help), ("skip", .skip),
        ("hold on", .holdOn), ("hold on a sec", .holdOn), ("main menu", .menu), ("hi", .greeting),
        ("Hello!", .greeting), ("thanks", .thanks), ("ok thanks", .thanks), ("bye", .closing),
        ("that's all", .closing), ("no idea", .unsure), ("I dont know", .unsure),
        ("I don't mind", .indifferent), ("hi there please", .greeting), ("👋", .greeting),
    ])
    func `A whole message steers`(text: String, word: ControlWord) {
        #expect(english.whole(Utterance(text)) == word)
    }

    @Test(arguments: [
        "cancel my order", "I lost my card", "go back to school", "", "help me order a card", "!!!",
        "the agent told me yesterday", "skip the line fee", "back pain", "menu prices",
    ])
    func `A word inside a sentence does not steer`(text: String) {
        #expect(english.whole(Utterance(text)) == nil)
    }

    @Test(arguments: [
        "agent", "human", "I want to talk to a human", "can I speak with an agent please",
        "Can I talk to a real person?", "connect me to a representative", "transfer me to an agent",
        "get me a human now", "I need to speak to someone about my loan", "speak to a manager",
        "let me talk to a person", "is there a real person there", "put me through to an operator",
        "no, I want a human", "I'd like to chat with a live agent", "REPRESENTATIVE!!!",
        "hi, agent please", "customer service", "I want to speak to customer service",
    ])
    func `A wish for a person is heard`(text: String) {
        #expect(english.asksForPerson(Utterance(text)))
    }

    @Test(arguments: [
        "the agent told me yesterday", "insurance agent fee", "I don't want to talk to an agent",
        "I spoke to an agent yesterday", "a person stole my card", "human resources address",
        "I need an agent number", "someone stole my card", "support ticket status", "", "hi",
        "I want a new card", "I need a person to sign", "are you human",
        "I need a card for another person", "personal loan",
    ])
    func `Talking about people asks for none`(text: String) {
        #expect(!english.asksForPerson(Utterance(text)))
    }

    @Test(arguments: [
        ("quiero hablar con una persona", "es"), ("agente por favor", "es"),
        ("necesito hablar con un agente", "es"), ("أريد التحدث مع موظف", "ar"), ("موظف", "ar"),
    ])
    func `A wish for a person is heard in other languages`(text: String, language: String) {
        #expect(
            ControlWords(language: language).asksForPerson(Utterance(text, language: language))
        )
    }

    @Test func `A bot adds its own words`() {
        let words = ControlWords(
            language: "en",
            additions: [.agent: ["banker", "my relationship manager"]]
        )
        #expect(words.asksForPerson(Utterance("banker please")))
        #expect(words.asksForPerson(Utterance("hello, my relationship manager, now")))
        #expect(!words.asksForPerson(Utterance("the banker fee")))
        #expect(words.whole(Utterance("agent")) == .agent)
    }

    @Test(arguments: [
        "someone is using my card right now", "help, somebody is in my account!",
        "I want to kill myself", "they hacked my account",
        "I am being scammed", "there's a man, he has a gun",
    ])
    func `Danger is heard`(text: String) {
        #expect(english.danger(Utterance(text)))
    }

    @Test(arguments: [
        "I lost my card", "my card was stolen", "this is killing me", "can I use my card abroad",
        "",
    ])
    func `Ordinary trouble is no danger`(text: String) {
        #expect(!english.danger(Utterance(text)))
    }

    @Test(arguments: [
        ("no wait, it's the 5th", 0..<7), ("Actually it was stolen", 0..<8),
        ("sorry, it's the amex", 0..<11), ("I meant Friday", 0..<7),
        ("change the address to 5 High St", 0..<6),
    ])
    func `A correction announces itself`(text: String, span: Range<Int>) {
        #expect(english.correctionCue(Utterance(text)) == span)
    }

    @Test(arguments: ["the 5th", "yes", "Friday", "", "I want to change my address"])
    func `A plain answer is no correction`(text: String) {
        #expect(english.correctionCue(Utterance(text)) == nil)
    }

    @Test(arguments: ["I'd rather not say", "I won't tell you", "prefer not to answer"])
    func `A refusal is heard`(text: String) {
        #expect(english.refusal(Utterance(text)))
    }

    @Test(arguments: [
        ("STOP", "sms", Consent.stop), (" stop ", "sms", .stop), ("Unsubscribe", "sms", .stop),
        ("END", "sms", .stop), ("start", "sms", .start), ("HELP", "sms", .help),
        ("info", "sms", .help), ("spam", "apple", .stop), ("unsubscribe", "apple", .stop),
    ])
    func `Consent is one exact word`(text: String, channel: String, consent: Consent) {
        #expect(english.consent(Utterance(text), channel: channel) == consent)
    }

    @Test(arguments: [
        ("stop please", "sms"), ("stop!", "sms"), ("yes", "sms"), ("help", "apple"),
        ("stop", "web"), ("", "sms"), ("quit", "apple"),
    ])
    func `Conversation is no consent`(text: String, channel: String) {
        #expect(english.consent(Utterance(text), channel: channel) == nil)
    }
}
