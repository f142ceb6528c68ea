import Foundation
import TestSupport
import Testing

@Suite("docs/desk.md", .prompt)
struct DeskPageTests {
    @Test("answers a customer as it stands there")
    func page() async throws {
        try await ServerProcess.with { server async throws in
            let text = try String(contentsOfFile: Checkout.path + "/docs/desk.md", encoding: .utf8)
            let blocks = Block.all(in: text)
            var variables = ""
            var desk: DeskProcess?
            for (place, block) in blocks.enumerated() {
                let script = block.text.replacing("127.0.0.1:8080", with: server.address)
                switch block.language {
                case "sh":
                    let output = try await Shell.run(variables + script, in: server.folder)
                    if !script.contains("curl") { variables += script + "\n" }
                    guard place + 1 < blocks.count, blocks[place + 1].language == "text" else {
                        continue
                    }
                    for line in blocks[place + 1].text.split(separator: "\n") {
                        #expect(output.contains(line), "\(script)\ngave\n\(output)")
                    }
                case "desk":
                    for line in script.split(separator: "\n").map(String.init) {
                        if line == "bin/botsim desk" {
                            desk = try DeskProcess(server)
                        } else if let typed = line.firstMatch(of: /^desk[^>]*> (.*)$/) {
                            try desk?.type(String(typed.output.1))
                        } else {
                            try await desk?.hears(line.trimmingCharacters(in: .whitespaces))
                        }
                    }
                default: continue
                }
            }
            let ended = try #require(desk)
            #expect(try await ended.end() == 0)
            #expect(blocks.count { $0.language == "desk" } >= 4)
        }
    }

    @Test("says what is wrong before anything begins")
    func beginnings() async throws {
        try await ServerProcess.with { server async throws in
            let botsim = DeskProcess.binary
            let nobody = try await Shell.run(
                "\(botsim) desk --server http://127.0.0.1:1; echo $?",
                in: server.folder
            )
            #expect(nobody.contains("does not answer") && nobody.hasSuffix("1\n"))
            let stranger = try await Shell.run(
                "BOTSIM_TOKEN=x \(botsim) desk --server http://\(server.address); echo $?",
                in: server.folder
            )
            #expect(stranger.contains("does not know the token") && stranger.hasSuffix("1\n"))
            let gateway = try await Shell.run(
                "\(botsim) desk --server http://\(server.address) --token data/gateway.token",
                in: server.folder
            )
            #expect(gateway.contains("may not"), "\(gateway)")
            let missing = try await Shell.run(
                "\(botsim) desk --token none; echo $?",
                in: server.folder
            )
            #expect(missing.hasSuffix("66\n"))
        }
    }

    @Test("takes a script from a pipe, which waits for what is to come")
    func piped() async throws {
        try await ServerProcess.with { server async throws in
            let script = """
                (printf '%s\\n' :available ':wait offer' :accept 'Hello from a script' ':topic none' \
                ':cloze' ':close done' :done) | \(DeskProcess.binary) desk --server http://\(server.address)
                """
            async let talk = Shell.run(script, in: server.folder)
            _ = try await Customer(server).asksForPerson()
            let heard = try await talk
            for words in [
                "desk> :available", "is offered to you", "desk ann> Hello from a script",
                "there is no topic 'none'", "did you mean :close?", "Closed.", "Done.",
            ] { #expect(heard.contains(words), "\(words) in\n\(heard)") }
            #expect(try await Customer(server).turns().contains("Hello from a script"))
        }
    }
}

/// A customer of the sample bank, by curl.
struct Customer {
    let server: ServerProcess
    var user = "ann"

    init(_ server: ServerProcess, _ user: String = "ann") {
        self.server = server
        self.user = user
    }

    private var base: String { "http://\(server.address)/v1/accounts/web/contacts/\(user)" }

    func send(_ id: String, _ text: String) async throws -> String {
        try await Shell.run(
            """
            curl -s --max-time 20 "\(base)/events?wait" \
            -H "Authorization: Bearer $(cat data/gateway.token)" -d '{"id":"\(id)","text":"\(text)",
            "contact":{"subject":"web-anna","verified_until":"2036-01-01T00:00:00Z"}}'
            """,
            in: server.folder
        )
    }

    /// In the one topic of the bank whose queue is always open.
    func asksForPerson() async throws -> String {
        _ = try await send("m1", "I lost my card")
        return try await send("m2", "agent")
    }

    func turns() async throws -> String {
        try await Shell.run(
            "curl -s \"\(base)/turns\" -H \"Authorization: Bearer $(cat data/gateway.token)\"",
            in: server.folder
        )
    }

    func owner() async throws -> String {
        let standing = try await Shell.run(
            "curl -s \"\(base)\" -H \"Authorization: Bearer $(cat data/gateway.token)\"",
            in: server.folder
        )
        return standing.firstMatch(of: /"owner":"([a-z]+)"/).map { String($0.output.1) } ?? ""
    }
}

/// `botsim desk` as somebody has it who types.
///
/// Unchecked: a test waits for each of its verbs before the next.
final class DeskProcess: @unchecked Sendable {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var heard = ""

    static let binary =
        URL(fileURLWithPath: ServerProcess.binary).deletingLastPathComponent().path
        + "/botsim"

    init(_ server: ServerProcess) throws {
        process.executableURL = URL(fileURLWithPath: Self.binary)
        process.arguments = ["desk", "--server", "http://\(server.address)"]
        process.currentDirectoryURL = URL(fileURLWithPath: server.folder)
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        try process.run()
    }

    func type(_ line: String) throws {
        try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
    }

    /// Waits until it says some words, after those it was waited for last.
    func hears(_ words: String) async throws {
        let isThere = try await aside { [self] in
            while true {
                if let found = heard.range(of: words) {
                    heard.removeSubrange(..<found.upperBound)
                    return true
                }
                let more = output.fileHandleForReading.availableData
                guard !more.isEmpty else { return false }
                heard += String(decoding: more, as: UTF8.self)
            }
        }
        #expect(isThere, "it never said: \(words)\nbut:\n\(heard)")
    }

    func end() async throws -> Int32 {
        try input.fileHandleForWriting.close()
        return try await aside { [self] in
            process.waitUntilExit()
            return process.terminationStatus
        }
    }
}
