import Messages
import Testing
import Values

@testable import botsim

@Suite struct `chat --json` {
    private func answers(_ lines: [String]) throws -> (lines: [String], hadInvalidLine: Bool) {
        var chat = JSONChat(try Bakery.simulation(.web))
        return (lines.map { chat.answer(Array($0.utf8)) }, chat.hadInvalidLine)
    }

    @Test func `Each event is answered by a line of its own`() throws {
        let (lines, hadInvalidLine) = try answers([
            #"{"text":"I want to order a cake"}"#,
            #"{"tap":{"question":"q1","options":["cream"]}}"#,
        ])
        let first = try JSON(parsing: lines[0])
        #expect(first["topic"] == "cake")
        #expect(first["waiting"]?["kind"] == "question")
        #expect(first["waiting"]?["slot"] == "kind")
        #expect(first["replies"]?.array?.last?["control"]?["type"] == "choice")
        let second = try JSON(parsing: lines[1])
        #expect(second["slots"] == ["kind": "cream"])
        #expect(second["waiting"]?["kind"] == "form")
        #expect(!hadInvalidLine)
    }

    @Test func `The same ID again is the same line again, to the byte`() throws {
        let event = #"{"id":"m1","text":"I want to order a cake"}"#
        let (lines, _) = try answers([event, #"{"text":"agent"}"#, event])
        #expect(lines[0] == lines[2])
        #expect(lines[0] != lines[1])
    }

    @Test(arguments: ["", "{", "7", "{}", #"{"text":1}"#, #"{"wait":"soon"}"#, "\u{0}"])
    func `A line that is no event is answered with its number, and the next goes on`(
        line: String
    ) throws {
        let (lines, hadInvalidLine) = try answers([line, #"{"text":"I want to order a cake"}"#])
        let error = try JSON(parsing: lines[0])
        #expect(error["line"] == 1)
        #expect(error["error"]?.string?.isEmpty == false)
        #expect(try JSON(parsing: lines[1])["topic"] == "cake")
        #expect(hadInvalidLine)
    }
}
