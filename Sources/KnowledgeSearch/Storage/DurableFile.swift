import Foundation

/// A file that holds its old content or its new one, whenever the power fails.
struct DurableFile {
    let path: String
    let folder: String

    /// Writes beside the file, waits for the disk, renames, and waits for the folder's entry.
    func replace(with bytes: [UInt8]) throws(ArticleStoreError) {
        // The process's number keeps two writers from each other's half-written file.
        let temporary = path + ".\(getpid()).new"
        let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw failure(temporary) }
        do throws(ArticleStoreError) {
            try write(bytes, to: file)
            guard fsync(file) == 0 else { throw failure(temporary) }
        } catch {
            close(file)
            unlink(temporary)
            throw error
        }
        guard close(file) == 0, rename(temporary, path) == 0 else {
            let error = failure(path)
            unlink(temporary)
            throw error
        }
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw failure(folder) }
        defer { close(directory) }
        guard fsync(directory) == 0 else { throw failure(folder) }
    }

    private func write(_ bytes: [UInt8], to file: Int32) throws(ArticleStoreError) {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                Foundation.write(file, $0.baseAddress, $0.count)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure(path)
            }
            written += count
        }
    }

    private func failure(_ path: String) -> ArticleStoreError {
        .unavailable(path: path, reason: String(cString: strerror(errno)))
    }
}
