import Crypto
import BotRuntime
import Desk
import Diagnostics
import Foundation
import HTTP
import Messages
import TestSupport
import Testing
import Values
import WebActions

@testable import Service

@Suite("The configuration of a service", .prompt)
struct ConfigurationTests {
    private static func read(_ text: String) -> (ServiceConfiguration?, [String]) {
        let file = SourceFile(path: "va.yaml", text: text)
        let (configuration, diagnostics) = ConfigurationReader.read(file, in: "/etc/va")
        return (
            configuration,
            diagnostics.map { "\($0.location.line):\($0.location.column) \($0.code)" }
        )
    }

    @Test("says everything, with paths from where it lies")
    func whole() throws {
        let (read, problems) = Self.read(
            """
            listen: "[::1]:9000"
            tls: { certificate: chain.pem, key: /keys/key.pem }
            store: { postgresql: secrets/database }
            retention: { messages: 20d, transcripts: 30d }
            limits: { token: 500, tenant: 900, conversation: 20, customer: 5 }
            uploads: { most: 5000000, types: image/png, keep: 7d, scan: [/usr/bin/scan, -q] }
            tenants:
              bank:
                tokens:
                  gateway: { role: gateway, file: secrets/gateway }
                accounts:
                  main:
                    channel: whatsapp
                    bot: bots/bank
                    post_to: https://gateway.example.com/va
                    secret_files: [secrets/new, secrets/old]
                services:
                  ledger:
                    url: http://ledger.internal:8080/v2/
                    headers: { X-Branch: elm }
                    secret_headers: { Authorization: secrets/ledger }
                    at_once: 4
                allow: ["ledger.internal:8080", 10.0.0.0/8]
            """
        )
        #expect(problems == [])
        let configuration = try #require(read)
        #expect(configuration.host == "::1")
        #expect(configuration.port == 9000)
        #expect(configuration.tls?.certificate == "/etc/va/chain.pem")
        #expect(configuration.tls?.key == "/keys/key.pem")
        #expect(configuration.store == .postgresql(file: "/etc/va/secrets/database"))
        #expect(configuration.retention.messages == TimeSpan(seconds: 20 * 86_400))
        #expect(configuration.keyFile == "/etc/va/data/sealing.key")
        var limits = RequestLimits()
        (limits.token, limits.tenant, limits.conversation, limits.customer) = (500, 900, 20, 5)
        #expect(configuration.limits == limits)
        var uploads = UploadSettings(folder: "/etc/va/data/uploads")
        uploads.most = 5_000_000
        uploads.types = [.png]
        uploads.keep = TimeSpan(seconds: 7 * 86_400)
        uploads.scan = ["/usr/bin/scan", "-q"]
        #expect(configuration.uploads == uploads)
        let tenant = try #require(configuration.tenants.first)
        #expect(tenant.tokens.map(\.role) == [.gateway])
        let account = try #require(tenant.accounts.first)
        #expect(account.channel == .whatsapp)
        #expect(account.secretFiles == ["/etc/va/secrets/new", "/etc/va/secrets/old"])
        let service = try #require(tenant.web.services.first)
        #expect(service.name == "ledger")
        #expect(service.url == "http://ledger.internal:8080/v2")
        #expect(service.headers.map(\.value) == ["elm"])
        #expect(service.secretHeaders.map(\.file) == ["/etc/va/secrets/ledger"])
        #expect(service.atOnce == 4)
        #expect(tenant.web.policy.allowed.count == 2)
    }

