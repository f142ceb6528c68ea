import Testing
import Understanding

private let reasons = ChoiceMatcher(
    options: [
        ChoiceOption(id: "lost", title: "Lost", also: ["misplaced", "can't find"]),
        ChoiceOption(id: "stolen", title: "Stolen", also: ["robbed", "someone took it"]),
        ChoiceOption(id: "damaged", title: "Damaged", also: ["broken"]),
    ],
    language: "en"
)

private let cards = ChoiceMatcher(
    options: [
        ChoiceOption(id: "visa-1234", title: "Visa ending 1234", subtitle: "Everyday account"),
        ChoiceOption(id: "visa-9876", title: "Visa Platinum ending 9876", also: ["platinum"]),
        ChoiceOption(id: "amex-5555", title: "Amex ending 5555", subtitle: "Travel"),
        ChoiceOption(id: "mc-7", title: "Mastercard ending 7777"),
    ],
    language: "en"
)

extension ChoiceMatch {
    fileprivate var index: Int? {
        guard case .one(let index, _, _) = self else { return nil }
        return index
    }

    fileprivate var how: How? {
        guard case .one(_, _, let how) = self else { return nil }
        return how
    }
}

@Suite struct ChoiceTests {
    @Test(arguments: [
        ("Lost", 0, ChoiceMatch.How.exactLabel), ("it was stolen", 1, .exactLabel),
        ("stolen please", 1, .exactLabel), ("misplaced", 0, .synonym), ("broken", 2, .synonym),
        ("2", 1, .number), ("#3", 2, .number), ("two", 1, .number), ("option 2", 1, .number),
        ("2.", 1, .number), ("２", 1, .number), ("٢", 1, .number), ("number 1", 0, .number),
        ("one", 0, .number), ("1", 0, .number), ("the second one", 1, .ordinal),
        ("last one", 2, .ordinal), ("the first", 0, .ordinal), ("3rd", 2, .ordinal),
        ("stolne", 1, .typo), ("damagd", 2, .typo), ("dam", 2, .partial), ("lsot", 0, .typo),
        ("not stolen, lost", 0, .exactLabel), ("I lost it", 0, .exactLabel),
        ("no, stolen", 1, .exactLabel), ("LOST!!!", 0, .exactLabel),
        ("I can't find it", 0, .synonym),
        ("damage", 2, .partial),
    ])
    func `An answer picks one option`(text: String, index: Int, how: ChoiceMatch.How) {
        let match = reasons.match(Utterance(text), mode: .answer)
        #expect(match.index == index)
        #expect(match.how == how)
    }

    @Test(arguments: [
        ("1234", 0), ("the one ending 5555", 2), ("amex", 2), ("the amex please", 2),
        ("platinum", 1), ("visa platinum", 1), ("everyday account", 0), ("master", 3),
        ("mastrecard", 3), ("mastercard", 3), ("visa 1234", 0), ("visa-1234", 0),
        ("my travel card", 2),
        ("visa ending in 9876", 1), ("amex, not the visa", 2),
    ])
    func `Distinctive words are enough`(text: String, index: Int) {
        #expect(cards.match(Utterance(text), mode: .answer).index == index)
    }

    @Test(arguments: [("visa", [0, 1]), ("the visa one", [0, 1]), ("visa or amex", [0, 1, 2])])
    func `An answer that fits several names them`(text: String, indices: [Int]) {
        #expect(cards.match(Utterance(text), mode: .answer) == .several(indices))
    }

    @Test(arguments: [
        "either", "any", "I don't mind", "any of them", "whichever", "doesn't matter",
        "either one please",
    ])
    func `Indifference is an answer of its own`(text: String) {
        #expect(reasons.match(Utterance(text), mode: .answer) == .any)
    }

    @Test(arguments: [
        "it wasn't stolen", "4", "0", "banana", "", "🤷", "what is the weather", "the fifth",
        "99999999999999999999", "not lost", "ending", "card", "hello",
    ])
    func `What names no option picks none`(text: String) {
        #expect(reasons.match(Utterance(text), mode: .answer) == .none)
    }

