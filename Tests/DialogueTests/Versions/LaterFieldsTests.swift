import BotRuntime
import Dialogue
import Foundation
import Messages
import Testing
import Values

/// While one server after another gets a later version of the program, a conversation goes from the
/// later to the earlier and back.
@Suite struct `A state that a later version of the program has saved` {
    /// As the later version would save it.
    private static func later(
        _ conversation: Conversation,
        _ change: (inout [String: JSON]) -> Void
    ) throws -> Data {
        var fields = try #require(try JSON(parsing: conversation.saved()).object)
        change(&fields)
        return JSON.object(fields).encoded
    }

    private static func saved(_ conversation: Conversation) throws -> JSON {
        try JSON(parsing: conversation.saved())
    }

    @Test func `keeps what this one does not know through turns`() throws {
        var chat = try Cakes.atPhone()
        let plain = try Self.saved(chat.simulation.conversation)
        let bytes = try Self.later(chat.simulation.conversation) { fields in
            fields["mood"] = ["score": .double(0.5), "words": ["fine", .null]]
            fields["history"]?.set("jokes", to: 2)
            fields["profile"]?.set("zoom", to: .double(1.5))
        }
        let loaded = try Conversation(saved: bytes)
        #expect(loaded.saved() == bytes)
        chat.simulation.losing = { _ in loaded }
        chat.write("415 555 0134")
        chat.simulation.losing = nil
        chat.write("yes")
        let state = try Self.saved(chat.simulation.conversation)
        #expect(state["mood"] == ["score": .double(0.5), "words": ["fine", .null]])
        #expect(state["history"]?["jokes"] == 2)
        #expect(state["profile"]?["zoom"] == .double(1.5))
        #expect(state["waiting"] != plain["waiting"])
        #expect(try Conversation(saved: state.encoded) == chat.simulation.conversation)
    }

    @Test func `keeps what belongs to a question only as long as it is that question`() throws {
        var chat = try Cakes.atPhone()
        let bytes = try Self.later(chat.simulation.conversation) { fields in
            fields["waiting"]?.change("question") {
                $0.change("_0") { $0.set("hint", to: "short") }
            }
        }
        let loaded = try Conversation(saved: bytes)
        #expect(loaded.saved() == bytes)
        chat.simulation.losing = { _ in loaded }
        chat.write("415 555 0134")
        #expect(!chat.simulation.conversation.saved().contains("hint"))
    }

    @Test func `is another than one without its fields, and the same as itself`() throws {
        let conversation = try Cakes.atPhone().simulation.conversation
        let one = try Conversation(saved: Self.later(conversation) { $0["mood"] = 1 })
        let same = try Conversation(saved: Self.later(conversation) { $0["mood"] = 1 })
        let other = try Conversation(saved: Self.later(conversation) { $0["mood"] = 2 })
        #expect(one == same)
        #expect(one.saved() == same.saved())
        #expect(one.hashValue == same.hashValue)
        #expect(one != other)
        #expect(one != conversation)
    }

    @Test func `says nothing where there is nothing more`() throws {
        let conversation = try Cakes.afterEffect().simulation.conversation
        let loaded = try Conversation(saved: conversation.saved())
        #expect(loaded == conversation)
        #expect(try Self.saved(loaded)["unread"] == nil)
    }

    @Test func `leaves its fields behind where the next conversation begins`() throws {
        let conversation = try Cakes.atPhone().simulation.conversation
        let loaded = try Conversation(saved: Self.later(conversation) { $0["mood"] = 1 })
        #expect(try Self.saved(loaded.next(profile: loaded.profile))["mood"] == nil)
    }
}

extension JSON {
    fileprivate mutating func change(_ key: String, _ change: (inout JSON) -> Void) {
        guard case .object(var fields) = self, var field = fields[key] else {
            Issue.record("there is no '\(key)'")
            return
        }
        change(&field)
        fields[key] = field
        self = .object(fields)
    }

    fileprivate mutating func set(_ key: String, to value: JSON) {
        guard case .object(var fields) = self else {
            Issue.record("'\(key)' has no place")
            return
        }
        fields[key] = value
        self = .object(fields)
    }
}

extension Data {
    fileprivate func contains(_ text: String) -> Bool { range(of: Data(text.utf8)) != nil }
}
