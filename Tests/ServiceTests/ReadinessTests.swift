import BotRuntime
import HTTP
import RuntimeTesting
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
}
