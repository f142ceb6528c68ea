import BotRuntime
import Dialogue
import Foundation
import Messages
import Testing
import Values

@Suite struct SavingTests {
    func midway() throws -> Chat {
        var chat = try Chat(
            Shop.topics,
            actions: Shop.actions,
            tables: Shop.tables,
            channel: .web
        )
        chat.write("I want to send a parcel, a big one")
        return chat
    }

    @Test func `A saved conversation loads as it was`() throws {
        let conversation = try midway().simulation.conversation
        #expect(try Conversation(saved: conversation.saved()) == conversation)
    }

    @Test func `A state says nothing of what there is not`() throws {
        let fresh = Conversation(
            contact: "+1",
            ordinal: 1,
            language: "en",
            profile: ChannelProfile(channel: .web)
        )
        let text = String(decoding: fresh.saved(), as: UTF8.self)
        #expect(!text.contains("[]") && !text.contains("false"))
        #expect(try Conversation(saved: Data(text.utf8)) == fresh)
    }

    @Test func `A state that was cut off is told from one that is whole`() throws {
        let saved = try midway().simulation.conversation.saved()
        for length in stride(from: 0, to: saved.count, by: 37) {
            #expect(throws: Conversation.LoadingError.self) {
                try Conversation(saved: saved.prefix(length))
            }
        }
    }

    @Test func `A state of a later version is refused by its number`() throws {
        let text = String(decoding: try midway().simulation.conversation.saved(), as: UTF8.self)
        let later = text.replacing("\"version\":1", with: "\"version\":2")
        #expect(throws: Conversation.LoadingError.newer(version: 2)) {
            try Conversation(saved: Data(later.utf8))
        }
    }

    @Test func `Each change of owner begins another epoch`() throws {
        var chat = try midway()
        #expect(chat.simulation.conversation.epoch == 0)
        chat.write("agent")
        #expect(chat.simulation.conversation.epoch == 1)
        chat.desk(DeskEvent(.accepted, agent: "Dana"))
        chat.desk(DeskEvent(.accepted, agent: "Dana"))
        #expect(chat.simulation.conversation.epoch == 2)
        chat.desk(DeskEvent(.closed))
        #expect(chat.simulation.conversation.epoch == 3)
    }

    @Test func `A step leaves the conversation it was given as it was`() throws {
        let chat = try midway()
        let before = chat.simulation.conversation
        var copy = chat
        copy.write("yes")
        #expect(chat.simulation.conversation == before)
        #expect(copy.simulation.conversation != before)
    }

    @Test func `Equal events give equal bytes`() throws {
        var one = try midway()
        var other = try midway()
        for text in ["yes", "tomorrow", "415 555 0134", "no", "the day", "friday", "yes"] {
            one.write(text)
            other.write(text)
            #expect(one.last.json.text == other.last.json.text)
            #expect(one.simulation.conversation.saved() == other.simulation.conversation.saved())
        }
    }
}
