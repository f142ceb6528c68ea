import BotRuntime
import Dialogue
import Foundation
import HTTP
import TestSupport
import Testing
import Topics
import Values
import WebActions

/// What a back end is sent.
@Suite(.prompt) struct `A call over HTTP` {
    private static let actions = """
        loans.find:
          safe: true
          within: 5s
          else: { handoff: desk }
          takes: { card: text, limit: optional int, since: optional date }
          gives: list of loan
          http: { service: catalogue, get: "/readers/{card}/loans{?limit,since}" }
        loans.add:
          within: 5s
          else: { handoff: desk }
          takes: { card: text, title: text, weight: number, note: optional text, pin: secure text }
          http: { service: catalogue, post: "/readers/{card}/loans", headers: { X-Kind: loan } }
        loans.move:
          within: 5s
          else: { handoff: desk }
          takes: { card: text, weight: number }
          http:
            service: catalogue
            put: /moves
            body: { readerCard: takes.card, grams: double(takes.weight) * 1000.0, by: "'bot'" }
        loans.end:
          within: 5s
          else: { handoff: desk }
          takes: { loan: text }
          http: { service: catalogue, delete: "/loans/{loan}" }
        """

    @Test func `has its arguments escaped in the address, and leaves out those that are empty`()
        async throws
    {
        try await Catalogue.with { _, _ in
            json("[]")
        } _: { catalogue in
            let backEnd = try catalogue.backEnd(Self.actions)
            let day = try #require(CivilDate("2026-03-02"))
            _ = await backEnd.call("loans.find", ["card": .string("a/b?c=d&é#%2e")])
            _ = await backEnd.call("loans.find", ["card": .string("7"), "since": .date(day)])
            _ = await backEnd.call(
                "loans.find",
                ["card": .string("7"), "limit": .int(5), "since": .date(day)]
            )
            #expect(
                catalogue.asked.map(\.target) == [
                    "/readers/a%2Fb%3Fc%3Dd%26%C3%A9%23%252e/loans",
                    "/readers/7/loans?since=2026-03-02",
                    "/readers/7/loans?limit=5&since=2026-03-02",
                ]
            )
            #expect(catalogue.asked.allSatisfy { $0.headers["idempotency-key"] == nil })
            #expect(catalogue.notes == [])
        }
    }

    @Test(arguments: ["", ".", ".."])
    func `never leaves its part of the path`(card: String) async throws {
        try await Catalogue.with { _, _ in
            json("[]")
        } _: { catalogue in
            let backEnd = try catalogue.backEnd(Self.actions)
            let answer = await backEnd.call("loans.find", ["card": .string(card)])
            #expect(answer == CallAnswer(.refused))
            #expect(catalogue.asked.isEmpty)
        }
    }

    @Test func `sends what the address has not as JSON, with the headers of bot and server`()
        async throws
    {
        try await Catalogue.with { _, _ in
            json("", 204)
        } _: { catalogue in
            let secret = FileManager.default.temporaryDirectory
                .appendingPathComponent(UUID().uuidString).path
            let isMade = FileManager.default.createFile(
                atPath: secret,
                contents: Data("Bearer open-sesame\n".utf8),
                attributes: [.posixPermissions: 0o600]
            )
            #expect(isMade)
            defer { try? FileManager.default.removeItem(atPath: secret) }
            let backEnd = try catalogue.backEnd(Self.actions) { service in
                service.headers = [("X-Branch", "elm")]
                service.secretHeaders = [("Authorization", secret)]
            }
            let answer = await backEnd.call(
                "loans.add",
                [
                    "card": .string("7"), "title": .string("\"Emma\""), "weight": .decimal(0.5),
                    "pin": .string("2718"),
                ]
            )
            #expect(answer == CallAnswer(.ok))
            _ = await backEnd.call("loans.move", ["card": .string("7"), "weight": .decimal(0.5)])
            _ = await backEnd.call("loans.end", ["loan": .string("L1")])
            let asked = catalogue.asked
            #expect(asked.map(\.method) == ["POST", "PUT", "DELETE"])
            #expect(
                asked.map(\.body) == [
                    #"{"pin":"2718","title":"\"Emma\"","weight":"0.5"}"#,
                    #"{"by":"bot","grams":500,"readerCard":"7"}"#, "",
                ]
            )
            #expect(asked[0].headers["authorization"] == "Bearer open-sesame")
            #expect(asked[0].headers["x-branch"] == "elm")
            #expect(asked[0].headers["x-kind"] == "loan")
            #expect(asked[0].headers["content-type"] == "application/json")
        }
    }

    @Test func `has the same key whenever it is made again, and another in another conversation`()
        async throws
    {
        try await Catalogue.with { _, _ in
            json("", 204)
        } _: { catalogue in
            let loan: [String: Value] = ["loan": .string("L1")]
            let first = try catalogue.backEnd(Self.actions)
            let key = "bank/web/+49 30 12345@17/1/call-3"
            _ = await first.call("loans.end", loan, key: key)
            // Another process, after a crash.
            let second = try catalogue.backEnd(Self.actions)
            _ = await second.call("loans.end", loan, key: key)
            _ = await second.call("loans.end", loan, key: "another")
            let keys = catalogue.asked.compactMap { $0.headers["idempotency-key"] }
            #expect(keys.count == 3)
            #expect(keys[0] == keys[1])
            #expect(keys[0] != keys[2])
            // A telephone number is nobody else's to read.
            #expect(!keys[0].contains("12345"))
        }
    }

    @Test func `goes only where the server's file allows`() async throws {
        try await Catalogue.with { _, _ in
            json("[]")
        } _: { catalogue in
            let card: [String: Value] = ["card": .string("7")]
            for url in [
                catalogue.base, "http://169.254.169.254/latest/meta-data",
                "https://[::ffff:127.0.0.1]:\(catalogue.base.split(separator: ":").last ?? "")",
                "https://localhost", "https://10.0.0.1",
            ] {
                let backEnd = try catalogue.backEnd(
                    Self.actions,
                    service: { $0.url = url },
                    allowed: []
                )
                #expect(await backEnd.call("loans.find", card) == CallAnswer(.failed), "\(url)")
            }
            #expect(catalogue.asked.isEmpty)
            #expect(catalogue.notes.count == 5)
            #expect(catalogue.notes.allSatisfy { $0.hasPrefix("refused: ") })
        }
    }
}
