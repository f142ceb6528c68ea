import BotRuntime
import Diagnostics
import Messages
import Testing
import Transcripts
import Values

@Suite struct `Running a transcript` {
    private static let order = """
        channels: sms, web

        > I want to order a bouquet
        @ topic bouquet; waiting question flower
        < Which flowers?
          1 Roses
          2 Tulips
        > [Tulips]
        @ slot flower = tulip
        when sms:
          < Whose name goes on the card?
        when web:
          < [form] The card
            name: Whose name goes on the card?
            note: What shall the card say?
        > [form] name = Kim; note = All the best
        @ slot name = Kim
        when sms:
          < What shall the card say?
        < Tulips from Kim? (1 Yes, 2 No)
        > [Yes]
        @ call orders.place once; outcome resolved
        < Ordered.
        > agent
        @ handoff shop; owner queue; waiting queue
        < I'm connecting you to a colleague. You are next.
        ! desk accept Dana
        @ owner agent
        ! desk Dana: Hello, Kim.

        """

    /// Line and message of each failure.
    private func failures(_ text: String) throws -> [String] {
        try Florist().run(text).failures.map { "\($0.location.line): \($0.message)" }
    }

    @Test func `A conversation that is as written passes on every channel`() throws {
        let result = try Florist().run(Self.order)
        #expect(result.failures.map(\.rendered) == [])
        #expect(result.runs.map(\.circumstances.channel) == [.sms, .web])
    }

    @Test func `Saving and loading at every turn changes no byte`() throws {
        let once = try Florist().run(Self.order).reports.map(\.json.text)
        let saved = try Florist().run(Self.order, savingEveryTurn: true).reports.map(\.json.text)
        #expect(once == saved)
        #expect(once.count > 10)
    }

    @Test func `What the person gets is a fact`() throws {
        let talk = """
            channel: web

            > I want to order a bouquet
            > [Tulips]
            > agent
            @ only
            @ packet reason = asked; packet queue = shop; packet slots.flower = tulip
            @ packet last_message = agent; packet slots.note empty; packet contact.verified = true
            """
            .replacing("> [Tulips]", with: "@ only\n> [Tulips]")
        #expect(try failures(talk) == [])
        let wrong = talk.replacing("slots.flower = tulip", with: "slots.flower = rose")
        let failed = try Florist().run(wrong).failures.map(\.rendered)
        #expect(failed.count == 1)
        #expect(failed.joined().contains("packet slots.flower = tulip"))
        let nobody = try Florist().run(talk.replacing("> agent", with: "> roses")).failures
        #expect(nobody.map(\.rendered).joined().contains("no packet"))
    }

    @Test(arguments: ["packet reson = asked", "packet slots.flour = tulip"])
    func `A key that no packet has is a failure`(claim: String) throws {
        let talk = "channel: web\n\n@ only\n> agent\n@ \(claim)\n"
        #expect(try failures(talk).contains { $0.contains("there is no") })
    }

