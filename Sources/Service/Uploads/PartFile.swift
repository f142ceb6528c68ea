import Foundation
import HTTP

/// A file that is being written, and is nobody's yet.
///
/// Unchecked: its writer writes one piece after the other.
final class PartFile: @unchecked Sendable {
    let path: String
    private let descriptor: Int32
    private var isThere = true

    /// Makes one that nobody else can read.
    init(path: String) throws(Problem) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .notKept }
        self.path = path
    }

    deinit {
        remove()
        close(descriptor)
    }

    func append(_ piece: [UInt8]) throws(Problem) {
        var rest = piece[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .notKept }
            rest = rest.dropFirst(count)
        }
    }

    /// Returns when the disk has it; blocks.
    func makeDurable() throws(Problem) {
        guard fsync(descriptor) == 0 else { throw .notKept }
    }

    func move(to path: String) throws(Problem) {
        guard rename(self.path, path) == 0 else { throw .notKept }
        isThere = false
    }

    /// Takes it away, unless it has got its name.
    func remove() {
        if isThere { unlink(path) }
        isThere = false
    }

    /// Returns when the disk has the names in a folder; blocks.
    static func makeDurable(folder: String) throws(Problem) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(descriptor) }
        guard descriptor >= 0, fsync(descriptor) == 0 else { throw .notKept }
    }
}

extension Problem {
    /// The disk is full, or fails.
    static let notKept = Problem(
        503,
        detail: "nothing is kept now",
        headers: ["Retry-After": "10"]
    )
}
