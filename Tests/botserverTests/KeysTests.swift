import Foundation
import SQLite
import TestSupport
import Testing

@Suite("The keys of a server", .prompt)
struct KeysTests {
    /// Begins the server in the folder of one that has stopped, as far as it comes.
    private static func begin(_ server: ServerProcess, after script: String) async throws -> String
    {
        try await Shell.run(
            "\(script)\ntimeout 60 \(ServerProcess.binary) --config deploy/va.yaml; echo \"exit $?\"",
            in: server.folder
        )
    }

    /// A server that has a conversation, and has stopped.
    private static func used(_ test: (ServerProcess) async throws -> Void) async throws {
        try await ServerProcess.with { server async throws in
            let token = try String(
                contentsOfFile: server.folder + "/data/gateway.token",
                encoding: .utf8
            )
            let taken = try await server.ask(
                "POST",
                "/v1/accounts/web/contacts/ann/events?wait",
                token: token,
                #"{"id":"m1","text":"hello"}"#
            )
            #expect(taken.hasPrefix("200"))
            try await server.kill(SIGTERM)
            try await test(server)
        }
    }

    private static let other = "head -c 32 /dev/zero | base64 > data/sealing.key"

    @Test("are those that the store was sealed with: it does not begin with another")
    func wrongKey() async throws {
        try await Self.used { server async throws in
            let output = try await Self.begin(server, after: Self.other)
            #expect(output.contains("sealing.key: is not the key that the store was sealed with"))
            #expect(output.contains("exit 78"))
        }
    }

    @Test(
        "are held against what is kept also where the store is from before there was a value for it"
    )
    func olderStore() async throws {
        try await Self.used { server async throws in
            let database = try Database.file(server.folder + "/data/conversations.db")
            try database.execute("DELETE FROM document WHERE kind = 'key'")
            let output = try await Self.begin(server, after: Self.other)
            #expect(output.contains("is not the key that the store was sealed with"))
            #expect(output.contains("exit 78"))
        }
    }

    @Test("are not made anew for a store that is used")
    func missingKey() async throws {
        try await Self.used { server async throws in
            let output = try await Self.begin(server, after: "rm data/sealing.key")
            #expect(output.contains("sealing.key: is not there"))
            #expect(output.contains("exit 78"))
            let found = FileManager.default.fileExists(
                atPath: server.folder + "/data/sealing.key"
            )
            #expect(!found)
        }
    }

    @Test(
        "are told apart from what is none",
        arguments: [
            ("echo short > data/sealing.key", "sealing.key: holds no key"),
            ("echo a > data/admin.token", "admin.token: a token has 16 characters or more"),
            (
                """
                printf '\ntls: { certificate: ../cert.pem, key: ../key.pem }\n' >> deploy/va.yaml
                touch cert.pem; echo key > key.pem; chmod 644 key.pem
                """, "key.pem: others can read it; say 'chmod 600"
            ),
        ]
    )
    func unusable(_ script: String, _ message: String) async throws {
        try await Self.used { server async throws in
            let output = try await Self.begin(server, after: script)
            #expect(output.contains(message), "\(output)")
            #expect(output.contains("exit 78"))
        }
    }
}
