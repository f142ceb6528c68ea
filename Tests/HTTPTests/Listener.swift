import Foundation
import HTTP
import Synchronization

/// A server that does as the test says; it blocks, so use it inside of `offPool`.
final class Listener: Sendable {
    let port: UInt16
    private let descriptor: Int32
    private let count = Mutex(0)

    init() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var patience = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_RCVTIMEO,
            &patience,
            socklen_t(MemoryLayout<timeval>.size)
        )
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutableBytes(of: &address) { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) {
                bind(descriptor, $0.baseAddress, length)
                listen(descriptor, 16)
                getsockname(descriptor, $0.baseAddress, &length)
            }
        }
        self.descriptor = descriptor
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit { close(descriptor) }

    func accept() throws -> Wire {
        let connection = Glibc.accept(descriptor, nil, nil)
        guard connection >= 0 else { throw Wire.Closed() }
        count.withLock { $0 += 1 }
        return Wire(connection)
    }

    /// Connections that were taken.
    var accepted: Int { count.withLock { $0 } }

    /// Whether anybody wants to connect.
    var isCalled: Bool {
        var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&wanted, 1, 0) > 0
    }
}
