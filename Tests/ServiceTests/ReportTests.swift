import BotRuntime
import HTTP
import Messages
import TestSupport
import Testing
import Values

@testable import Service

@Suite("What managers ask", .prompt)
struct ReportTests {
    private func report(
        _ station: Station,
        _ name: String,
        _ query: String = "",
        at tenant: String = "bank"
    ) async throws -> Station.Reply {
        try await station.call(.get, "/v1/reports/\(name)\(query)", as: .manager, at: tenant)
    }

    @Test("is counted of what customers did, and is nobody else's")
    func counted() async throws {
        let station = try await Station()
        // One buys a ticket, one gives up at the class, one wants a person there.
        for user in ["ann", "bob", "cem"] {
            _ = try await station.send(#"{"id":"m1","text":"I want a ticket"}"#, from: user)
        }
        _ = try await station.send(#"{"id":"m2","text":"first"}"#, from: "ann")
        _ = try await station.send(#"{"id":"m2","text":"cancel"}"#, from: "bob")
        _ = try await station.send(#"{"id":"m2","text":"agent"}"#, from: "cem")
        for user in ["ann", "cem"] {
            _ = try await station.send(#"{"id":"m9","closed":{}}"#, from: user)
        }
        let rows = try await report(station, "containment").json["rows"]
        #expect(
            rows == [
                [
                    "account": "main", "conversations": 2, "handed_over": 1,
                    "containment": .double(0.5),
                ]
            ]
        )
        let reasons = try await report(station, "handoffs").json["rows"]?.array
        #expect(reasons?.count == 1)
        #expect(reasons?.first?["reason"] == "asked")
        #expect(reasons?.first?["queue"] == "desk")
        #expect(reasons?.first?["topic"] == "ticket")
        let completion = try await report(station, "completion").json["rows"]?.array?.first
        #expect(completion?["topic"] == "ticket")
        #expect(completion?["resolved"] == 1)
        #expect(completion?["cancelled"] == 1)
        let left = try await report(station, "drop-off").json["rows"]?.array
        #expect(
            left == [
                [
                    "account": "main", "topic": "ticket", "at": "class", "how": "cancelled",
                    "count": 1,
                ],
                [
                    "account": "main", "topic": "ticket", "at": "class", "how": "handed_over",
                    "count": 1,
                ],
            ]
        )
        for kind in ReportKind.allCases {
            let other = try await report(station, kind.rawValue, at: "shop")
            #expect(other.status == 200)
            #expect(other.json["rows"] == [], "\(kind)")
            let elsewhere = try await report(station, kind.rawValue, "?account=other")
            #expect(elsewhere.json["rows"] == [])
            let longAgo = try await report(station, kind.rawValue, "?from=2020-01-01&to=2020-02-01")
            #expect(longAgo.json["rows"] == [])
        }
        await station.stop()
    }

    @Test("gives questions that nobody could answer with what nobody may read hidden, and harmless")
    func unanswered() async throws {
        let station = try await Station()
        _ = try await station.send(#"{"id":"m1","text":"=HYPERLINK(\"http://x\") flurb gnarl?"}"#)
        _ = try await station.send(
            #"{"id":"m2","text":"why does 4111 1111 1111 1111 flurb gnarl?"}"#,
            from: "bob"
        )
        let rows = try await report(station, "unanswered")
        #expect(rows.text.contains("flurb gnarl"))
        #expect(!rows.text.contains("4111 1111"))
        let csv = try await report(station, "unanswered", "?format=csv")
        #expect(csv.headers["content-type"]?.hasPrefix("text/csv") == true)
        #expect(csv.text.hasPrefix("account,words,count,last\r\n"))
        #expect(csv.text.contains("main,\"'=hyperlink("))
        await station.stop()
    }

    @Test("is refused where it cannot be told what is meant, or is too much")
    func refused() async throws {
        let station = try await Station()
        #expect(try await report(station, "weather").status == 404)
        for query in [
            "?from=yesterday", "?from=2026-03-02&to=2026-03-01", "?from=2025-01-01&to=2026-01-01",
            "?format=pdf",
        ] {
            #expect(try await report(station, "feedback", query).status == 400, "\(query)")
        }
        await station.stop()
    }

    @Test("is a table that no spreadsheet calculates with")
    func csv() {
        let report = Report(
            columns: ["words", "count"],
            rows: [
                ["=1+1", 1], ["+49 30", 2], ["-1", 3], ["@SUM(A1)", 4], ["\tcmd", 5],
                ["say \"hi\", then go", 6], ["two\r\nlines", 7], ["plain", .double(0.25)],
                ["＝1", 8],
            ]
        )
        #expect(
            report.csv
                == [
                    "words,count", "'=1+1,1", "'+49 30,2", "'-1,3", "'@SUM(A1),4", "\"'\tcmd\",5",
                    "\"say \"\"hi\"\", then go\",6", "\"two\r\nlines\",7", "plain,0.25", "'＝1,8",
                    "",
                ].joined(separator: "\r\n")
        )
    }
}
