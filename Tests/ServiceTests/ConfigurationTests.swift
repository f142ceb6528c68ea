import Crypto
import BotRuntime
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

    @Test(
        "is refused with the place of each mistake",
        arguments: [
            ("tenants: {}", ["1:10 no-tenant"]), ("{}", ["1:1 missing-key"]),
            ("listen: 8080\ntenants: { a: { accounts: {} } }", ["1:9 wrong-value"]),
            ("tenant: { a: { accounts: {} } }", ["1:1 unknown-key"]),
            (
                "tenants:\n  a b:\n    accounts:\n      x: { channel: fax, bot: b }",
                ["2:3 bad-name"]
            ),
            (
                "tenants:\n  a:\n    accounts:\n      x: { channel: fax, bot: b }",
                ["4:21 wrong-value"]
            ),
            (
                "tenants:\n  a:\n    accounts:\n      x: { channel: web, bot: b, post_to: u }",
                ["4:43 unsigned"]
            ),
            (
                "store: { sqlite: a, memory: true }\ntenants: { a: { accounts: {} } }",
                ["1:8 wrong-value"]
            ),
            (
                "tenants: { a: { accounts: {}, tokens: { t: { role: king, file: f } } } }",
                ["1:52 wrong-value"]
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
