import BotRuntime
import Foundation
import HTTP
import Storage
import TestSupport
import Testing
import Values

@testable import Service

@Suite("Whoever watches the service", .prompt)
struct MetricsTests {
    private static func scrape(_ station: Station) async throws -> PrometheusReader {
        let reply = try await station.call(.get, "/metrics")
        #expect(reply.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
        return try PrometheusReader(reply.text)
    }

    @Test("finds every figure that the service is watched by")
    func names() async throws {
        let station = try await Station()
        _ = try await station.send(#"{"id":"m1","text":"I want a ticket"}"#)
        let families = try await Self.scrape(station).families
        let types = families.mapValues(\.type)
        for name in [
            "http_server_request_duration_seconds", "va_turn_seconds", "va_commit_batch_size",
            "va_fsync_seconds", "va_checkpoint_seconds", "va_timers_late_seconds",
        ] {
            #expect(types[name] == "histogram", "\(name)")
        }
        for name in [
            "va_turns_total", "va_duplicates_total", "va_conflicts_total", "va_dead_letters_total",
            "va_quarantined_total", "process_cpu_seconds_total",
        ] {
            #expect(types[name] == "counter", "\(name)")
        }
        for name in [
            "va_outbox_depth", "va_outbox_oldest_seconds", "va_sessions_active", "va_bundle_info",
            "process_resident_memory_bytes", "process_virtual_memory_bytes", "process_open_fds",
            "process_max_fds", "process_start_time_seconds",
        ] {
            #expect(types[name] == "gauge", "\(name)")
        }
        let requests = try #require(families["http_server_request_duration_seconds"])
        let bounds = requests.samples.compactMap { $0.labels["le"] }
        #expect(
            bounds.prefix(15) == [
                "0.005", "0.01", "0.025", "0.05", "0.075", "0.1", "0.25", "0.5", "0.75", "1", "2.5",
                "5", "7.5", "10", "+Inf",
            ]
        )
        await station.stop()
    }

