import Messages
import Testing
import Values

@testable import botsim

@Suite struct `A message in a terminal` {
    private func drawn(_ reply: Reply, on channel: Channel = .web, width: Int = 60) -> String {
        let drawing = ReplyDrawing(
            pen: Pen(isColoured: false, width: width),
            profile: ChannelProfile(channel: channel),
            time: LocalTime(zone: "America/New_York"),
            agent: "Dana"
        )
        return drawing.lines(reply).joined(separator: "\n")
    }

    private func drawn(_ kind: Control.Kind, on channel: Channel = .web) -> String {
        drawn(Reply(id: "r1", control: Control(question: "q1", kind: kind)), on: channel)
    }

    private let cards = Control.Kind.choice(
        ChoiceControl(
            options: [
                ChoiceControl.Option(id: "a", title: "Visa", subtitle: "ending 1234"),
                ChoiceControl.Option(id: "b", title: "Amex"),
            ],
            style: .list
        )
    )

    @Test func `Words are broken between words`() {
        let reply = Reply(id: "r1", text: "The quick brown fox jumps over the lazy dog.")
        #expect(drawn(reply, width: 24) == "  The quick brown fox\n  jumps over the lazy\n  dog.")
    }

    @Test func `A notice is marked, and a person has a name`() {
        #expect(
            drawn(Reply(id: "r1", purpose: .notice, text: "You are next.")) == "  · You are next."
        )
        #expect(drawn(Reply(id: "r1", sender: .agent, text: "Hello")) == "  Dana: Hello")
    }

    @Test func `Yes and no are buttons where the device has buttons, else a numbered list`() {
        let yesno = Control.Kind.yesno(yes: "Yes", no: "No")
        #expect(drawn(yesno) == "  [ Yes ]  [ No ]")
        #expect(drawn(yesno, on: .sms) == "    1  Yes\n    2  No")
    }

    @Test func `A list has numbers and subtitles`() {
        #expect(drawn(cards) == "    1  Visa\n       ending 1234\n    2  Amex")
    }

    @Test func `Several answers are announced`() {
        let many = Control.Kind.choice(
            ChoiceControl(
                options: [
                    ChoiceControl.Option(id: "a", title: "Milk", section: "Cold"),
                    ChoiceControl.Option(id: "b", title: "Tea", section: "Warm"),
                ],
                min: 1,
                max: 2,
                more: "More"
            )
        )
        #expect(
            drawn(many) == """
                  Cold
                    1  Milk
                  Warm
                    2  Tea
                  1 to 2 of these, such as 1, 2
                  [ More ]
                """
        )
    }

    @Test func `Time slots show the time where the customer is`() throws {
        let start = try #require(Timestamp("2026-03-03T14:00:00Z"))
        let times = Control.Kind.timeSlots(
            TimeSlotsControl(
                slots: [
                    TimeSlotsControl.Slot(id: "w1", start: start, seconds: 10_800, title: "Morning")
                ],
                timeZone: "America/New_York"
            )
        )
        #expect(drawn(times) == "    1  Morning\n       Tue 3 Mar, 09:00–12:00")
    }

    @Test func `A form is a table of its fields`() {
        let form = FormControl(pages: [
            FormControl.Page(
                slot: "day",
                title: "Which day?",
                control: Control(question: "q1", kind: .date(min: nil, max: nil)),
                value: nil,
                next: "name"
            ),
            FormControl.Page(
                slot: "name",
                title: "Whose name?",
                control: Control(question: "q1", kind: .text(TextControl(format: .free))),
                value: "Kim",
                next: nil
            ),
        ])
        let reply = Reply(
            id: "r1",
            text: "Your order",
            control: Control(question: "q1", kind: .form(form))
        )
        #expect(
            drawn(reply) == """
                  Your order
                  | day   Which day?
                  | name  Whose name?  (Kim)
                """
        )
    }

    @Test func `An app shows its name and what it offers`() {
        let app = Control.Kind.app(
            name: "calendar",
            parameters: ["slots": [["id": "w1", "title": "Morning"]]]
        )
        #expect(drawn(app, on: .apple) == "  opens the app calendar\n    1  Morning")
    }

    @Test func `Links, articles, cards and pictures are told apart`() {
        let reply = Reply(
            id: "r1",
            links: [Link(url: "https://a.example", title: "Track it")],
            media: Media(url: "https://a.example/p.png", caption: "A card"),
            card: Card(
                title: "Order F1",
                subtitle: "Since today",
                facts: [
                    Card.Fact(name: "status", value: "open"), Card.Fact(name: "no", value: "7"),
                ]
            ),
            articles: [
                ArticleLink(
                    id: "fees",
                    title: "Fees",
                    url: "https://a.example/fees",
                    snippet: "A new card costs 5 USD.",
                    kind: "knowledge"
                )
            ]
        )
        #expect(
            drawn(reply) == """
                  [picture] https://a.example/p.png  A card
                  Order F1
                  Since today
                    status  open
                    no      7
                  * Fees
                    A new card costs 5 USD.
                    https://a.example/fees
                  -> Track it  https://a.example
                """
        )
    }

    @Test(arguments: [
        (
            Control.Kind.date(min: CivilDate(year: 2026, month: 3, day: 2), max: nil),
            "  from 2026-03-02"
        ),
        (
            .file(mimes: ["image/png"], maxBytes: 2048),
            "  image/png, up to 2 KB: [file] NAME TYPE SIZE"
        ),
        (.location, "  a place: [location] LATITUDE, LONGITUDE NAME"),
        (.text(TextControl(format: .pattern, example: "AB-12")), "  for example AB-12"),
        (.number, ""), (.time, ""),
    ]) func `What is written says what is possible`(kind: Control.Kind, expected: String) {
        #expect(drawn(kind) == expected)
    }

    @Test func `What a customer or a table holds does not steer the terminal`() {
        let hostile = "a\u{1B}[2Jb\u{7}c\u{9B}d"
        let reply = Reply(
            id: "r1",
            text: hostile,
            articles: [
                ArticleLink(id: "x", title: hostile, url: hostile, snippet: hostile, kind: "x")
            ]
        )
        #expect(drawn(reply).unicodeScalars.allSatisfy { $0.value >= 32 || $0 == "\n" })
        #expect(!drawn(reply).unicodeScalars.contains("\u{9B}"))
    }

    @Test func `Colour is only where it was asked for`() {
        #expect(Pen(isColoured: false, width: 80).bold("a") == "a")
        #expect(Pen(isColoured: true, width: 80).bold("a") == "\u{1B}[1ma\u{1B}[0m")
    }
}
