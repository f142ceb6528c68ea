import BotRuntime
import Foundation
import PostgreSQLStorage
import PostgreSQLTesting
import Storage
import Testing
import Values

/// The engines that the contract is held against, each new and empty for each test.
enum EngineKind: String, CaseIterable, CustomTestStringConvertible, Sendable {
    case memory, sqlite, postgreSQL

    var testDescription: String { rawValue }

    /// Runs a test with an engine of its own, which is closed afterwards.
    func with(_ test: (any StorageEngine) async throws -> Void) async throws {
        switch self {
        case .memory: try await test(MemoryEngine())
        case .sqlite:
            try await TemporaryFolder.with { folder in
                try await Self.run(test, with: SQLiteEngine(path: folder + "/store.db"))
            }
        case .postgreSQL:
            let target = try TestCluster.shared().database()
            try await Self.run(test, with: PostgreSQLEngine(target: target))
        }
    }

    private static func run(
        _ test: (any StorageEngine) async throws -> Void,
        with engine: any StorageEngine
    ) async throws {
        do { try await test(engine) } catch {
            await engine.close()
            throw error
        }
        await engine.close()
    }
}

/// A folder that is gone after the test.
enum TemporaryFolder {
    static func with(_ test: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("storage-" + UUID().uuidString).path
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await test(folder)
    }
}
