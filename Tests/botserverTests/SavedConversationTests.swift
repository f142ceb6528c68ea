import Foundation
import HTTP
import TestSupport
import Testing
import Values

/// A conversation of a real server that becomes a transcript.
@Suite("A conversation that is saved from a server", .prompt)
struct SavedConversationTests {
    private static let botsim = ServerProcess.binary.replacing("/botserver", with: "/botsim")

    private static func send(_ server: ServerProcess, _ event: String) async throws -> String {
        let file = server.folder + "/event.json"
        try event.write(toFile: file, atomically: true, encoding: .utf8)
        return try await Shell.run(
            """
            curl -s --max-time 20 "http://\(server.address)/v1/accounts/web/contacts/ann.lee/events?wait" \
              -H "Authorization: Bearer $(cat data/gateway.token)" -d @event.json
            """,
            in: server.folder
        )
    }

    /// Saves the conversation, as the only transcript of a copy of its bot, and tests it.
    private static func save(
        _ server: ServerProcess,
        _ bot: String,
        as token: String = "manager"
    ) async throws -> (text: String, verdict: String) {
        let verdict = try await Shell.run(
            """
            cp -r \(bot) copy && rm -f copy/transcripts/*.chat && mkdir -p copy/transcripts
            \(Self.botsim) save \(bot) --server http://\(server.address) --token data/\(token).token \
              --account web --contact ann.lee > copy/transcripts/saved.chat && echo saved
            \(Self.botsim) test copy
            """,
            in: server.folder
        )
        let path = server.folder + "/copy/transcripts/saved.chat"
        return (try String(contentsOfFile: path, encoding: .utf8), verdict)
    }

    @Test("says what the bot said, passes as it is, and tells nothing of the customer")
    func bank() async throws {
        try await ServerProcess.with { server async throws in
            let facts = """
                "contact":{"name":"Ann Lee","subject":"web-anna",
                  "verified_until":"2036-01-01T00:00:00Z"}
                """
            _ = try await Self.send(server, #"{"id":"m1","text":"I lost my card",\#(facts)}"#)
            _ = try await Self.send(
                server,
                #"{"id":"m2","tap":{"question":"q1","options":["visa-1234"]}}"#
            )
            for (number, text) in [
                "what does a replacement card cost?",
                "agent",
                "I'm Ann Lee, ann.lee@home.example, and my card is 4111 1111 1111 1111",
            ].enumerated() {
                _ = try await Self.send(server, #"{"id":"t\#(number)","text":"\#(text)"}"#)
            }
            let (text, verdict) = try await Self.save(server, Checkout.path + "/topics")
            #expect(verdict.contains("saved"))
            #expect(verdict.contains("1 transcript: 1 passed, 0 failed"), "\(verdict)")
            #expect(!verdict.contains("the bot here says"), "\(verdict)\n\(text)")
            #expect(text.contains("> I lost my card"))
            #expect(text.contains("@ topic replace_card"))
            #expect(text.contains("owner queue"))
            for personal in ["Ann", "ann.lee", "home.example", "4111", "1111", "web-anna"] {
                #expect(!text.contains(personal), "\(personal) in \(text)")
            }
            #expect(
                text.contains(
                    "I'm Sam Doe, customer1@mail.example, and my card is 4242 4242 4242 4242"
                )
            )
        }
    }

    @Test("is played again with what other systems answered, without them")
    func library() async throws {
        let server = HTTPServer(HTTPServerConfiguration()) { head in
            .whole { _ in
                head.target.hasSuffix("/renewals")
                    ? .problem(Problem(409))
                    : .json(
                        Array(
                            """
                            {"data":{"items":[{"loanNumber":"L1","book":{"title":"Emma"},
                              "dueDate":"2026-03-05","renewals":{"count":0}}]}}
                            """.utf8
                        )
                    )
            }
        }
        let catalogue = "http://127.0.0.1:\(try server.start())"
        let configuration = WebCallTests.configuration(catalogue)
        try await ServerProcess.with(configuration: configuration) { process async throws in
            for (number, text) in ["renew my book", "123456", "Emma"].enumerated() {
                _ = try await Self.send(process, #"{"id":"m\#(number)","text":"\#(text)"}"#)
            }
            await server.stop(within: .zero)
            let bot = process.folder + "/library"
            let (text, verdict) = try await Self.save(process, bot)
            #expect(verdict.contains("1 transcript: 1 passed, 0 failed"), "\(verdict)")
            #expect(!verdict.contains("the bot here says"), "\(verdict)\n\(text)")
            #expect(text.contains("stub loans.renew = refused"))
            #expect(text.contains(#"stub loans.of_reader = ok [{"due":"2026-03-05","id":"L1""#))
            #expect(text.contains("< Somebody else waits for Emma"))
        }
    }

    @Test("is no agent's to save, and there must be one")
    func refused() async throws {
        try await ServerProcess.with { server async throws in
            let bot = Checkout.path + "/topics"
            let nothing = try await Self.save(server, bot).verdict
            #expect(nothing.contains("the server has no such conversation"))
            let output = try await Shell.run(
                """
                echo none > other.token
                \(Self.botsim) save \(bot) --server http://\(server.address) --token other.token \
                  --account web --contact ann.lee; echo "exit $?"
                \(Self.botsim) save \(bot) --server http://\(server.address); echo "exit $?"
                """,
                in: server.folder
            )
            #expect(output.contains("answered 401"))
            #expect(output.contains("exit 1"))
            #expect(output.contains("save needs --token"))
            #expect(output.contains("exit 64"))
        }
    }
}
