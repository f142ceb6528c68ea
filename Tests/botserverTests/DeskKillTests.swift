import Foundation
import TestSupport
import Testing

@Suite("A desk whose server is killed", .prompt)
struct DeskKillTests {
    private static func ask(
        _ server: ServerProcess,
        _ method: String,
        _ path: String,
        _ body: String = ""
    ) async throws -> String {
        try await Shell.run(
            """
            curl -s --max-time 20 -X \(method) "http://\(server.address)/v1/desk\(path)" \
            -H "Authorization: Bearer $(cat data/agent.token)" -d '\(body)'
            """,
            in: server.folder
        )
    }

    @Test("loses nobody: who was accepted is, and is told once", arguments: [0, 5, 40])
    func kills(milliseconds: Int) async throws {
        try await ServerProcess.with { server async throws in
            let customer = Customer(server)
            _ = try await Self.ask(server, "PUT", "/presence", #"{"presence":"available"}"#)
            #expect(try await customer.asksForPerson().contains(#""owner":"queue""#))
            try await eventually {
                try await Self.ask(server, "GET", "").contains(#""state":"offered""#)
            }
            async let accepting = Self.ask(server, "POST", "/tickets/1/accept")
            try await Task.sleep(for: .milliseconds(milliseconds))
            try await server.kill(SIGKILL)
            _ = try? await accepting
            try await server.start()
            // Whatever was written is carried through; what was not can be done again.
            _ = try await Self.ask(server, "POST", "/tickets/1/accept")
            try await eventually { try await customer.owner() == "agent" }
            let desk = try await Self.ask(server, "GET", "")
            #expect(desk.contains(#""state":"held""#), "\(desk)")
            let sent = try await Self.ask(
                server,
                "POST",
                "/tickets/1/messages",
                #"{"id":"1","text":"Here I am."}"#
            )
            #expect(sent.contains("Here I am."), "\(sent)")
            let turns = try await customer.turns()
            #expect(turns.ranges(of: #""desk":"accepted""#).count == 1)
            try await server.kill(SIGKILL)
            try await server.start()
            let again = try await Self.ask(
                server,
                "POST",
                "/tickets/1/messages",
                #"{"id":"1","text":"Here I am."}"#
            )
            #expect(again.contains(#""repeated":true"#), "\(again)")
        }
    }
}
