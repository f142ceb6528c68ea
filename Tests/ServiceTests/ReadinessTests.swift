import BotRuntime
import HTTP
import RuntimeTesting
import Synchronization
import TestSupport
import Testing
import Values

@testable import Service

/// A store that is away, and says where it was looked for.
private final class AbsentEngine: EngineBehind {
    let inner: any StorageEngine = MemoryEngine()

    func probe() async throws(StoreError) {
        throw .unavailable("connection to server at \"db.internal\" (10.1.2.3), port 5432 failed")
    }
}

/// A store that is away while a test says so.
private final class UnsteadyEngine: EngineBehind {
    let inner: any StorageEngine = MemoryEngine()
    private let isAway = Mutex(false)

    func go(away: Bool) { isAway.withLock { $0 = away } }

    func probe() async throws(StoreError) {
        if isAway.withLock(\.self) { throw .unavailable("the connection was refused") }
    }
}

@Suite("Whoever asks whether a server is ready", .prompt)
struct ReadinessTests {
    @Test("learns why it is not, and nothing of where its store is")
    func reason() async throws {
        let station = try await Station(AbsentEngine())
        let reply = try await station.call(.get, "/readyz")
        #expect(reply.status == 503)
        #expect(reply.json["reason"]?.string == "the store cannot be reached")
        #expect(reply.headers["content-type"] == "application/problem+json")
        #expect(reply.json["detail"] == reply.json["reason"])
        #expect(reply.json["ready"]?.bool == false)
        #expect(reply.json["status"]?.int == 503)
        await station.stop()
    }

    @Test("learns what runs, whether it is ready or not")
    func versions() async throws {
        for engine: any StorageEngine in [MemoryEngine(), AbsentEngine()] {
            let station = try await Station(engine)
            let reply = try await station.call(.get, "/readyz")
            #expect(reply.json["version"]?.string == "1.2.3")
            #expect(reply.json["libraries"] == ["libdemo": "4.5"])
            await station.stop()
        }
    }

    @Test("reads in the log when the store went, and when it came back, once each")
    func log() async throws {
        let engine = UnsteadyEngine()
        let station = try await Station(engine)
        let lines = Mutex<[LogLine]>([])
        let watching = Task {
            await station.service.health.keepWatch(
                Log(from: .info) { line in lines.withLock { $0.append(line) } },
                every: .milliseconds(200)
            )
        }
        engine.go(away: true)
        try await eventually { lines.withLock(\.count) == 1 }
        try await Task.sleep(for: .milliseconds(2_500))
        engine.go(away: false)
        try await eventually { lines.withLock(\.count) == 2 }
        watching.cancel()
        let written = lines.withLock(\.self)
        #expect(
            written.map(\.message) == ["the store takes nothing", "the store takes turns again"]
        )
        #expect(written[0].more["why"]?.string?.contains("the connection was refused") == true)
        #expect((written[1].more["seconds"]?.int ?? 0) >= 2)
        await station.stop()
    }
}
