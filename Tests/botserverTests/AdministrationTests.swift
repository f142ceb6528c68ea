import Foundation
import TestSupport
import Testing
import Values

@Suite("Whoever runs the server", .prompt)
struct AdministrationTests {
    private static func bot(_ words: String) -> String {
        """
        name: Small
        time_zone: UTC
        queues: { desk: { title: the desk } }
        house: { not_understood: "\(words)" }
        """
    }

    private static let configuration = """
        listen: 127.0.0.1:0
        store: { sqlite: ../data/conversations.db }
        key_file: ../data/sealing.key
        journal: ../data/in-hand
        backups: ../copies
        tenants:
          bank:
            bots: ../bots
            tokens:
              gateway: { role: gateway, file: ../data/gateway.token }
              admin: { role: admin, file: ../data/admin.token }
            accounts:
              web: { channel: web, bot: ../first }
        """

    private static let files = [
        "first/bot.yaml": bot("the first"),
        "bots/second/bot.yaml": bot("the second"),
        "bots/broken/bot.yaml": "name: Small\ntime_zone: Nowhere\n",
        "secret/bot.yaml": bot("secret"),
        "copies/none": "",
    ]

    /// The server, with the tokens that it made.
    private struct Place {
        let server: ServerProcess

        func token(_ name: String) throws -> String {
            try String(contentsOfFile: server.folder + "/data/\(name).token", encoding: .utf8)
                .trimmingCharacters(in: .whitespacesAndNewlines)
        }

        func admin(_ method: String, _ path: String, _ body: String = "") async throws -> String {
            try await server.ask(method, path, token: try token("admin"), body)
        }

        /// What the bot says to somebody new.
        func words(to user: String, token: String? = nil) async throws -> String {
            try await server.ask(
                "POST",
                "/v1/accounts/web/contacts/\(user)/events?wait",
                token: try token ?? self.token("gateway"),
                #"{"id":"m1","text":"qwertz uiop"}"#
            )
        }
    }

    private static func with(_ test: (Place) async throws -> Void) async throws {
        try await ServerProcess.with(configuration: { _ in configuration }, files: files) {
            server async throws in
            try await test(Place(server: server))
        }
    }

