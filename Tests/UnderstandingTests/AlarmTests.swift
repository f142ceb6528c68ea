import Testing
import Understanding

@Suite struct AlarmTests {
    @Test(arguments: [
        ("someone is using my card right now", "en"), ("I want to kill myself", "en"),
        ("they are taking my money!", "en"), ("I am being held hostage", "en"),
        ("he is forcing me to transfer money", "en"), ("I've taken an overdose", "en"),
        ("me están estafando", "es"), ("quiero quitarme la vida", "es"),
        ("there's a man, he has a gun", "es"), ("أريد أن أموت", "ar"),
        ("شخص يسرق أموالي", "ar"),
    ])
    func `Danger is heard`(text: String, language: String) {
        let words = ControlWords(language: language)
        #expect(words.danger(Utterance(text, language: language)))
    }

    @Test(arguments: [
        ("my bank is killing me with fees", "en"), ("an Assassin's Creed card", "en"),
        ("my payment is being held", "en"), ("the app is forcing me to update", "en"),
        ("I want to end my life insurance", "en"), ("my wife is going to kill me", "en"),
        ("should I call the police for a stolen card?", "en"), ("I dropped dead tired", "en"),
        ("I'm in danger of missing my payment", "en"), ("tickets for Suicide Squad", "en"),
        ("are you taking my money twice?", "en"), ("I hurt myself skiing, am I covered?", "en"),
        ("me voy a matar a trabajar, quiero un préstamo", "es"), ("me muero de risa", "es"),
        ("متى تصل بطاقتي", "ar"),
    ])
    func `What only sounds like danger is none`(text: String, language: String) {
        let words = ControlWords(language: language)
        #expect(!words.danger(Utterance(text, language: language)))
    }

    @Test(arguments: [
        ("fuck you", "en", Abuse.whole), ("You idiot!!!", "en", .whole),
        ("you are so stupid", "en", .whole), ("shut up, you moron", "en", .whole),
        ("vete a la mierda", "es", .whole), ("fuck off", "es", .whole), ("يا غبي", "ar", .whole),
        ("you idiot, I lost my card", "en", .inPassing),
        ("the card does not work, asshole", "en", .inPassing),
    ])
    func `Insults are heard`(text: String, language: String, abuse: Abuse) {
        let words = ControlWords(language: language)
        #expect(words.abuse(Utterance(text, language: language)) == abuse)
    }

    @Test(arguments: [
        "I'm such an idiot, I lost my card", "this is bullshit", "my damn card", "Scunthorpe",
        "Dick Cheney", "an Assassin's Creed card", "a pain in the neck", "this is stupid",
        "I feel like an idiot", "",
    ])
    func `Anger at things is no insult`(text: String) {
        #expect(ControlWords(language: "en").abuse(Utterance(text)) == nil)
    }

    @Test func `A bot adds its own words`() {
        let words = ControlWords(
            language: "en",
            alarms: [.danger: ["gas leak"], .abuse: ["you muppet"]]
        )
        #expect(words.danger(Utterance("I smell a gas leak here")))
        #expect(words.abuse(Utterance("you muppet")) == .whole)
    }
}
