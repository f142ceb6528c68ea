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
        let done = DispatchSemaphore(value: 0)
        let isWell = Mutex(false)
        Task.detached {
            do {
                try await measure(store)
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
        for (number, message) in Self.messages.enumerated() {
            let start = ContinuousClock.now
            let reply = try await client.send(
                HTTPCall(
                    .post,
                    server.base + "/v1/accounts/main/contacts/\(user)/events?wait",
                    headers: ["Authorization": "Bearer \(MeasuredServer.token)"],
                    body: Array("{\"id\":\"m\(number)\",\(message)}".utf8),
                    timeout: .seconds(30)
                ),
                within: policy
            )
            guard reply.status == 200 else {
                throw LoadError(
                    description: "\(reply.status): \(String(decoding: reply.body, as: UTF8.self))"
                )
            }
            times.append(start.duration(to: .now) / .seconds(1))
        }
        return times
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

/// The server as a process, with a folder of its own.
final class MeasuredServer: Sendable {
    let base: String
    static let token = "a token of the benchmark"
    private let folder: String
    private let process: ProcessBox

    /// Unchecked: the process is begun before others see it, and ended by one.
    private struct ProcessBox: @unchecked Sendable { let process: Process }

    init(store: String) throws {
        let folder = FileManager.default.currentDirectoryPath + "/.build/benchmark-server"
        self.folder = folder
        try? FileManager.default.removeItem(atPath: folder)
        try FileManager.default.createDirectory(
            atPath: folder + "/bot",
            withIntermediateDirectories: true
        )
        func write(_ text: String, _ name: String) throws {
            try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
        }
        for (name, text) in TurnMix.files { try write(text, "bot/" + name) }
        try write(Self.token, "token")
        chmod(folder + "/token", 0o600)
        let configuration = """
            listen: 127.0.0.1:0
            store: \(store)
            tenants:
              bench:
                tokens: { load: { role: gateway, file: token } }
                accounts: { main: { channel: whatsapp, bot: bot } }
            """
        try write(configuration, "va.yaml")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
            .deletingLastPathComponent().appendingPathComponent("botserver")
        process.arguments = ["--config", folder + "/va.yaml"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        var log = ""
        while !log.contains("\n") {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else {
                throw LoadError(description: "the server ended before it was ready")
            }
            log += String(decoding: data, as: UTF8.self)
        }
        guard let address = (try? JSON(parsing: log))?["address"]?.string else {
            throw LoadError(description: "the server did not say where it is: \(log)")
        }
        base = address
        self.process = ProcessBox(process: process)
    }

    func stop() {
        process.process.terminate()
        process.process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// CPU time of the server, in all its threads.
    var cpuSeconds: Double {
        guard let text = proc("stat"), let end = text.lastIndex(of: ")") else { return 0 }
        let fields = text[end...].split(separator: " ")
        // The 14th and 15th field of the whole line.
        guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13])
        else { return 0 }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Memory that the server has in use.
    var megabytes: Int {
        let line = proc("status")?.split(separator: "\n").first { $0.hasPrefix("VmRSS") }
        let kilobytes = line?.split(separator: " ").compactMap { Int($0) }.first ?? 0
        return kilobytes / 1024
    }

    private func proc(_ name: String) -> String? {
        try? String(
            contentsOfFile: "/proc/\(process.process.processIdentifier)/\(name)",
            encoding: .utf8
        )
    }

    /// How often a second 4 KB can be added to a file and made durable, one after the other.
    func syncsPerSecond() -> Double {
        let path = folder + "/synced"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        defer { close(descriptor) }
        let page = [UInt8](repeating: 1, count: 4096)
        let start = ContinuousClock.now
        for _ in 0..<200 {
            _ = page.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            fdatasync(descriptor)
        }
        return 200 / (start.duration(to: .now) / .seconds(1))
    }
}
