import BotRuntime
import Crypto
import Desk
import Foundation
import HTTP
import PostgreSQLStorage
import Service
import Storage
import Synchronization
import Values

/// The gateway's service: a configuration, a store, bots, and the sockets.
package enum Server {
    /// `sysexits`.
    private enum Exit {
        static let usage: Int32 = 64
        static let configuration: Int32 = 78
        static let unavailable: Int32 = 69
    }

    private static let usage = "usage: botserver --config FILE\n       botserver --version"

    /// Serves what a configuration says, until it is told to stop; ends the process.
    package static func main(_ arguments: [String], _ seams: Seams = Seams()) async -> Never {
        if arguments == ["--version"] {
            print(RunningVersions.current.lines(of: "botserver"))
            exit(0)
        }
        if arguments == ["--help"] {
            print(usage)
            exit(0)
        }
        Signals.listen()
        // Transcripts stand in files that are made from here on: they are nobody else's to read.
        umask(0o077)
        // Nor is what stands in memory, should the process end badly.
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        guard let path = configurationPath(arguments) else {
            fail(usage, Exit.usage)
        }
        do throws(Failure) {
            let running = try await start(path, seams)
            log.write(.info, "ready", ["address": .string(running.address)])
            await running.stopWhenAsked()
            exit(0)
        } catch {
            fail(error.description, error.code)
        }
    }

    private static func configurationPath(_ arguments: [String]) -> String? {
        guard arguments.count == 2, arguments[0] == "--config" else { return nil }
        return arguments[1]
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
        let code: Int32

        static func configuration(_ what: String) -> Failure {
            Failure(description: what, code: Exit.configuration)
        }

        static func unavailable(_ what: String) -> Failure {
            Failure(description: what, code: Exit.unavailable)
        }
    }

    private static func fail(_ what: String, _ code: Int32) -> Never {
        LogOutput.errors.write(what + "\n")
        exit(code)
    }

    /// The log of this process.
    static let log = {
        let writer = LogWriter()
        return Log(from: .info) { writer.write($0) }
    }()

    /// From which part of what memory it may have a process lets go of what only saves time.
    private static let narrow = 0.85

    /// Makes room where memory is short, for as long as the task goes on.
    private static func keepRoom(_ runtime: Runtime) async {
        var wasShort = false
        while !Task.isCancelled {
            let share = MemoryUse.share ?? 0
            if share >= narrow {
                await runtime.makeRoom()
                if !wasShort { log.write(.warning, "memory is short", ["share": .double(share)]) }
            }
            wasShort = share >= narrow
            try? await Task.sleep(for: .seconds(1))
        }
    }

    // MARK: Starting

    private static func start(
        _ path: String,
        _ seams: Seams
    ) async throws(Failure) -> RunningServer {
        let configuration = try read(path)
        log.write(from: configuration.log)
        try checkKeyOfTLS(configuration)
        let store = try openStore(configuration)
        let key = try await sealingKey(configuration, store.engine)
        let journal = try openJournal(configuration)
        let courier = GatewayCourier(HTTPClient())
        let engine = seams.engine(store.engine)
        let desk = EmbeddedDesk(engine: engine)
        let runtime = Runtime(
            engine: engine,
            key: key,
            journal: journal,
            couriers: [
                .channel: seams.courier(courier), .desk: DeskCourier(desk, elsewhere: courier),
            ],
            retention: configuration.retention,
            leases: seams.leases,
            log: log,
            desk: { desk.snapshot(tenant: $0, account: $1) }
        )
        let loader = TenantLoader(
            path: path,
            configuration: configuration,
            engine: engine,
            runtime: runtime,
            courier: courier,
            desk: desk
        )
        let uploads: UploadFolder
        do throws(UploadFolder.Failure) {
            uploads = try UploadFolder(configuration.uploads)
        } catch {
            throw .unavailable(
                configuration.files.told(
                    error.description,
                    of: configuration.uploads.folder,
                    key: "uploads.folder"
                )
            )
        }
        let service = Service(
            runtime: runtime,
            desk: desk,
            keeper: loader,
            uploads: uploads,
            limits: configuration.limits,
            versions: .current
        )
        if case .sqlite(let path) = configuration.store {
            service.health.watch(
                folder: URL(fileURLWithPath: path).deletingLastPathComponent().path
            )
        }
        do throws(KeeperError) { try loader.loadAll(into: service) } catch {
            throw .configuration(error.text)
        }
        // Before anything is sent: it may have been decided that nothing is.
        do throws(RuntimeError) {
            try await service.refresh(configuration.tenants.map(\.name))
        } catch {
            throw .unavailable(error.description)
        }
        do throws(StoreError) { try await runtime.start() } catch {
            throw .unavailable(error.description)
        }
        desk.start(runtime)
        Task { await service.keepUploadsInHouse() }
        Task { await keepRoom(runtime) }
        Task { await service.health.keepWatch(log) }
        let server = HTTPServer(
            configuration.server,
            observer: service.requests,
            plan: service.plan()
        )
        do throws(HTTPServerError) {
            let port = try server.start()
            let scheme = configuration.tls == nil ? "http" : "https"
            let host = configuration.host
            let isVersion6 = host.contains(":")
            return RunningServer(
                runtime: runtime,
                desk: desk,
                service: service,
                server: server,
                loader: loader,
                address: "\(scheme)://\(isVersion6 ? "[\(host)]" : host):\(port)"
            )
        } catch {
            throw .unavailable("\(error)")
        }
    }

    private static func read(_ path: String) throws(Failure) -> ServiceConfiguration {
        let (configuration, problems) = TenantLoader.read(path)
        for problem in problems { LogOutput.errors.write(problem + "\n") }
        guard let configuration else { throw .configuration("\(path) does not hold") }
        return configuration
    }

    private static func openStore(
        _ configuration: ServiceConfiguration
    ) throws(Failure) -> Store {
        switch configuration.store {
        case .memory: return .memory
        case .sqlite(let path):
            makeFolder(of: path)
            do throws(StoreError) { return try .sqlite(path) } catch {
                throw .unavailable(
                    configuration.files.told(error.description, of: path, key: "store")
                )
            }
        case .postgresql(let file):
            let target: String
            do throws(SecretFile.Failure) { target = try SecretFile.read(file) } catch {
                throw .configuration(configuration.files.told(error))
            }
            do throws(StoreError) { return try .postgreSQL(target) } catch {
                throw .unavailable(error.description)
            }
        }
    }

    private static func openJournal(
        _ configuration: ServiceConfiguration
    ) throws(Failure) -> CrashJournal {
        let path = configuration.journal
        makeFolder(of: path)
        do throws(CrashJournal.Failure) { return try CrashJournal(path: path) } catch {
            throw .unavailable(
                configuration.files.told(error.description, of: path, key: "journal")
            )
        }
    }

    /// Where it cannot be made, that is told by whoever opens the file.
    private static func makeFolder(of path: String) {
        try? FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path,
            withIntermediateDirectories: true
        )
    }
}

