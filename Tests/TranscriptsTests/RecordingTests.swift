import BotRuntime
import Diagnostics
import Dialogue
import Messages
import Records
import Testing
import Topics
import Transcripts
import Values

@Suite struct `Recording` {
    /// The text that `--record` would write.
    private func recorded(_ text: String) throws -> String {
        let transcript = try Florist.transcript(text)
        return TranscriptRecorder(transcript, try Florist().runner.run(transcript)).text
    }

    @Test func `Inputs, comments and facts stay, and the words are the bot's`() throws {
        let text = """
            # buying flowers
            channel: sms

            > I want to order a bouquet
            @ topic bouquet
            # the wrong question
            < Which one?
            > tulips
            """
        #expect(
            try recorded(text) == """
                # buying flowers
                channel: sms

                > I want to order a bouquet
                @ topic bouquet
                # the wrong question
                < Which flowers?
                  1 Roses
                  2 Tulips
                > tulips
                < Whose name goes on the card?

                """
        )
    }

    @Test func `What differs between channels is guarded`() throws {
        let written = try recorded("channels: sms, web\n\n> I want to order a bouquet\n> tulips\n")
        #expect(
            written == """
                channels: sms, web

                > I want to order a bouquet
                < Which flowers?
                  1 Roses
                  2 Tulips
                > tulips
                when sms:
                  < Whose name goes on the card?
                when web:
                  < [form] The card
                    name: Whose name goes on the card?
                    note: What shall the card say?

                """
        )
    }

    @Test func `The words of channels that did not run stay`() throws {
        let written = try recorded(
            "channel: sms\n> I want to order a bouquet\nwhen apple:\n  < Pick some\n"
        )
        #expect(
            written == """
                channel: sms
                > I want to order a bouquet
                < Which flowers?
                  1 Roses
                  2 Tulips
                when apple:
                  < Pick some

                """
        )
    }

    @Test func `What was recorded passes, and recording it again changes nothing`() throws {
        let once = try recorded(
            """
            channels: sms, web

            > I want to order a bouquet
            > tulips
            > [form] name = Kim; note = "a; b"

            when sms:
              > yes
            when web: > [Yes]
            @ call orders.place once
            > how do I keep flowers fresh?
            > agent
            ! desk accept Dana
            ! desk Dana: Hello
            ! desk close
            > 5
            """
        )
        #expect(try Florist().run(once).failures.map(\.rendered) == [])
        #expect(try recorded(once) == once)
    }

    @Test func `A talk that is kept is a transcript that passes`() throws {
        let florist = try Florist()
        var simulation = Simulation(
            bot: florist.bot,
            backEnd: try RecordsBackEnd(
                definition: florist.bot.definition,
                now: TranscriptHeader.usualStart
            ),
            profile: ChannelProfile(channel: .web),
            contact: Contact(id: "+1", subject: "+1", verified: true),
            now: TranscriptHeader.usualStart
        )
        var recorder = SessionRecorder(simulation)
        var offer: Offer?
        func happen(_ kind: SimulatedEvent.Kind) {
            let offered = offer
            let report = simulation.take(SimulatedEvent(kind))
            if let control = report.replies.compactMap(\.control).last { offer = Offer(control) }
            recorder.add(kind, report, offer: offered, in: florist.bot)
        }
        happen(.inbound(.text("[hm] I want to order a bouquet\nplease")))
        happen(.inbound(try #require(offer).touch(["tulip"])))
        happen(
            .inbound(
                .form(
                    question: try #require(offer).question,
                    values: ["name": "Kim; Lee", "note": "\"Hi\""]
                )
            )
        )
        happen(.stub(Stub(action: ActionName("orders.place"), outcome: .unknown)))
        happen(.inbound(.tap(question: try #require(offer).question, options: ["yes"])))
        happen(.inbound(.desk(DeskEvent(.accepted, agent: "Dana"))))
        happen(.inbound(.desk(DeskEvent(.message, agent: "Dana", text: "Hello: there"))))
        // Of what a person sends nothing is checked: it is not the bot's.
        happen(.inbound(.desk(DeskEvent(.message, agent: "Dana", text: "Two\nlines"))))
        let agreed = Control(question: "", kind: .yesno(yes: "Yes", no: "No"))
        happen(.inbound(.desk(DeskEvent(.message, agent: "Dana", control: agreed))))
        happen(.inbound(.tap(question: try #require(offer).question, options: ["yes"])))
        let fields = FormControl(pages: [
            FormControl.Page(
                slot: "size",
                title: "Size",
                control: Control(question: "", kind: .number),
                value: nil,
                next: nil
            )
        ])
        let form = Control(question: "", kind: .form(fields))
        happen(.inbound(.desk(DeskEvent(.message, agent: "Dana", text: "Fill", control: form))))
        happen(
            .inbound(.form(question: try #require(offer).question, values: ["size": "4"]))
        )
        happen(
            .inbound(
                .desk(DeskEvent(.callback, queue: "shop", at: Timestamp("2026-03-03T15:00:00Z")))
            )
        )
        happen(.wait(TimeSpan(seconds: 5400)))
        happen(.inbound(.status(message: "r1", state: .read, code: nil)))
        let text = recorder.text(title: "kept")
        #expect(text.contains("@ topic bouquet"))
        #expect(text.contains("call orders.place once"))
        #expect(text.contains("@ interaction 2 linked 1"))
        #expect(text.contains("! desk Dana: Hello: there"))
        #expect(try florist.run(text).failures.map(\.rendered) == [])
    }

    @Test func `Results are XML that a build server reads`() throws {
        let florist = try Florist()
        let results = [
            try florist.run("channel: sms\n@ only\n> agent\n"),
            try florist.run("channel: sms\n> agent\n< <a> & \"b\"\n"),
        ]
        let xml = JUnitReport(results).text
        #expect(xml.contains("tests=\"2\" failures=\"1\""))
        #expect(xml.contains("- &lt; &lt;a&gt; &amp; &quot;b&quot;"))
        #expect(!xml.contains("< <a>"))
    }
}
