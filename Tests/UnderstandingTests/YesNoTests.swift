import Testing
import Understanding

@Suite struct YesNoTests {
    @Test(arguments: [
        ("yes", true), ("Yes!", true), ("yep please", true), ("ok", true), ("sure go ahead", true),
        ("yes, that's right", true), ("👍", true), ("👍🏽", true), ("why not", true), ("YEAH", true),
        ("of course", true), ("no problem", true), ("fine", true), ("yes please, thank you", true),
        ("um, yes", true), ("I think so", true), ("go ahead please", true), ("ya", true),
        ("no", false), ("no thanks", false), ("nope", false), ("not really", false),
        ("No, thank you", false), ("of course not", false), ("I don't think so", false),
        ("no no no", false), ("nah", false), ("👎", false), ("that's wrong", false),
        ("not now", false), ("dont", false), ("hi, no", false),
    ])
    func `A whole message that answers is understood`(text: String, value: Bool) {
        let answer = YesNo.read(Utterance(text), language: "en")
        #expect(answer?.value == value)
        #expect(answer?.strength == .whole)
        #expect(answer?.rest.isEmpty == true || answer?.rest.tokens.count ?? 9 <= 2)
    }

    @Test(arguments: [
        ("no wait, it was stolen", false, "wait, it was stolen"),
        ("no, the 5th", false, ", the 5th"),
        ("yes but no onions", true, "but no onions"),
        ("yes I lost it yesterday", true, "I lost it yesterday"),
        ("ok, what does it cost", true, ", what does it cost"),
    ])
    func `What follows an answer is kept`(text: String, value: Bool, rest: String) {
        let answer = YesNo.read(Utterance(text), language: "en")
        #expect(answer?.value == value)
        #expect(answer?.strength == .leading)
        #expect(answer?.rest.remaining == rest)
    }

    @Test(arguments: [
        "no idea", "I don't know", "not sure", "right now", "I lost my card", "fine print please",
        "no one called me", "yes and no", "nothing works", "what?", "", "🤷", "normal", "yesterday",
        "November", "I can't find it", "okra", "note", "right card",
    ])
    func `What is neither is not taken for an answer`(text: String) {
        #expect(YesNo.read(Utterance(text), language: "en") == nil)
    }

    @Test(arguments: [
        ("sí", "es", true), ("si por favor", "es", true), ("claro que sí", "es", true),
        ("no gracias", "es", false), ("vale", "es", true), ("claro que no", "es", false),
        ("نعم", "ar", true), ("لا شكرا", "ar", false), ("أيوة", "ar", true), ("لا", "ar", false),
    ])
    func `Other languages have their own words`(text: String, language: String, value: Bool) {
        #expect(YesNo.read(Utterance(text, language: language), language: language)?.value == value)
    }

    @Test(arguments: [("no sé", "es"), ("ni idea", "es"), ("لا أعرف", "ar")])
    func `Not knowing is no answer in any language`(text: String, language: String) {
        #expect(YesNo.read(Utterance(text, language: language), language: language) == nil)
    }
}
