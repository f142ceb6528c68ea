import BotRuntime
import Dialogue
import Messages
import Testing
import Topics
import Values

/// A vault: a code opens its first room, the channel's sign-in the second.
enum Vault {
    static let signIn = """
        title: Sign in
        slots:
          number: { type: digits, length: 3, title: number, ask: Which number? }
          code: { type: digits, length: 4, secure: true, ask: Which code? }
        steps:
          - sign_in: channel
            else:
              - ask: number
              - sign_in: code
                ask: code
                call: codes.check
                with: { number, code }
                valid: 20m
        """

    static let open = """
        title: Open the vault
        verified: true
        examples: [open the vault, let me into the vault]
        slots:
          room: { type: choice, options: { silver: Silver, gold: Gold }, ask: Which room? }
          sure: { type: yesno, ask: Are you sure? }
        steps:
          - ask: room
          - if: room == "gold"
            then:
              - call: gold.see
                with: { owner: contact.subject }
                into: gold
              - say: "{contact.subject} ({contact.level}) owns {gold.map(g, g.title).list()}."
            else:
              - call: silver.see
                with: { owner: contact.subject }
                into: silver
              - say: "{contact.subject} ({contact.level}) owns {silver.map(g, g.title).list()}."
          - ask: sure
          - say: Goodbye then.
          - end: resolved
        """

    static let actions = """
        shapes: { proof: { subject: text } }
        codes.check:
          within: 5s
          takes: { number: text, code: secure text }
          gives: proof
          records:
            - table: codes
              where: id == takes.number && code == takes.code
              update: { used: now }
        silver.see:
          safe: true
          verified: true
          within: 5s
          else: { handoff: desk }
          takes: { owner: text }
          gives: list of pieces
          records: { table: pieces, where: "owner == takes.owner && metal == 'silver'" }
        gold.see:
          safe: true
          verified: strong
          within: 5s
          else: { handoff: desk }
          takes: { owner: text }
          gives: list of pieces
          records: { table: pieces, where: "owner == takes.owner && metal == 'gold'" }
        """

    static let tables = [
        "codes": """
        columns: { id: text, code: text, subject: text, used: optional timestamp }
        rows:
          - { id: "101", code: "2718", subject: anna }
          - { id: "202", code: "1414", subject: ben }
        """,
        "pieces": """
        columns: { id: text, title: text, owner: text, metal: text }
        rows:
          - { id: p1, title: spoon, owner: anna, metal: silver }
          - { id: p2, title: ring, owner: anna, metal: gold }
          - { id: p3, title: fork, owner: ben, metal: silver }
          - { id: p4, title: crown, owner: ben, metal: gold }
        """,
    ]

    static func chat(_ channel: Channel = .sms, house: String = "") throws -> Chat {
        try Chat(
            ["sign_in": signIn, "open_vault": open],
            actions: actions,
            tables: tables,
            house: house,
            channel: channel,
            verified: false
        )
    }
}

@Suite struct SigningInTests {
    private func signedIn(_ subject: String?, _ question: String?) -> SimulatedEvent.Kind {
        .inbound(.signedIn(question: question, ok: subject != nil, subject: subject))
    }

    private func wait(_ minutes: Int64) -> SimulatedEvent.Kind {
        .wait(TimeSpan(seconds: minutes * 60))
    }

    @Test func `A code opens what a code may open, for whom it was made`() throws {
        var chat = try Vault.chat()
        #expect(chat.write("open the vault") == ["Which number?"])
        #expect(chat.write("101") == ["Which code?"])
        #expect(chat.write("2718") == ["Which room?"])
        #expect(chat.write("silver") == ["anna (basic) owns spoon.", "Are you sure?"])
    }

