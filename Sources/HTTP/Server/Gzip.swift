import CZlib

/// Unpacks bodies.
enum Gzip {
    enum Failure: Error {
        /// More comes out than is allowed.
        case tooLarge
        /// It is not gzip, or not the whole of it.
        case damaged
    }

    /// What was packed, where that is `limit` bytes or less; no more than that is ever held.
    static func unpacked(_ packed: [UInt8], limit: Int) throws(Failure) -> [UInt8] {
        var stream = z_stream()
        guard czlib_begin_gzip(&stream) == Z_OK else { throw .damaged }
        defer { inflateEnd(&stream) }
        // One byte more than allowed: to see that there is more.
        var plain = [UInt8](repeating: 0, count: min(limit, max(packed.count * 4, 4_096)) + 1)
        var made = 0
        var packed = packed
        let packedCount = packed.count
        while true {
            let result = packed.withUnsafeMutableBufferPointer { source in
                plain.withUnsafeMutableBufferPointer { target in
                    stream.next_in = source.baseAddress.map { $0 + Int(stream.total_in) }
                    stream.avail_in = UInt32(packedCount - Int(stream.total_in))
                    stream.next_out = target.baseAddress.map { $0 + made }
                    stream.avail_out = UInt32(target.count - made)
                    return inflate(&stream, Z_NO_FLUSH)
                }
            }
            made = Int(stream.total_out)
            guard made <= limit else { throw .tooLarge }
            switch result {
            case Z_STREAM_END where Int(stream.total_in) == packedCount:
                plain.removeLast(plain.count - made)
                return plain
            case Z_OK, Z_BUF_ERROR:
                // Room, but nothing more to unpack.
                guard made == plain.count else { throw .damaged }
                let more = min(plain.count, limit + 1 - plain.count)
                plain += [UInt8](repeating: 0, count: more)
            default: throw .damaged
            }
        }
    }
}
