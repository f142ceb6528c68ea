import Crypto
import Foundation

/// The files of a run: a small bot, what its servers are configured with, and what they write.
struct Scene {
    let folder: String
    let secret = WebhookSecret.random()

    /// How many servers there are: as many as the store allows.
    enum Store: String, Sendable {
        /// One server on a SQLite file.
        case sqlite
        /// Two servers on a PostgreSQL database.
        case postgresql

        var servers: Int { self == .sqlite ? 1 : 2 }
    }

    /// - Parameters:
    ///   - store: What the servers keep their conversations in.
    ///   - database: Where the database is, for libpq.
    ///   - port: Where the gateway is.
    /// - Throws: What the file system says.
    init(_ store: Store, database: String, gateway port: UInt16) throws {
        folder =
            FileManager.default.temporaryDirectory.appendingPathComponent(
                "chaos-\(UUID().uuidString)"
            ).path
        let key = Data(randomBytes(SealingKey.length)).base64EncodedString()
        let secrets = [
            "database": database, "sealing.key": key, "gateway.token": "gateway-token-of-chaos",
            "desk.token": "desk-token-of-chaos", "secret": secret.text,
        ]
        for (name, text) in secrets { try write(text, to: name, 0o600) }
        for (name, text) in Self.bot { try write(text, to: "bot/" + name, 0o644) }
        for number in 0..<store.servers {
            try write(
                Self.configuration(store, number, port),
                to: "server\(number).yaml",
                0o644
            )
        }
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    private func write(_ text: String, to name: String, _ mode: Int) throws {
        let path = URL(fileURLWithPath: folder + "/" + name)
        try FileManager.default.createDirectory(
            at: path.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: path)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path.path)
    }

    private static func configuration(_ store: Store, _ number: Int, _ port: UInt16) -> String {
        """
        listen: 127.0.0.1:0
        store: { \(store == .sqlite ? "sqlite: store.db" : "postgresql: database") }
        key_file: sealing.key
        journal: in-hand\(number)
        tenants:
          bank:
            tokens:
              gateway: { role: gateway, file: gateway.token }
              desk: { role: manager, file: desk.token }
            accounts:
              web:
                channel: web
                bot: bot
                records: ledger.db
                post_to: http://127.0.0.1:\(port)/posts
                secret_files: [secret]
        """
    }

    /// A bot that writes down what it is told and numbers it: a turn that is lost, doubled or made of
    /// an older state shows in the numbers.
    private static let bot = [
        "bot.yaml": "name: Ledger\nqueues: { desk: { title: the desk } }\n",
        "ledger.yaml": """
        title: Keep a ledger
        examples: [keep a ledger]
        slots:
          note: { type: text, ask: What comes next? }
        steps:
          - set: { count: 0 }
          - repeat: "true"
            at_most: 100
            steps:
              - ask: note
              - call: ledger.add
                with: { note: note }
                into: row
              - set: { count: count + 1 }
              - say: "{count}: {row.note}"
        """,
        "actions.yaml": """
        ledger.add:
          within: 2m
          else: { handoff: desk }
          takes: { note: text }
          gives: ledger
          records: { table: ledger, insert: { id: "new_id('N')", note: takes.note } }
        """,
        "records/ledger.yaml": "columns: { id: text, note: text }\nrows: []\n",
    ]
}
