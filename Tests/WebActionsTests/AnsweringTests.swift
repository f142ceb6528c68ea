import BotRuntime
import Dialogue
import HTTP
import TestSupport
import Testing
import Topics
import Values
import WebActions

/// What comes back, and what a topic is told of it.
@Suite(.prompt) struct `An answer over HTTP` {
    static let actions = """
        loans.all:
          safe: true
          within: 5s
          else: { handoff: desk }
          gives: list of loan
          http:
            service: catalogue
            get: /loans
            answer: /data/items
            fields: { id: /number, title: /book/title }
            empty: [404]
        loans.one:
          safe: true
          within: 5s
          else: { handoff: desk }
          gives: loan
          http: { service: catalogue, get: /loan, empty: [404, 204] }
        loans.renew:
          within: 5s
          else: { handoff: desk }
          gives: loan
          http:
            service: catalogue
            post: /renewals
            refused: [409, "https://catalogue.example/problems/reserved"]
        """

    private func answer(
        to action: String,
        _ reply: HTTPResponse
    ) async throws -> (CallAnswer, notes: [String], attempts: Int) {
        var result: (CallAnswer, [String], Int)?
        try await Catalogue.with { _, _ in
            reply
        } _: { catalogue in
            let answer = await (try catalogue.backEnd(Self.actions)).call(action)
            result = (answer, catalogue.notes, catalogue.asked.count)
        }
        return try #require(result)
    }

    @Test func `is read where the bot says it stands, and the rest of it is let go`() async throws {
        let reply = json(
            """
            {"data": {"items": [{"number": "L1", "book": {"title": "Emma", "pages": 474},
              "due": "2026-03-05", "renewals": 2},
             {"number": "L2", "book": {"title": "Persuasion"}, "due": "2026-03-09", "renewals": null}]}}
            """
        )
        let (answer, notes, _) = try await answer(to: "loans.all", reply)
        #expect(answer.outcome == .ok)
        #expect(
            answer.value.spelled == [
                ["id": "L1", "title": "Emma", "due": "2026-03-05", "renewals": 2],
                ["id": "L2", "title": "Persuasion", "due": "2026-03-09", "renewals": .null],
            ]
        )
        #expect(notes == [])
    }

    @Test(arguments: [
        ("{}", "there is nothing at '/data/items'"),
        (#"{"data":{"items":{}}}"#, "what stands at '/data/items' is not a list of rows of loan"),
        (
            #"{"data":{"items":[{"number":"L1","book":{},"due":"2026-03-05"}]}}"#,
            "there is nothing at '/data/items/0/book/title'"
        ),
        (
            #"{"data":{"items":[{"number":"L1","book":{"title":"Emma"},"due":"soon"}]}}"#,
            "what stands at '/data/items/0/due' is not a date"
        ),
        (
            #"{"data":{"items":[{"number":17,"book":{"title":"Emma"},"due":"2026-03-05"}]}}"#,
            "what stands at '/data/items/0/number' is not text"
        ),
        ("<html>4111 1111 1111 1111</html>", "what it answered is no JSON"),
        (
            String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000),
            "what it answered is no JSON"
        ),
    ])
    func `that is not as declared is the back end's fault, told without what it holds`(
        body: String,
        note: String
    ) async throws {
        let (answer, notes, attempts) = try await answer(to: "loans.all", json(body))
        #expect(answer == CallAnswer(.failed))
        #expect(notes == [note])
        #expect(attempts == 1)
    }

    @Test func `of something that was done and cannot be read leaves open what came of it`()
        async throws
    {
        let (answer, notes, attempts) = try await answer(to: "loans.renew", json("done"))
        #expect(answer == CallAnswer(.unknown))
        #expect(notes == ["what it answered is no JSON"])
        #expect(attempts == 1)
    }

    @Test func `may say that there is nothing`() async throws {
        #expect(try await answer(to: "loans.all", json("", 404)).0 == CallAnswer(.ok, .list([])))
        #expect(try await answer(to: "loans.one", json("", 404)).0 == CallAnswer(.ok, .null))
        #expect(try await answer(to: "loans.one", json("", 204)).0 == CallAnswer(.ok, .null))
    }

    @Test func `may be a no, by its status or by its problem`() async throws {
        #expect(try await answer(to: "loans.renew", json("", 409)).0 == CallAnswer(.refused))
        let reserved = Problem(403, type: "https://catalogue.example/problems/reserved")
        #expect(
            try await answer(to: "loans.renew", .problem(reserved)).0 == CallAnswer(.refused)
        )
        let other = try await answer(to: "loans.renew", .problem(Problem(403)))
        #expect(other.0 == CallAnswer(.failed))
        #expect(other.notes == ["it answered 403"])
        // 404 is a no only where the action leaves it at that.
        #expect(try await answer(to: "loans.renew", json("", 404)).0 == CallAnswer(.failed))
    }

    @Test func `that sends elsewhere is not followed`() async throws {
        try await Catalogue.with { _, _ in
            json("[]")
        } _: { canary in
            let redirect = HTTPResponse(
                status: 302,
                headers: ["Location": canary.base + "/loans"]
            )
            let (answer, notes, _) = try await answer(to: "loans.all", redirect)
            #expect(answer == CallAnswer(.failed))
            #expect(notes == ["it answered 302: redirects are not followed"])
            #expect(canary.asked.isEmpty)
        }
    }

    @Test func `that never ends is cut at 256 KB`() async throws {
        let endless = HTTPResponse(
            status: 200,
            body: .stream { writer in
                let piece = [UInt8](repeating: UInt8(ascii: " "), count: 65_536)
                while true { try await writer.write(piece) }
            }
        )
        let (answer, notes, attempts) = try await answer(to: "loans.all", endless)
        #expect(answer == CallAnswer(.failed))
        #expect(notes == ["the reply is too large"])
        #expect(attempts == 1)
    }
}
