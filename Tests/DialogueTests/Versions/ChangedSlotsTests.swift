import BotRuntime
import Dialogue
import Messages
import Testing
import Values

/// A topic's slots change while a customer is in it.
@Suite struct `When slots change in the middle of a conversation` {
    /// `size` is called `format`.
    static let renamed =
        Cakes.order
        .with("format: { type: choice", for: "size: { type: choice")
        .with("[format, day]", for: "[size, day]")
        .with("{format.title", for: "{size.title")
        .with("size: format.id", for: "size: size.id")
        + "\nrenamed: { size: format }"

    @Test func `a renamed slot keeps its answer and nothing is said twice`() throws {
        var chat = try Cakes.atPhone()
        try chat.orders(Self.renamed)
        #expect(chat.prospect.fate == .continues)
        #expect(chat.write("415 555 0134") == ["Bake a Small cake for Mar 3, 2026?"])
        #expect(chat.value("format") == "small")
    }

    @Test func `a confirmation that only reads renamed slots is still open`() throws {
        var chat = try Cakes.atConfirmation()
        try chat.orders(Self.renamed)
        #expect(chat.prospect.fate == .continues)
        #expect(chat.write("yes").last == "What shall we write on it?")
        #expect(chat.cakes == 1)
    }

    @Test func `an effect is not repeated because what it read has another name`() throws {
        var chat = try Cakes.afterEffect()
        try chat.orders(Self.renamed)
        #expect(chat.write("Hooray") == ["We write Hooray."])
        #expect(chat.cakes == 1)
    }

    @Test func `the open question of a renamed slot takes the answer`() throws {
        var chat = try Cakes.chat()
        chat.write("order a cake please")
        try chat.orders(Self.renamed)
        #expect(chat.write("large") == ["Which day?"])
        #expect(chat.value("format") == "large")
    }

    @Test func `a slot that is renamed without a word is asked again`() throws {
        var chat = try Cakes.atPhone()
        try chat.orders(Self.renamed.without("\nrenamed: { size: format }"))
        #expect(chat.prospect.forgotten.map(\.subject) == ["size"])
        #expect(chat.write("415 555 0134") == ["How big?"])
        #expect(chat.write("small").last == "Bake a Small cake for Mar 3, 2026?")
    }

    @Test func `an answer to a removed question gets what is asked now`() throws {
        var chat = try Cakes.atPhone()
        try chat.orders(
            Cakes.order.without("  phone: { type: phone, ask: Which number? }\n")
                .without("  - ask: phone\n")
        )
        #expect(chat.prospect.reasked.map(\.why) == [.gone])
        #expect(chat.prospect.next == "confirm")
        #expect(chat.write("415 555 0134") == ["Bake a Small cake for Mar 3, 2026?"])
        #expect(chat.write("yes").last == "What shall we write on it?")
    }

    @Test func `a yes to a removed question confirms nothing that was not read`() throws {
        let asksFirst = Cakes.order
            .with("  wish: { type: text", for: "  wish: { type: text")
            .with("  sure: { type: yesno, ask: Are you sure? }\n  wish:", for: "  wish:")
            .with("  - ask: sure\n  - confirm:", for: "  - confirm:")
        var chat = try Cakes.atPhone(asksFirst)
        #expect(chat.write("415 555 0134") == ["Are you sure?"])
        try chat.orders(Cakes.order)
        #expect(chat.write("yes") == ["Bake a Small cake for Mar 3, 2026?"])
        #expect(chat.cakes == 0)
        chat.write("yes")
        #expect(chat.cakes == 1)
    }

    @Test func `words for another wish are heard although the question is gone`() throws {
        var chat = try Cakes.atPhone()
        try chat.orders(
            Cakes.order.without("  phone: { type: phone, ask: Which number? }\n")
                .without("  - ask: phone\n")
        )
        #expect(chat.write("what are your prices") == ["Prices of what?"])
        #expect(chat.write("pies").prefix(1) == ["Pies cost 5 USD."])
    }

    @Test func `a removed answer is forgotten without a word`() throws {
        var chat = try Cakes.atConfirmation()
        try chat.orders(
            Cakes.order.without("  phone: { type: phone, ask: Which number? }\n")
                .without("  - ask: phone\n")
        )
        #expect(chat.prospect.forgotten.map(\.subject) == ["phone"])
        #expect(chat.prospect.fate == .continues)
        #expect(chat.write("yes").last == "What shall we write on it?")
        #expect(chat.value("phone") == nil)
    }

    @Test func `a new slot above the open question is asked after it`() throws {
        var chat = try Cakes.atPhone()
        try chat.orders(
            Cakes.order.with(
                "  filling: { type: text, ask: Which filling? }\n  phone:",
                for: "  phone:"
            )
            .with("- ask: [size, filling, day]", for: "- ask: [size, day]")
        )
        #expect(chat.prospect.fate == .continues)
        #expect(chat.write("415 555 0134") == ["Which filling?"])
        #expect(chat.write("cherries").last == "Bake a Small cake for Mar 3, 2026?")
        #expect(chat.value("phone") == "+14155550134")
    }

