import BotRuntime
import Foundation
import Glibc
import SQLite
import Values

extension Store {
    /// Kept in a file, which is made where there is none.
    ///
    /// What has been answered is durable.
    ///
    /// - Parameter path: The file; three more stand beside it while it is open. One process at a
    ///   time has it.
    /// - Returns: The store, opened.
    /// - Throws: `unavailable` where another process has it or the file cannot be opened, `broken`
    ///   where it is no such file or one of a later version.
    public static func sqlite(_ path: String) throws(StoreError) -> Store {
        Store(try SQLiteEngine(path: path))
    }
}

/// Keeps conversations in a SQLite file.
package final class SQLiteEngine: StorageEngine {
    let writer: GroupCommitWriter
    let readers: ReaderPool
    private let lock: FileLock
    private let path: String
    private let file: FileIdentity?
    let cursors = PurgeCursors()

    /// - Parameters:
    ///   - path: The file.
    ///   - disk: The name of a VFS that SQLite knows; nil for the system's.
    /// - Throws: As `Store.sqlite` does.
    package init(path: String, disk: String? = nil) throws(StoreError) {
        lock = try FileLock(path + ".lock")
        do throws(SQLiteError) {
            let database = try Database.file(path, disk: disk)
            guard try SQLiteSchema.prepare(database) else {
                throw SQLiteError(
                    code: SQLiteError.notADatabase,
                    message: "it was written by a later version of this program"
                )
            }
            // One process at a time has the file: whoever had claimed something is gone.
            try database.execute(
                "UPDATE outbox SET lease_ms = NULL WHERE state = 'due' AND lease_ms IS NOT NULL"
            )
            writer = GroupCommitWriter(database)
        } catch {
            throw StoreError(error)
        }
        readers = ReaderPool(path: path, disk: disk)
        self.path = path
        file = FileIdentity(path)
    }

    package var metrics: StoreMetrics { writer.metrics }

    package func probe() async throws(StoreError) {
        // What is written to a file without a name is gone with this process.
        if let file, FileIdentity(path) != file {
            writer.giveUp(because: .broken("\(path) was moved or removed while it was used"))
        }
        _ = try await writer.write { (database) throws(SQLiteError) in
            // As much is written as a turn takes, so that a disk on which none finds room is noticed.
            try database.execute(
                """
                INSERT INTO document VALUES ('', 'probe', '', 1, zeroblob(32768))
                ON CONFLICT DO UPDATE SET rev = rev + 1, body = excluded.body
                """
            )
        }
    }

    package func makeRoom() async {
        readers.close()
        _ = try? await writer.write { (database) throws(SQLiteError) in
            try database.execute("PRAGMA shrink_memory").count
        }
    }

    package func close() async {
        readers.close()
        writer.close()
        lock.release()
    }

    package func backUp(to path: String) async throws(StoreError) {
        let partial = path + ".partial"
        unlink(partial)
        // Gone where it became the copy.
        defer { unlink(partial) }
        try readers.read { (database) throws(SQLiteError) in
            _ = try database.execute("VACUUM INTO ?", [.text(partial)])
        }
        // SQLite leaves it to the system when a copy reaches the disk.
        let descriptor = Glibc.open(partial, O_RDONLY | O_CLOEXEC)
        defer { _ = Glibc.close(descriptor) }
        guard descriptor >= 0, fsync(descriptor) == 0, rename(partial, path) == 0 else {
            throw .unavailable("\(path): \(String(cString: strerror(errno)))")
        }
    }
}

/// Which file stands at a path.
private struct FileIdentity: Equatable {
    private let device: UInt64
    private let number: UInt64

    init?(_ path: String) {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        device = UInt64(facts.st_dev)
        number = UInt64(facts.st_ino)
    }
}

/// That one process at a time has a file, for as long as it runs.
private final class FileLock: Sendable {
    private let descriptor: Int32

    init(_ path: String) throws(StoreError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .unavailable("\(path): \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            Glibc.close(descriptor)
            throw .unavailable("another process has it: one writes at a time")
        }
    }

    func release() {
        // A process that is just being begun elsewhere in this one has the descriptor for a moment too:
        // closing alone would leave it locked for as long.
        flock(descriptor, LOCK_UN)
        Glibc.close(descriptor)
    }
}
