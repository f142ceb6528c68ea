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
    /// What is gone by.
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

    /// All that a tenant is to have, proven and not yet in use.
    private struct Prepared {
        var tenant: TenantConfiguration
        var keys: TenantKeys
        var services: WebServices
        var bots: [(AccountConfiguration, Deployment)]
    }

    /// Brings all tenants of the configuration into service.
    func loadAll(into service: Service) throws(KeeperError) {
        let tenants = try prepare(configuration.withLock(\.tenants), for: service)
        for tenant in tenants { use(tenant, in: service) }
    }

    /// - Throws: Everything that is wrong with any of them.
    private func prepare(
        _ tenants: [TenantConfiguration],
        for service: Service
    ) throws(KeeperError) -> [Prepared] {
        var wrong = Wrong()
        var prepared: [Prepared] = []
        for tenant in tenants {
            try wrong.collect { () throws(KeeperError) in
                prepared.append(try prepare(tenant, for: service))
            }
        }
        try wrong.report()
        return prepared
    }

    private func prepare(
        _ tenant: TenantConfiguration,
        for service: Service
    ) throws(KeeperError) -> Prepared {
        var wrong = Wrong()
        var keys = TenantKeys()
        try wrong.collect { () throws(KeeperError) in keys = try TenantKeys(of: tenant) }
        let old = services.withLock { $0[tenant.name] }
        let services =
            old.map { WebServices(tenant.web, inPlaceOf: $0) }
            ?? WebServices(tenant.web, HTTPClient())
        wrong.add(services.unreadable.map { tenant.files.told($0) })
        var bots: [(AccountConfiguration, Deployment)] = []
        for account in tenant.accounts {
            let named = service.botInPlace(of: account.account(of: tenant.name).key)
            try wrong.collect { () throws(KeeperError) in
                bots.append((account, try load(named, for: account, of: tenant, asking: services)))
            }
        }
        try wrong.report()
        try check(tenant, against: bots.map(\.1))
        return Prepared(tenant: tenant, keys: keys, services: services, bots: bots)
    }

    private func use(_ prepared: Prepared, in service: Service) {
        let tenant = prepared.tenant
        let before = configuration.withLock { configuration in
            let before = configuration.tenants.first { $0.name == tenant.name }
            configuration.tenants.removeAll { $0.name == tenant.name }
            configuration.tenants.append(tenant)
            return before
        }
        use(prepared.keys, of: tenant, in: service)
        prepared.services.use()
        services.withLock { $0[tenant.name] = prepared.services }
        for (configured, deployment) in prepared.bots {
            let account = configured.account(of: tenant.name)
            let old = before?.accounts.first { $0.name == configured.name }
            // The same bot keeps what it has in memory.
            if runtime.bots(of: account)?["id"]?.string == deployment.id,
                old?.records == configured.records
            {
                runtime.change(account)
            } else {
                runtime.deploy(deployment, for: account)
            }
        }
        for account in before?.accounts ?? []
        where !tenant.accounts.contains(where: { $0.name == account.name }) {
            withdraw(account.account(of: tenant.name), from: service)
        }
        if case .embedded(let configuration)? = tenant.desk {
            desk.open(tenant.name, configuration)
        } else {
            desk.close(tenant.name)
        }
    }

    /// Takes a tenant out of service that the file has no more.
    private func withdraw(_ tenant: TenantConfiguration, from service: Service) {
        configuration.withLock { $0.tenants.removeAll { $0.name == tenant.name } }
        services.withLock { $0[tenant.name] = nil }
        service.withdraw(tenant: tenant.name)
        courier.connectDesk(of: tenant.name, to: nil, secrets: [])
        for account in tenant.accounts {
            withdraw(account.account(of: tenant.name), from: service)
        }
    }

    private func withdraw(_ account: Account, from service: Service) {
        service.withdraw(account.key)
        courier.connect(account, to: nil, secrets: [])
        Server.log.write(
            .info,
            "an account is out of service",
            ["tenant": .string(account.tenant), "account": .string(account.id)]
        )
    }

    private func use(_ keys: TenantKeys, of tenant: TenantConfiguration, in service: Service) {
        service.admit(keys.tokens, ofTenant: tenant.name)
        for account in tenant.accounts {
            let secrets = keys.secrets[account.name] ?? []
            service.trust(tenant.name, account.name, secrets)
            courier.connect(
                account.account(of: tenant.name),
                to: account.postTo,
                secrets: secrets
            )
        }
        courier.connectDesk(of: tenant.name, to: tenant.deskAddress, secrets: keys.deskSecrets)
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
                Server.log.write(
                    .warning,
                    "a call to a back end",
                    [
                        "tenant": .string(tenant.name), "account": .string(account.name),
                        "action": .string(note.action), "service": .string(note.service),
                        "why": .string(note.what), "key": .string(note.key ?? ""),
                    ]
                )
            }
        } catch {
            throw .wrong(
                error.problems.map { "\($0)\n  in the bot of \(tenant.name)/\(account.name)" }
            )
        }
    }

    // MARK: ServiceKeeper

    func reload(tenant name: String, into service: Service) async throws(KeeperError) {
        try reload(into: service) { $0.name == name }
        await catchUp(service)
    }

    /// What other processes decided of tenants that have come back into service.
    private func catchUp(_ service: Service) async {
        // A store that is away says so when it is asked whether it is ready.
        try? await service.refresh(configuration.withLock { $0.tenants.map(\.name) })
    }

    /// Goes by the file as it is now: by what it says of the whole service, and of some tenants.
    ///
    /// One that it has no more goes out of service, whoever asks.
    ///
    /// - Throws: Everything that is wrong with it; all is as it was then.
    private func reload(
        into service: Service,
        _ isOfIt: (TenantConfiguration) -> Bool
    ) throws(KeeperError) {
        let (read, diagnostics) = Self.read(path)
        guard let read else { throw .wrong(diagnostics) }
        let old = configuration.withLock(\.self)
        let prepared = try prepare(read.tenants.filter(isOfIt), for: service)
        if read.uploads != old.uploads {
            do throws(UploadFolder.Failure) {
                service.keepUploads(in: try UploadFolder(read.uploads))
            } catch {
                throw .wrong([error.description])
            }
        }
        for tenant in prepared { use(tenant, in: service) }
        for gone in old.tenants where !read.tenants.contains(where: { $0.name == gone.name }) {
            withdraw(gone, from: service)
        }
        service.hold(to: read.limits)
        Server.log.write(from: read.log)
        configuration.withLock { configuration in
            configuration.uploads = read.uploads
            configuration.limits = read.limits
            configuration.log = read.log
            configuration.backups = read.backups
        }
        let later = old.takenUpLater(from: read)
        if !later.isEmpty {
            Server.log.write(
                .warning,
                "what has changed is taken up when the process is begun anew",
                ["keys": .array(later.map(JSON.string))]
            )
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
        switch configuration.withLock(\.store) {
        case .sqlite: break
        case .memory:
            throw .impossible("what is kept in memory is not copied: choose another store")
        case .postgresql:
            throw .impossible("a PostgreSQL database is copied by its own tools, such as pg_dump")
        }
        guard let folder = configuration.withLock(\.backups) else {
            throw .impossible("the configuration says nothing of backups: write 'backups: FOLDER'")
        }
        let name = "conversations-\(Self.stamp(of: SystemClock().now)).db"
        try? FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        do throws(StoreError) { try await engine.backUp(to: folder + "/" + name) } catch {
            throw .failed(error.description)
        }
        let attributes = try? FileManager.default.attributesOfItem(atPath: folder + "/" + name)
        return BackupFile(name: name, bytes: attributes?[.size] as? Int ?? 0)
    }

    /// `20260302T100000.024Z`: names that begin with it follow one another as the moments do.
    static func stamp(of moment: Timestamp) -> String {
        let whole = Timestamp(milliseconds: moment.seconds * 1000).description
            .filter { $0.isNumber || $0 == "T" }
        let rest = String(moment.milliseconds - moment.seconds * 1000)
        return "\(whole).\(String(repeating: "0", count: 3 - rest.count))\(rest)Z"
    }

    func report(_ problem: String) { Server.log.write(.error, problem) }

    // MARK: Keeping up

    private static let pace = Duration.seconds(2)

    /// Goes by what other processes decided, by files of secrets that were replaced, and by SIGHUP;
    /// until it is cancelled.
    func keepUp(_ service: Service) async {
        var seen = stamps()
        while !Task.isCancelled {
            try? await Task.sleep(for: Self.pace)
            await catchUp(service)
            let found = stamps()
            for tenant in configuration.withLock(\.tenants)
            where found[tenant.name] != seen[tenant.name] {
                do throws(KeeperError) {
                    use(try TenantKeys(of: tenant), of: tenant, in: service)
                } catch {
                    report("the secrets of '\(tenant.name)' stay as they were: \(error.text)")
                }
            }
            seen = found
            if Signals.takeReload() { await reloadAll(into: service) }
        }
    }

    private func reloadAll(into service: Service) async {
        do throws(KeeperError) {
            try reload(into: service) { _ in true }
            await catchUp(service)
            Server.log.write(.info, "reloaded")
        } catch {
            report("all stays as it was: \(error.text)")
        }
    }

    /// How each tenant's files of secrets are.
    private func stamps() -> [String: [TenantKeys.Stamp?]] {
        Dictionary(
            configuration.withLock(\.tenants).map { ($0.name, TenantKeys.stamps(of: $0)) }
        ) { first, _ in first }
    }
}
