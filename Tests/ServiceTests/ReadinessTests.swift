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
        await station.stop()
    }
}
