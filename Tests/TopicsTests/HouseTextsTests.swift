import Diagnostics
import Expressions
import Foundation
import Testing
import Topics
import Understanding
import Values

@Suite struct `The house texts` {
    @Test(arguments: HouseText.allCases)
    func `are there in three languages with the same values`(text: HouseText) {
        // Making them checks the values; what is said in one language is said in all.
        let texts = HouseTexts(languages: ["en", "es", "ar"])
        #expect(texts[text].source == text.defaultText(in: "en"))
        let words = ["en", "es", "ar"].map { text.defaultText(in: $0) }
        #expect(Set(words.map(\.isEmpty)).count == 1)
        if words[0].contains(where: \.isLetter), !words[0].hasPrefix("{") {
            #expect(Set(words).count >= 2)
        }
    }

    @Test func `are translated into a language that nobody prepared, and no other`() throws {
        let (bot, diagnostics) = SmallBot.load([
            "bot.yaml": "languages: [en, es, de]\nhouse: { thanks: My pleasure. }\n" + SmallBot.bot,
            "languages/de.po": TwoTongues.header
                + TwoTongues.entry("Goodbye.", "Auf Wiedersehen.", in: "bot.house.goodbye"),
        ])
        let texts = try #require(bot)
        #expect(diagnostics.isEmpty)
        let german = texts.messages.filter { $0.isFor("de") }.map(\.key.context)
        let spanish = texts.messages.filter { $0.isFor("es") }.map(\.key.context)
        #expect(german.contains("bot.house.goodbye"))
        #expect(german.contains("bot.words.yes"))
        #expect(spanish.contains("bot.house.thanks"))
        #expect(!spanish.contains("bot.house.goodbye"))
        let counts = texts.untranslated.map { "\($0.language) \($0.count) of \($0.texts)" }
        #expect(
            counts == [
                "es \(spanish.count) of \(spanish.count)",
                "de \(german.count - 1) of \(german.count)",
            ]
        )
        let goodbye = try ["en", "es", "de"].map { language in
            try texts.house[.goodbye].render(
                in: Environment(now: Timestamp(seconds: 0), zone: .gmt, language: language)
            )
        }
        #expect(goodbye == ["Goodbye.", "Hasta luego.", "Auf Wiedersehen."])
    }

    @Test func `of a bot in Spanish are Spanish without a catalogue`() throws {
        let (bot, _) = SmallBot.load([
            "bot.yaml": SmallBot.bot + "\nlanguages: [es]"
        ])
        #expect(bot?.house[.yes].source == "Sí")
    }
}
