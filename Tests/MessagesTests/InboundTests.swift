import Messages
import Testing
import Values

@Suite struct InboundTests {
    static let events: [Inbound] = [
        .text("hello"), .tap(question: "q7", options: ["visa-1234"]),
        .form(question: "q8", values: ["reason": "lost", "many": ["a", "b"]]),
        .timeSlot(question: "q9", id: "w2"), .value(question: "q9", "2026-03-02"),
        .file(FileReference(id: "f", mime: "image/png", size: 12, name: "a.png")),
        .location(Location(latitude: 1.5, longitude: 2, name: nil)), .contactCard(["name": "Kim"]),
        .signedIn(question: "q1", ok: true, subject: "s"),
        .paid(PaymentResult(question: "q2", status: .ok, reference: "P1")),
        .app(question: "q1", data: ["id": "w1"]), .typing(true),
        .status(message: "r1", state: .failed, code: "131047"), .edited(["id": "m"]),
        .deleted(["id": "m"]), .closed, .entry(intent: "cards", group: nil, body: "hi"),
        .desk(DeskEvent(.message, agent: "Dana", text: "Hello")),
        .desk(
            DeskEvent(
                .queued,
                queue: "cards",
                place: 3,
                wait: TimeSpan(seconds: 300)
            )
        ),
    ]

    @Test(arguments: events)
    func `An event that is written reads the same`(event: Inbound) throws {
        #expect(try Inbound(json: try JSON(parsing: event.json.text)) == event)
    }

    @Test(arguments: [
        ("[]", "an event is a JSON object"), ("{}", "an event has one of the keys"),
        (#"{"text":1}"#, "text is a string"),
        (#"{"tap":{"question":"q1"}}"#, "tap.options is a list of strings"),
        (#"{"file":{"id":"f","mime":"x","size":-1}}"#, "file.size is a number of bytes"),
        (#"{"location":{"latitude":91,"longitude":0}}"#, "location needs latitude"),
        (#"{"status":{"message":"r","state":"lost"}}"#, "status.state is"),
        (#"{"desk":"vanished"}"#, "desk is one of"),
        (#"{"text":"a","closed":{}}"#, "an event is one thing, this has closed and text"),
    ])
    func `What is no event says what is missing`(line: String, reason: String) throws {
        let json = try JSON(parsing: line)
        let error = #expect(throws: InboundError.self) { try Inbound(json: json) }
        #expect(error?.reason.hasPrefix(reason) == true)
    }
}

@Suite struct ReplyTests {
    @Test func `A reply has only the keys that it fills`() {
        let reply = Reply(id: "r1", text: "Hello")
        #expect(reply.json == ["id": "r1", "purpose": "reply", "text": "Hello"])
    }

    @Test func `One link is a link, several are links`() {
        let one = Reply(id: "r1", links: [Link(url: "https://a.example", title: "A")])
        #expect(one.json["link"] == ["url": "https://a.example", "title": "A"])
        let two = Reply(id: "r1", links: [Link(url: "https://a.example"), Link(url: "b")])
        #expect(two.json["links"]?.array?.count == 2)
        #expect(two.json["link"] == nil)
    }

    @Test func `A person's message says so`() {
        #expect(Reply(id: "r1", sender: .agent, text: "Hi").json["from"] == "agent")
    }

    @Test func `A control names its type and its question`() {
        let control = Control(
            question: "q1",
            kind: .choice(
                ChoiceControl(options: [.init(id: "a", title: "A", subtitle: "first")])
            )
        )
        #expect(
            control.json == [
                "type": "choice", "question": "q1", "min": 1, "max": 1, "style": "auto",
                "options": [["id": "a", "title": "A", "subtitle": "first"]],
            ]
        )
    }

    @Test func `A form's pages name the next, and where it starts`() {
        let date = Control(question: "q1", kind: .date(min: nil, max: nil))
        let form = Control(
            question: "q1",
            kind: .form(
                FormControl(pages: [
                    .init(slot: "a", title: "A?", control: date, value: nil, next: "b"),
                    .init(slot: "b", title: "B?", control: date, value: "2026-03-02", next: nil),
                ])
            )
        )
        #expect(form.json["start"] == "a")
        #expect(form.json["pages"]?.array?.first?["next"] == "b")
        #expect(form.json["pages"]?.array?.last?["value"] == "2026-03-02")
    }
}

@Suite struct ChannelProfileTests {
    @Test(arguments: ["AUTH%2CLIST%2cquick", "auth, list,QUICK", "Quick LIST auth hologram"])
    func `A capability list is read as devices and gateways write it`(list: String) {
        let profile = ChannelProfile(channel: .apple, capabilityList: list)
        #expect(profile.capabilities == [.auth, .list, .quick])
    }

    @Test func `A device without a word gets what its channel can do`() {
        #expect(ChannelProfile(channel: .sms).capabilities.isEmpty)
        #expect(ChannelProfile(channel: .apple).has(.form))
    }
}