    @Test func `a new slot below the open question is asked in its turn`() throws {
        var chat = try Cakes.atPhone()
        try chat.orders(
            Cakes.order.with("  name: { type: text, ask: Your name? }\n  phone:", for: "  phone:")
                .with("- ask: [phone, name]", for: "- ask: phone")
        )
        #expect(chat.write("415 555 0134") == ["Your name?"])
    }

    @Test func `a new slot above an open confirmation is asked before anything is confirmed`()
        throws
    {
        var chat = try Cakes.atConfirmation()
        try chat.orders(
            Cakes.order.with("  name: { type: text, ask: Your name? }\n  phone:", for: "  phone:")
                .with("- ask: [phone, name]", for: "- ask: phone")
        )
        #expect(chat.prospect.next == "name")
        #expect(chat.write("yes") == ["Your name?"])
        #expect(chat.cakes == 0)
        #expect(chat.write("Dana") == ["Bake a Small cake for Mar 3, 2026?"])
    }

    @Test func `an answer whose option is removed is asked again`() throws {
        var chat = try Cakes.atPhone()
        try chat.orders(
            Cakes.order.with(
                "{ medium: Medium, large: Large }",
                for: "{ small: Small, large: Large }"
            )
        )
        #expect(chat.prospect.reasked.map(\.why) == [.options])
        #expect(chat.prospect.reasked.map(\.subject) == ["size"])
        #expect(
            chat.write("415 555 0134")
                == ["Small no longer fits, so I need this again: size.", "How big?"]
        )
        #expect(chat.write("medium").last == "Bake a Medium cake for Mar 3, 2026?")
    }

    @Test func `an option that an effect has used stays chosen`() throws {
        var chat = try Cakes.afterEffect()
        try chat.orders(
            Cakes.order.with(
                "{ medium: Medium, large: Large }",
                for: "{ small: Small, large: Large }"
            )
        )
        #expect(chat.prospect.fate == .continues)
        #expect(chat.write("Hooray") == ["We write Hooray."])
    }

    @Test func `a tap of an option that is gone is answered with those that are there`() throws {
        var chat = try Cakes.chat(channel: .web)
        chat.write("order a cake please")
        try chat.orders(
            Cakes.order.with(
                "{ medium: Medium, large: Large }",
                for: "{ small: Small, large: Large }"
            )
        )
        chat.tap("small")
        #expect(chat.offered == ["Medium", "Large"])
        #expect(chat.slot == "size")
    }

    @Test func `a new option can be chosen at once and an answer has its new title`() throws {
        var chat = try Cakes.atConfirmation()
        try chat.orders(
            Cakes.order.with(
                "{ small: Tiny, huge: Huge, large: Large }",
                for: "{ small: Small, large: Large }"
            )
        )
        #expect(chat.write("change the size") == ["How big?"])
        #expect(chat.write("huge").last == "Bake a Huge cake for Mar 3, 2026?")
        #expect(chat.write("no, make it tiny").last == "Bake a Tiny cake for Mar 3, 2026?")
    }

    @Test func `an answer of another type is asked again`() throws {
        var chat = try Cakes.atPhone()
        try chat.orders(
            Cakes.order.with(
                "size: { type: number, ask: How many people? }",
                for:
                    "size: { type: choice, options: { small: Small, large: Large }, ask: How big? }"
            )
            .with("{size}", for: "{size.title.lowerAscii()}")
            .with("{size}", for: "{size.title}")
            .with("size: string(size)", for: "size: size.id")
        )
        #expect(chat.prospect.reasked.map(\.why) == [.type])
        #expect(chat.write("415 555 0134") == ["How many people?"])
        #expect(chat.write("12").last == "Bake a 12 cake for Mar 3, 2026?")
    }

    @Test func `an answer that a new check refuses is asked again and said why`() throws {
        var chat = try Cakes.atPhone()
        try chat.orders(
            Cakes.order.with(
                "ask: Which day?, check: [{ if: day == today + duration(\"24h\"), say: Not so soon please. }] }",
                for: "ask: Which day? }"
            )
        )
        #expect(chat.prospect.reasked.map(\.why) == [.check])
        #expect(chat.write("415 555 0134") == ["Not so soon please."])
        #expect(chat.slot == "day")
    }

    @Test func `an answer to a slot that is secure now is asked again and shown nowhere`() throws {
        var chat = try Cakes.atConfirmation()
        try chat.orders(
            Cakes.order.with("phone: { type: phone, secure: true,", for: "phone: { type: phone,")
        )
        #expect(chat.prospect.reasked.map(\.why).contains(.secrecy))
        #expect(chat.write("yes") == ["Which number?"])
        #expect(!chat.simulation.conversation.saved().contains("5550134".utf8))
    }

    @Test func `a skipped slot that is needed now is asked`() throws {
        var chat = try Cakes.atPhone(
            Cakes.order.with("phone: { type: phone, optional: true,", for: "phone: { type: phone,")
        )
        chat.write("skip")
        try chat.orders(Cakes.order)
        #expect(chat.write("yes") == ["Which number?"])
    }
}
