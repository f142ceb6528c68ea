import Foundation

/// How much room there is on a disk.
enum DiskRoom {
    /// Bytes that are to stay free; on a small disk a twentieth of it.
    private static let least: UInt64 = 64 << 20

    /// Why nothing more should be put into a folder; nil: there is room.
    static func problem(in folder: String) -> String? {
        var figures = statvfs()
        // A folder that cannot be looked at is told of by whoever writes into it.
        guard statvfs(folder, &figures) == 0 else { return nil }
        let block = UInt64(figures.f_frsize)
        return problem(
            free: UInt64(figures.f_bavail) * block,
            of: UInt64(figures.f_blocks) * block
        )
    }

    /// The same for so many bytes of a disk.
    static func problem(free: UInt64, of size: UInt64) -> String? {
        let wanted = min(least, size / 20)
        guard free < wanted else { return nil }
        return "the disk of the store has \(free >> 10) KB left, fewer than \(wanted >> 10)"
    }
}
