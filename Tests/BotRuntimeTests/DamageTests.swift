import BotRuntime
import Foundation
import SQLite
import Storage
import TestSupport
import Testing

@Suite("A store in which somebody changed rows", .prompt)
struct DamageTests {
    @Test(
        "keeps whose rows they are from going on, and nobody else",
        arguments: [
            "rev = 9223372036854775807", "wake_ms = -9223372036854775808",
            "wake_ms = -9223372036854775", "last_seq = 9223372036854775807", "n = -5",
            "epoch = 9223372036854775807", "updated_ms = 9223372036854775807",
        ]
    )
    func numbers(_ change: String) async throws {
        let path = NSTemporaryDirectory() + "damage-\(UUID().uuidString).db"
        defer { for end in ["", "-wal", "-shm", ".lock"] { unlink(path + end) } }
        let before = try await Kiosk(SQLiteEngine(path: path))
        _ = try await before.write("I want to order", from: "ann")
        _ = try await before.write("I want to order", from: "ben")
        await before.runtime.stop()
        do {
            let database = try Database.file(path)
            _ = try database.execute("UPDATE contact SET \(change) WHERE contact LIKE '%ann'")
        }
        let kiosk = try await Kiosk(SQLiteEngine(path: path))
        for _ in 0..<3 {
            kiosk.clock.move(1000)
            try await Task.sleep(for: .milliseconds(50))
        }
        await #expect {
            try await kiosk.write("blue", from: "ann")
        } throws: { error in
            if case RuntimeError.unreadable = error { true } else { false }
        }
        #expect(try await kiosk.write("blue", from: "ben").isWhole)
        let inspection = try await kiosk.runtime.inspect(tenant: "shop")
        #expect(inspection.damage.contains { $0.place == "conversation" })
        await kiosk.runtime.stop()
    }
}
