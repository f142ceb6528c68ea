import Foundation
import HTTP
import Synchronization

/// What a request costs the HTTP server alone: 300 bytes in, 500 bytes out, answered by a task.
///
/// The load comes from wrk, another process, so that its own CPU time is not counted.
enum HTTPLoad {
    private static let request = """
        wrk.method = "POST"
        wrk.body = string.rep("y", 300)
        wrk.headers["Content-Type"] = "application/json"
        """

    static func run() -> Int32 {
        let served = Counter()
        let answer = [UInt8](repeating: UInt8(ascii: "x"), count: 500)
        let server = HTTPServer(HTTPServerConfiguration()) { _ in
            .whole { _ in
                served.add()
                return .json(answer)
            }
        }
        let script = FileManager.default.temporaryDirectory
            .appendingPathComponent("http-\(UUID().uuidString).lua")
        defer { try? FileManager.default.removeItem(at: script) }
        do {
            try request.write(to: script, atomically: true, encoding: .utf8)
            let port = try server.start()
            for connections in [1, 64, 1_000] {
                let (before, cpu, begin) = (served.count, cpuSeconds(), ContinuousClock.now)
                try load(port, connections: connections, script: script.path)
                let seconds = (ContinuousClock.now - begin) / .seconds(1)
                let requests = Double(served.count - before)
                let micros = (cpuSeconds() - cpu) / max(requests, 1) * 1e6
                print(
                    "POST, \(connections) connections".padded(to: 22),
                    "\(Int(requests / seconds)) requests/s, \(Benchmarks.rounded(micros)) us of CPU"
                )
            }
        } catch {
            print("the load of wrk does not run: \(error)")
            return 1
        }
        return 0
    }

    private static func load(_ port: UInt16, connections: Int, script: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "wrk", "-t1", "-c\(connections)", "-d4", "-s", script, "http://127.0.0.1:\(port)/",
        ]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
    }

    private final class Counter: Sendable {
        private let value = Atomic(0)

        func add() { value.add(1, ordering: .relaxed) }

        var count: Int { value.load(ordering: .relaxed) }
    }
}
