import Foundation
import TestSupport
import Testing
import Values

@testable import Serving

@Suite("A server that cannot begin", .prompt)
struct BeginningTests {
    /// Begins a server with a file that lies in `deploy`, as far as it comes.
    private static func begin(
        _ configuration: String,
        files: [String: String] = [:],
        after script: String = ""
    ) async throws -> String {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("beginning-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for (name, text) in files.merging(
            ["deploy/va.yaml": configuration],
            uniquingKeysWith: { $1 }
        ) {
            let path = folder + "/" + name
            try FileManager.default.createDirectory(
                atPath: (path as NSString).deletingLastPathComponent,
                withIntermediateDirectories: true
            )
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
        return try await Shell.run(
            "\(script)\ntimeout 20 \(ServerProcess.binary) --config deploy/va.yaml; echo \"exit $?\"",
            in: folder
        )
    }

    /// A bot that asks two services, one of them twice.
    private static let bot = [
        "bot/bot.yaml": "name: Small\ntime_zone: UTC\nqueues: { desk: { title: the desk } }\n",
        "bot/actions.yaml": """
        loans.return:
          within: 5s
          http: { service: loans, post: "/return" }
        loans.renew:
          within: 5s
          http: { service: loans, post: "/renew" }
        fines.pay:
          within: 5s
          http: { service: fines, post: "/payments" }
        """,
    ]

    @Test("says that its file is empty")
    func empty() async throws {
        let output = try await Self.begin("# to be written\n")
        #expect(output.contains("va.yaml:1:1: error: there is nothing in this file [empty-file]"))
        #expect(output.contains("exit 78"))
    }

    @Test("says of all files of secrets where they are named, and of all services who asks them")
    func everything() async throws {
        let output = try await Self.begin(
            """
            listen: 127.0.0.1:0
            store: memory
            tenants:
              one:
                tokens: { admin: { role: admin, file: ../short } }
                accounts:
                  web: { channel: web, bot: ../bot, post_to: "https://g.example", secret_files: [../none] }
              two:
                accounts: { web: { channel: web, bot: ../bot } }
            """,
            files: Self.bot,
            after: "echo short > short; chmod 600 short"
        )
        #expect(output.contains("va.yaml:5:43: error"))
        #expect(output.contains("a token has 16 characters or more"))
        #expect(output.contains("va.yaml:7:86: error"))
        #expect(output.contains("none: cannot be read [secret-file]"))
        for place in ["3:20", "6:20", "9:20"] {
            #expect(output.contains("actions.yaml:\(place): error"), "\(place)")
        }
        #expect(
            output.contains("in the bot of one/web") && output.contains("in the bot of two/web")
        )
        #expect(output.contains("exit 78"))
    }

    @Test("says which key names a place that nothing can be written to")
    func journal() async throws {
        let output = try await Self.begin(
            """
            listen: 127.0.0.1:0
            store: memory
            journal: ../file/in-hand
            tenants: { one: { accounts: { web: { channel: web, bot: ../bot } } } }
            """,
            files: ["file": "no folder"]
        )
        #expect(output.contains("va.yaml:3:10: error: journal: "))
        #expect(output.contains("write 'journal: …' with another place"))
        #expect(output.contains("exit 69"))
    }

    @Test("names copies so that they follow one another as they were made")
    func names() {
        let moments = [
            Timestamp(milliseconds: 1_772_463_600_024), Timestamp(milliseconds: 1_772_463_600_142),
            Timestamp(milliseconds: 1_772_463_601_000), Timestamp(milliseconds: 1_772_463_610_000),
        ]
        let names = moments.map { TenantLoader.stamp(of: $0) }
        #expect(names[0] == "20260302T150000.024Z")
        #expect(names.sorted() == names)
    }

    @Test("makes the folders of its store and its journal, and copies none that is in memory")
    func folders() async throws {
        let configuration = """
            listen: 127.0.0.1:0
            store: memory
            journal: ../new/journal/in-hand
            backups: ../copies
            tenants:
              one:
                tokens: { admin: { role: admin, file: ../admin.token } }
                accounts: { web: { channel: web, bot: ../bot } }
            """
        let files = ["bot/bot.yaml": Self.bot["bot/bot.yaml"] ?? ""]
        try await ServerProcess.with(configuration: { _ in configuration }, files: files) {
            server in
            let token = try String(contentsOfFile: server.folder + "/admin.token", encoding: .utf8)
            let refused = try await server.ask("POST", "/v1/backup", token: token)
            #expect(refused.hasPrefix("409"))
            #expect(refused.contains("what is kept in memory is not copied"))
            #expect(FileManager.default.fileExists(atPath: server.folder + "/new/journal/in-hand"))
        }
    }
}
