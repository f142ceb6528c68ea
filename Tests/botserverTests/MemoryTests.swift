import Foundation
import TestSupport
import Testing
import Values

@Suite("A server whose memory is short", .prompt)
struct MemoryTests {
    private static let customers = 120
    /// Beyond what it has when it is idle, in bytes.
    private static let room: UInt = 4 << 20

    /// Has many customers write at once.
    ///
    /// - Returns: Those who were answered.
    private static func write(_ id: String, _ server: ServerProcess) async throws -> Set<Int> {
        let words = "What are your opening hours? And what does an account cost?"
        var requests: [String] = []
        for number in 0..<customers {
            requests.append(
                """
                url = "http://\(server.address)/v1/accounts/web/contacts/u\(number)/events?wait"
                data = "{\\"id\\":\\"\(id)\\",\\"text\\":\\"\(words)\\"}"
                header = "Authorization: Bearer @token@"
                output = "/dev/null"
                write-out = "\(number) %{http_code}\\n"
                """
            )
        }
        try requests.joined(separator: "\nnext\n").write(
            toFile: server.folder + "/requests",
            atomically: true,
            encoding: .utf8
        )
        let said = try await Shell.run(
            """
            sed -i "s/@token@/$(cat data/gateway.token)/" requests
            curl -s --max-time 60 --parallel --parallel-max 8 --config requests
            """,
            in: server.folder
        )
        let answered = said.split(separator: "\n").filter { $0.hasSuffix(" 200") }
        return Set(answered.compactMap { Int($0.dropLast(4)) })
    }

    /// Lets the process have no more data than that.
    private static func limit(_ server: ServerProcess, to bytes: UInt) async throws {
        let script = "prlimit --pid \(server.id) --data=\(bytes):"
        #expect(try await Shell.run(script, in: server.folder) == "")
    }

    private static func data(of server: ServerProcess) throws -> UInt {
        let status = try String(contentsOfFile: "/proc/\(server.id)/status", encoding: .utf8)
        let line = try #require(status.firstMatch(of: /VmData:\s+(\d+) kB/))
        return try #require(UInt(line.output.1)) * 1024
    }

    @Test(
        "lets go of what only saves time, and of nothing that was answered, also when it is killed"
    )
    func short() async throws {
        try await ServerProcess.with { server async throws in
            #expect(try await Self.write("m0", server).count == Self.customers)
            try await Self.limit(server, to: try Self.data(of: server) + Self.room)
            var answered: [String: Set<Int>] = [:]
            for id in ["m1", "m2"] {
                answered[id] = try await Self.write(id, server)
                guard !server.isRunning else { continue }
                // As whoever runs it does.
                try await server.start()
                try await Self.limit(server, to: try Self.data(of: server) + Self.room)
            }
            try await eventually {
                try !server.isRunning
                    || server.log().contains { $0["msg"]?.string == "memory is short" }
            }
            #expect(answered["m1"]?.isEmpty == false)
            // No more at all: it ends, or refuses.
            try await Self.limit(server, to: 1 << 20)
            answered["m3"] = try await Self.write("m3", server)
            try await server.kill(SIGKILL)
            try await server.start()

            for (id, customers) in answered {
                for number in customers.sorted().prefix(10) + customers.sorted().suffix(10) {
                    let turns = try await Self.turns(of: number, server)
                    #expect(turns.contains("\"id\":\"\(id)\""), "\(number) was answered to \(id)")
                }
            }
            for id in answered.keys {
                #expect(try await Self.write(id, server).count == Self.customers)
            }
            // Everything that was ever sent is there once.
            for number in stride(from: 0, to: Self.customers, by: 20) {
                let turns = try await Self.turns(of: number, server)
                for id in ["m0", "m1", "m2", "m3"] {
                    #expect(turns.ranges(of: "\"id\":\"\(id)\"").count == 1, "\(number) \(id)")
                }
            }
        }
    }

    private static func turns(of number: Int, _ server: ServerProcess) async throws -> String {
        try await Shell.run(
            """
            curl -s "http://\(server.address)/v1/accounts/web/contacts/u\(number)/turns" \
            -H "Authorization: Bearer $(cat data/gateway.token)"
            """,
            in: server.folder
        )
    }
}
