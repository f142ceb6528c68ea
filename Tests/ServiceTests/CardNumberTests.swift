import BotRuntime
import Foundation
import HTTP
import Storage
import TestSupport
import Testing
import Values

@testable import Service

@Suite("The number of a payment card", .prompt)
struct CardNumberTests {
    /// Test numbers of the brands, as people write them.
    private static let numbers = [
        "4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111", "5555555555554444",
        "5105 1051 0510 5100", "378282246310005", "3714 496353 98431", "6011111111111117",
        "30569309025904", "3530111333300000", "４１１１１１１１１１１１１１１１",
        "5500/0055/5555/5559", "4012_8888_8888_1881", "6011\u{200B}0009\u{2060}9013\u{FEFF}9424",
    ]

    @Test("is found nowhere whole where it came in parts, not even when all is put together")
    func parts() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("cards-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let station = try await Station(SQLiteEngine(path: folder + "/store.db"))
        // What is written, and what of it may be read afterwards.
        let split = [
            (["4111 1111", "1111 1111"], ["•••• ••••", "•••• 1111"]),
            (["5555555555", "554444"], ["••••••••••", "••4444"]),
            (["510510510510", "5100"], ["••••••••••••", "5100"]),
            (["3782-822463", "10005"], ["••••-••••••", "•0005"]),
            (["it is 601111111111", "and 1117"], ["it is ••••••••••••", "and 1117"]),
            (["3056", "930902", "5904"], ["••••", "••••••", "5904"]),
            (["４１１１１１１１", "１１１１１１１１"], ["••••••••", "••••１１１１"]),
        ]
        var all = ""
        for (place, (parts, hidden)) in split.enumerated() {
            let user = "u\(place)"
            _ = try await station.send(#"{"id":"t","text":"I want a ticket"}"#, from: user)
            for (number, part) in parts.enumerated() {
                let body = #"{"id":"m\#(number)","text":"\#(part)"}"#
                _ = try await station.send(body, from: user)
            }
            let path = "/v1/accounts/main/contacts/\(user)"
            let turns = try await station.call(.get, path + "/turns", as: .admin)
            let texts = (turns.json["turns"]?.array ?? []).compactMap {
                $0["line"]?["event"]?["text"]?.string
            }
            #expect(texts == ["I want a ticket"] + hidden)
            all += turns.text
            for page in ["/export", "/entries"] {
                let reply = try await station.call(.get, path + page, as: .admin)
                #expect(reply.status == 200)
                all += reply.text
            }
        }
        let report = try await station.call(.get, "/v1/reports/unanswered", as: .manager)
        #expect(report.text.contains("•"))
        all += report.text
        for (parts, hidden) in split {
            for (part, shown) in zip(parts, hidden) where part != shown {
                #expect(!all.contains("\"\(part)\""), "\(part)")
            }
        }
        await station.stop()
    }

    @Test("is found nowhere where it comes as a name, a key, a number or an ID")
    func oddPlaces() async throws {
        let station = try await Station()
        for body in [
            #"{"id":"t","text":"I want a ticket","contact":{"name":"Ann 5500 0055 5555 5559"}}"#,
            #"{"id":"f","form":{"question":"q","values":{"5500005555555559":"x"}}}"#,
            #"{"id":"a","app":{"question":"q","data":{"n":5500005555555559,"d":[5.500005555555559e15]}}}"#,
            #"{"id":"5500005555555559","text":"hm"}"#,
        ] {
            let first = try await station.send(body)
            #expect(first.status == 200, "\(first.text)")
            #expect(try await station.send(body).json["replies"] == first.json["replies"])
        }
        let path = "/v1/accounts/main/contacts/ann"
        for page in [path, path + "/turns", path + "/export", path + "/entries"] {
            let reply = try await station.call(.get, page, as: .admin)
            #expect(reply.status == 200)
            for number in ["5500005555555559", "5500 0055 5555 5559", "5.500005555555559"] {
                #expect(!reply.text.contains(number), "\(number) in \(page)")
            }
        }
        let contact = try await station.call(.get, path, as: .admin)
        #expect(contact.json["contact"]?["name"]?.string == "Ann •••• •••• •••• 5559")
        await station.stop()
    }

    @Test("is found nowhere afterwards: no transcript, export, dead letter, metric or file")
    func canaries() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("cards-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        // A gateway that will have nothing: everything becomes a dead letter.
        let gateway = HTTPServer(HTTPServerConfiguration()) { _ in
            .answer(.problem(Problem(400)))
        }
        let url = "http://127.0.0.1:\(try gateway.start())/"
        let station = try await Station(SQLiteEngine(path: folder + "/store.db"), gateway: url)
        _ = try await station.send(#"{"id":"t","text":"I want a ticket"}"#, query: "")
        for (place, number) in Self.numbers.enumerated() {
            _ = try await station.send(
                #"{"id":"m\#(place)","text":"charge \#(number), please"}"#,
                query: place.isMultiple(of: 2) ? "" : "?wait"
            )
        }
        let path = "/v1/accounts/main/contacts/ann"
        _ = try await station.send(#"{"id":"p","text":"agent"}"#)
        _ = try await station.call(
            .post,
            path + "/desk",
            as: .agent,
            #"{"id":"d1","desk":"accepted","agent":"Dana"}"#
        )
        for (place, number) in Self.numbers.enumerated() {
            _ = try await station.call(
                .post,
                path + "/desk",
                as: .agent,
                #"{"id":"a\#(place)","desk":"message","agent":"Dana","text":"is it \#(number)?"}"#
            )
            _ = try await station.send(#"{"id":"n\#(place)","text":"\#(number)"}"#)
        }
        try await eventually {
            try await station.call(.get, "/v1/dead-letters", as: .admin).text.contains("outbox:")
        }
        var texts: [String: String] = [:]
        for page in [
            path + "/turns?limit=500", path + "/export", path + "/entries", path,
            "/v1/dead-letters", "/metrics",
        ] {
            let reply = try await station.call(.get, page, as: .admin)
            #expect(reply.status == 200, "\(page)")
            texts[page] = reply.text
        }
        #expect(texts[path + "/turns?limit=500"]?.contains("1111") == true)
        for name in ["store.db", "store.db-wal"] {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
            for number in Self.numbers {
                #expect(bytes.range(of: Data(number.utf8)) == nil, "\(number) in \(name)")
            }
        }
        for (page, text) in texts {
            for number in Self.numbers {
                #expect(!text.contains(number), "\(number) in \(page)")
            }
        }
        await station.stop()
        await gateway.stop(within: .seconds(1))
    }
}
