import BotRuntime
import Dialogue
import Messages
import Testing
import Transcripts

@testable import botsim

@Suite struct `A talk in a terminal` {
    /// What is shown after the last of some lines.
    private func shown(_ lines: [String], on channel: Channel = .web) throws -> [String] {
        var session = try Bakery.session(channel)
        var last: [String] = []
        for line in lines { last = session.take(line).lines }
        return last
    }

    @Test func `The first screen says who one is and what to try`() throws {
        let lines = try Bakery.session(.web).welcome()
        #expect(
            lines[0] == "Bakery on web. You are +14155550101, signed in; it is "
                + "Mon 2 Mar 2026, 10:00."
        )
        #expect(lines[2].contains("\"I want to order a cake\""))
        #expect(lines[2].contains("\"agent\""))
        #expect(lines.joined().contains(":help"))
        #expect((4...7).contains(lines.count))
    }

    @Test(arguments: ["2", "Cream", "cream", "whipped", "[Cream]", "[id:cream]"])
    func `An option is taken by number, label and other names`(words: String) throws {
        var session = try Bakery.session(.web)
        _ = session.take("I want to order a cake")
        _ = session.take(words)
        #expect(session.slotLines == ["  kind  cream"])
    }

    @Test func `A form is asked field by field and sent whole`() throws {
        var session = try Bakery.session(.web)
        _ = session.take("I want to order a cake")
        #expect(session.prompt == "> ")
        let form = session.take("2").lines
        #expect(form.last == "  For which day?")
        #expect(session.prompt == "day: ")
        _ = session.take("tomorrow")
        #expect(session.prompt == "name (Kim): ")
        // An empty line keeps what stands in the field.
        #expect(session.take("").lines.contains("  A Cream cake for Kim?"))
        #expect(session.prompt == "> ")
        #expect(session.slotLines == ["  day   2026-03-03", "  kind  cream", "  name  Kim"])
    }

    @Test func `A form that a command has left keeps what was filled in`() throws {
        var session = try Bakery.session(.web)
        _ = session.take("I want to order a cake")
        _ = session.take("2")
        _ = session.take("tomorrow")
        _ = session.take(":state")
        #expect(session.prompt == "> ")
        _ = session.take("")
        #expect(session.prompt == "name (Kim): ")
        #expect(session.take("").lines.contains("  A Cream cake for Kim?"))
        #expect(session.slotLines.contains("  day   2026-03-03"))
        // A form that comes after it begins empty.
        _ = session.take(":back 2")
        _ = session.take("1")
        #expect(session.prompt == "day: ")
    }

    @Test func `A form is left by asking for a person`() throws {
        var session = try Bakery.session(.web)
        _ = session.take("I want to order a cake")
        _ = session.take("2")
        _ = session.take("agent")
        #expect(session.prompt == "> ")
        #expect(session.simulation.conversation.owner == .queue)
    }

    @Test func `A form that a command left is taken up again with an empty line`() throws {
        var session = try Bakery.session(.web)
        _ = session.take("I want to order a cake")
        _ = session.take("2")
        _ = session.take(":slots")
        #expect(session.prompt == "> ")
        #expect(session.take("").lines == ["  For which day?"])
        #expect(session.prompt == "day: ")
    }

    @Test func `Going back takes the last event back, however often`() throws {
        var session = try Bakery.session(.web)
        _ = session.take("I want to order a cake")
        let before = session.simulation.conversation
        _ = session.take("2")
        _ = session.take(":as sms")
        _ = session.take(":back")
        #expect(session.take(":back").lines.contains("  Which cake?"))
        #expect(session.simulation.conversation == before)
        _ = session.take(":back")
        #expect(session.take(":back").lines == ["there is nothing to take back"])
    }

    @Test func `The people's side can be played`() throws {
        var session = try Bakery.session(.web)
        _ = session.take("agent")
        _ = session.take(":agent accept Kim")
        #expect(session.simulation.conversation.owner == .agent)
        #expect(session.take(":agent say Hello").lines == ["  Kim: Hello"])
        #expect(session.take("hi Kim").lines == ["  (passed on to the person)"])
        #expect(session.take(":agent close").lines.contains { $0.contains("[ 5 ]") })
    }

    @Test func `On another device the same question has another form`() throws {
        let lines = try shown(["I want to order a cake", ":as sms", "what?"], on: .web)
        #expect(lines.contains("    1  Plain"))
    }

    @Test func `Why tells the rule and the topics`() throws {
        let lines = try shown(["I want to order a cake", ":why"])
        #expect(lines.first?.hasPrefix("  rule j: ") == true)
        #expect(lines.contains("  began cake"))
        #expect(lines.contains { $0.hasPrefix("    1.0  cake") })
    }

    @Test func `Time passes and is told`() throws {
        #expect(try shown([":wait 2h"]).first == "  (it is Mon 2 Mar 2026, 12:00)")
    }

    @Test(arguments: [
        (":sloots", "there is no :sloots, did you mean :slots?"),
        (":", "there is no :; :help shows what there is"), (":as fax", "the channels are"),
        (":wait", "write it like"), (":save ../x", "write it like"),
        (":agent dance", "write it like"),
        (":why", "  nothing has happened yet"), ("[nothing]", "nothing is on offer"),
        ("! people gone", "people are"),
    ]) func `What cannot be done says what can`(line: String, start: String) throws {
        let lines = try shown([line])
        #expect(lines.first?.hasPrefix(start) == true, "\(lines)")
    }

    @Test func `Tab completes commands and what is on offer`() throws {
        var session = try Bakery.session(.web)
        #expect(session.completions.contains(":why"))
        #expect(!session.completions.contains("Cream"))
        _ = session.take("I want to order a cake")
        #expect(session.completions.contains("Cream"))
    }

    @Test func `Quit ends it`() throws {
        var session = try Bakery.session(.web)
        let answer = session.take(":quit")
        #expect(answer.isOver)
    }
}
