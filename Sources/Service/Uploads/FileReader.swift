import Dispatch
import Foundation

/// The bytes of a file, a piece at a time.
final class FileReader: Sendable {
    private static let pieceSize = 64 << 10
    private let descriptor: Int32

    /// - Returns: nil where there is none.
    init?(path: String) {
        descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
    }

    deinit { close(descriptor) }

    /// The disk failed.
    struct Failure: Error {}

    /// The next piece, an empty one at the end.
    func next() throws(Failure) -> [UInt8] {
        var isRead = true
        let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, count in
            let length = read(descriptor, buffer.baseAddress, Self.pieceSize)
            isRead = length >= 0
            count = max(0, length)
        }
        guard isRead else { throw Failure() }
        return piece
    }
}

/// Does something that waits for the disk, away from the threads that turns run on.
func blocking<Value: Sendable, Failure: Error>(
    _ work: @escaping @Sendable () throws(Failure) -> Value
) async throws(Failure) -> Value {
    let result: Result<Value, Failure> = await withCheckedContinuation { continuation in
        DispatchQueue.global().async {
            continuation.resume(
                returning: Result { () throws(Failure) -> Value in try work() }
            )
        }
    }
    return try result.get()
}