    @Test func `Other words fail at their line and are shown beside the expected ones`() throws {
        let result = try Florist().run(
            "channel: sms\n\n> I want to order a bouquet\n< Which flower?\n  1 Roses\n  2 Tulips\n"
        )
        let failure = try #require(result.failures.first)
        #expect(
            failure.rendered == """
                a.chat:4: the bot said something else
                    - < Which flower?
                    + < Which flowers?
                        1 Roses
                        2 Tulips
                """
        )
        #expect(result.failures.count == 1)
    }

    @Test func `What the bot said beyond what is written fails at the input`() throws {
        #expect(
            try failures("channel: sms\n\n> I want to order a bouquet\n") == [
                "3: the bot said more than is written here"
            ]
        )
    }

    @Test func `What the bot did not say fails where it is written`() throws {
        let text = """
            channel: sms

            > I want to order a bouquet
            < Which flowers? (1 Roses, 2 Tulips)
            < And a vase?
            """
        #expect(try failures(text) == ["5: the bot did not say this"])
    }

    @Test(arguments: [
        ("topic none", "topic bouquet"),
        ("slot flower = rose", "slot flower = tulip"),
        ("slot flower empty", "slot flower = tulip"),
        ("slot name = Kim", "slot name empty"),
        ("correction flower", "no correction"),
        ("call orders.place once", "call orders.place 0 times"),
        ("call orders.place ok", "call orders.place never"),
        ("handoff shop", "handoff none"),
        ("owner agent", "owner bot"),
        ("waiting question note", "waiting question name"),
        ("outcome resolved", "no outcome"),
        ("rule m", "rule f"),
        ("interaction 2", "interaction 1"),
        ("article care shown", "no article shown"),
        ("record callback shop", "no record"),
        ("row orders F-1001 name = Kim", "row orders F-1001 none"),
    ]) func `A fact that does not hold says what does`(claim: String, found: String) throws {
        let text = """
            channel: sms

            > I want to order a bouquet
            < Which flowers? (1 Roses, 2 Tulips)
            > 2
            < Whose name goes on the card?
            @ \(claim)
            """
        let failure = try #require(try Florist().run(text).failures.first)
        #expect(failure.location.line == 7)
        #expect(failure.details == ["- \(claim)", "+ \(found)"])
    }

    @Test(arguments: [
        ("@ call orders.plaze never", "there is no action 'orders.plaze'"),
        ("@ slot flouer empty", "there is no slot 'flouer'"),
        ("@ topic boquet", "there is no topic 'boquet'"),
        ("@ handoff shops", "there is no queue 'shops'"),
        ("@ row oders F-1001 none", "there is no table 'oders'"),
        ("@ row orders F-1001 flouer = rose", "there is no column 'flouer'"),
        ("@ waiting questions", "there is no kind of waiting 'questions'"),
        ("stub orders.plaze = failed", "there is no action 'orders.plaze'"),
        ("! people closed shops", "there is no queue 'shops'"),
    ]) func `A name that the bot does not know never passes`(line: String, message: String) throws {
        let result = try Florist().run("channel: sms\n@ only\n> hello\n\(line)\n")
        let failure = try #require(result.failures.first)
        #expect(failure.message == message)
        #expect(failure.location.line == 4)
        #expect(failure.details.first?.hasPrefix("did you mean '") == true)
    }

    @Test func `The run goes on behind a failure`() throws {
        let text = """
            channel: sms

            > I want to order a bouquet
            < Wrong
            > [Tulips]
            < Whose name goes on the card?
            @ owner agent
            """
        #expect(
            try failures(text) == ["4: the bot said something else", "7: this does not hold"]
        )
    }

    @Test func `A label that is not on offer fails and names those that are`() throws {
        let text = """
            channel: web

            > I want to order a bouquet
            < Which flowers? (1 Roses, 2 Tulips)
            > [Tulip]
            """
        let failure = try #require(try Florist().run(text).failures.first)
        #expect(failure.location.line == 5)
        #expect(failure.details == ["on offer: Roses, Tulips", "did you mean [Tulips]?"])
    }

    @Test func `A form's field that is never asked for fails`() throws {
        let text = """
            channel: sms

            > I want to order a bouquet
            < Which flowers? (1 Roses, 2 Tulips)
            > [form] flower = Roses; vase = yes
            < Whose name goes on the card?
            """
        let failure = try #require(try Florist().run(text).failures.first)
        #expect(failure.message == "the bot does not ask for 'vase'")
        #expect(failure.details == ["it asks for 'name'"])
    }

    @Test func `The same event again changes nothing and needs no words`() throws {
        let text = """
            channel: sms

            > I want to order a bouquet
            < Which flowers? (1 Roses, 2 Tulips)
            > 2
            < Whose name goes on the card?
            ! again
            @ waiting question name
            """
        #expect(try failures(text) == [])
    }

    @Test func `A stubbed call fails as the stub says`() throws {
        let text = """
            channel: sms
            @ only
            stub orders.place = failed
            > I want to order a bouquet
            > tulips
            > Kim
            > All the best
            > yes
            @ call orders.place failed; handoff shop; owner queue
            """
        #expect(try failures(text) == [])
    }

    @Test func `What the back end holds is a fact of its tables`() throws {
        let text = """
            channel: sms
            @ only
            > I want to order a bouquet
            > tulips
            > Kim
            > All the best
            @ row orders F-1001 none
            > yes
            @ row orders F-1001 flower = tulip; row orders F-1001 name = Kim
            @ row orders F-1001 name = Ann; row orders F-1001 name empty; row orders F-1002 none
            @ row orders F-1001 none; row orders F-1002 name = Kim
            """
        let result = try Florist().run(text)
        #expect(
            result.failures.flatMap(\.details) == [
                "- row orders F-1001 name = Ann", "+ row orders F-1001 name = Kim",
                "- row orders F-1001 name empty", "+ row orders F-1001 name = Kim",
                "- row orders F-1001 none", "+ there is a row orders F-1001",
                "- row orders F-1002 name = Kim", "+ row orders F-1002 none (but F-1001)",
            ]
        )
    }

    @Test func `Nobody there is a fact of the desk`() throws {
        let text = """
            channel: sms
            @ only
            ! people closed
            > agent
            @ owner bot; waiting unavailable; handoff none
            """
        #expect(try failures(text) == [])
    }

    @Test func `Time passes`() throws {
        let text = """
            channel: sms
            @ only
            > I want to order a bouquet
            ~ 25h
            @ owner nobody
            """
        #expect(try failures(text) == [])
    }

    @Test func `Below '@ only' words are free and facts are not`() throws {
        let text = """
            channel: sms
            > I want to order a bouquet
            < Which flowers? (1 Roses, 2 Tulips)
            @ only
            > tulips
            @ slot flower = rose
            """
        #expect(try failures(text) == ["6: this does not hold"])
    }

    @Test func `An article is written by its title`() throws {
        let text = """
            channel: sms
            > how do I keep flowers fresh?
            @ article care shown; rule k
            < * How to keep flowers fresh
            """
        #expect(try failures(text) == [])
    }
}
