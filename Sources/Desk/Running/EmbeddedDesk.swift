import BotRuntime
import Dialogue
import Messages
import Synchronization
import Topics
import Values

/// The desk of a service's tenants: people who take what bots hand over.
///
/// Each tenant's desk is one value, kept as a document of the store and changed by compare-and-set:
/// several processes may serve it. What conversations are to be told is kept with it until they have
/// taken it, so that a process that ends in between loses nothing; each is told under a name of its
/// own, so that telling it twice tells it once.
package final class EmbeddedDesk: Sendable {
    let engine: any StorageEngine
    let clock: any RuntimeClock
    private let floors = Mutex<[String: Floor]>([:])
    private let attached = Mutex<Runtime?>(nil)
    private let loop = Mutex<Task<Void, Never>?>(nil)
    /// Wakes whoever waits for something new at a tenant's desk.
    let watch = ChangeWatch<String>()

    /// What is known here of one tenant's desk.
    private struct Floor {
        var configuration: DeskConfiguration
        var kept = KeptDesk()
        var rev: Int64 = 0
    }

    package init(engine: any StorageEngine, clock: any RuntimeClock = SystemClock()) {
        self.engine = engine
        self.clock = clock
    }

    /// Opens a tenant's desk, or lets one that is open work in another way from now on.
    package func open(_ tenant: String, _ configuration: DeskConfiguration) {
        floors.withLock { floors in
            var floor = floors[tenant] ?? Floor(configuration: configuration)
            floor.configuration = configuration
            floors[tenant] = floor
        }
    }

    /// Closes a tenant's desk; what it keeps stays, and is there when it is opened again.
    package func close(_ tenant: String) {
        floors.withLock { $0[tenant] = nil }
        watch.tell(tenant)
    }

    /// Begins to watch the time and to tell conversations what happens.
    package func start(_ runtime: Runtime) {
        attached.withLock { $0 = runtime }
        // Whoever has a customer sees at once what is new of them, also the late answer of a call.
        runtime.follow { [watch] contact in watch.tell(contact.tenant) }
        loop.withLock { $0 = Task { await keepTime() } }
    }

    /// Whoever waits for something new is told that there is nothing, from now on.
    package func endPolls() { watch.end() }

    package func stop() async {
        let task = loop.withLock(\.self)
        task?.cancel()
        await task?.value
        runtime?.follow(nil)
        attached.withLock { $0 = nil }
    }

    package func configuration(of tenant: String) -> DeskConfiguration? {
        floors.withLock { $0[tenant]?.configuration }
    }

    /// The runtime whose conversations these are.
    var runtime: Runtime? { attached.withLock(\.self) }

    /// What the last look here has seen.
    func lastSeen(of tenant: String) -> DeskState? { floors.withLock { $0[tenant]?.kept.desk } }

    /// What a turn sees of the desk; as of the last second, without asking the store.
    package func snapshot(tenant: String, account: String) -> DeskSnapshot {
        guard let floor = floors.withLock({ $0[tenant] }),
            let (queues, channel) = runtime?.queues(tenant: tenant, account: account)
        else { return DeskSnapshot() }
        return floor.kept.desk.snapshot(queues: queues, on: channel.rawValue, floor.configuration)
    }

    // MARK: Changing

    /// How often a change is made anew because another came between.
    private static let mostAttempts = 30

    /// Looks at a tenant's desk as it is kept.
    package func look(_ tenant: String) async throws(DeskError) -> DeskState {
        let document = try await stored { () async throws(StoreError) in
            try await engine.document(tenant, Self.kind, Self.name)
        }
        return try remember(tenant, document).desk
    }

    /// Changes a tenant's desk, and tells conversations what they are to be told.
    @discardableResult
    package func take(_ input: DeskInput, of tenant: String) async throws(DeskError) -> DeskState {
        let desk = try await change(tenant, input)
        await tell(tenant, desk.tellings)
        return desk
    }

    private func change(_ tenant: String, _ input: DeskInput) async throws(DeskError) -> DeskState {
        guard let configuration = configuration(of: tenant) else { throw .noDesk }
        for attempt in 1...Self.mostAttempts {
            let document = try await stored { () async throws(StoreError) in
                try await engine.document(tenant, Self.kind, Self.name)
            }
            var kept = try remember(tenant, document)
            let before = kept.desk
            do throws(DeskRefusal) {
                try kept.desk.take(input, at: clock.now, in: configuration)
            } catch {
                throw .refused(error)
            }
            guard kept.desk != before else { return before }
            let next = Document(
                tenant: tenant,
                kind: Self.kind,
                id: Self.name,
                rev: (document?.rev ?? 0) + 1,
                body: kept.bytes
            )
            if try await keep(next) {
                return try remember(tenant, next).desk
            }
            // Whoever came between may come again at the same moment.
            try? await clock.sleep(.milliseconds(Int64.random(in: 0...Int64(attempt))))
        }
        throw .busy
    }

    /// - Returns: Whether it was written: another may have come between.
    private func keep(_ document: Document) async throws(DeskError) -> Bool {
        do throws(StoreError) { return try await engine.put(document) } catch {
            guard case .outcomeUnknown = error else { throw .store(error) }
            let kept = try await stored { () async throws(StoreError) in
                try await engine.document(document.tenant, document.kind, document.id)
            }
            return kept == document
        }
    }

    private static let kind = "desk"
    private static let name = "state"

    /// Reads a document, unless it is the one that was seen last.
    private func remember(
        _ tenant: String,
        _ document: Document?
    ) throws(DeskError) -> KeptDesk {
        guard let document else { return KeptDesk() }
        if let floor = floors.withLock({ $0[tenant] }), floor.rev == document.rev {
            return floor.kept
        }
        guard let kept = try? KeptDesk(bytes: document.body) else {
            throw .store(.broken("the desk of '\(tenant)' is kept in another form"))
        }
        let isNew = floors.withLock { floors in
            guard let rev = floors[tenant]?.rev, rev < document.rev else { return false }
            floors[tenant]?.kept = kept
            floors[tenant]?.rev = document.rev
            return true
        }
        if isNew { watch.tell(tenant) }
        return kept
    }

    func stored<Found>(
        _ body: () async throws(StoreError) -> Found
    ) async throws(DeskError) -> Found {
        do throws(StoreError) { return try await body() } catch { throw .store(error) }
    }

    // MARK: Time

    /// How often offers, lost agents and places are looked at.
    private static let tick = Duration.seconds(1)

    private func keepTime() async {
        var watch = ClockWatch()
        var toSet: Set<String> = []
        while !Task.isCancelled {
            let tenants = floors.withLock { $0.keys.sorted() }
            if watch.look(at: clock.now, clock.uptime) != nil { toSet.formUnion(tenants) }
            for tenant in tenants {
                if toSet.contains(tenant) {
                    guard (try? await change(tenant, .clockSet)) != nil else { continue }
                    toSet.remove(tenant)
                }
                guard let desk = try? await change(tenant, .tick) else { continue }
                // What was to be told by a process that is gone, or could not be.
                let old = desk.tellings.filter { $0.at.adding(TimeSpan(seconds: 1)) <= clock.now }
                await tell(tenant, old)
            }
            try? await clock.sleep(Self.tick)
        }
    }

    // MARK: Telling

    /// Tells conversations what they are to be told, each in its order, and notes what they have
    /// taken.
    private func tell(_ tenant: String, _ tellings: [Telling]) async {
        guard !tellings.isEmpty, let runtime else { return }
        var results: [(told: [Int], lost: [Int])] = []
        let byContact = Dictionary(grouping: tellings, by: \.contact)
        await withTaskGroup(of: (told: [Int], lost: [Int]).self) { group in
            for (_, tellings) in byContact {
                group.addTask { await Self.tell(runtime, tellings) }
            }
            for await result in group { results.append(result) }
        }
        let (told, lost) = (results.flatMap(\.told), results.flatMap(\.lost))
        guard !told.isEmpty else { return }
        // Not noted, it is told once more, which the conversation knows.
        _ = try? await change(tenant, .told(told.sorted(), lost: lost.sorted()))
    }

    private static func tell(
        _ runtime: Runtime,
        _ tellings: [Telling]
    ) async -> (told: [Int], lost: [Int]) {
        var (told, lost): ([Int], [Int]) = ([], [])
        for telling in tellings {
            guard let contact = ContactKey(text: telling.contact) else {
                told.append(telling.number)
                continue
            }
            var message = IncomingMessage(
                contact: contact,
                id: "desk-\(telling.number)",
                event: .desk(telling.event)
            )
            message.source = .desk
            do throws(RuntimeError) {
                let answer = try await runtime.receive(message, waitingAtMost: nil)
                // Too late: the customer has left, or is in another conversation by now.
                if case .accepted = telling.what, answer.line["owner"]?.string != "agent" {
                    lost.append(telling.ticket)
                }
            } catch {
                switch error {
                // Later: what comes after it waits.
                case .busy, .overloaded, .contended, .stopping, .store: return (told, lost)
                case .unknownAccount, .reused, .badID, .unreadable: lost.append(telling.ticket)
                }
            }
            told.append(telling.number)
        }
        return (told, lost)
    }
}

extension Telling {
    /// As the conversation takes it.
    var event: DeskEvent {
        switch what {
        case .queued(let place, let wait):
            DeskEvent(
                .queued,
                place: place,
                wait: wait.map { TimeSpan(seconds: Int64($0)) },
                handoff: handoff
            )
        case .accepted(let agent): DeskEvent(.accepted, agent: agent, handoff: handoff)
        case .declined: DeskEvent(.declined, handoff: handoff)
        case .toQueue(let queue): DeskEvent(.transferred, queue: queue, handoff: handoff)
        case .toAgent(let agent): DeskEvent(.transferred, agent: agent, handoff: handoff)
        case .closed(let outcome, let topic):
            DeskEvent(.closed, topic: topic, outcome: outcome, handoff: handoff)
        case .callback(let queue, let at): DeskEvent(.callback, queue: queue, at: at)
        case .calledBack(let queue, let booked, let outcome):
            DeskEvent(.callback, queue: queue, at: booked, outcome: outcome)
        }
    }
}
