import Foundation
import PostgreSQL
import Synchronization

/// A PostgreSQL server of the tests' own, in a temporary folder, reached by a socket in it.
///
/// It is stopped and its folder removed when this object or the process ends, however it ends.
/// What is committed survives `stop(.immediate)`, but no power loss: nothing is synced.
package final class TestCluster: Sendable {
    /// How the server goes down.
    package enum Stop: String, Sendable {
        /// It ends all sessions and closes its files.
        case fast
        /// It dies on the spot, as in a crash, and repairs itself at the next start.
        case immediate
    }

    private static let first = Result { try TestCluster() }

    /// The server that all tests of this process share, which nobody stops.
    package static func shared() throws -> TestCluster {
        try first.get()
    }

    /// Where the server keeps its files and its socket.
    package let folder: String
    private let warden: Mutex<Warden>
    private let databases = Atomic(0)

    /// Starts a server of its own, for a test that stops it.
    package init() throws {
        let warden = try Warden()
        folder = warden.folder
        self.warden = Mutex(warden)
    }

    package func start() throws {
        try warden.withLock { try $0.ask("start") }
    }

    package func stop(_ stop: Stop) throws {
        try warden.withLock { try $0.ask("stop \(stop.rawValue)") }
    }

    package func restart(_ stop: Stop) throws {
        try warden.withLock {
            try $0.ask("stop \(stop.rawValue)")
            try $0.ask("start")
        }
    }

    /// Creates an empty database and gives the target to connect to.
    package func database() throws -> String {
        let name = "test_\(databases.add(1, ordering: .relaxed).newValue)"
        try Connection.open(target("postgres")).execute("CREATE DATABASE \(name)")
        return target(name)
    }

    private func target(_ database: String) -> String {
        "host=\(folder) user=postgres dbname=\(database)"
    }
}
