import BotRuntime
import Bots
import Crypto
import Desk
import Diagnostics
import Foundation
import HTTP
import KnowledgeSearch
import Messages
import Testing
import Topics
import Values

@testable import Service

/// A service on loopback with a small bot, and somebody who calls it.
final class Station: Sendable {
    static let secret = WebhookSecret.random()

    let service: Service
    let runtime: Runtime
    let desk: EmbeddedDesk
    let base: String
    let port: UInt16
    let uploads: UploadFolder
    private let server: HTTPServer
    private let client = HTTPClient()

    init(
        _ engine: any StorageEngine = MemoryEngine(),
        gateway: String? = nil,
        agents: [String] = [],
        otherDesk: String? = nil,
        key: SealingKey = SealingKey.random(),
        clock: any RuntimeClock = SystemClock(),
        limits: RequestLimits = RequestLimits(),
        uploads change: (inout UploadSettings) -> Void = { _ in }
    ) async throws {
        var settings = UploadSettings(
            folder: FileManager.default.temporaryDirectory.path + "/uploads-\(UUID().uuidString)"
        )
        change(&settings)
        uploads = try UploadFolder(settings)
        let courier = GatewayCourier(HTTPClient())
        let desk = EmbeddedDesk(engine: engine)
        self.desk = desk
        var couriers: [OutboxRow.Lane: any Courier] = [
            .desk: DeskCourier(desk, elsewhere: courier)
        ]
        if gateway != nil { couriers[.channel] = courier }
        runtime = Runtime(
            engine: engine,
            key: key,
            clock: clock,
            couriers: couriers,
            desk: { desk.snapshot(tenant: $0, account: $1) }
        )
        for tenant in ["bank", "shop"] {
            let account = Account(
                tenant: tenant,
                id: "main",
                channel: .web,
                posts: gateway != nil
            )
            runtime.deploy(try Self.bot(), for: account)
            if let otherDesk {
                courier.connectDesk(of: tenant, to: otherDesk, secrets: [Self.secret])
            }
            if let gateway { courier.connect(account, to: gateway, secrets: [Self.secret]) }
        }
        service = Service(
            runtime: runtime,
            desk: desk,
            uploads: uploads,
            limits: limits,
            versions: Self.versions
        )
        for tenant in ["bank", "shop"] {
            for role in Role.ofTokens {
                service.admit(
                    Principal(tenant: tenant, name: role.rawValue, role: role),
                    token: Self.token(tenant, role)
                )
            }
            service.trust(tenant, "main", [Self.secret])
            guard !agents.isEmpty else { continue }
            var configuration = DeskConfiguration()
            for name in agents {
                configuration.agents[name] = DeskConfiguration.Worker(name: name.capitalized)
                service.admit(
                    Principal(tenant: tenant, name: name, role: .agent),
                    token: Self.token(tenant, name)
                )
            }
            desk.open(tenant, configuration)
        }
        try await runtime.start()
        desk.start(runtime)
        server = HTTPServer(
            HTTPServerConfiguration(),
            observer: service.requests,
            plan: service.plan()
        )
        port = try server.start()
        base = "http://127.0.0.1:\(port)"
    }

    func stop() async {
        await server.stop(within: .seconds(2))
        await desk.stop()
        await runtime.stop()
        try? FileManager.default.removeItem(atPath: uploads.settings.folder)
    }

    static let versions = RunningVersions(program: "1.2.3", libraries: ["libdemo": "4.5"])

    static let loopback = EgressPolicy(
        allowed: [EgressPolicy.Allowance("127.0.0.0/8")].compactMap(\.self)
    )

    static func token(_ tenant: String, _ role: Role) -> String { token(tenant, role.rawValue) }

    static func token(_ tenant: String, _ name: String) -> String {
        "token of \(name) at \(tenant)"
    }

