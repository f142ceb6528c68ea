import BotRuntime
import Bots
import Crypto
import Desk
import Diagnostics
import Foundation
import HTTP
import Service
import Synchronization
import Values
import WebActions

/// Brings what the configuration says of tenants into a running service: at the start, and again when
/// somebody asks for it.
///
/// Everything is read and proven before anything is changed, so that a mistake leaves all as it was.
final class TenantLoader: ServiceKeeper {
    private let path: String
    private let engine: any StorageEngine
    private let runtime: Runtime
    private let courier: GatewayCourier
    private let desk: EmbeddedDesk
    private let configuration: Mutex<ServiceConfiguration>
    /// What each tenant's bots ask over HTTP; they share what is known of who does not answer.
    private let services = Mutex<[String: WebServices]>([:])

    init(
        path: String,
        configuration: ServiceConfiguration,
        engine: any StorageEngine,
        runtime: Runtime,
        courier: GatewayCourier,
        desk: EmbeddedDesk
    ) {
        self.path = path
        self.engine = engine
        self.runtime = runtime
        self.courier = courier
        self.desk = desk
        self.configuration = Mutex(configuration)
    }

    // MARK: Loading

    /// What a tenant's files hold, read and not yet in use.
    private struct Keys {
        var tokens: [(Principal, token: String)] = []
        /// By the account's name.
        var secrets: [String: [WebhookSecret]] = [:]
        /// Of another desk.
        var deskSecrets: [WebhookSecret] = []
    }

    /// Brings all tenants of the configuration into service.
    func loadAll(into service: Service) throws(KeeperError) {
        for tenant in configuration.withLock(\.tenants) { try load(tenant, into: service) }
    }

    private func load(
        _ tenant: TenantConfiguration,
        into service: Service
    ) throws(KeeperError) {
        let keys = try keys(of: tenant)
        let services = WebServices(tenant.web, HTTPClient())
        guard services.unreadable.isEmpty else { throw .wrong(services.unreadable) }
        var bots: [(Account, Deployment)] = []
        for configured in tenant.accounts {
            let account = configured.account(of: tenant.name)
            let named = service.botInPlace(of: account.key)
            bots.append((account, try load(named, for: configured, of: tenant, asking: services)))
        }
        try check(tenant, against: bots.map(\.1))
        use(keys, of: tenant, in: service)
        self.services.withLock { $0[tenant.name] = services }
        for (account, deployment) in bots {
            // The same bot keeps what it has in memory.
            guard runtime.bots(of: account)?["id"]?.string != deployment.id else { continue }
            runtime.deploy(deployment, for: account)
        }
        if case .embedded(let configuration)? = tenant.desk {
            desk.open(tenant.name, configuration)
        }
    }

    private func keys(of tenant: TenantConfiguration) throws(KeeperError) -> Keys {
        var keys = Keys()
        do throws(SecretFile.Failure) {
            for token in tenant.tokens {
                let principal = Principal(tenant: tenant.name, name: token.name, role: token.role)
                keys.tokens.append((principal, try SecretFile.read(token.file) { randomToken() }))
            }
            for account in tenant.accounts {
                keys.secrets[account.name] = try Self.secrets(account.secretFiles)
            }
            if case .elsewhere(_, let files)? = tenant.desk {
                keys.deskSecrets = try Self.secrets(files)
            }
        } catch {
            throw .wrong([error.description])
        }
        return keys
    }

    private static func secrets(
        _ files: [String]
    ) throws(SecretFile.Failure) -> [WebhookSecret] {
        try files.map { (file) throws(SecretFile.Failure) in
            guard let secret = WebhookSecret(try SecretFile.read(file)) else { throw .empty(file) }
            return secret
        }
    }

    private func use(_ keys: Keys, of tenant: TenantConfiguration, in service: Service) {
        service.admit(keys.tokens, ofTenant: tenant.name)
        for account in tenant.accounts {
            let secrets = keys.secrets[account.name] ?? []
            service.trust(tenant.name, account.name, secrets)
            if let url = account.postTo {
                courier.connect(account.account(of: tenant.name), to: url, secrets: secrets)
            }
        }
        if case .elsewhere(let url, _)? = tenant.desk {
            courier.connectDesk(of: tenant.name, to: url, secrets: keys.deskSecrets)
        }
    }

    /// Makes sure that the queues which a tenant's desk names are its bots'.
    private func check(
        _ tenant: TenantConfiguration,
        against bots: [Deployment]
    ) throws(KeeperError) {
        guard case .embedded(let configuration)? = tenant.desk else { return }
        let known = Set(bots.flatMap(\.queues))
        let named = Set(configuration.queues.keys)
            .union(configuration.agents.values.flatMap { $0.queues ?? [] })
        if let unknown = named.subtracting(known).min() {
            throw .wrong([
                "the desk of '\(tenant.name)' names the queue '\(unknown)'; its bots have "
                    + known.sorted().joined(separator: ", ")
            ])
        }
    }

