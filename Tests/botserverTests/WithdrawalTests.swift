import Foundation
import TestSupport
import Testing
import Values

@Suite("What the configuration has no more", .prompt)
struct WithdrawalTests {
    private static func configuration(sms: Bool = true, shop: Bool = true) -> String {
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
              web: { channel: web, bot: ../first }
        \(sms ? "      sms: { channel: sms, bot: ../first }" : "")
        \(shop ? shopPart : "")
        """
    }

    private static let shopPart = """
          shop:
            tokens:
              gateway: { role: gateway, file: ../data/shop.token }
              admin: { role: admin, file: ../data/shop-admin.token }
            accounts:
              web: { channel: web, bot: ../first }
        """

    private static let bot = [
        "first/bot.yaml": "name: Small\ntime_zone: UTC\nqueues: { desk: { title: the desk } }\n"
    ]

    @Test("is out of service after a reload, what it has kept stays, and others are untouched")
    func withdrawn() async throws {
        try await ServerProcess.with(
            configuration: { _ in Self.configuration() },
            files: Self.bot
        ) { server async throws in
            func token(_ name: String) throws -> String {
                try String(
                    contentsOfFile: server.folder + "/data/\(name).token",
                    encoding: .utf8
                ).trimmingCharacters(in: .whitespacesAndNewlines)
            }
            let (bank, shop) = (try token("gateway"), try token("shop"))
            func status(_ account: String, _ id: String, _ token: String) async throws -> String {
                let reply = try await server.ask(
                    "POST",
                    "/v1/accounts/\(account)/contacts/ann/events?wait",
                    token: token,
                    #"{"id":"\#(id)","text":"hello"}"#
                )
                return String(reply.prefix(3))
            }
            let made = try await server.ask(
                "POST",
                "/v1/tokens",
                token: try token("shop-admin"),
                #"{"name":"second","role":"gateway"}"#
            )
            let second = try #require(JSON(parsing: String(made.dropFirst(4)))["token"]?.string)
            let session = try await server.ask(
                "POST",
                "/v1/accounts/sms/contacts/ann/sessions",
                token: bank
            )
            let pass = try #require(JSON(parsing: String(session.dropFirst(4)))["token"]?.string)
            for (account, token) in [("web", bank), ("sms", bank), ("web", shop)] {
                #expect(try await status(account, "m1", token) == "200")
            }
            #expect(try await status("sms", "m2", pass) == "200")

            try server.write(Self.configuration(sms: false, shop: false), to: "deploy/va.yaml")
            let reloaded = try await server.ask("POST", "/v1/reload", token: try token("admin"))
            #expect(reloaded.hasPrefix("204"))
            #expect(try await status("sms", "m3", bank) == "404")
            #expect(try await status("nothing", "m3", bank) == "404")
            #expect(try await status("sms", "m3", pass) == "401")
            for token in [shop, second] { #expect(try await status("web", "m3", token) == "401") }
            #expect(try await status("web", "m3", bank) == "200")
            // Also after a while, in which what the store has is read again.
            try await Task.sleep(for: .seconds(3))
            #expect(try await status("web", "m4", second) == "401")

            // It comes back as it was: nothing that was kept has gone.
            try server.write(Self.configuration(), to: "deploy/va.yaml")
            server.signal(SIGHUP)
            try await eventually { try await status("web", "m5", shop) == "200" }
            try await eventually { try await status("web", "m6", second) == "200" }
            let turns = try await server.ask(
                "GET",
                "/v1/accounts/sms/contacts/ann/turns",
                token: bank
            )
            #expect(turns.contains(#""turn":2"#))
            #expect(try await status("sms", "m7", pass) == "200")
        }
    }
}
