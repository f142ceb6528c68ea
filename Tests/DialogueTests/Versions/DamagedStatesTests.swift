import BotRuntime
import Dialogue
import Foundation
import Messages
import Testing
import Values

/// States that are not as they were saved.
@Suite struct `A state that is damaged` {
    @Test func `never crashes, whichever of its fields is what`() throws {
        for chat in [try Cakes.atConfirmation(), try Cakes.afterEffect()] {
            let state = try JSON(parsing: chat.simulation.conversation.saved())
            for place in 0..<state.places {
                for value in [nil, .null, -1, .int(Int64.max), "x", .array([]), .object([:])]
                    as [JSON?]
                {
                    let bytes = Data(state.changed(at: place, to: value).text.utf8)
                    guard let damaged = try? Conversation(saved: bytes) else { continue }
                    var other = chat
                    other.simulation.losing = { _ in damaged }
                    other.write("yes")
                    #expect(throws: Never.self) {
                        try Conversation(saved: other.simulation.conversation.saved())
                    }
                }
            }
        }
    }

    @Test func `is refused where its counts are none that a conversation reaches`() throws {
        let saved = String(
            decoding: try Cakes.atPhone().simulation.conversation.saved(),
            as: UTF8.self
        )
        let damaged = saved.replacing("\"replies\":4", with: "\"replies\":9223372036854775807")
        #expect(damaged != saved)
        #expect(throws: Conversation.LoadingError.self) {
            try Conversation(saved: Data(damaged.utf8))
        }
    }

    @Test func `is refused where a length of time is none`() {
        let damaged = Data(#"{"duration":[3,9223372036854775807]}"#.utf8)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Value.self, from: damaged)
        }
    }

    @Test func `waits for no call that nobody makes`() throws {
        var chat = try Cakes.atPhone()
        chat.simulation.losing = { conversation in
            var lost = conversation
            lost.waiting = .call(key: "nobody's")
            return lost
        }
        #expect(chat.write("415 555 0134") == ["Bake a Small cake for Mar 3, 2026?"])
    }

    @Test func `whose topic is gone is carried over like any other`() throws {
        var chat = try Cakes.atPhone()
        let saved = chat.simulation.conversation.saved()
        try chat.becomes(["prices": Cakes.prices])
        let loaded = try Conversation(saved: saved)
        chat.simulation.losing = { _ in loaded }
        #expect(chat.write("hello").count == 2)
        #expect(chat.last.handoff?.reason == .version)
    }
}

extension JSON {
    fileprivate var places: Int {
        switch self {
        case .array(let items): items.reduce(1) { $0 + $1.places }
        case .object(let fields): fields.values.reduce(1) { $0 + $1.places }
        case .null, .bool, .int, .double, .string: 1
        }
    }

    /// The same with another value in one place, or with none there.
    fileprivate func changed(at place: Int, to value: JSON?) -> JSON {
        visited(place, value) ?? .null
    }

    private func visited(_ place: Int, _ value: JSON?) -> JSON? {
        if place == 0 { return value }
        var rest = place - 1
        func next(_ part: JSON) -> JSON? {
            defer { rest -= part.places }
            return (0..<part.places).contains(rest) ? part.visited(rest, value) : part
        }
        switch self {
        case .array(let items): return .array(items.compactMap(next))
        case .object(let fields):
            var changed: [String: JSON] = [:]
            for (key, part) in fields.sorted(by: { $0.key < $1.key }) { changed[key] = next(part) }
            return .object(changed)
        case .null, .bool, .int, .double, .string: return self
        }
    }
}
