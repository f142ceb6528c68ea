import Foundation
import HTTP
import Synchronization
import TestSupport
import Testing
import Values

/// A library's bot on a real server, whose calls go to a catalogue that is this test.
@Suite("Calls to back ends over HTTP", .prompt)
struct WebCallTests {
    /// What came to a server of the test.
    private final class Book: Sendable {
        struct Line: Sendable {
            let target: String
            let key: String?
            let trace: String?
            let body: String
        }

        private let kept = Mutex<[Line]>([])

        func add(_ request: HTTPRequest) {
            let line = Line(
                target: request.head.target,
                key: request.head.headers["idempotency-key"],
                trace: request.head.headers["traceparent"],
                body: String(decoding: request.body, as: UTF8.self)
            )
            kept.withLock { $0.append(line) }
        }

        var lines: [Line] { kept.withLock(\.self) }
        var renewals: [Line] { lines.filter { $0.target.hasSuffix("/renewals") } }
    }

    private static func serve(
        _ book: Book,
        _ answer: @escaping @Sendable (HTTPHead) async -> HTTPResponse
    ) throws -> (HTTPServer, url: String) {
        let server = HTTPServer(HTTPServerConfiguration()) { head in
            .whole { request in
                book.add(request)
                return await answer(head)
            }
        }
        return (server, "http://127.0.0.1:\(try server.start())")
    }

    private static let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    private static let loans = """
        {"data":{"items":[{"loanNumber":"L1","book":{"title":"Emma"},"dueDate":"2026-03-05",
          "renewals":{"count":0}}]}}
        """

    /// The library, whose customers wait longer, and where its catalogue and its gateway are.
    static func configuration(
        _ catalogue: String,
        gateway: String? = nil
    ) -> (String) throws -> String {
        { folder in
            let bot = folder + "/library"
            try FileManager.default.copyItem(
                atPath: Checkout.path + "/Tests/bots/library",
                toPath: bot
            )
            let actions = try String(contentsOfFile: bot + "/actions.yaml", encoding: .utf8)
            try actions.replacing("within: 5s", with: "within: 60s")
                .write(toFile: bot + "/actions.yaml", atomically: true, encoding: .utf8)
            try FileManager.default.createDirectory(
                atPath: folder + "/data",
                withIntermediateDirectories: true
            )
            let secret = folder + "/data/hook.secret"
            _ = FileManager.default.createFile(
                atPath: secret,
                contents: Data("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".utf8),
                attributes: [.posixPermissions: 0o600]
            )
            let posts = gateway.map { ", post_to: \"\($0)\", secret_files: [\(secret)]" } ?? ""
            return """
                listen: 127.0.0.1:0
                store: { sqlite: ../data/conversations.db }
                key_file: ../data/sealing.key
                journal: ../data/in-hand
                tenants:
                  library:
                    tokens:
                      gateway: { role: gateway, file: ../data/gateway.token }
                      manager: { role: manager, file: ../data/manager.token }
                      admin: { role: admin, file: ../data/admin.token }
                    accounts:
                      web: { channel: web, bot: ../library\(posts) }
                    services:
                      catalogue: { url: "\(catalogue)" }
                    allow: [127.0.0.0/8]
                """
        }
    }

    private static func curl(_ server: ServerProcess, _ rest: String) async throws -> String {
        try await Shell.run(
            """
            curl -s --max-time 20 "http://\(server.address)/v1/accounts/web/contacts/ann/\(rest)" \
              -H "Authorization: Bearer $(cat data/gateway.token)"
            """,
            in: server.folder
        )
    }

    private static func write(
        _ server: ServerProcess,
        _ id: String,
        _ text: String,
        query: String = "?wait"
    ) async throws -> String {
        try await curl(
            server,
            #"events\#(query)" -d '{"id":"\#(id)","text":"\#(text)"}' -H "traceparent: \#(trace)"#
        )
    }

    @Test("are made again with the same key by whoever comes after the process that made them")
    func killed() async throws {
        let book = Book()
        let isFirst = Atomic(true)
        let (catalogue, url) = try Self.serve(book) { head in
            guard head.target.hasSuffix("/renewals") else {
                return .json(Array(Self.loans.utf8))
            }
            // The first is done, and whoever asked dies before it is told.
            if isFirst.exchange(false, ordering: .relaxed) {
                try? await Task.sleep(for: .seconds(20))
            }
            return .json(["due": "2026-04-02"])
        }
        try await ServerProcess.with(configuration: Self.configuration(url)) {
            server async throws in
            #expect(try await Self.write(server, "m1", "renew my book").contains("library card"))
            #expect(try await Self.write(server, "m2", "123456").contains("Emma"))
            #expect(try await Self.write(server, "m3", "Emma", query: "").contains("turn"))
            try await eventually { book.renewals.count == 1 }
            try await server.kill(SIGKILL)
            try await server.start()
            try await eventually { book.renewals.count == 2 }
            try await eventually {
                try await Self.curl(server, "turns").contains("Emma is yours until")
            }
            let keys = book.renewals.map(\.key)
            #expect(keys[0] != nil)
            #expect(keys[0] == keys[1])
            // What was given is kept, so that the conversation can be played again.
            let turns = try await Self.curl(server, "turns")
            #expect(turns.contains(#""gives":{"due":"2026-04-02","fee":null}"#))
            #expect(turns.components(separatedBy: "Emma is yours until").count == 2)
        }
        await catalogue.stop(within: .zero)
    }

