import Foundation
import HTTP
import Synchronization
import Values

/// Conversations of four slots with the real server over loopback, each message waited for: turns a
/// second, how long they take, and what they cost.
///
/// The server is a process of its own that keeps everything durably; the load comes from this one.
struct ServerLoad {
    private static let messages = [
        #""entry":{"intent":"visit"}"#, #""tap":{"question":"q1","options":["blue"]}"#,
        #""text":"the large one please""#, #""text":"next friday would be good""#,
        #""text":"please ring twice, the bell is a bit broken since the storm""#,
    ]

    private let client = HTTPClient()
    private let policy = EgressPolicy(
        allowed: [EgressPolicy.Allowance("127.0.0.0/8")].compactMap(\.self)
    )
    private let server: MeasuredServer

    /// Takes the line of the configuration that names the store; SQLite where there is none.
    static func run(_ arguments: [String]) -> Int32 {
        let store = arguments.first ?? "{ sqlite: data/conversations.db }"
        return waiting { try await measure(store) }
    }

    /// Runs something to its end.
    ///
    /// - Returns: The exit code.
    static func waiting(_ body: @escaping @Sendable () async throws -> Void) -> Int32 {
        let done = DispatchSemaphore(value: 0)
        let isWell = Mutex(false)
        Task.detached {
            do {
                try await body()
                isWell.withLock { $0 = true }
            } catch {
                print("\(error)")
            }
            done.signal()
        }
        done.wait()
        return isWell.withLock(\.self) ? 0 : 1
    }

    private static func measure(_ store: String) async throws {
        let server = try MeasuredServer(store: store)
        defer { server.stop() }
        print("store                 \(store)")
        print("synced appends        \(Int(server.syncsPerSecond())) a second to the same disk")
        let load = ServerLoad(server: server)
        // What is loaded at the first use is loaded.
        _ = try await load.run(conversations: 50, inFlight: 8, round: 0)
        var round = 1
        for inFlight in [1, 8, 32, 64, 128] {
            let count = inFlight == 1 ? 200 : 1_500
            let figures = try await load.run(conversations: count, inFlight: inFlight, round: round)
            round += 1
            print(
                "\(inFlight) in flight".padded(to: 20),
                "\(Int(figures.perSecond)) turns/s, p50 \(Benchmarks.rounded(figures.p50)) ms,",
                "p99 \(Benchmarks.rounded(figures.p99)) ms,",
                "\(Int(figures.microseconds)) us of CPU a turn in the server,",
                "\(server.megabytes) MB"
            )
        }
    }

    private struct Figures {
        let perSecond: Double
        let p50: Double
        let p99: Double
        let microseconds: Double
    }

    init(server: MeasuredServer) { self.server = server }

    /// Begins conversations and leaves them in the middle of their topic.
    func open(conversations: Int, inFlight: Int) async throws {
        let numbers = Numbers()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<inFlight {
                group.addTask {
                    while true {
                        let number = numbers.next
                        guard number <= conversations else { return }
                        for message in 0..<2 { try await send(message, of: "open-\(number)") }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func run(conversations: Int, inFlight: Int, round: Int) async throws -> Figures {
        let numbers = Numbers()
        let cpu = server.cpuSeconds
        let start = ContinuousClock.now
        let times = try await withThrowingTaskGroup(of: [Double].self) { group in
            for _ in 0..<inFlight {
                group.addTask {
                    var times: [Double] = []
                    while true {
                        let number = numbers.next
                        guard number <= conversations else { return times }
                        times += try await converse("r\(round)-\(number)")
                    }
                }
            }
            var all: [Double] = []
            for try await times in group { all += times }
            return all.sorted()
        }
        let seconds = start.duration(to: .now) / .seconds(1)
        return Figures(
            perSecond: Double(times.count) / seconds,
            p50: times[times.count / 2] * 1000,
            p99: times[times.count * 99 / 100] * 1000,
            microseconds: (server.cpuSeconds - cpu) / Double(times.count) * 1e6
        )
    }

    /// One conversation to its end.
    ///
    /// - Returns: Seconds that each message took.
    private func converse(_ user: String) async throws -> [Double] {
        var times: [Double] = []
        for number in Self.messages.indices {
            let start = ContinuousClock.now
            try await send(number, of: user)
            times.append(start.duration(to: .now) / .seconds(1))
        }
        return times
    }

    /// Sends one of the messages, and waits for its answer.
    func send(_ number: Int, of user: String) async throws {
        let reply = try await client.send(
            HTTPCall(
                .post,
                server.base + "/v1/accounts/main/contacts/\(user)/events?wait",
                headers: ["Authorization": "Bearer \(MeasuredServer.token)"],
                body: Array("{\"id\":\"m\(number)\",\(Self.messages[number])}".utf8),
                timeout: .seconds(30)
            ),
            within: policy
        )
        guard reply.status == 200 else {
            throw LoadError(
                description: "\(reply.status): \(String(decoding: reply.body, as: UTF8.self))"
            )
        }
    }
}

/// Gives each conversation a number of its own.
private final class Numbers: Sendable {
    private let last = Atomic(0)

    var next: Int { last.add(1, ordering: .relaxed).newValue }
}

struct LoadError: Error, CustomStringConvertible {
    let description: String
}
