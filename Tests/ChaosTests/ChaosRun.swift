import BotRuntime
import ChaosPlan
import Foundation
import HTTP
import PostgreSQLStorage
import PostgreSQLTesting
import SQLite
import Storage
import Values

/// One run: servers that die all the time under customers who write, and what is left afterwards.
struct ChaosRun {
    let seed: UInt64
    let store: Scene.Store
    var mutant: Mutant?

    /// What came of a run.
    struct Outcome {
        var broken: [(invariant: Invariant, what: String)] = []
        /// How often each kind of fault happened.
        var faults: [String: Int] = [:]
        var messages = 0

        /// One line for each invariant that does not hold.
        func report(_ run: ChaosRun) -> [String] {
            Dictionary(grouping: broken) { $0.invariant }.sorted { $0.key < $1.key }.map {
                """
                seed=\(run.seed) store=\(run.store.rawValue) \
                mutant=\(run.mutant?.rawValue ?? "none") invariant=\($0.key.rawValue) \
                times=\($0.value.count) such as \($0.value[0].what)
                """
            }
        }
    }

    /// How long faults may go on, and how long it may take until all is quiet afterwards.
    private static let longestStorm = Duration.seconds(90)
    private var longestQuiet: Duration { mutant == nil ? .seconds(30) : .seconds(5) }
    /// Notes that each customer makes at least.
    private var fewestMessages: Int { mutant == nil ? 12 : 6 }

    func callAsFunction() async throws -> Outcome {
        let cluster = store == .postgresql ? try TestCluster() : nil
        let gateway = Gateway(seed)
        let server = HTTPServer(HTTPServerConfiguration()) { _ in .whole { gateway.take($0) } }
        let database = try cluster?.database() ?? ""
        let scene = try Scene(store, database: database, gateway: try server.start())
        defer { scene.remove() }
        gateway.expect(scene.secret)
        let berths = (0..<store.servers).map { Berth(scene.folder, $0) }
        let traffic = Traffic(
            berths,
            gateway,
            seed,
            isPatient: mutant == nil || mutant == .noCompareAndSet
        )
        var outcome = Outcome()
        let writing = Task { try await traffic.run() }
        defer { writing.cancel() }
        do {
            outcome.faults = try await storm(berths, traffic, cluster, gateway)
            gateway.calmDown()
            let isQuiet = try await calm(berths, traffic)
            if !isQuiet { outcome.broken.append((.liveness, "it never came to rest")) }
            try await judge(&outcome, traffic, gateway, scene, database)
        } catch {
            for berth in berths { berth.signal(SIGKILL) }
            throw error
        }
        await server.stop(within: .zero)
        return outcome
    }

    /// How servers die: at each step the first time they come to it, and the third.
    private var deaths: [Orders.Death] {
        guard mutant == nil else {
            return [.at(.committing, 2), .at(.committed, 2), .at(.claimed, 2), .at(.posting, 2)]
        }
        return Step.allCases.flatMap { step in [1, 3].map { Orders.Death.at(step, $0) } }
    }

    // MARK: The storm

    /// Lets servers die while customers write, until every death was died.
    ///
    /// - Returns: How often each kind of fault happened.
    private func storm(
        _ berths: [Berth],
        _ traffic: Traffic,
        _ cluster: TestCluster?,
        _ gateway: Gateway
    ) async throws -> [String: Int] {
        var random = Seeded(seed)
        let fates = Fates(deaths.shuffled(using: &random), mutant)
        let mustRestart = cluster != nil && mutant == nil
        let end = ContinuousClock.now + Self.longestStorm
        try await withThrowingTaskGroup(of: Void.self) { group in
            for berth in berths { group.addTask { try await fates.live(at: berth) } }
            if let cluster { group.addTask { try await fates.restart(cluster) } }
            group.addTask {
                // Whatever is not accepted by then waits for the calm.
                while ContinuousClock.now < end {
                    try await Task.sleep(for: .milliseconds(20))
                    let counts = gateway.counts
                    let isEnough =
                        await traffic.fewest >= fewestMessages && fates.areMet
                        && counts.down > 0 && counts.lost > 0
                    if isEnough, !mustRestart || fates.hasRestarted { break }
                }
                await traffic.windUp()
                fates.end()
            }
            try await group.waitForAll()
        }
        return fates.counts
    }