    @Test("says who works at the desk, or where another desk is")
    func desks() throws {
        let (read, problems) = Self.read(
            """
            tenants:
              bank:
                tokens:
                  dana: { role: agent, file: dana }
                accounts: { web: { channel: web, bot: bots/bank } }
                desk:
                  offer: 20s
                  wrap_up: 5s
                  queues: { cards: { priority: 5, longest: 20, channels: [web, sms] } }
                  agents:
                    dana: { name: Dana, queues: [cards], capacity: { web: 2, callback: 0 } }
              shop:
                accounts: { web: { channel: web, bot: bots/shop } }
                desk: { post_to: "https://desk.example.com/va", secret_files: [secret] }
            """
        )
        #expect(problems == [])
        let tenants = try #require(read).tenants
        guard case .embedded(let desk)? = tenants[0].desk else {
            Issue.record("the first tenant has \(String(describing: tenants[0].desk))")
            return
        }
        #expect(desk.offer == TimeSpan(seconds: 20))
        #expect(desk.wrapUp == TimeSpan(seconds: 5))
        #expect(desk.queue("cards").priority == 5)
        #expect(desk.queue("cards").channels == ["web", "sms"])
        let dana = try #require(desk.agents["dana"])
        #expect(dana.queues == ["cards"])
        #expect(["web", "sms", "callback"].map { dana.capacity(on: $0) } == [2, 3, 0])
        #expect(
            tenants[1].desk
                == .elsewhere(url: "https://desk.example.com/va", secretFiles: ["/etc/va/secret"])
        )
    }

    @Test(
        "is refused with the place of each mistake in a desk",
        arguments: [
            ("{ agents: { x: {} } }", ["1:49 no-token"]),
            ("{ post_to: \"https://d.example\" }", ["1:48 unsigned"]),
            ("{ post_to: \"d.example/in\", secret_files: [s] }", ["1:48 wrong-value"]),
            (
                "{ post_to: \"https://d.example\", secret_files: [s], offer: 5s }",
                ["1:88 two-desks"]
            ),
            ("{ queues: { q: { channels: [fax] } } }", ["1:65 wrong-value"]),
            ("{ offers: 5s }", ["1:39 unknown-key"]),
        ]
    )
    func refusedDesk(_ text: String, _ expected: [String]) {
        let (configuration, problems) = Self.read(
            "tenants: { a: { accounts: {}, desk: \(text) } }"
        )
        #expect(configuration == nil)
        #expect(problems == expected)
    }

    @Test(
        "is refused with the place of each mistake",
        arguments: [
            ("tenants: {}", ["1:10 no-tenant"]), ("{}", ["1:1 missing-key"]),
            ("listen: 8080\ntenants: { a: { accounts: {} } }", ["1:9 wrong-value"]),
            ("tenant: { a: { accounts: {} } }", ["1:1 unknown-key"]),
            (
                """
                store: { sqlite: data/c.db }
                tenants:
                  a: { accounts: { x: { channel: web, bot: b, records: data/c.db } } }
                """,
                ["3:56 wrong-value"]
            ),
            (
                "tenants:\n  a b:\n    accounts:\n      x: { channel: fax, bot: b }",
                ["2:3 bad-name"]
            ),
            (
                "tenants:\n  a:\n    accounts:\n      x: { channel: fax, bot: b }",
                ["4:21 wrong-value"]
            ),
            (
                "tenants:\n  a:\n    accounts:\n      x: { channel: web, bot: b, post_to: \"http://g\" }",
                ["4:43 unsigned"]
            ), ("", ["1:1 empty-file"]), ("# nothing\n", ["1:1 empty-file"]),
            ("store: file\ntenants: { a: { accounts: {} } }", ["1:8 wrong-value"]),
            (
                "store: { sqlite: a, memory: true }\ntenants: { a: { accounts: {} } }",
                ["1:8 wrong-value"]
            ),
            (
                "tenants: { a: { accounts: {}, tokens: { t: { role: king, file: f } } } }",
                ["1:52 wrong-value"]
            ),
            (
                "uploads: { most: 0, types: [image/pgn], scan: scan }\ntenants: { a: { accounts: {} } }",
                ["1:18 wrong-value", "1:29 wrong-value", "1:47 wrong-value"]
            ),
            (
                "limits: { token: 0, users: 5 }\ntenants: { a: { accounts: {} } }",
                ["1:18 wrong-value", "1:21 unknown-key"]
            ), ("tenants: &a [*a]", ["1:10 anchor", "1:14 alias"]),
            (
                "tenants:\n  a:\n    accounts: {}\n    services:\n      s: { url: \"http://s.example\" }",
                ["5:17 not-allowed"]
            ),
            (
                "tenants:\n  a:\n    accounts: {}\n    services: { s: { url: \"https://a@s.example\" } }",
                ["4:27 wrong-value"]
            ),
            (
                "tenants:\n  a:\n    accounts: {}\n    allow: [everybody]",
                ["4:13 wrong-value"]
            ),
            (
                "tenants:\n  a:\n    accounts: {}\n    services: { s: { url: \"https://s.example\", headers: { \"X Y\": a } } }",
                ["4:59 wrong-value"]
            ),
        ]
    )
    func refused(_ text: String, _ expected: [String]) {
        let (configuration, problems) = Self.read(text)
        #expect(configuration == nil)
        #expect(problems == expected)
    }

    @Test(
        "posts to addresses of machines alone",
        arguments: [
            "file:///etc/passwd", "gopher://g.example/", "//g.example/in", "g.example", "https://",
            "https://ann@g.example/", "https:/g.example",
        ]
    )
    func addresses(_ address: String) {
        let account = "{ channel: web, bot: b, post_to: \"\(address)\", secret_files: [s] }"
        let (configuration, problems) = Self.read(
            "tenants:\n  a:\n    accounts:\n      x: \(account)"
        )
        #expect(configuration == nil)
        #expect(problems == ["4:43 wrong-value"])
    }

    @Test("keeps nothing where the store is memory, in a word or as a key")
    func memory() throws {
        for store in ["memory", "{ memory: true }"] {
            let (read, problems) = Self.read("store: \(store)\ntenants: { a: { accounts: {} } }")
            #expect(problems == [])
            #expect(try #require(read).store == .memory)
        }
    }

    @Test("says of a file of secrets where it is named")
    func secretFiles() throws {
        let (read, _) = Self.read(
            """
            tenants:
              a:
                tokens: { t: { role: admin, file: admin.token } }
                accounts: {}
            """
        )
        let files = try #require(read?.tenants.first).files
        let told = files.told(.missing("/etc/va/admin.token"))
        #expect(
            told.hasPrefix(
                "va.yaml:3:39: error: /etc/va/admin.token: cannot be read [secret-file]"
            )
        )
        #expect(told.contains("chmod 600"))
        #expect(files.told(.open("/else")).hasPrefix("/else: others can read it"))
    }

    @Test("names secrets in files that nobody else can read")
    func secrets() throws {
        let path = FileManager.default.temporaryDirectory.path + "/secret-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(throws: SecretFile.Failure.missing(path)) { try SecretFile.read(path) }
        #expect(try SecretFile.read(path) { "made" } == "made")
        #expect(try SecretFile.read(path) == "made")
        chmod(path, 0o644)
        #expect(throws: SecretFile.Failure.open(path)) { try SecretFile.read(path) }
        chmod(path, 0o600)
        try Data(" \n".utf8).write(to: URL(fileURLWithPath: path))
        chmod(path, 0o600)
        #expect(throws: SecretFile.Failure.empty(path)) { try SecretFile.read(path) }
    }
}
