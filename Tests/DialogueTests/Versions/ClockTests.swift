import BotRuntime
import Dialogue
import Messages
import Testing
import Topics
import Values

/// The clock of the machine that brings an event jumps back.
@Suite struct `When the clock goes back` {
    /// A conversation that is stepped by hand, so that its clock can be anything.
    private struct Stepped {
        var conversation: Conversation
        let bot: Bot
        let contact: Contact
        private(set) var effects: [Effect] = []

        init(_ chat: Chat) {
            conversation = chat.simulation.conversation
            bot = chat.simulation.bot
            contact = chat.simulation.contact
        }

        mutating func take(_ kind: Event.Kind, at seconds: Int64) {
            let event = Event(
                at: Timestamp(seconds: 1_772_463_600 + seconds),
                profile: ChannelProfile(channel: .sms),
                contact: contact,
                kind: kind
            )
            let transition = step(conversation, event, in: bot)
            conversation = transition.conversation
            effects = transition.effects
        }

        var texts: [String] {
            effects.compactMap { effect in
                if case .send(let reply) = effect { reply.text } else { nil }
            }
        }
    }

    @Test func `an older message is taken like any other`() throws {
        var talk = Stepped(try Cakes.atPhone())
        talk.take(.inbound(.text("415 555 0134")), at: -3600)
        #expect(talk.texts == ["Bake a Small cake for Mar 3, 2026?"])
    }

    @Test func `today is the day of the event`() throws {
        var talk = Stepped(try Cakes.chat())
        talk.take(.inbound(.text("order a cake please, small")), at: 0)
        talk.take(.inbound(.text("tomorrow")), at: -86_400)
        talk.take(.inbound(.text("415 555 0134")), at: -86_400)
        #expect(talk.texts == ["Bake a Small cake for Mar 2, 2026?"])
    }

    @Test func `silence counts from the last message, whatever clock it came by`() throws {
        var talk = Stepped(try Cakes.atPhone())
        talk.take(.inbound(.text("what?")), at: -3600)
        #expect(talk.conversation.timers[.idle] == Timestamp(seconds: 1_772_463_600 - 3000))
        talk.take(.timer(.idle), at: -3000)
        #expect(talk.texts.first == "Are you still there?")
    }

    @Test func `a timer that fires before its moment is set again and not lost`() throws {
        var talk = Stepped(try Cakes.atPhone())
        let due = try #require(talk.conversation.timers[.idle])
        talk.take(.timer(.idle), at: -60)
        #expect(talk.texts.isEmpty)
        #expect(talk.effects == [.setTimer(.idle, at: due)])
        #expect(talk.conversation.timers[.idle] == due)
        talk.take(.timer(.idle), at: 700)
        #expect(talk.texts.first == "Are you still there?")
    }

    @Test func `a call's patience does not end early, and its result counts`() throws {
        var talk = Stepped(try Cakes.atConfirmation())
        talk.take(.inbound(.text("yes")), at: 0)
        guard case .call(let key) = talk.conversation.waiting else {
            Issue.record("the call is under way")
            return
        }
        talk.take(.timer(.call), at: -10)
        #expect(talk.conversation.waiting == .call(key: key))
        talk.take(.callResult(key: key, outcome: .failed, value: .null), at: -20)
        #expect(talk.texts.first == "That did not work.")
    }
}
