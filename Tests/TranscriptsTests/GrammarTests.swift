import BotRuntime
import Diagnostics
import Dialogue
import Messages
import Testing
import Topics
import Transcripts
import Values

@Suite struct `The lines of a transcript` {
    /// What the only line of input of a file is.
    private func input(_ line: String) throws -> TranscriptInput {
        let transcript = try Florist.transcript(line + "\n")
        for line in transcript.lines {
            if case .input(let input) = line.kind { return input }
        }
        throw Diagnostic.error(
            "none",
            at: SourceLocation(file: transcript.file, line: 1, column: 1),
            "no input"
        )
    }

    private func sayings(_ text: String) throws -> [Saying] {
        try Florist.transcript(text).lines.compactMap { line in
            guard case .saying(let saying) = line.kind else { return nil }
            return saying
        }
    }

    @Test func `A header sets what the conversation begins with, over one line or more`() throws {
        let header = try Florist.transcript(
            """
            # first of all a comment
            channels: sms, web      contact: +1415      now: 2026-05-01T08:00:00Z
            language: es  verified: no  time_zone: Europe/Madrid  capabilities: QUICK,LIST

            > hola
            """
        ).header
        #expect(header.channels == [.sms, .web])
        #expect(header.contact == "+1415")
        #expect(header.now == Timestamp("2026-05-01T08:00:00Z"))
        #expect(header.languages == ["es"])
        #expect(!header.isVerified)
        #expect(header.timeZone == "Europe/Madrid")
        #expect(header.capabilities == "QUICK,LIST")
    }

    @Test(arguments: [
        ("> hello there", TranscriptInput.text("hello there")),
        (">", .text("")),
        (#"> \[not a button]"#, .text("[not a button]")),
        ("> [half a bracket", .text("[half a bracket")),
        ("> one\n  | two", .text("one\ntwo")),
        ("> [Yes]", .tap([.label("Yes")])),
        ("> [Red roses] [id:tulip]", .tap([.label("Red roses"), .id("tulip")])),
        ("> [slot] w2", .timeSlot("w2")),
        ("~ 1h 30m", .event(.wait(TimeSpan(seconds: 5400)))),
        ("! again", .again),
        ("! new", .event(.new)),
        ("! closed", .event(.inbound(.closed))),
        ("! typing", .event(.inbound(.typing(true)))),
        ("! verified no", .event(.verified(false))),
        ("! event {\"text\":\"hi\"}", .json(["text": "hi"])),
        ("! people closed shop", .event(.people(QueueID("shop"), .closed))),
        ("! people down", .event(.people(nil, .down))),
        ("! line 3 wait 5m", .event(.line(place: 3, wait: TimeSpan(seconds: 300)))),
        (
            "! profile whatsapp QUICK,LIST",
            .event(.profile(ChannelProfile(channel: .whatsapp, capabilities: [.quick, .list])))
        ),
        ("! desk accept Dana", .event(.inbound(.desk(DeskEvent(.accepted, agent: "Dana"))))),
        ("! desk decline", .event(.inbound(.desk(DeskEvent(.declined))))),
        ("! desk close", .event(.inbound(.desk(DeskEvent(.closed))))),
        ("! desk fail", .event(.inbound(.desk(DeskEvent(.failed))))),
        (
            "! desk queued 3 wait 5m",
            .event(
                .inbound(.desk(DeskEvent(.queued, place: 3, wait: TimeSpan(seconds: 300))))
            )
        ),
        (
            "! desk transfer to Kim",
            .event(.inbound(.desk(DeskEvent(.transferred, agent: "Kim"))))
        ),
        (
            "! desk transfer mortgages",
            .event(.inbound(.desk(DeskEvent(.transferred, queue: "mortgages"))))
        ),
        (
            "! desk callback 2026-03-03T15:00:00Z mortgages",
            .event(
                .inbound(
                    .desk(
                        DeskEvent(
                            .callback,
                            queue: "mortgages",
                            at: Timestamp("2026-03-03T15:00:00Z")
                        )
                    )
                )
            )
        ),
        (
            "! desk Dana: at 10:00, then",
            .event(.inbound(.desk(DeskEvent(.message, agent: "Dana", text: "at 10:00, then"))))
        ),
        (
            "> [file] my card.jpg image/jpeg 1024",
            .event(
                .inbound(
                    .file(
                        FileReference(
                            id: "my card.jpg",
                            mime: "image/jpeg",
                            size: 1024,
                            name: "my card.jpg"
                        )
                    )
                )
            )
        ),
        (
            "> [location] 37.77, -122.42 Ferry Building",
            .event(
                .inbound(
                    .location(
                        Location(latitude: 37.77, longitude: -122.42, name: "Ferry Building")
                    )
                )
            )
        ),
        (
            "stub orders.place = unknown after 3s",
            .event(
                .stub(
                    Stub(
                        action: ActionName("orders.place"),
                        outcome: .unknown,
                        after: TimeSpan(seconds: 3)
                    )
                )
            )
        ),
        (
            "stub orders.place = ok {\"id\":\"F1\"}",
            .event(
                .stub(
                    Stub(action: ActionName("orders.place"), outcome: .ok, gives: ["id": "F1"])
                )
            )
        ),
    ]) func `Every kind of input has its line`(line: String, expected: TranscriptInput) throws {
        #expect(try input(line) == expected)
    }

    @Test func `A form is its fields, with quotation marks where a value has a semicolon`() throws {
        let read = try input("> [form] name = Kim; note = \"all; the best\"")
        guard case .form(let fields) = read else {
            Issue.record("not a form: \(read)")
            return
        }
        #expect(fields.map(\.slot) == ["name", "note"])
        #expect(fields.map(\.value) == ["Kim", "all; the best"])
    }

    @Test func `What the bot says is its words and the lines under them`() throws {
        let read = try sayings(
            """
            < Which flowers?
              1 Roses
              2 Tulips
            < first
              | second
            < * An article
              * Another one
            < [form] The card
              name: Whose name?
            < [link] Track it <https://a.example>
            < [card] Order F1
              status: on its way
            < \\* not an article
            """
        )
        #expect(
            read == [
                Saying(text: "Which flowers?", items: ["1 Roses", "2 Tulips"]),
                Saying(text: "first\nsecond"),
                Saying(text: nil, items: ["* An article", "* Another one"]),
                Saying(text: "The card", items: ["[form]", "name: Whose name?"]),
                Saying(text: nil, items: ["-> Track it <https://a.example>"]),
                Saying(text: nil, items: ["[card] Order F1", "status: on its way"]),
                Saying(text: "* not an article"),
            ]
        )
    }