    private func load(
        _ name: String?,
        for account: AccountConfiguration,
        of tenant: TenantConfiguration,
        asking services: WebServices
    ) throws(KeeperError) -> Deployment {
        var folder = account.bot
        if let name {
            guard let bots = tenant.bots else {
                throw .impossible(
                    "tenant '\(tenant.name)' has no folder of bots: write 'bots: FOLDER'"
                )
            }
            var isFolder: ObjCBool = false
            folder = bots + "/" + name
            // A name that leads elsewhere is as one that is not there.
            guard Service.isName(name),
                FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
                isFolder.boolValue
            else { throw .impossible("there is no bot '\(name)'") }
        }
        do throws(DeploymentError) {
            return try .load(
                folder: folder,
                records: account.records,
                services: services,
                now: SystemClock().now
            ) { note in
                Server.say(
                    "a call to a back end",
                    [
                        "tenant": .string(tenant.name), "account": .string(account.name),
                        "action": .string(note.action), "service": .string(note.service),
                        "why": .string(note.what), "key": .string(note.key ?? ""),
                    ],
                    level: "warning"
                )
            }
        } catch {
            throw .wrong(error.problems)
        }
    }

    // MARK: ServiceKeeper

    func reload(tenant name: String, into service: Service) async throws(KeeperError) {
        let (read, diagnostics) = Self.read(path)
        guard let read else { throw .wrong(diagnostics) }
        guard let tenant = read.tenants.first(where: { $0.name == name }) else {
            throw .impossible("the configuration has no tenant '\(name)' any more")
        }
        try load(tenant, into: service)
        configuration.withLock { configuration in
            configuration.tenants.removeAll { $0.name == name }
            configuration.tenants.append(tenant)
        }
    }

    /// Everything that is wrong with the file, and what it says unless something is an error.
    static func read(_ path: String) -> (ServiceConfiguration?, problems: [String]) {
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(validating: data, as: UTF8.self)
        else { return (nil, ["\(path): cannot be read as UTF-8"]) }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let (configuration, diagnostics) = ConfigurationReader.read(
            SourceFile(path: path, text: text),
            in: folder
        )
        return (configuration, diagnostics.map(\.rendered))
    }

    func bot(_ name: String?, for key: AccountKey) async throws(KeeperError) -> Deployment {
        let tenant = configuration.withLock { $0.tenants.first { $0.name == key.tenant } }
        guard let tenant, let account = tenant.accounts.first(where: { $0.name == key.account })
        else { throw .impossible("the configuration has no account '\(key.account)'") }
        let known = services.withLock { $0[key.tenant] }
        return try load(
            name,
            for: account,
            of: tenant,
            asking: known ?? WebServices(tenant.web, HTTPClient())
        )
    }

    func backUp() async throws(KeeperError) -> BackupFile {
        guard let folder = configuration.withLock(\.backups) else {
            throw .impossible("the configuration says nothing of backups: write 'backups: FOLDER'")
        }
        let moment = SystemClock().now.description.filter { $0.isNumber || "TZ".contains($0) }
        let name = "conversations-\(moment).db"
        do throws(StoreError) { try await engine.backUp(to: folder + "/" + name) } catch {
            throw .failed(error.description)
        }
        let attributes = try? FileManager.default.attributesOfItem(atPath: folder + "/" + name)
        return BackupFile(name: name, bytes: attributes?[.size] as? Int ?? 0)
    }

    func report(_ problem: String) { Server.say(problem, level: "error") }

    // MARK: Keeping up

    private static let pace = Duration.seconds(2)

    /// Goes by what other processes decided, by files of secrets that were replaced, and by SIGHUP;
    /// until it is cancelled.
    func keepUp(_ service: Service) async {
        var seen = stamps()
        while !Task.isCancelled {
            try? await Task.sleep(for: Self.pace)
            // A store that is away says so when it is asked whether it is ready.
            try? await service.refresh(configuration.withLock { $0.tenants.map(\.name) })
            let found = stamps()
            for tenant in configuration.withLock(\.tenants)
            where found[tenant.name] != seen[tenant.name] {
                do throws(KeeperError) { use(try keys(of: tenant), of: tenant, in: service) } catch
                {
                    report("the secrets of '\(tenant.name)' stay as they were: \(error.text)")
                }
            }
            seen = found
            if Signals.takeReload() { await reloadAll(into: service) }
        }
    }

    private func reloadAll(into service: Service) async {
        for tenant in configuration.withLock({ $0.tenants.map(\.name) }) {
            do throws(KeeperError) {
                try await reload(tenant: tenant, into: service)
                Server.say("reloaded", ["tenant": .string(tenant)])
            } catch {
                report("'\(tenant)' stays as it was: \(error.text)")
            }
        }
    }

    /// When each tenant's files of secrets were written.
    private func stamps() -> [String: [Date?]] {
        let tenants = configuration.withLock(\.tenants)
        return Dictionary(
            tenants.map { tenant in
                var files = tenant.tokens.map(\.file) + tenant.accounts.flatMap(\.secretFiles)
                if case .elsewhere(_, let more)? = tenant.desk { files += more }
                let stamps = files.map { file in
                    (try? FileManager.default.attributesOfItem(atPath: file))?[.modificationDate]
                        as? Date
                }
                return (tenant.name, stamps)
            }
        ) { first, _ in first }
    }
}

extension AccountConfiguration {
    func account(of tenant: String) -> Account {
        Account(tenant: tenant, id: name, channel: channel, posts: postTo != nil)
    }
}