    static func bot() throws -> Deployment {
        let files = [
            BotFile(
                path: "bot.yaml",
                text: """
                    name: Station
                    time_zone: UTC
                    queues: { desk: { title: the desk } }
                    """
            ),
            BotFile(
                path: "ticket.yaml",
                text: """
                    title: Buy a ticket
                    examples: [I want a ticket, buy a ticket]
                    slots:
                      class:
                        type: choice
                        ask: Which class?
                        options: { first: First, second: Second }
                    steps:
                      - ask: class
                      - say: "{class.title}, then."
                    """
            ),
            BotFile(
                path: "damage.yaml",
                text: """
                    title: Report damage
                    examples: [my seat is broken, report damage]
                    slots:
                      photo:
                        type: file
                        mimes: [image/png]
                        ask: Send a photo, please.
                    steps:
                      - ask: photo
                      - say: "{photo.size} bytes, thank you."
                    """
            ),
        ]
        let (loaded, diagnostics) = BotFolder.load(files: files)
        #expect(diagnostics.map(\.rendered) == [])
        return try Deployment(
            try #require(loaded).bot,
            records: nil,
            now: Timestamp(seconds: 1_772_463_600)
        )
    }

    /// What a role asks with at a tenant; the customer is Ann.
    private func token(_ tenant: String, _ role: Role) async throws -> String {
        guard role == .customer else { return Self.token(tenant, role) }
        let ann = try #require(ContactKey(tenant: tenant, account: "main", user: "ann"))
        let end = SystemClock().now.adding(TimeSpan(seconds: 60))
        let era = try await service.passOffice.era(of: ann)
        return service.passes.pass(for: ann, until: end, era: era).token
    }

    // MARK: Calling

    struct Reply {
        let status: Int
        let headers: HTTPHeaders
        let bytes: [UInt8]

        var text: String { String(decoding: bytes, as: UTF8.self) }
        var json: JSON { (try? JSON(parsing: text)) ?? .null }
        var texts: [String] {
            (json["replies"]?.array ?? []).compactMap { $0["text"]?.string }
        }
    }

    func call(
        _ method: HTTPMethod,
        _ path: String,
        as role: Role? = nil,
        at tenant: String = "bank",
        headers: [String: String] = [:],
        _ body: String = ""
    ) async throws -> Reply {
        try await call(method, path, as: role, at: tenant, headers: headers, Array(body.utf8))
    }

    func call(
        _ method: HTTPMethod,
        _ path: String,
        as role: Role? = nil,
        at tenant: String = "bank",
        headers: [String: String] = [:],
        _ body: [UInt8]
    ) async throws -> Reply {
        var all = HTTPHeaders()
        if let role { all.add("Authorization", "Bearer \(try await token(tenant, role))") }
        for (name, value) in headers { all.add(name, value) }
        let reply = try await client.send(
            // However busy the machine is: how long it takes is no test's matter.
            HTTPCall(
                method,
                base + path,
                headers: all,
                body: body,
                timeout: .seconds(60),
                connectTimeout: .seconds(30),
                // Figures of every operation with every answer are long.
                replyLimit: 4 << 20
            ),
            within: Self.loopback
        )
        return Reply(
            status: reply.status,
            headers: reply.headers,
            bytes: reply.body
        )
    }

    /// Somebody who works at the desk asks.
    func work(
        _ agent: String,
        _ method: HTTPMethod,
        _ path: String,
        at tenant: String = "bank",
        _ body: String = ""
    ) async throws -> Reply {
        try await call(
            method,
            path,
            headers: ["Authorization": "Bearer \(Self.token(tenant, agent))"],
            body
        )
    }

    /// More at once than a small limit lets through.
    func flood(_ path: String, as role: Role) async throws -> [Reply] {
        try await withThrowingTaskGroup { group in
            for _ in 0..<30 { group.addTask { try await self.call(.get, path, as: role) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// Whoever has a pass asks.
    func pass(for user: String, seconds: Int64) throws -> String {
        let contact = try #require(ContactKey(tenant: "bank", account: "main", user: user))
        return service.passes.pass(
            for: contact,
            until: SystemClock().now.adding(TimeSpan(seconds: seconds))
        ).token
    }

    /// A customer's message, waited for.
    func send(
        _ body: String,
        from user: String = "ann",
        query: String = "?wait"
    ) async throws -> Reply {
        try await call(
            .post,
            "/v1/accounts/main/contacts/\(user)/events\(query)",
            as: .gateway,
            body
        )
    }
}
