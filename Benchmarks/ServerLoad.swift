import Foundation

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

    private let server: MeasuredServer

    /// Takes the line of the configuration that names the store; SQLite where there is none.
    static func run(_ arguments: [String]) -> Int32 {
        let store = arguments.first ?? "{ sqlite: data/conversations.db }"
        do {
            try measure(store)
            return 0
        } catch {
            print("\(error)")
            return 1
        }
    }

    private static func measure(_ store: String) throws {
        let server = try MeasuredServer(store: store)
        defer { server.stop() }
        print("store                 \(store)")
        print("synced appends        \(Int(server.syncsPerSecond())) a second to the same disk")
        let load = ServerLoad(server: server)
        // What is loaded at the first use is loaded.
        _ = try load.run(conversations: 50, inFlight: 8, round: 0)
        var round = 1
        for inFlight in [1, 8, 32, 64, 128] {
            let count = inFlight == 1 ? 200 : 1_500
            let figures = try load.run(conversations: count, inFlight: inFlight, round: round)
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
    func open(conversations: Int, inFlight: Int) throws {
        let load = try generator(of: "open", messages: 2, inFlight: inFlight)
        _ = try load.run(conversations: conversations)
    }

    /// Sends one message of the first conversation that is open, and waits for its answer.
    func goOn(with number: Int) throws {
        let load = try LoadGenerator(port: server.port, inFlight: 1, messages: 1) { _, _ in
            request(number, of: "open-1")
        }
        _ = try load.run(conversations: 1)
    }

    private func run(conversations: Int, inFlight: Int, round: Int) throws -> Figures {
        let load = try generator(
            of: "r\(round)",
            messages: Self.messages.count,
            inFlight: inFlight
        )
        let cpu = server.cpuSeconds
        let start = ContinuousClock.now
        let times = try load.run(conversations: conversations).times
        let seconds = start.duration(to: .now) / .seconds(1)
        return Figures(
            perSecond: Double(times.count) / seconds,
            p50: times[times.count / 2] * 1000,
            p99: times[times.count * 99 / 100] * 1000,
            microseconds: (server.cpuSeconds - cpu) / Double(times.count) * 1e6
        )
    }

    private func generator(
        of name: String,
        messages: Int,
        inFlight: Int
    ) throws -> LoadGenerator {
        try LoadGenerator(port: server.port, inFlight: inFlight, messages: messages) {
            request($1, of: "\(name)-\($0)")
        }
    }

    /// The bytes that bring one of the messages, and ask for its answer.
    private func request(_ number: Int, of user: String) -> [UInt8] {
        Self.request(number, of: user, isWaiting: true)
    }

    /// The bytes that bring one of a conversation's messages.
    static func request(
        _ number: Int,
        of user: String,
        on account: String = "main",
        token: String = MeasuredServer.token,
        isWaiting: Bool
    ) -> [UInt8] {
        let body = "{\"id\":\"m\(number)\",\(Self.messages[number])}"
        let head = """
            POST /v1/accounts/\(account)/contacts/\(user)/events\(isWaiting ? "?wait" : "") HTTP/1.1\r
            Host: 127.0.0.1\r
            Authorization: Bearer \(token)\r
            Content-Type: application/json\r
            Content-Length: \(body.utf8.count)\r
            \r\n
            """
        return Array((head + body).utf8)
    }

    /// How many messages a conversation has.
    static var length: Int { messages.count }
}

struct LoadError: Error, CustomStringConvertible {
    let description: String
}