    @Test func `What wants more than a code asks for it when it comes to it`() throws {
        var chat = try Vault.chat(.web)
        chat.write("open the vault")
        #expect(chat.waiting == "sign_in")
        chat.write("it doesn't work")
        chat.write("101")
        chat.write("2718")
        chat.write("gold")
        #expect(chat.waiting == "sign_in")
        #expect(chat.calls.isEmpty)
        let texts = chat.take(signedIn("anna", chat.question))
        #expect(texts == ["anna (strong) owns ring.", "Are you sure?"])
    }

    @Test func `Without a way to prove more a person takes over`() throws {
        var chat = try Vault.chat()
        chat.write("open the vault")
        chat.write("101")
        chat.write("2718")
        chat.write("gold")
        #expect(chat.owner == .queue)
        #expect(chat.last.handoff?.reason == .identity)
        #expect(chat.last.handoff?.verified == true)
        #expect(!chat.calls.contains("gold.see"))
    }

    @Test func `A code that is said with the number before it is asked is taken`() throws {
        var chat = try Vault.chat()
        chat.write("open the vault")
        #expect(chat.write("my number is 101, the code is 2718") == ["Which room?"])
        #expect(chat.simulation.conversation.identity?.subject == "anna")
    }

    @Test func `A code that takes long to check is checked once`() throws {
        var chat = try Vault.chat()
        chat.write("open the vault")
        chat.write("101")
        chat.stub("codes.check", .ok, after: 3)
        chat.write("2718")
        #expect(chat.waiting == "call")
        #expect(chat.take(.wait(TimeSpan(seconds: 3))) == ["Which room?"])
    }

    @Test func `Ten guesses at a code are three, whatever conversation they come in`() throws {
        var chat = try Vault.chat()
        var checked = 0
        for code in 1000..<1010 {
            chat.write("open the vault")
            if chat.slot == "number" { chat.write("202") }
            if chat.slot == "code" {
                chat.write(String(code))
                checked += chat.calls.filter { $0 == "codes.check" }.count
            }
            if chat.owner != .bot { chat.take(.new) }
        }
        #expect(checked == 3)
        #expect(chat.write("open the vault").first?.contains("too often") == true)
        chat.take(.new)
        chat.take(wait(16))
        chat.write("open the vault")
        chat.write("202")
        #expect(chat.write("1414") == ["Which room?"])
    }

    @Test func `A right code forgets the wrong ones before it`() throws {
        var chat = try Vault.chat()
        chat.write("open the vault")
        chat.write("101")
        chat.write("1111")
        chat.write("2222")
        #expect(chat.write("2718") == ["Which room?"])
        #expect(chat.simulation.conversation.signIn == nil)
    }

    @Test func `Tries, lock-out and validity are the bot's to set`() throws {
        var chat = try Vault.chat(house: "sign_in: { attempts: 1, lock: 2h }")
        chat.write("open the vault")
        chat.write("101")
        chat.write("1111")
        #expect(chat.owner == .queue)
        chat.take(.new)
        chat.take(wait(100))
        chat.write("open the vault")
        #expect(chat.owner == .queue)
    }

    @Test func `A sign-in that is over is asked for again before anything more is said`() throws {
        var chat = try Vault.chat()
        chat.write("open the vault")
        chat.write("101")
        chat.write("2718")
        chat.write("silver")
        chat.take(wait(21))
        // The answer waits, and is not lost.
        #expect(chat.write("yes") == ["Which number?"])
        chat.write("101")
        #expect(chat.write("2718") == ["Goodbye then."])
    }

    @Test func `Words for a person act at once when a sign-in is over`() throws {
        var chat = try Vault.chat()
        chat.write("open the vault")
        chat.write("101")
        chat.write("2718")
        chat.take(wait(21))
        chat.write("agent")
        #expect(chat.owner == .queue)
    }

    @Test func `A sign-in that nobody asked for, comes late or twice proves nothing`() throws {
        var chat = try Vault.chat(.web)
        chat.take(signedIn("anna", nil))
        chat.take(signedIn("anna", "q1"))
        #expect(chat.simulation.conversation.identity == nil)
        chat.write("open the vault")
        let question = chat.question
        chat.take(wait(11))
        #expect(chat.slot == "number")
        chat.take(signedIn("anna", question))
        #expect(chat.simulation.conversation.identity == nil)
        #expect(chat.slot == "number")
        chat.write("202")
        chat.write("1414")
        chat.take(signedIn("anna", question))
        #expect(chat.simulation.conversation.identity?.subject == "ben")
    }

