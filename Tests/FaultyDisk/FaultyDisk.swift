import CFaultyDisk
import CSQLite
import Foundation

/// A disk for SQLite files whose faults a test chooses.
///
/// Unchecked: the disk behind it has a lock.
package final class FaultyDisk: @unchecked Sendable {
    package enum Operation: Sendable { case write, sync }

    /// The name that SQLite knows it by.
    package let name: String
    private let cName: UnsafeMutablePointer<CChar>
    private let disk: OpaquePointer

    package init() {
        name = "disk-\(UUID().uuidString)"
        guard let cName = strdup(name), let disk = faulty_disk_create(cName) else {
            preconditionFailure("there is memory for a disk")
        }
        self.cName = cName
        self.disk = disk
    }

    deinit {
        // Whoever still has a file open may come back to it.
        guard isIdle else { return }
        faulty_disk_destroy(disk)
        free(cName)
    }

    /// From now on the disk is full.
    package func fill() { faulty_disk_fail(disk, FAULTY_DISK_WRITE, SQLITE_FULL, -1) }

    /// Lets operations of a kind fail, as of a disk that breaks: the next ones, or from now on all.
    package func fail(_ operation: Operation, times: Int = -1) {
        switch operation {
        case .write: faulty_disk_fail(disk, FAULTY_DISK_WRITE, SQLITE_IOERR | 3 << 8, times)
        case .sync: faulty_disk_fail(disk, FAULTY_DISK_SYNC, SQLITE_IOERR, times)
        }
    }

    /// From now on nothing fails.
    package func heal() {
        for operation in [FAULTY_DISK_WRITE, FAULTY_DISK_SYNC] {
            faulty_disk_fail(disk, operation, SQLITE_OK, 0)
        }
    }

    /// From now on the disk says that it has synced, and has not.
    package func lie() { faulty_disk_lie(disk) }

    /// Cuts the power after so many more writes and syncs: nothing works then.
    package func cutPower(after operations: Int) { faulty_disk_cut_after(disk, operations) }

    package var isCut: Bool { faulty_disk_is_cut(disk) != 0 }

    /// Whether everything on it is closed.
    package var isIdle: Bool { faulty_disk_open_files(disk) == 0 }

    /// Leaves in the files, which are closed, what has survived a power cut: all that was synced, and
    /// of what was not some sectors, which the seed chooses.
    package func restore(_ seed: UInt64) {
        let isDone = faulty_disk_restore(disk, seed) == 0
        precondition(isDone, "files of a test can be written")
    }
}
