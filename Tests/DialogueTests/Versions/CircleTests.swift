import BotRuntime
import Dialogue
import Testing
import Values

/// Slots whose conditions and checks read each other.
@Suite struct `When slots depend on each other in a circle` {
    static let either = """
        title: Reach me
        examples: [how to reach me, I want to be reached]
        slots:
          phone: { type: phone, when: mail == null, optional: true, ask: Your number? }
          mail: { type: email, when: phone == null, optional: true, ask: Your address? }
        steps:
          - ask: [phone, mail]
          - say: Thank you.
          - end: resolved
        """

    @Test func `the first in the file is asked first, and its answer closes the other`() throws {
        var chat = try Chat(["reach": Self.either])
        #expect(chat.write("I want to be reached") == ["Your number?"])
        #expect(chat.write("415 555 0134") == ["Thank you."])
        #expect(chat.last.ended?.slots.keys.sorted() == ["phone"])
    }

    @Test func `skipping the first opens the other`() throws {
        var chat = try Chat(["reach": Self.either])
        chat.write("I want to be reached")
        #expect(chat.write("skip") == ["Your address?"])
        #expect(chat.write("dana@example.com") == ["Thank you."])
    }

    @Test func `an answer that would take itself away by way of another stays`() throws {
        let circle = """
            title: Colours
            examples: [choose colours, I choose colours]
            slots:
              first: { type: yesno, when: second != true, ask: The first? }
              second: { type: yesno, when: first == true, ask: The second? }
              sure: { type: yesno, ask: Sure? }
            steps:
              - ask: [first, second, sure]
              - say: Done.
              - end: resolved
            """
        var chat = try Chat(["colours": circle])
        #expect(chat.write("choose colours") == ["The first?"])
        #expect(chat.write("yes") == ["The second?"])
        #expect(chat.write("yes") == ["Sure?"])
        #expect(chat.write("yes") == ["Done."])
        #expect(chat.last.ended?.slots.count == 3)
    }

    static let span = """
        title: Rent
        examples: [rent a room, I want a room]
        slots:
          start:
            type: date
            ask: From when?
            check: [{ if: finish != null && start > finish, say: That is after the end. From when? }]
          finish:
            type: date
            ask: Till when?
            check: [{ if: start != null && finish < start, say: That is before the start. Till when? }]
          sure: { type: yesno, ask: Sure? }
        steps:
          - ask: [start, finish, sure]
          - say: Done.
          - end: resolved
        """

    @Test func `a correction that breaks the other's check is refused, and both stay`() throws {
        var chat = try Chat(["rent": Self.span])
        chat.write("rent a room")
        chat.write("March 10")
        #expect(chat.write("March 9") == ["That is before the start. Till when?"])
        #expect(chat.write("March 12") == ["Sure?"])
        #expect(
            chat.write("change start to March 20") == [
                "That is after the end. From when?", "Sure?",
            ]
        )
        #expect(chat.value("start") == "2026-03-10")
        #expect(chat.value("finish") == "2026-03-12")
        #expect(chat.write("yes") == ["Done."])
    }

    @Test func `a correction to what is no option changes nothing`() throws {
        var chat = try Cakes.atPhone()
        chat.write("change the size to gigantic")
        #expect(chat.slot == "size")
        #expect(chat.write("large") == ["Good, large.", "Which number?"])
        #expect(chat.write("no, make it gigantic") != [])
        #expect(chat.value("size") == "large")
    }
}