    // MARK: The calm

    /// Ends all faults, and waits until everything is accepted and sent.
    private func calm(
        _ berths: [Berth],
        _ traffic: Traffic
    ) async throws -> Bool {
        for berth in berths {
            berth.signal(SIGKILL)
            _ = try await berth.end()
            try await berth.begin(Orders(.never, mutant))
        }
        let end = ContinuousClock.now + longestQuiet
        var isQuiet = false
        while !isQuiet, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(100))
            guard await traffic.isThrough else { continue }
            isQuiet = await traffic.isSent(from: berths[0])
        }
        for berth in berths {
            berth.signal(SIGTERM)
            _ = try await berth.end()
        }
        return isQuiet
    }

    /// Of some hundred messages, those that no process survived to process: a rule of the protocol takes
    /// them for what killed the processes.
    private static let mostPutAside = 2

    private func judge(
        _ outcome: inout Outcome,
        _ traffic: Traffic,
        _ gateway: Gateway,
        _ scene: Scene,
        _ database: String
    ) async throws {
        let engine: any StorageEngine =
            switch store {
            case .sqlite: try SQLiteEngine(path: scene.folder + "/store.db")
            case .postgresql: try PostgreSQLEngine(target: database)
            }
        let posts = Dictionary(grouping: gateway.posts, by: \.user)
        let accepted = Dictionary(grouping: await traffic.accepted, by: \.user)
        let takenOver = await traffic.takenOver
        let letters = try await engine.deadLetters(ofTenant: "bank", limit: 1_000)
            .filter { OutboxRow.seq(ofReference: $0.reference) == nil }
        if letters.count > Self.mostPutAside {
            outcome.broken.append((.turns, "put aside: \(letters.map(\.reference))"))
        }
        for user in Traffic.users {
            guard let key = ContactKey(tenant: "bank", account: "web", user: user) else { continue }
            var aftermath = Aftermath(user: user)
            aftermath.row = try await engine.load(key, nil).row
            aftermath.turns = try await engine.turns(of: key, after: 0, limit: 10_000).map {
                ($0, (try? JSON(parsing: $0.body)) ?? .null)
            }
            aftermath.outbox = try await engine.outbox(of: key)
            aftermath.posts = (posts[user] ?? []).sorted { $0.at < $1.at }
            aftermath.accepted = Set((accepted[user] ?? []).map(\.id))
            aftermath.takenOver = takenOver[user]
            aftermath.putAside = letters.filter { $0.contact == key }.map(\.reference)
            outcome.broken += aftermath.broken.map { (invariant: $0.0, what: $0.1) }
            outcome.messages += aftermath.accepted.count
        }
        await engine.close()
        for (message, answers) in await traffic.answers where answers.count > 1 {
            outcome.broken.append((.answer, "\(message.user) \(message.id): \(answers)"))
        }
        let rows = try Database.file(scene.folder + "/ledger.db", readOnly: true)
            .execute("SELECT c_note, count(*) FROM t_ledger GROUP BY c_note HAVING count(*) > 1")
        if !rows.isEmpty { outcome.broken.append((.calls, "\(rows.map(\.cells))")) }
        let counts = gateway.counts
        if counts.unsigned > 0 { outcome.broken.append((.written, "unsigned posts")) }
        outcome.faults["gateway down"] = counts.down
        outcome.faults["gateway's answer lost"] = counts.lost
        outcome.faults["copies"] = await traffic.copies
        outcome.faults["refusals"] = await traffic.refusals
        outcome.faults["takeovers"] = takenOver.count
    }
}