    @Test("sees what became of events")
    func results() async throws {
        let station = try await Station()
        for number in 0..<5 {
            _ = try await station.send(#"{"id":"m1","text":"hello"}"#, from: "user\(number)")
        }
        _ = try await station.send(#"{"id":"m1","text":"hello"}"#, from: "user1")
        _ = try await station.send(#"{"id":"m1","text":"another"}"#, from: "user1")
        let read = try await Self.scrape(station)
        #expect(read.value("va_turns_total", ["result": "written"]) == 5)
        #expect(read.value("va_turns_total", ["result": "duplicate"]) == 1)
        #expect(read.value("va_turns_total", ["result": "reused"]) == 1)
        #expect(read.value("va_turns_total", ["result": "busy"]) == 0)
        #expect(read.value("va_duplicates_total") == 1)
        #expect(read.value("va_turn_seconds_count", ["stage": "queue"]) == 7)
        let commits = try #require(read.value("va_turn_seconds_count", ["stage": "commit"]))
        #expect(commits >= 5)
        // The two that were there before were read, and nothing was made of them that was written.
        #expect(read.value("va_turn_seconds_count", ["stage": "load"]) == 7)
        #expect(read.value("va_sessions_active") == 5)
        let bot = try await station.call(.get, "/v1/accounts/main/bot", as: .admin)
        let hash = try #require(bot.json["id"]?.string)
        let account = ["hash": hash, "account": "bank/main", "trial": "false"]
        #expect(read.value("va_bundle_info", account) == 1)
        await station.stop()
    }

    @Test("sees requests by method, route and status, also those that nobody serves")
    func requests() async throws {
        let station = try await Station()
        _ = try await station.send(#"{"id":"m1","text":"hello"}"#)
        _ = try await station.call(.get, "/v1/nothing", as: .admin)
        _ = try await station.call(.get, "/v1/nothing/either/x", as: .admin)
        _ = try await station.call(.put, "/livez")
        _ = try await station.call(.get, "/v1/tokens", as: .gateway)
        _ = try await station.call(HTTPMethod("BREW"), "/coffee")
        let huge = String(repeating: "x", count: 300 << 10)
        _ = try? await station.send(#"{"id":"m2","text":"\#(huge)"}"#)
        let read = try await Self.scrape(station)
        func count(_ method: String, _ route: String, _ status: Int) -> Double? {
            read.value(
                "http_server_request_duration_seconds_count",
                [
                    "http_request_method": method, "http_route": route,
                    "http_response_status_code": "\(status)",
                ]
            )
        }
        let events = "/v1/accounts/{account}/contacts/{user}/events"
        #expect(count("POST", events, 200) == 1)
        #expect(count("POST", events, 413) == 1)
        #expect(count("GET", "", 404) == 2)
        #expect(count("PUT", "/livez", 405) == 1)
        #expect(count("GET", "/v1/tokens", 403) == 1)
        #expect(count("_OTHER", "", 404) == 1)
        await station.stop()
    }

    @Test("sees as many lines after many conversations as after one, and nobody in them")
    func bounded() async throws {
        let station = try await Station(gateway: "http://127.0.0.1:1/")
        func talk(_ user: String) async throws {
            let ticket = #"{"id":"m-\#(user)","text":"I want a ticket"}"#
            _ = try await station.send(ticket, from: user)
            _ = try await station.send(ticket, from: user)
            _ = try await station.send(
                #"{"id":"p-\#(user)","text":"first"}"#,
                from: user,
                query: ""
            )
            _ = try await station.call(.get, "/v1/accounts/\(user)/bot", as: .admin)
            _ = try await station.call(.get, "/v1/\(user)", as: .admin)
            _ = try await station.call(.get, "/metrics")
        }
        try await talk("canary-first")
        let before = try await Self.scrape(station)
        for number in 0..<300 { try await talk("canary-\(number)") }
        let reply = try await station.call(.get, "/metrics")
        let after = try PrometheusReader(reply.text)
        #expect(after.seriesCount == before.seriesCount)
        #expect(!reply.text.contains("canary"))
        #expect(after.value("va_turns_total", ["result": "written"]) == 602)
        await station.stop()
    }

    @Test("sees what waits for each gateway, none where nothing does")
    func backlog() async throws {
        let station = try await Station(gateway: "http://127.0.0.1:1/")
        let gateway = ["gateway": "bank/main", "lane": "channel"]
        #expect(try await Self.scrape(station).value("va_outbox_depth", gateway) == 0)
        for user in ["ann", "bob"] {
            _ = try await station.send(
                #"{"id":"m1","text":"I want a ticket"}"#,
                from: user,
                query: ""
            )
        }
        try await eventually {
            let read = try await Self.scrape(station)
            return read.value("va_outbox_depth", gateway) == 2
                && read.value("va_outbox_depth", ["gateway": "shop/main", "lane": "channel"]) == 0
                && (read.value("va_outbox_oldest_seconds", gateway) ?? 0) > 0
        }
        await station.stop()
    }

    @Test("sees how the store makes things durable")
    func store() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("metrics-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let engine = try SQLiteEngine(path: folder + "/store.db")
        let station = try await Station(engine)
        await withTaskGroup { group in
            for number in 0..<40 {
                group.addTask {
                    _ = try? await station.send(
                        #"{"id":"m1","text":"hello"}"#,
                        from: "user\(number)"
                    )
                }
            }
        }
        let read = try await Self.scrape(station)
        let commits = try #require(read.value("va_fsync_seconds_count"))
        #expect(commits >= 1)
        #expect(read.value("va_commit_batch_size_count") == commits)
        #expect(try #require(read.value("va_commit_batch_size_sum")) >= 40)
        #expect(try #require(read.value("va_fsync_seconds_sum")) > 0)
        await station.stop()
        // What is closed brings its log into its file.
        #expect(engine.metrics.checkpoints.reading.count == 1)
    }

    @Test("sees what the process takes of the machine")
    func process() async throws {
        let station = try await Station()
        let read = try await Self.scrape(station)
        #expect(try #require(read.value("process_cpu_seconds_total")) > 0)
        #expect(try #require(read.value("process_resident_memory_bytes")) > 1_048_576)
        let open = try #require(read.value("process_open_fds"))
        #expect(open > 3)
        #expect(try #require(read.value("process_max_fds")) >= open)
        let start = try #require(read.value("process_start_time_seconds"))
        let now = Double(SystemClock().now.milliseconds) / 1_000
        #expect(start < now + 1 && start > now - 7 * 86_400)
        await station.stop()
    }
}
