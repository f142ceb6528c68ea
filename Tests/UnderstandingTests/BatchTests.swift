import Testing
import Understanding
import Values

@Suite struct BatchTests {
    private func answer(_ line: JSON, type: EntityType = .date) throws -> JSON {
        let now = try #require(CivilDateTime(fridayMorning))
        return RecognizeBatch.answer(
            line,
            defaults: .init(type: type, context: RecognitionContext(now: now))
        )
    }

    @Test func `A line is answered with its id`() throws {
        let answer = try answer(["id": "7", "text": "on 1 May", "prefer": "future"])
        #expect(
            answer == [
                "id": "7",
                "values": [
                    [
                        "text": "1 May", "start": 3, "end": 8, "type": "date",
                        "value": "2027-05-01", "alternatives": ["2026-05-01"],
                    ]
                ],
            ]
        )
    }

    @Test func `A line's own clock counts`() throws {
        let answer = try answer(["text": "tomorrow", "now": "2013-02-12T04:30:00-02:00"])
        #expect(answer["values"]?.array?.first?["value"] == "2013-02-13")
    }

    @Test func `Options come with the line`() throws {
        let answer = try answer(
            ["text": "the red one", "options": [["id": "r", "title": "Red"], "Blue"]],
            type: .choice
        )
        #expect(answer["values"]?.array?.first?["value"] == "r")
    }

    @Test func `Nothing found is an empty list`() throws {
        #expect(try answer(["text": "hello"]) == ["values": []])
    }

    @Test(arguments: [["txt": "x"], ["text": 5], ["text": "x", "now": "later"]] as [JSON])
    func `A line that asks nothing is an error`(line: JSON) throws {
        #expect(try answer(line)["error"] != nil)
    }
}
