import BotRuntime
import Bots
import Crypto
import Diagnostics
import Dialogue
import Messages
import Testing
import Topics
import Transcripts
import Values

@testable import botsim

/// What stands for personal things in a conversation that is saved from a server.
@Suite struct `Stand-ins` {
    @Test(arguments: [
        (
            "mail me at j.doe+x@home.example or J.Doe+X@home.example",
            [
                "mail me at customer1@mail.example or customer1@mail.example"
            ]
        ),
        (
            "call (617) 555-0188, +44 20 7946 0958 or 0049 30 901820",
            [
                "call +1 415 555 0101, +1 415 555 0102 or +1 415 555 0103"
            ]
        ),
        ("my number is 12345678, I said 12345678", ["my number is 12345678, I said 12345678"]),
        ("it was 98765432", ["it was 12345678"]),
        ("card •••• •••• •••• 1111", ["card 4242 4242 4242 4242"]),
        (
            "on 2026-03-02 at 10:00, 3 of 120000 for 1500 USD",
            [
                "on 2026-03-02 at 10:00, 3 of 120000 for 1500 USD"
            ]
        ),
        ("ann lee here, and Annabel Leeds", ["Sam Doe here, and Annabel Leeds"]),
        ("Mrs. Lee", ["Mrs. Sam"]), ("", [""]),
    ])
    func `are of the same kind, the same each time, and only where something is personal`(
        text: String,
        masked: [String]
    ) {
        var standIns = StandIns()
        standIns.hide(name: "Ann Lee", as: "Sam Doe")
        standIns.hide(name: "Ann", as: "Sam")
        standIns.hide(name: "Lee", as: "Sam")
        #expect([standIns.masking(text)] == masked)
        // What stands for something is nothing personal.
        #expect([standIns.masking(standIns.masking(text))] == masked)
    }

    @Test func `leave the keys of JSON, and what is no text`() {
        var standIns = StandIns()
        let json: JSON = [
            "a@b.example": ["a@b.example", 5_551_234_567], "n": .double(0.5), "on": true,
        ]
        #expect(
            standIns.masking(json) == [
                "a@b.example": ["customer1@mail.example", 5_551_234_567], "n": .double(0.5),
                "on": true,
            ]
        )
    }
}

@Suite struct `A conversation played again` {
    private static let files = [
        BotFile(
            path: "bot.yaml",
            text: "name: Safe\nqueues: { desk: { title: the desk } }\nchannels: [web]"
        ),
        BotFile(
            path: "open.yaml",
            text: """
                title: Open the safe
                examples: [open the safe]
                slots:
                  pin: { type: digits, length: 4, ask: Which PIN?, secure: true, title: PIN }
                  home: { type: address, ask: Where are you? }
                steps:
                  - ask: [pin, home]
                  - call: safe.open
                    with: { pin }
                    into: door
                  - say: "Open, {door.holder}."
                """
        ),
        BotFile(
            path: "actions.yaml",
            text: """
                shapes: { door: { holder: text, mail: email, phone: optional phone } }
                safe.open:
                  within: 5s
                  else: { handoff: desk, say: It stays shut. }
                  takes: { pin: secure text }
                  gives: door
                  http: { service: safe, post: /open }
                """
        ),
    ]

    private static func turn(
        _ number: Int64,
        cause: Int64? = nil,
        source: String = "in",
        second: Int64,
        _ line: JSON
    ) -> JSON {
        var fields = line.object ?? [:]
        fields["source"] = .string(source)
        return [
            "turn": .int(number), "cause": .int(cause ?? number), "conversation": 3,
            "at": .string(Timestamp(seconds: 1_772_463_600 + second).description),
            "line": .object(fields),
        ]
    }

    @Test func `has stand-ins for secrets, addresses and what another system gave`() throws {
        let (loaded, diagnostics) = BotFolder.load(files: Self.files)
        #expect(diagnostics.filter { $0.severity == .error }.map(\.rendered) == [])
        let bot = try #require(loaded).bot
        let now = Timestamp(seconds: 1_772_463_600)
        let call: JSON = [
            "action": "safe.open", "key": "k", "arguments": ["pin": "•••"], "outcome": "ok",
        ]
        let turns = [
            Self.turn(1, second: 0, ["event": ["text": "open the safe"], "replies": []]),
            Self.turn(
                2,
                second: 5,
                ["event": ["text": "•••"], "topic": "open", "replies": [], "slots": [:]]
            ),
            Self.turn(
                3,
                second: 9,
                [
                    "event": ["text": "7 Elm Street, Salem"], "topic": "open", "replies": [],
                    "slots": ["home": "7 Elm Street, Salem"],
                    "calls": [["action": "safe.open", "key": "k", "arguments": [:]]],
                ]
            ),
            Self.turn(
                4,
                cause: 3,
                source: "action",
                second: 11,
                [
                    "event": [
                        "call": "safe.open", "outcome": "ok",
                        "gives": [
                            "holder": "Ann Lee", "mail": "ann@home.example",
                            "phone": "+16175550188",
                        ],
                    ],
                    "replies": [["text": "Open, Ann Lee."]], "calls": [call], "topic": "open",
                    "slots": ["home": "7 Elm Street, Salem"],
                ]
            ),
        ]
        let simulation = Simulation(
            bot: bot,
            backEnd: try #require(loaded).makeBackEnd(at: now),
            profile: ChannelProfile(channel: .web),
            contact: Contact(id: "customer"),
            now: now
        )
        var standIns = StandIns()
        standIns.hide(name: "Ann Lee", as: "Sam Doe")
        var saved = SavedConversation(
            turns.compactMap(SavedConversation.Turn.init),
            simulation,
            standIns,
            in: bot
        )
        let text = try saved.play(title: "saved")
        #expect(text.contains("secrets: pin = 1111"))
        #expect(text.contains("> [secret] pin"))
        #expect(text.contains("> 1 High Street, Springfield"))
        #expect(
            text.contains(
                #"stub safe.open = ok {"holder":"Sam Doe","mail":"customer1@mail.example","phone":"+14155550101"} after 2s"#
            )
        )
        #expect(text.contains("~ 11s\n@ call safe.open once\n< Open, Sam Doe.\n"))
        for personal in ["Elm", "Ann", "617", "•"] { #expect(!text.contains(personal)) }
    }
}