extension ServiceConfiguration {
    var server: HTTPServerConfiguration {
        var server = HTTPServerConfiguration(host: host, port: port)
        server.tls = tls.map { TLSFiles(certificate: $0.certificate, key: $0.key) }
        return server
    }
}

/// A server that runs, until it is told to stop.
final class RunningServer: Sendable {
    private let runtime: Runtime
    private let desk: EmbeddedDesk
    private let service: Service
    private let server: HTTPServer
    private let loader: TenantLoader
    let address: String

    init(
        runtime: Runtime,
        desk: EmbeddedDesk,
        service: Service,
        server: HTTPServer,
        loader: TenantLoader,
        address: String
    ) {
        self.runtime = runtime
        self.desk = desk
        self.service = service
        self.server = server
        self.loader = loader
        self.address = address
    }

    /// How long probes have to notice, and how long what is in flight has to end.
    private static let notice = Duration.seconds(1)
    private static let patience = Duration.seconds(10)

    /// Waits for a signal, and stops: not ready at once, nothing new accepted, everything in flight
    /// finished.
    ///
    /// A second signal ends the process at once, which loses nothing that was answered.
    func stopWhenAsked() async {
        let keeping = Task { await loader.keepUp(service) }
        await Signals.first()
        keeping.cancel()
        Server.log.write(.info, "stopping")
        service.health.drain()
        try? await Task.sleep(for: Self.notice)
        server.stopAccepting()
        service.endPolls()
        await server.stop(within: Self.patience)
        await desk.stop()
        await runtime.stop()
        Server.log.write(.info, "stopped")
    }
}