    @Test func `Whoever signs in after all, having chosen another way, has signed in`() throws {
        var chat = try Vault.chat(.web)
        chat.write("open the vault")
        let question = chat.question
        chat.write("another way")
        chat.write("101")
        #expect(chat.take(signedIn("anna", question)) == ["Which room?"])
        #expect(chat.simulation.conversation.identity?.level == .strong)
    }

    @Test func `A bot without a sign-in of its own has the channel's`() throws {
        for (channel, waits) in [(Channel.web, "sign_in"), (.sms, "queue")] {
            var chat = try Chat(
                ["open_vault": Vault.open],
                actions: Vault.actions,
                tables: Vault.tables,
                channel: channel,
                verified: false
            )
            chat.write("open the vault")
            #expect(chat.waiting == waits)
            guard channel == .web else { continue }
            #expect(chat.take(signedIn("anna", chat.question)) == ["Which room?"])
        }
    }

    @Test func `A sign-in without a subject has failed`() throws {
        var chat = try Vault.chat(.web)
        chat.write("open the vault")
        chat.take(.inbound(.signedIn(question: chat.question, ok: true, subject: nil)))
        #expect(chat.slot == "number")
        #expect(chat.simulation.conversation.identity == nil)
    }

    @Test func `A code that the back end cannot check leads on to what stands behind`() throws {
        var chat = try Vault.chat()
        chat.write("open the vault")
        chat.write("101")
        chat.stub("codes.check", .failed)
        chat.write("2718")
        #expect(chat.owner == .queue)
        #expect(chat.simulation.conversation.identity == nil)
    }

    @Test func `A round that signs in anew knows no answer of the round before`() throws {
        let visits = """
            title: Visits
            examples: [let me visit]
            slots:
              code: { type: digits, length: 4, secure: true, ask: Which code? }
              reason: { type: text, ask: Why? }
              again: { type: yesno, ask: Again? }
            steps:
              - repeat: "!filled(again) || again"
                at_most: 3
                steps:
                  - say: "Before: {filled(reason) ? reason : 'nothing'}."
                  - sign_in: code
                    ask: code
                    call: codes.check
                    with: { number: "'101'", code }
                    else: { ask: reason }
                  - ask: again
              - end: resolved
            """
        var chat = try Chat(
            ["visits": visits],
            actions: Vault.actions,
            tables: Vault.tables,
            verified: false
        )
        #expect(chat.write("let me visit") == ["Before: nothing.", "Which code?"])
        chat.stub("codes.check", .failed)
        #expect(chat.write("2718") == ["Why?"])
        chat.write("Curious")
        #expect(chat.write("yes") == ["Before: nothing.", "Which code?"])
    }

    @Test func `Cancelling the sign-in cancels the topic and keeps no word of it`() throws {
        var chat = try Vault.chat()
        chat.write("open the vault")
        chat.write("101")
        #expect(chat.write("never mind") == ["All right, I've stopped that."])
        #expect(chat.simulation.conversation.frames.isEmpty)
    }

    @Test func `Who signs in at an earlier question is not asked again at the open one`() throws {
        let shelf = Vault.open.replacing("vault", with: "shelf")
        var chat = try Chat(
            ["open_vault": Vault.open, "open_shelf": shelf],
            actions: Vault.actions,
            tables: Vault.tables,
            channel: .web,
            verified: false
        )
        chat.write("open the vault")
        let first = chat.question
        chat.write("open the shelf")
        #expect(chat.waiting == "sign_in" && chat.question != first)
        chat.take(signedIn("anna", first))
        #expect(chat.slot == "room")
    }
}
