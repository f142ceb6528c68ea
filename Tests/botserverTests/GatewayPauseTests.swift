import Foundation
import HTTP
import Synchronization
import TestSupport
import Testing
import Values

@Suite("A gateway that is paused, at the real server", .prompt)
struct GatewayPauseTests {
    private static func configuration(_ gateway: String) -> String {
        """
        listen: 127.0.0.1:0
        store: { sqlite: ../data/conversations.db }
        key_file: ../data/sealing.key
        journal: ../data/in-hand
        tenants:
          bank:
            tokens:
              gateway: { role: gateway, file: ../data/gateway.token }
              admin: { role: admin, file: ../data/admin.token }
            accounts:
              web: { channel: web, bot: ../bot, post_to: "\(gateway)", secret_files: [../secret] }
        """
    }

    private static let bot = """
        name: Small
        time_zone: UTC
        queues: { desk: { title: the desk } }
        house: { not_understood: "I see" }
        """

    @Test("stays so after kill -9: nothing goes out at the start, and all once it is resumed")
    func restart() async throws {
        let posts = Mutex(0)
        let hook = HTTPServer(HTTPServerConfiguration()) { _ in
            .whole { _ in
                posts.withLock { $0 += 1 }
                return .text("")
            }
        }
        let url = "http://127.0.0.1:\(try hook.start())/"
        try await ServerProcess.with(
            configuration: { folder in
                let secret =
                    "whsec_"
                    + Data((0..<32).map { _ in UInt8.random(in: 0...255) })
                    .base64EncodedString()
                try secret.write(toFile: folder + "/secret", atomically: true, encoding: .utf8)
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o600],
                    ofItemAtPath: folder + "/secret"
                )
                return Self.configuration(url)
            },
            files: ["bot/bot.yaml": Self.bot]
        ) { server async throws in
            func ask(_ method: String, _ path: String, _ body: String = "", as name: String)
                async throws -> String
            {
                let token = try String(
                    contentsOfFile: server.folder + "/data/\(name).token",
                    encoding: .utf8
                )
                return try await server.ask(
                    method,
                    path,
                    token: token.trimmingCharacters(in: .whitespacesAndNewlines),
                    body
                )
            }
            let pause = "/v1/accounts/web/gateway/pause"
            #expect(try await ask("POST", pause, as: "admin").hasPrefix("204"))
            for user in ["ann", "bob"] {
                let path = "/v1/accounts/web/contacts/\(user)/events"
                let taken = try await ask(
                    "POST",
                    path,
                    #"{"id":"m1","text":"qwertz"}"#,
                    as: "gateway"
                )
                #expect(taken.hasPrefix("202"))
            }
            try await server.kill(SIGKILL)
            try await server.start()
            let waited = try await ask(
                "POST",
                "/v1/accounts/web/contacts/ann/events?wait",
                #"{"id":"m2","text":"qwertz"}"#,
                as: "gateway"
            )
            #expect(waited.hasPrefix("200 ") && waited.contains(#""replies":[{"#), "\(waited)")
            try await Task.sleep(for: .seconds(2))
            #expect(posts.withLock(\.self) == 0)
            let list = try await ask("GET", "/v1/gateways", as: "admin")
            let gateway = try JSON(parsing: String(list.dropFirst(4)))["gateways"]?.array?.first
            #expect(gateway?["paused"]?.bool == true)
            let waiting = try #require(gateway?["waiting"]?.int)
            #expect(waiting >= 2)
            let resume = "/v1/accounts/web/gateway/resume"
            #expect(try await ask("POST", resume, as: "admin").hasPrefix("204"))
            try await eventually { posts.withLock(\.self) == waiting }
        }
        await hook.stop(within: .seconds(2))
    }
}
