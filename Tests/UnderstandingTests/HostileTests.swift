import Testing
import Understanding

private let hostile: [String] = [
    "", " ", "👍", "👍🏽👨‍👩‍👧", "\u{301}\u{301}", "\u{0}\u{7}", "\u{202E}abc 5pm", "\u{FEFF}", "....",
    "@@@@", "////",
    "1/", "/1", "1/1/", "99/99/9999", "0000-00-00", "5:", ":5", "25:61", "99:99:99", "-", "--5",
    "999999999999999999999999999999", "1e999", "9999999999 years ago", "in 99999999 weeks",
    "the 0th", "0", "00:00", "and and and", "a a a", "$", "$$$", "%", "1,,,,1", "1....1",
    "in", "from to", "next", "last last last", "the the", "half", "quarter past", "a week from",
    "a week from a week from a week from", "since", "between and", "no no yes no", "1:2:3:4:5",
    "million million million", "hundred hundred", "minus minus", "9999-12-31", "year 9999",
    "in 9000 years", "9000 years ago", "2 + 2", "😀 5 😀 pm", "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨٩٠١٢٣",
    "point point five", "five point", "5 to", "to 5", "in a", "http://", "www.", "a@", "'16", "''",
    "trillion billion million thousand", "nine hundred ninety nine trillion trillion",
]

@Suite struct HostileTests {
    @Test(arguments: hostile)
    func `Nothing that is typed does harm`(text: String) throws {
        let utterance = Utterance(text)
        for language in ["en", "es", "ar", "xx", ""] {
            for type in EntityType.allCases {
                for found in try recognitions(type, in: text, language: language, region: "") {
                    #expect(found.span.upperBound <= text.unicodeScalars.count)
                    #expect(!found.span.isEmpty)
                }
            }
            _ = YesNo.read(utterance, language: language)
            let words = ControlWords(language: language)
            _ = (words.whole(utterance), words.asksForPerson(utterance), words.danger(utterance))
        }
        let matcher = ChoiceMatcher(
            options: [ChoiceOption(id: "", title: ""), ChoiceOption(id: "1", title: "👍")],
            language: "en"
        )
        _ = matcher.match(utterance, mode: .answer)
        _ = matcher.match(utterance, mode: .mention)
        _ = matcher.matchMany(utterance)
        _ = utterance.isQuestion
    }

    @Test(arguments: [
        "a ", "1 ", "@", "1/", "5pm ", "the ", "👍", "\u{301}", "a.b", "yes ", "信", "in 3 ",
    ])
    func `A message of a megabyte is answered`(unit: String) throws {
        let text = String(repeating: unit, count: 1_000_000 / unit.utf8.count)
        let utterance = Utterance(text)
        #expect(utterance.original.utf8.count == text.utf8.count)
        for type in [EntityType.date, .number, .email, .url, .phone, .yesno] {
            _ = try recognitions(type, in: text)
        }
        _ = ControlWords(language: "en").asksForPerson(utterance)
        let topics = TopicMatcher(topics: [("a", "A", ["lost card"])], language: "en")
        _ = topics.match(utterance)
        let choices = ChoiceMatcher(options: [ChoiceOption(id: "a", title: "Lost")], language: "en")
        _ = choices.match(utterance, mode: .answer)
        _ = choices.match(utterance, mode: .mention)
    }
}