    @Test(arguments: [
        ("I lost my visa", 0), ("somebody robbed me", 1), ("it is broken, send a new one", 2),
    ])
    func `A longer sentence mentions an option`(text: String, index: Int) {
        #expect(reasons.match(Utterance(text), mode: .mention).index == index)
    }

    @Test(arguments: [
        "I have 2 cards", "the second time this week", "where is my card", "it wasn't stolen",
        "I lot of fees", "2", "first", "either",
    ])
    func `Numbers, ordinals and slips are no mention`(text: String) {
        #expect(reasons.match(Utterance(text), mode: .mention) == .none)
    }

    @Test(arguments: [("I lost my amex", 2), ("my card 1234 is gone", 0)])
    func `One sentence fills another question too`(text: String, index: Int) {
        #expect(cards.match(Utterance(text), mode: .mention).index == index)
    }

    @Test(arguments: [
        ("1,3,4", [0, 2, 3]), ("1 and 3", [0, 2]), ("all", [0, 1, 2, 3]),
        ("all of them", [0, 1, 2, 3]),
        ("platinum and amex", [1, 2]), ("the first and the last", [0, 3]), ("2", [1]),
        ("1.3", [0, 2]),
        ("all except amex", [0, 1, 3]), ("5555", [2]), ("1 2", [0, 1]),
        ("amex, mastercard", [2, 3]),
    ])
    func `Several options are picked at once`(text: String, indices: [Int]) {
        guard case .chosen(let chosen, let spans) = cards.matchMany(Utterance(text)) else {
            Issue.record("nothing chosen from \(text)")
            return
        }
        #expect(chosen == indices)
        #expect(!spans.isEmpty)
    }

    @Test(arguments: ["banana", "", "9"])
    func `What names none of many picks none`(text: String) {
        #expect(cards.matchMany(Utterance(text)) == .none)
    }

    @Test func `What fits two of many says that it is one of them`() {
        #expect(cards.matchMany(Utterance("visa")) == .several([0, 1]))
    }

    @Test func `Words that stand together narrow what each of them fits`() {
        let goods = ChoiceMatcher(
            options: [
                ChoiceOption(id: "a", title: "Blue mug"), ChoiceOption(id: "b", title: "Blue jug"),
                ChoiceOption(id: "c", title: "Red mug"), ChoiceOption(id: "d", title: "Red jug"),
            ],
            language: "en"
        )
        let both = goods.match(Utterance("the mug that is blue"), mode: .answer)
        guard case .one(0, _, .partial) = both else {
            Issue.record("\(both)")
            return
        }
        #expect(goods.match(Utterance("a blue one"), mode: .answer) == .several([0, 1]))
    }

    @Test func `The span of an answer is its words`() {
        let match = cards.match(Utterance("é, the amex please"), mode: .answer)
        guard case .one(_, let span, _) = match else {
            Issue.record("no match")
            return
        }
        #expect(span == 7..<11)
    }

    @Test func `Options in Spanish and Arabic are found`() {
        let spanish = ChoiceMatcher(
            options: [
                ChoiceOption(id: "a", title: "Perdida"), ChoiceOption(id: "b", title: "Dañada"),
            ],
            language: "es"
        )
        #expect(spanish.match(Utterance("danada", language: "es"), mode: .answer).index == 1)
        #expect(spanish.match(Utterance("la segunda", language: "es"), mode: .answer).index == 1)
        let arabic = ChoiceMatcher(
            options: [
                ChoiceOption(id: "a", title: "ضائعة"), ChoiceOption(id: "b", title: "مسروقة"),
            ],
            language: "ar"
        )
        #expect(arabic.match(Utterance("مسروقة", language: "ar"), mode: .answer).index == 1)
        #expect(arabic.match(Utterance("٢", language: "ar"), mode: .answer).index == 1)
        #expect(arabic.match(Utterance("الأولى", language: "ar"), mode: .answer).index == 0)
    }
}
