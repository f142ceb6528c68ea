import Foundation
import TestSupport
import Testing
import Values

@Suite("The number of a card at a server that ends badly", .prompt)
struct CardCanaryTests {
    /// Test numbers of the brands, as people write them.
    private static let numbers = [
        "4111111111111111", "4111 1111 1111 1111", "5555-5555-5555-4444", "378282246310005",
        "6011111111111117", "3056 930902 5904", "3530111333300000", "6200000000000005",
        "４１１１１１１１１１１１１１１１",
    ]
    private static let halves = [("4012888", "888881881"), ("5105 1051", "0510 5100")]

    private static let configuration = """
        listen: 127.0.0.1:0
        log: debug
        store: { sqlite: ../data/conversations.db }
        key_file: ../data/sealing.key
        journal: ../data/in-hand
        tenants:
          bank:
            tokens:
              gateway: { role: gateway, file: ../data/gateway.token }
              desk: { role: agent, file: ../data/desk.token }
              manager: { role: manager, file: ../data/manager.token }
              admin: { role: admin, file: ../data/admin.token }
            accounts:
              web: { channel: web, bot: ../bot }
              posts:
                channel: web
                bot: ../bot
                post_to: http://127.0.0.1:9/posts
                secret_files: [../posts.secret]
        """

    private static let bot = [
        "bot/bot.yaml": "name: Till\ntime_zone: UTC\nqueues: { desk: { title: the desk } }\n",
        "bot/refund.yaml": """
        title: Ask for a refund
        examples: [I want a refund]
        slots:
          amount: { type: number, ask: How much? }
          why: { type: text, ask: Why? }
        steps:
          - ask: amount
          - ask: why
          - say: "{amount}, as {why}."
        """,
    ]

    /// What a crash writes down on a machine that is set up as `deploy/` says.
    private static func environment() throws -> [String: String] {
        let unit = try String(
            contentsOfFile: Checkout.path + "/deploy/botserver.service",
            encoding: .utf8
        )
        let line = try #require(unit.firstMatch(of: /Environment=SWIFT_BACKTRACE=(.+)/))
        return ["SWIFT_BACKTRACE": String(line.output.1) + ",color=no"]
    }

    @Test("is found nowhere: no log, crash, journal, book, report, page or file has it")
    func nowhere() async throws {
        try await ServerProcess.with(
            configuration: { folder in
                _ = FileManager.default.createFile(
                    atPath: folder + "/posts.secret",
                    contents: Data("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".utf8),
                    attributes: [.posixPermissions: 0o600]
                )
                return Self.configuration
            },
            files: Self.bot,
            environment: try Self.environment()
        ) { server async throws in
            var lines: [String] = []
            for account in ["web", "posts"] {
                let path = "/v1/accounts/\(account)/contacts/ann/events"
                var texts = ["I want a refund"]
                for number in Self.numbers { texts += [number, "take \(number), please"] }
                texts += ["agent"] + Self.halves.flatMap { [$0, $1] }
                for (place, text) in texts.enumerated() {
                    lines.append(#"\#(path) {"id":"\#(account)\#(place)","text":"\#(text)"}"#)
                }
            }
            try lines.joined(separator: "\n").write(
                toFile: server.folder + "/said",
                atomically: true,
                encoding: .utf8
            )
            let send = """
                while read -r path body; do
                  curl -s --max-time 5 -o /dev/null "http://\(server.address)$path" \
                    -H "Authorization: Bearer $(cat data/gateway.token)" -d "$body"
                done < said
                """
            _ = try await Shell.run(send, in: server.folder)
            let pages = try await pages(server)
            // Somebody else writes all of it while the server ends.
            async let more = Shell.run("sed -i s#/ann/#/bob/# said\n" + send, in: server.folder)
            try await Task.sleep(for: .milliseconds(300))
            // As a trap does; what was only sent lets it go on once the crash is written down.
            Foundation.kill(server.id, SIGILL)
            try await eventually { try server.errors().contains("Backtrace took") }
            try await server.kill(SIGKILL)
            _ = try await more
            #expect(try server.errors().contains("crashed"))
            let all = try pages + [server.errors()] + server.log().map(\.text)
            try FileManager.default.removeItem(atPath: server.folder + "/said")
            for number in Self.numbers + Self.halves.map({ $0 + $1 }) {
                for text in all {
                    #expect(!text.contains(number), "\(number) in \(text.prefix(300))")
                }
                let digits = number.filter { $0.isNumber }
                let found = try await Shell.run(
                    "grep -rlaF -e '\(number)' -e '\(digits)' . || true",
                    in: server.folder
                )
                #expect(found == "", "\(number)")
            }
            for (_, end) in Self.halves {
                for text in pages { #expect(!text.contains(end), "\(end) in \(text.prefix(300))") }
            }
        }
    }

    /// Everything that can be asked of the server.
    private func pages(_ server: ServerProcess) async throws -> [String] {
        var pages: [String] = []
        func token(_ name: String) throws -> String {
            try String(contentsOfFile: server.folder + "/data/\(name).token", encoding: .utf8)
                .trimmingCharacters(in: .whitespacesAndNewlines)
        }
        for account in ["web", "posts"] {
            let contact = "/v1/accounts/\(account)/contacts/ann"
            for page in ["", "/turns?limit=500", "/entries", "/export"] {
                pages.append(try await server.ask("GET", contact + page, token: token("admin")))
            }
        }
        for page in ["/v1/dead-letters", "/v1/audit", "/metrics"] {
            pages.append(try await server.ask("GET", page, token: token("admin")))
        }
        for report in [
            "containment", "handoffs", "completion", "drop-off", "feedback", "unanswered",
        ] {
            let page = "/v1/reports/\(report)"
            pages.append(try await server.ask("GET", page, token: token("manager")))
        }
        #expect(pages.allSatisfy { $0.hasPrefix("200 ") }, "\(pages.map { $0.prefix(80) })")
        #expect(pages[1].contains("1111"))
        return pages
    }
}