    @Test("puts a bot in service that stays so after the process is gone, and goes back")
    func bots() async throws {
        try await Self.with { place async throws in
            #expect(try await place.words(to: "ann").contains("the first"))
            let put = try await place.admin("PUT", "/v1/accounts/web/bot", #"{"bot":"second"}"#)
            #expect(put.hasPrefix("200"))
            #expect(try await place.words(to: "bob").contains("the second"))
            try await place.server.kill(SIGKILL)
            try await place.server.start()
            #expect(try await place.words(to: "cy").contains("the second"))
            let back = try await place.admin("POST", "/v1/accounts/web/bot/rollback")
            #expect(back.hasPrefix("200"))
            #expect(try await place.words(to: "dan").contains("the first"))
            let again = try await place.admin("POST", "/v1/accounts/web/bot/rollback")
            #expect(again.hasPrefix("409"))
            #expect(try await place.words(to: "eve").contains("the first"))
        }
    }

    @Test("lets a part of the customers try a bot first")
    func trial() async throws {
        try await Self.with { place async throws in
            let put = try await place.admin(
                "PUT",
                "/v1/accounts/web/bot",
                #"{"bot":"second","percent":100}"#
            )
            #expect(put.contains(#""percent":100"#))
            #expect(try await place.words(to: "ann").contains("the second"))
            _ = try await place.admin("POST", "/v1/accounts/web/bot/rollback")
            #expect(try await place.words(to: "bob").contains("the first"))
        }
    }

    @Test("is told every mistake of a bot, and the one before stays")
    func broken() async throws {
        try await Self.with { place async throws in
            let put = try await place.admin("PUT", "/v1/accounts/web/bot", #"{"bot":"broken"}"#)
            #expect(put.hasPrefix("422"))
            #expect(put.contains("bot.yaml:2:12"))
            #expect(try await place.words(to: "ann").contains("the first"))
        }
    }

    @Test(
        "gets no bot from anywhere else",
        arguments: ["../secret", "..", ".", "/etc", "second/../../secret", "nothing"]
    )
    func elsewhere(_ name: String) async throws {
        try await Self.with { place async throws in
            let put = try await place.admin("PUT", "/v1/accounts/web/bot", #"{"bot":"\#(name)"}"#)
            #expect(put.hasPrefix("409"))
            #expect(try await place.words(to: "ann").contains("the first"))
        }
    }

    @Test("makes tokens that are told once, end, and are taken back")
    func tokens() async throws {
        try await Self.with { place async throws in
            let made = try await place.admin(
                "POST",
                "/v1/tokens",
                #"{"name":"second-gateway","role":"gateway","expires":"30d"}"#
            )
            #expect(made.hasPrefix("201"))
            let token = try #require(JSON(parsing: String(made.dropFirst(4)))["token"]?.string)
            #expect(try await place.words(to: "ann", token: token).contains("the first"))
            let twice = try await place.admin(
                "POST",
                "/v1/tokens",
                #"{"name":"second-gateway","role":"gateway"}"#
            )
            #expect(twice.hasPrefix("409"))
            let list = try await place.admin("GET", "/v1/tokens")
            #expect(list.contains("second-gateway"))
            #expect(!list.contains(token))
            let kept = try await Shell.run(
                "grep -c -a -F -- '\(token)' data/*",
                in: place.server.folder
            )
            #expect(!kept.contains(":1"))
            try await place.server.kill(SIGKILL)
            try await place.server.start()
            #expect(try await place.words(to: "bob", token: token).contains("the first"))
            let gone = try await place.admin("DELETE", "/v1/tokens/second-gateway")
            #expect(gone.hasPrefix("204"))
            #expect(try await place.words(to: "cy", token: token).hasPrefix("401"))
        }
    }

    @Test("replaces a token by replacing its file")
    func replaced() async throws {
        try await Self.with { place async throws in
            let old = try place.token("gateway")
            _ = try await Shell.run(
                "echo a new token of the gateway > data/new; chmod 600 data/new; mv data/new data/gateway.token",
                in: place.server.folder
            )
            try await eventually {
                try await place.words(to: "ann", token: old).hasPrefix("401")
            }
            #expect(
                try await place.words(to: "bob", token: "a new token of the gateway")
                    .contains("the first")
            )
        }
    }

    @Test("has a token taken once its file is closed to others, without writing it again")
    func closedAtLast() async throws {
        try await Self.with { place async throws in
            let old = try place.token("gateway")
            let new = "a new token of the gateway"
            _ = try await Shell.run(
                "echo \(new) > data/new; chmod 644 data/new; mv data/new data/gateway.token",
                in: place.server.folder
            )
            try await eventually {
                try place.server.log().contains {
                    $0["msg"]?.string?.contains("gateway.token: others can read it") == true
                }
            }
            #expect(try await !place.words(to: "ann", token: old).hasPrefix("401"))
            _ = try await Shell.run("chmod 600 data/gateway.token", in: place.server.folder)
            try await eventually {
                try await !place.words(to: "bob", token: new).hasPrefix("401")
            }
        }
    }

    @Test("has the configuration read again, whole or not at all")
    func reload() async throws {
        try await Self.with { place async throws in
            try place.server.write(Self.bot("the first, mended"), to: "first/bot.yaml")
            #expect(try await place.admin("POST", "/v1/reload").hasPrefix("204"))
            #expect(try await place.words(to: "ann").contains("the first, mended"))
            try place.server.write(
                Self.configuration.replacing("role: gateway", with: "role: gatekeeper"),
                to: "deploy/va.yaml"
            )
            let refused = try await place.admin("POST", "/v1/reload")
            #expect(refused.hasPrefix("422"))
            #expect(refused.contains("va.yaml:10:24"))
            try place.server.write("", to: "deploy/va.yaml")
            let empty = try await place.admin("POST", "/v1/reload")
            #expect(empty.hasPrefix("422"))
            #expect(empty.contains("va.yaml:1:1: error: there is nothing in this file"))
            #expect(try await place.words(to: "bob").contains("the first, mended"))
        }
    }

    @Test("has nothing changed by a desk that does not fit the bots")
    func deskThatDoesNotFit() async throws {
        try await Self.with { place async throws in
            try place.server.write(Self.bot("the first, mended"), to: "first/bot.yaml")
            try place.server.write(
                Self.configuration.replacing(
                    "    accounts:",
                    with: """
                              dana: { role: agent, file: ../data/dana.token }
                            desk: { agents: { dana: { queues: [nowhere] } } }
                            accounts:
                        """
                ),
                to: "deploy/va.yaml"
            )
            let refused = try await place.admin("POST", "/v1/reload")
            #expect(refused.hasPrefix("422"))
            #expect(refused.contains("'nowhere'"))
            let said = try await place.words(to: "ann")
            #expect(said.contains("the first") && !said.contains("mended"))
        }
    }

    @Test("has limits, files and the log taken up without a new start, and nothing of a wrong file")
    func wholeService() async throws {
        try await Self.with { place async throws in
            let (server, gateway) = (place.server, try place.token("gateway"))
            let path = "/v1/accounts/web/contacts/ann/uploads"
            func upload() async throws -> String {
                try await Shell.run(
                    """
                    printf '\\x89PNG\\r\\n\\x1a\\n0123456789' | curl -s -o body -w '%{http_code}' --data-binary @- \
                    "http://\(server.address)\(path)" -H 'Content-Type: image/png' \
                    -H "Authorization: Bearer \(gateway)"
                    """,
                    in: server.folder
                )
            }
            #expect(try await upload() == "201")
            let stricter =
                Self.configuration + """

                    uploads: { folder: ../data/files, types: [image/jpeg] }
                    limits: { conversation: 1 }
                    log: debug
                    """
            try server.write(stricter + "\nretention: { outbox: 2h }\n", to: "deploy/va.yaml")
            #expect(try await place.admin("POST", "/v1/reload").hasPrefix("204"))
            #expect(try await upload() == "415")
            let many = try await Shell.run(
                """
                for n in 1 2 3; do curl -s -o body -w '%{http_code} ' \
                "http://\(server.address)/v1/accounts/web/contacts/bob" \
                -H "Authorization: Bearer \(gateway)"; done
                """,
                in: server.folder
            )
            #expect(many.contains("429"))
            _ = try await place.words(to: "cy")
            let log = try server.log()
            #expect(log.contains { $0["msg"]?.string == "turn" && $0["rev"]?.int == 1 })
            let later = log.last { $0["keys"] != nil }
            #expect(later?["keys"]?.array == ["retention"])
            // One file that does not hold, of whatever part, leaves all as it is.
            try server.write("a file, where a folder is to be", to: "data/blocked")
            try server.write(
                stricter.replacing("../data/files", with: "../data/blocked")
                    .replacing("image/jpeg", with: "image/png")
                    .replacing("conversation: 1", with: "conversation: 1000"),
                to: "deploy/va.yaml"
            )
            try server.write(Self.bot("the first, mended"), to: "first/bot.yaml")
            let refused = try await place.admin("POST", "/v1/reload")
            #expect(refused.hasPrefix("422") && refused.contains("data/blocked"))
            try await eventually { try await upload() == "415" }
            #expect(!(try await place.words(to: "dan")).contains("mended"))
        }
    }

    @Test("finds a conversation in the log by the name that its contact has there")
    func conversationInTheLog() async throws {
        try await Self.with { place async throws in
            let user = "canary-415-555-0199"
            _ = try await place.words(to: user)
            _ = try await place.server.ask(
                "POST",
                "/v1/accounts/web/contacts/\(user)/events?wait",
                token: try place.token("gateway"),
                #"{"id":"m2","text":"canary qwertz"}"#
            )
            _ = try await place.server.ask(
                "POST",
                "/v1/accounts/web/contacts/\(user)/events?wait",
                token: try place.token("gateway"),
                #"{"id":"m3","text":"agent"}"#
            )
            let standing = try await place.admin("GET", "/v1/accounts/web/contacts/\(user)")
            let name = try #require(JSON(parsing: String(standing.dropFirst(4)))["conv_hash"])
            let log = try place.server.log()
            let line = try #require(log.first { $0["msg"]?.string == "a person was asked for" })
            #expect(line["conv_hash"] == name)
            #expect(line["rev"]?.int == 3)
            #expect(!log.contains { $0.text.contains("canary") })
        }
    }

    @Test("copies the store while it is used, and goes on from the copy")
    func backup() async throws {
        try await Self.with { place async throws in
            let first = try await place.words(to: "ann")
            // The folder of copies is made where it is not there.
            _ = try await Shell.run("rm -r copies", in: place.server.folder)
            let copied = try await place.admin("POST", "/v1/backup")
            #expect(copied.hasPrefix("200"))
            let name = try #require(JSON(parsing: String(copied.dropFirst(4)))["name"]?.string)
            _ = try await place.words(to: "bob")
            try await place.server.kill(SIGTERM)
            _ = try await Shell.run(
                "rm data/conversations.db*; cp copies/\(name) data/conversations.db",
                in: place.server.folder
            )
            try await place.server.start()
            let again = try await place.words(to: "ann")
            #expect(again.contains(#""repeated":true"#))
            #expect(again.contains("the first") && first.contains("the first"))
            // What came after the copy is sent again by its gateway, and taken.
            #expect(try await place.words(to: "bob").contains(#""repeated":false"#))
        }
    }

    @Test("reads who did what")
    func audit() async throws {
        try await Self.with { place async throws in
            _ = try await place.admin("PUT", "/v1/accounts/web/bot", #"{"bot":"second"}"#)
            _ = try await place.admin("POST", "/v1/backup")
            let book = try await place.admin("GET", "/v1/audit")
            #expect(book.contains(#""did":"put in service""#))
            #expect(book.contains(#""did":"back up""#))
            #expect(book.contains(#""holds":true"#))
        }
    }
}
