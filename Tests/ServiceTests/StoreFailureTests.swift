import BotRuntime
import Crypto
import FaultyDisk
import Foundation
import HTTP
import Storage
import TestSupport
import Testing
import Values

@testable import Service

@Suite("A service whose disk fails", .prompt)
struct StoreFailureTests {
    private static func message(_ number: Int) -> String {
        #"{"id":"m\#(number)","text":"I want a ticket"}"#
    }

    /// A service on a file, until the test is done with it and its files are closed.
    private static func with(
        _ path: String,
        _ disk: FaultyDisk,
        _ key: SealingKey,
        _ test: (Station) async throws -> Void
    ) async throws {
        let station = try await Station(SQLiteEngine(path: path, disk: disk.name), key: key)
        try await test(station)
        await station.stop()
    }

    private static func inFolder(_ test: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("failing-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await test(folder + "/store.db")
    }

    private static func isReady(_ station: Station) async throws -> Bool {
        try await station.call(.get, "/readyz").status == 200
    }

    @Test("accepts nothing while it is full, says so, and goes on by itself within five seconds")
    func full() async throws {
        try await Self.inFolder { path async throws in
            let disk = FaultyDisk()
            try await Self.with(path, disk, SealingKey.random()) { station async throws in
                #expect(try await station.send(Self.message(1)).status == 200)
                disk.fill()
                let refused = try await station.send(Self.message(2))
                #expect(refused.status == 503)
                #expect(refused.headers["retry-after"] == "2")
                try await eventually { try await !Self.isReady(station) }
                #expect(try await station.call(.get, "/livez").status == 200)
                disk.heal()
                let healed = ContinuousClock.now
                try await eventually { try await Self.isReady(station) }
                let taken = try await station.send(Self.message(2))
                #expect(ContinuousClock.now - healed < .seconds(5))
                #expect(taken.status == 200)
                #expect(taken.json["repeated"]?.bool == false)
                #expect(taken.json["turn"]?.int == 2)
            }
        }
    }

    @Test(
        "accepts nothing more once a sync failed, until it is begun anew; nothing accepted is lost"
    )
    func unsynced() async throws {
        try await Self.inFolder { path async throws in
            let key = SealingKey.random()
            let disk = FaultyDisk()
            try await Self.with(path, disk, key) { station async throws in
                #expect(try await station.send(Self.message(1)).status == 200)
                disk.fail(.sync, times: 1)
                #expect(try await station.send(Self.message(2)).status == 503)
                // The disk is well again, but what it dropped it does not say.
                #expect(try await station.send(Self.message(2)).status == 503)
                try await eventually { try await !Self.isReady(station) }
            }
            try await Self.with(path, disk, key) { station async throws in
                #expect(try await Self.isReady(station))
                #expect(try await station.send(Self.message(1)).json["repeated"]?.bool == true)
                #expect(try await station.send(Self.message(2)).json["turn"]?.int == 2)
            }
        }
    }
}
