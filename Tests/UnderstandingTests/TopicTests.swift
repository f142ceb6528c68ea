import Testing
import Understanding

private let bank = TopicMatcher(
    topics: [
        (
            "replace_card", "Replace a card",
            [
                "I lost my credit card", "my card was stolen", "replace my card",
                "I need a new card", "my debit card is damaged",
            ]
        ),
        (
            "order_status", "Order status",
            [
                "where is my order", "track my order", "has my package shipped",
                "when will my order arrive", "order status",
            ]
        ),
        (
            "book_mortgage", "Talk to a mortgage specialist",
            [
                "I want to talk about a mortgage", "book a mortgage appointment",
                "call me about a home loan", "schedule a call with a mortgage specialist",
            ]
        ),
        (
            "change_address", "Change your address",
            ["I moved", "change my address", "update my home address", "I have a new address"]
        ),
        (
            "order_checks", "Order checks",
            ["I need checks", "order a checkbook", "send me a new cheque book"]
        ),
        (
            "dispute", "Dispute a charge",
            [
                "I don't recognise this charge", "dispute a transaction",
                "I was charged twice", "wrong amount on my statement",
            ]
        ),
        ("feedback", "Feedback", ["I want to give feedback", "I have a complaint", "rate you"]),
    ],
    language: "en"
)

extension TopicMatch.Decision {
    fileprivate var started: String? {
        guard case .start(let id) = self else { return nil }
        return id
    }

    fileprivate var ids: [String] {
        switch self {
        case .start(let id): [id]
        case .offer(let ids): ids
        case .none: []
        }
    }
}

@Suite struct TopicTests {
    @Test(arguments: [
        ("I lost my credit card", "replace_card"), ("hi, I lost my visa", "replace_card"),
        ("i lost my card!!", "replace_card"), ("my creditcard got stolen", "replace_card"),
        ("I need a replacement card please", "replace_card"), ("lost card", "replace_card"),
        ("my card is stolen", "replace_card"), ("where's my order?", "order_status"),
        ("track order", "order_status"), ("wheres my package", "order_status"),
        ("I've moved house", "change_address"), ("change addres", "change_address"),
        ("Hello, I would like to order a check book", "order_checks"),
        ("I was charged twice for the same thing", "dispute"),
        ("i want to dispute a charge", "dispute"), ("replace a card", "replace_card"),
        ("book a mortgage appointment please", "book_mortgage"),
    ])
    func `A clear request starts its topic`(text: String, topic: String) {
        let match = bank.match(Utterance(text))
        #expect(match.decision.started == topic, "\(match)")
    }

    @Test(arguments: [
        "what does a new card cost?", "how much is a replacement card", "what is the weather",
        "tell me a joke", "asdfgh", "", "👍", "hi", "please", "I", "the", "my", "what", "my dog",
        "do you have a branch in Leeds", "is my money safe", "open a case",
        "what are your opening hours", "can you help me",
    ])
    func `What is no clear request starts nothing`(text: String) {
        let match = bank.match(Utterance(text))
        #expect(match.decision.started == nil, "\(match)")
    }

    @Test(arguments: [
        "what is the weather", "tell me a joke", "asdfgh", "", "👍", "hi", "thanks", "12345",
        "the cat sat on the mat", "I want to fly to Paris", "do you like music",
    ])
    func `What has nothing to do with any topic offers nothing`(text: String) {
        let match = bank.match(Utterance(text))
        #expect(match.decision == .none, "\(match)")
    }

    @Test func `An example said word for word starts its topic with its reason`() {
        let match = bank.match(Utterance("Hi, where is my order? Thanks"))
        #expect(match.decision == .start("order_status"))
        #expect(match.scores.first?.score == 1)
        #expect(match.scores.first?.why == ["=where is my order"])
    }

    @Test func `A score says which words made it`() {
        let match = bank.match(Utterance("somebody has stolen my card"))
        #expect(match.scores.first?.why.first == "stolen")
    }

    @Test func `Scores are ordered and lie between 0 and 1`() {
        let scores = bank.match(Utterance("order a new card for my address")).scores.map(\.score)
        #expect(scores == scores.sorted(by: >))
        #expect(scores.allSatisfy { (0...1).contains($0) })
    }

    @Test func `A bot with no topics matches nothing`() {
        let empty = TopicMatcher(topics: [], language: "en")
        #expect(empty.match(Utterance("hello there card")).decision == .none)
    }

    @Test func `Topics in Spanish and Arabic are found`() {
        let spanish = TopicMatcher(
            topics: [
                ("tarjeta", "Reponer tarjeta", ["perdí mi tarjeta", "me robaron la tarjeta"]),
                ("pedido", "Pedido", ["dónde está mi pedido"]),
            ],
            language: "es"
        )
        #expect(
            spanish.match(Utterance("hola, he perdido mi tarjeta", language: "es")).decision.ids
                .first == "tarjeta"
        )
        let arabic = TopicMatcher(
            topics: [
                ("card", "استبدال البطاقة", ["فقدت بطاقتي", "سرقت بطاقتي"]),
                ("order", "الطلب", ["أين طلبي"]),
            ],
            language: "ar"
        )
        #expect(
            arabic.match(Utterance("مرحبا فقدت بطاقتي", language: "ar")).decision
                == .start("card")
        )
    }
}