    @Test func `Guarded lines stand deeper, or behind the colon`() throws {
        let transcript = try Florist.transcript(
            """
            > hello
            when sms, apple:
              < Which one?
                1 A
              @ owner bot
            when web: < Which?
              1 A
            < All of you
            """
        )
        let guards = transcript.lines.map { $0.guarded?.channels }
        #expect(guards == [nil, [.sms, .apple], [.sms, .apple], [.web], nil])
        #expect(
            try sayings("> a\nwhen web: < Which?\n  1 A\n") == [
                Saying(text: "Which?", items: ["1 A"])
            ]
        )
    }

    @Test(arguments: [
        ("topic bouquet", Claim.Kind.topic("bouquet")),
        ("topic none", .topic(nil)),
        ("slot name = Kim Lee", .slot("name", "Kim Lee")),
        ("slot name empty", .slot("name", nil)),
        ("correction name", .correction("name")),
        ("call a.b once", .calls("a.b", 1)),
        ("call a.b never", .calls("a.b", 0)),
        ("call a.b 2 times", .calls("a.b", 2)),
        ("call a.b refused", .callOutcome("a.b", .refused)),
        ("handoff shop", .handoff("shop")),
        ("handoff none", .handoff(nil)),
        ("owner agent", .owner(.agent)),
        ("waiting question name", .waiting("question", slot: "name")),
        ("outcome resolved", .outcome("resolved")),
        ("rule h", .rule(.answer)),
        ("interaction 2", .interactions(2)),
        ("interaction 2 linked 1", .linked(2, to: 1)),
        ("article care shown", .articleShown("care")),
        ("record callback shop", .record("callback shop")),
    ]) func `Every fact has its words`(words: String, expected: Claim.Kind) throws {
        let transcript = try Florist.transcript("> a\n@ owner bot; \(words)\n")
        guard case .claims(let claims) = transcript.lines[1].kind else {
            Issue.record("no claims")
            return
        }
        #expect(claims.count == 2)
        #expect(claims.last?.kind == expected)
    }

    @Test func `A guard may name languages of the header, and channels beside them`() throws {
        let transcript = try Florist.transcript(
            """
            languages: en, es

            > hello
            when es: < Hola
            when sms, en: < Hello
            """
        )
        let (sms, web) = (
            RunCircumstances(channel: .sms, language: "en"),
            RunCircumstances(channel: .web, language: "es")
        )
        #expect(transcript.lines.map { $0.counts(on: sms) } == [true, true, false, true])
        #expect(transcript.lines.map { $0.counts(on: web) } == [true, true, true, false])
    }

    @Test(arguments: [
        ("language: sp\n\n> a\n", "bad-language", "did you mean 'es'?"),
        ("languages: en, spanish\n\n> a\n", "bad-language", "did you mean 'es'?"),
        ("\n> a\nwhen es: < b\n", "unknown-channel", "write 'languages: en, es' above"),
        ("languages: en, es\n\n> a\nwhen ess: < b\n", "unknown-channel", "did you mean 'es'?"),
    ])
    func `A language that is none, or not this file's, is told of`(
        text: String,
        code: String,
        hint: String
    ) {
        let (transcript, problems) = Transcript.parse(SourceFile(path: "a.chat", text: text))
        #expect(transcript == nil)
        #expect(problems.map(\.code) == [code])
        #expect(problems.first?.hint == hint)
    }

    @Test func `Marks for the direction of values are nothing that one writes`() {
        let shown = Saying(text: "رقمك \u{2068}C-1\u{2069}.", items: ["1 \u{2068}A\u{2069}"])
        #expect(Saying(text: "رقمك C-1.", items: ["1 A"]).matches(shown))
        #expect(!Saying(text: "رقمك C-2.", items: ["1 A"]).matches(shown))
    }
}
