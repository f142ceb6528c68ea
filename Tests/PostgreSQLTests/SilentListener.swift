import Glibc

/// Takes connections on loopback and never says anything.
final class SilentListener {
    struct Failure: Error {
        let errno: Int32
    }

    let port: Int
    private let socket: Int32

    init() throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = socket
        let result = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                // The system chooses a free port.
                max(bind(socket, $0, length), listen(socket, 8), getsockname(socket, $0, &length))
            }
        }
        guard result == 0 else { throw Failure(errno: errno) }
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit { close(socket) }
}
