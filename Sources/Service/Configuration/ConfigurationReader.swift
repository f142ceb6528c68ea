import BotRuntime
import Diagnostics
import Foundation
import HTTP
import Messages
import Topics
import Values
import WebActions
import YAML

/// Reads the file of a service.
package struct ConfigurationReader {
    let problems = Problems()
    /// Where the file lies: its paths are relative to it.
    private let folder: String
    private let names = FileNames()

    /// - Parameters:
    ///   - file: The file, with its contents.
    ///   - folder: Where it lies.
    /// - Returns: All that is wrong with it, and what it says unless something is an error.
    package static func read(
        _ file: SourceFile,
        in folder: String
    ) -> (ServiceConfiguration?, [Diagnostic]) {
        let (node, diagnostics) = parse(file)
        guard !diagnostics.contains(where: { $0.severity == .error }) else {
            return (nil, diagnostics)
        }
        guard let node else {
            let empty = Diagnostic.error(
                "empty-file",
                at: SourceLocation(file: file, line: 1, column: 1),
                "there is nothing in this file",
                hint: "write 'tenants: { NAME: { accounts: … } }', or begin with deploy/sample.yaml"
            )
            return (nil, diagnostics + [empty])
        }
        let reader = ConfigurationReader(folder: folder)
        let configuration = reader.configuration(node)
        let found = diagnostics + reader.problems.found
        return (reader.problems.errors == 0 ? configuration : nil, found)
    }

    private init(folder: String) { self.folder = folder }

    package static let table = KeyTable(
        "a service",
        [
            .may("listen", .literal, "Address and port.", like: ["127.0.0.1:8080"]),
            .may("tls", .mapping, "The certificate and its key, where TLS ends here."),
            .may(
                "store",
                .mappingOrLiteral,
                "Where conversations are kept: one of its keys.",
                like: [["sqlite": "data/conversations.db"]]
            ),
            .may(
                "key_file",
                .literal,
                "Holds the key that seals what is kept; made where it is not there."
            ),
            .may("journal", .literal, "Notes which messages are in hand."),
            .may("backups", .literal, "The folder that copies of the store are put in."),
            .may("retention", .mapping, "How long things are kept."),
            .may("uploads", .mapping, "What becomes of the files that customers send."),
            .may("limits", .mapping, "How many requests a second are answered."),
            .may(
                "log",
                .word(LogLevel.allCases.map(\.rawValue)),
                "What matters less is not written; debug has a line for each turn.",
                standard: .string(LogLevel.info.rawValue)
            ),
            .needs("tenants", .mapping, "The companies that are served, by their names."),
        ]
    )

    package static let tlsTable = KeyTable(
        "tls",
        [
            .needs(
                "certificate",
                .literal,
                "A PEM file: the certificate and those that vouch for it."
            ),
            .needs("key", .literal, "A PEM file: its key."),
        ]
    )

    package static let storeTable = KeyTable(
        "a store",
        [
            .may("sqlite", .literal, "A file, for one machine."),
            .may(
                "postgresql",
                .literal,
                "A file that holds the connection's parameters, for several machines."
            ),
            .may("memory", .flag, "Nothing outlives the process."),
        ]
    )

    package static let retentionTable = KeyTable(
        "retention",
        [
            .may("messages", .span, "The IDs of messages, by which one that comes again is known."),
            .may("outbox", .span, "What was sent."),
            .may("transcripts", .span, "What was said and done."),
            .may("contacts", .span, "Contacts that have not written."),
        ]
    )

    package static let tenantTable = KeyTable(
        "a tenant",
        [
            .may("tokens", .mapping, "Who may ask, by their names."),
            .needs("accounts", .mapping, "What customers write to, by their names."),
            .may("desk", .mapping, "The people behind 'agent'."),
            .may(
                "bots",
                .literal,
                "Where bots lie that are put in service over HTTP, each in a folder of its own."
            ),
        ] + WebServicesReader.keys
    )

    package static let tokenTable = KeyTable(
        "a token",
        [
            .needs("role", .word(Role.ofTokens.map(\.rawValue)), "What its holder may do."),
            .needs(
                "file",
                .literal,
                "Holds the token, readable by nobody else; made where it is not there."
            ),
        ]
    )

    package static let accountTable = KeyTable(
        "an account",
        [
            .needs(
                "channel",
                .word(Channel.allCases.map(\.rawValue)),
                "Where its customers write."
            ),
            .needs("bot", .literal, "The bot's folder."),
            .may("records", .literal, "Keeps the rows of the bot's own tables."),
            .may("post_to", .literal, "Where replies are posted that nobody waits for."),
            .may(
                "secret_files",
                .literals,
                "Hold what webhooks are signed with, the newest first."
            ),
        ]
    )

    package static let tables = [
        table, tlsTable, storeTable, retentionTable, uploadsTable, limitsTable, tenantTable,
        tokenTable, accountTable, WebServicesReader.serviceTable, deskTable, deskQueueTable,
        agentTable, capacityTable,
    ]

    // MARK: Reading

    private func configuration(_ node: Node) -> ServiceConfiguration {
        var result = ServiceConfiguration()
        guard let fields = Fields(node, Self.table, problems) else { return result }
        if let node = fields["listen"], let text = node.string {
            if let (host, port) = Self.address(text) {
                (result.host, result.port) = (host, port)
            } else {
                problems.error(
                    "wrong-value",
                    at: node.location,
                    "'\(text)' is no address with a port",
                    hint: "write '127.0.0.1:8080', or '[::1]:8080'"
                )
            }
        }
        if let tls = fields["tls"].flatMap({ Fields($0, Self.tlsTable, problems) }),
            let certificate = path(tls, "certificate"), let key = path(tls, "key")
        {
            result.tls = (certificate, key)
        }
        result.store = store(fields) ?? .sqlite(path: inFolder("data/conversations.db"))
        result.keyFile = path(fields, "key_file") ?? inFolder("data/sealing.key")
        result.backups = path(fields, "backups")
        result.journal = path(fields, "journal") ?? inFolder("data/in-hand")
        if let retention = fields["retention"].flatMap({ Fields($0, Self.retentionTable, problems) }
        ) {
            result.retention.messages = retention.span("messages") ?? result.retention.messages
            result.retention.outbox = retention.span("outbox") ?? result.retention.outbox
            result.retention.transcripts =
                retention.span("transcripts") ?? result.retention.transcripts
            result.retention.contacts = retention.span("contacts") ?? result.retention.contacts
        }
        result.uploads = uploads(fields)
        result.limits = limits(fields)
        result.log = fields.word("log", as: LogLevel.self) ?? result.log
        result.tenants = fields.pairs("tenants").compactMap { tenant($0) }
        result.files = names.found
        reportRecordsInStore(result, fields)
        if fields.pairs("tenants").isEmpty, let node = fields["tenants"] {
            problems.error(
                "no-tenant",
                at: node.location,
                "nobody is served",
                hint: "write 'tenants: { NAME: { accounts: … } }'"
            )
        }
        return result
    }

    private func store(_ fields: Fields) -> ServiceConfiguration.StoreChoice? {
        guard let node = fields["store"] else { return nil }
        if let word = node.string {
            if word == "memory" { return .memory }
            reportNoStore(node)
            return nil
        }
        guard let store = Fields(node, Self.storeTable, problems) else { return nil }
        let chosen = store.table.names.filter { store.has($0) }
        guard chosen.count == 1 else {
            reportNoStore(node)
            return nil
        }
        if store.flag("memory") { return .memory }
        if let path = path(store, "sqlite") { return .sqlite(path: path) }
        return path(store, "postgresql").map { .postgresql(file: $0) }
    }

    private func reportNoStore(_ node: Node) {
        problems.error(
            "wrong-value",
            at: node.location,
            "a store is one of " + Self.storeTable.names.joined(separator: ", "),
            hint: "write 'store: { sqlite: data/conversations.db }', or 'store: memory'"
        )
    }

    /// One connection writes to a file.
    private func reportRecordsInStore(_ result: ServiceConfiguration, _ fields: Fields) {
        guard case .sqlite(let path) = result.store else { return }
        let file = inFolder(path)
        for tenant in fields.pairs("tenants") {
            for account in tenant.value["accounts"]?.entries ?? [] {
                guard let node = account.value["records"], let text = node.string,
                    inFolder(text) == file
                else { continue }
                problems.error(
                    "wrong-value",
                    at: node.location,
                    "this file is the store of conversations",
                    hint: "write 'records: data/records.db', or another file of its own"
                )
            }
        }
    }

    private func tenant(_ entry: Node.Entry) -> TenantConfiguration? {
        guard let name = name(entry.key),
            let fields = Fields(entry.value, Self.tenantTable, problems)
        else { return nil }
        let tokens = fields.pairs("tokens").compactMap { token($0) }
        var tenant = TenantConfiguration(
            name: name,
            tokens: tokens,
            accounts: fields.pairs("accounts").compactMap { account($0) },
            web: WebServicesReader(problems, folder: folder) { names.note($0, at: $1) }
                .configuration(fields),
            desk: desk(fields, tokens),
            bots: path(fields, "bots")
        )
        tenant.files = names.found
        return tenant
    }

    private func token(_ entry: Node.Entry) -> TokenConfiguration? {
        guard let name = name(entry.key),
            let fields = Fields(entry.value, Self.tokenTable, problems),
            let role = fields.word("role", as: Role.self), let file = path(fields, "file")
        else { return nil }
        return TokenConfiguration(name: name, role: role, file: file)
    }

    private func account(_ entry: Node.Entry) -> AccountConfiguration? {
        guard let name = name(entry.key),
            let fields = Fields(entry.value, Self.accountTable, problems),
            let channel = fields.word("channel", as: Channel.self), let bot = path(fields, "bot")
        else { return nil }
        let secrets = paths(fields, "secret_files")
        let address = address(fields, signedWith: secrets)
        return AccountConfiguration(
            name: name,
            channel: channel,
            bot: bot,
            records: path(fields, "records"),
            postTo: address,
            secretFiles: secrets
        )
    }

    /// Where something is posted to: any machine, as whoever runs the service says.
    func address(_ fields: Fields, signedWith secrets: [String]) -> String? {
        guard let node = fields["post_to"], let text = node.string else { return nil }
        if HTTPDestination(text) == nil {
            problems.error(
                "wrong-value",
                at: node.location,
                "'\(text)' is no address that can be posted to",
                hint:
                    "write 'post_to: https://gateway.example/replies', or http within your network"
            )
        }
        if secrets.isEmpty {
            problems.error(
                "unsigned",
                at: node.location,
                "what is posted is signed, and there is no secret",
                hint: "write 'secret_files: [FILE]' with a secret such as whsec_…"
            )
        }
        return text
    }

    /// A name as it stands in paths and keys.
    func name(_ node: Node) -> String? {
        let name = node.string ?? ""
        guard Service.isName(name) else {
            problems.error(
                "bad-name",
                at: node.location,
                "a name has letters, digits, '-', '_' and '.', at most 64",
                hint: "write it as it is to stand in the service's addresses"
            )
            return nil
        }
        return name
    }

    func path(_ fields: Fields, _ key: String) -> String? { fields[key].flatMap { path($0) } }

    func paths(_ fields: Fields, _ key: String) -> [String] {
        fields.items(key).compactMap { path($0) }
    }

    private func path(_ node: Node) -> String? {
        guard let text = node.string else { return nil }
        names.note(inFolder(text), at: node.location)
        return inFolder(text)
    }

    func inFolder(_ path: String) -> String {
        path.hasPrefix("/") ? path : folder + "/" + path
    }

    /// `127.0.0.1:8080`, `[::1]:8080`.
    private static func address(_ text: String) -> (String, UInt16)? {
        guard let colon = text.lastIndex(of: ":"),
            let port = UInt16(text[text.index(after: colon)...])
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        return host.isEmpty ? nil : (String(host), port)
    }
}