    @Test("that are slow are shown as typing, which no transcript has")
    func typing() async throws {
        let (posted, asked) = (Book(), Book())
        let (gateway, hook) = try Self.serve(posted) { _ in HTTPResponse(status: 204) }
        let (catalogue, url) = try Self.serve(asked) { _ in
            try? await Task.sleep(for: .milliseconds(1600))
            return .json(Array(Self.loans.utf8))
        }
        try await ServerProcess.with(configuration: Self.configuration(url, gateway: hook)) {
            server async throws in
            _ = try await Self.write(server, "m1", "renew my book", query: "")
            _ = try await Self.write(server, "m2", "123456", query: "")
            try await eventually { posted.lines.contains { $0.body.contains("Which book?") } }
            // What was asked for the customer is part of the gateway's trace.
            let traces = asked.lines.compactMap(\.trace)
            #expect(traces.count == 1)
            #expect(traces.allSatisfy { $0.contains("4bf92f3577b34da6a3ce929d0e0e4736") })
            let typing = posted.lines.filter { $0.body.contains(#""typing":true"#) }
            #expect(
                typing.map(\.body)
                    == [#"{"account":"web","conversation":1,"typing":true,"user":"ann"}"#]
            )
            #expect(!(try await Self.curl(server, "turns").contains("typing")))
        }
        await catalogue.stop(within: .zero)
        await gateway.stop(within: .zero)
    }

    @Test("go where the file says by now, also within one's own network, without a new start")
    func moved() async throws {
        let (book, posted) = (Book(), Book())
        let (catalogue, url) = try Self.serve(book) { _ in .json(Array(Self.loans.utf8)) }
        let (gateway, hook) = try Self.serve(posted) { _ in HTTPResponse(status: 204) }
        // Nobody answers there.
        let before = Self.configuration("http://127.0.0.2:9", gateway: "http://127.0.0.2:9")
        try await ServerProcess.with(configuration: before) { server async throws in
            let path = server.folder + "/deploy/va.yaml"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            let moved = text.replacing(
                "catalogue: { url: \"http://127.0.0.2:9\"",
                with: "catalogue: { url: \"\(url)\""
            )
            .replacing("post_to: \"http://127.0.0.2:9\"", with: "post_to: \"\(hook)\"")
            try server.write(moved, to: "deploy/va.yaml")
            let admin = try String(
                contentsOfFile: server.folder + "/data/admin.token",
                encoding: .utf8
            )
            .trimmingCharacters(in: .whitespacesAndNewlines)
            let reloaded = try await server.ask("POST", "/v1/reload", token: admin)
            #expect(reloaded.hasPrefix("204"))
            _ = try await Self.write(server, "m1", "renew my book", query: "")
            _ = try await Self.write(server, "m2", "123456", query: "")
            try await eventually { posted.lines.contains { $0.body.contains("Which book?") } }
            #expect(book.lines.count == 1)
        }
        await catalogue.stop(within: .zero)
        await gateway.stop(within: .zero)
    }

    @Test("are made by botsim too, where a file says where to")
    func chat() async throws {
        let book = Book()
        let (catalogue, url) = try Self.serve(book) { head in
            head.target.hasSuffix("/renewals")
                ? .problem(Problem(409)) : .json(Array(Self.loans.utf8))
        }
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("services-\(UUID().uuidString).yaml").path
        try "services: { catalogue: { url: \"\(url)\" } }\nallow: [127.0.0.0/8]\n"
            .write(toFile: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: file) }
        let botsim = ServerProcess.binary.replacing("/botserver", with: "/botsim")
        let said = try await Shell.run(
            "printf 'renew my book\\n123456\\nEmma\\n' | \(botsim) --services \(file) Tests/bots/library",
            in: Checkout.path
        )
        #expect(said.contains("Somebody else waits for Emma"))
        #expect(book.lines.map(\.target) == ["/readers/123456/loans", "/loans/L1/renewals"])
        await catalogue.stop(within: .zero)
    }

    @Test("are not possible where nothing says who answers them, and the server says so")
    func unknown() async throws {
        try await ServerProcess.with { server async throws in
            try await server.kill(SIGTERM)
            let text = try Self.configuration("https://catalogue.example")(server.folder)
            try text.replacing("catalogue:", with: "katalog:")
                .write(toFile: server.folder + "/deploy/va.yaml", atomically: true, encoding: .utf8)
            let output = try await Shell.run(
                "\(ServerProcess.binary) --config deploy/va.yaml; echo \"exit $?\"",
                in: server.folder
            )
            #expect(output.contains("'loans.of_reader' asks the service 'catalogue'"))
            #expect(output.contains("actions.yaml:"))
            #expect(output.contains("exit 78"))
        }
    }
}
