import Foundation
import TestSupport
import Testing

@Suite("The server as a process", .prompt)
struct LifeTests {
    private static func send(
        _ server: ServerProcess,
        _ id: String,
        _ text: String,
        from user: String = "ann"
    ) async throws -> String {
        try await Shell.run(
            """
            curl -s --max-time 20 \
            "http://\(server.address)/v1/accounts/web/contacts/\(user)/events?wait" \
            -H "Authorization: Bearer $(cat data/gateway.token)" -d '{"id":"\(id)","text":"\(text)"}'
            """,
            in: server.folder
        )
    }

    @Test("answers after it was killed what it had answered before, and goes on")
    func killed() async throws {
        try await ServerProcess.with { server async throws in
            let first = try await Self.send(server, "m1", "What are your opening hours?")
            #expect(first.contains(#""turn":1"#))
            try await server.kill(SIGKILL)
            try await server.start()
            let again = try await Self.send(server, "m1", "What are your opening hours?")
            #expect(again.contains(#""repeated":true"#))
            #expect(try await Self.send(server, "m2", "thank you").contains(#""turn":2"#))
        }
    }

    @Test("stops when it is asked to, with everything answered")
    func drain() async throws {
        try await ServerProcess.with { server async throws in
            let replies = try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        try await Self.send(
                            server,
                            "m1",
                            "What are your fees?",
                            from: "user\(number)"
                        )
                    }
                }
                var replies: [String] = []
                for try await reply in group { replies.append(reply) }
                return replies
            }
            #expect(replies.allSatisfy { $0.contains(#""turn":1"#) })
            #expect(try await server.kill(SIGTERM) == 0)
            try await server.start()
            #expect(
                try await Self.send(server, "m1", "What are your fees?", from: "user3").contains(
                    "true"
                )
            )
        }
    }

    @Test("answers whoever waits for news when it stops, and ends streams as whole")
    func polls() async throws {
        try await ServerProcess.with { server async throws in
            _ = try await Self.send(server, "m1", "What are your fees?")
            let script = """
                G="Authorization: Bearer $(cat data/gateway.token)"
                A="Authorization: Bearer $(cat data/agent.token)"
                B="http://\(server.address)/v1"
                curl -s -X PUT "$B/desk/presence" -H "$A" -d '{"presence":"available"}' > presence
                curl -s "$B/desk/updates" -H "$A" > seen
                cursor=$(grep -o '"cursor":"[^"]*"' seen | cut -d'"' -f4)
                (curl -s -w ' %{http_code}' "$B/accounts/web/contacts/ann/turns?after=1&wait=25s" \\
                  -H "$G" > turns; echo "turns $? $(cat turns)" >> ended) &
                (curl -s -w ' %{http_code}' "$B/desk/updates?after=$cursor&wait=25s" -H "$A" > updates
                echo "updates $? $(cat updates)" >> ended) &
                (curl -s "$B/accounts/web/contacts/ann/stream" -H "$G" > stream
                echo "stream $?" >> ended) &
                wait
                """
            async let waiting = Shell.run(script, in: server.folder)
            try await Task.sleep(for: .seconds(2))
            let begun = ContinuousClock.now
            #expect(try await server.kill(SIGTERM) == 0)
            #expect(begun.duration(to: .now) < .seconds(8))
            _ = try await waiting
            let ended = try String(contentsOfFile: server.folder + "/ended", encoding: .utf8)
            #expect(ended.contains(#"turns 0 {"turns":[]} 200"#), "\(ended)")
            #expect(ended.contains("updates 0 {"), "\(ended)")
            #expect(ended.contains("stream 0"), "\(ended)")
        }
    }

    @Test("keeps what it writes from everybody else")
    func files() async throws {
        try await ServerProcess.with { server async throws in
            _ = try await Self.send(server, "m1", "What are your fees?")
            let open = try await Shell.run("find data -type f -perm /077", in: server.folder)
            #expect(open == "")
        }
    }

    @Test("does not begin with a secret that others can read, and says what to do")
    func secrets() async throws {
        try await ServerProcess.with { server async throws in
            try await server.kill(SIGTERM)
            let output = try await Shell.run(
                """
                chmod 644 data/admin.token
                \(ServerProcess.binary) --config deploy/va.yaml; echo "exit $?"
                """,
                in: server.folder
            )
            #expect(output.contains("admin.token: others can read it; say 'chmod 600"))
            #expect(output.contains("exit 78"))
        }
    }

    @Test("goes on when whoever reads its log has gone")
    func unreadLog() async throws {
        try await ServerProcess.with { server async throws in
            try await server.kill(SIGTERM)
            let said = try await Shell.run(
                """
                mkfifo log-pipe
                head -n 1 < log-pipe > first-line &
                '\(ServerProcess.binary)' --config deploy/va.yaml > log-pipe 2>&1 &
                server=$!
                for wait in $(seq 500); do [ -s first-line ] && break; sleep 0.02; done
                address=$(sed -E 's|.*"address":"([^"]+)".*|\\1|' first-line)
                for round in 1 2 3; do kill -HUP $server; sleep 0.3; done
                curl -s --max-time 20 -o /dev/null -w '%{http_code} ' "$address/livez"
                kill -TERM $server
                wait $server
                echo "exit $?"
                """,
                in: server.folder
            )
            #expect(said == "200 exit 0\n")
        }
    }
}
