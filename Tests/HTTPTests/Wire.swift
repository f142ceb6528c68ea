import Foundation
import Testing

/// A client that sends the bytes it is told to; it blocks, so use it inside of `offPool`, and by one
/// thread at a time.
final class Wire: @unchecked Sendable {
    struct Closed: Error {}

    let descriptor: Int32
    private var received: [UInt8] = []

    /// Connects to loopback; nothing takes longer than `patience`.
    init(port: UInt16, receiveBuffer: Int32? = nil, patience: Duration = .seconds(30)) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        let milliseconds = Int(patience / .milliseconds(1))
        var patience = timeval(
            tv_sec: milliseconds / 1_000,
            tv_usec: milliseconds % 1_000 * 1_000
        )
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
        if var receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, 4)
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafeBytes(of: &address) { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) {
                connect(descriptor, $0.baseAddress, socklen_t(bytes.count))
            }
        }
        // What has all its properties is deinitialised, and closed there, also where it throws.
        guard result == 0 else { throw Closed() }
    }

    /// Takes a connection that is there.
    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Closed() }
            rest = rest.dropFirst(count)
        }
    }

    /// Half of a close: the server sees the end, and may still answer.
    func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Closes with a reset, as a client that was killed does.
    func reset() {
        var now = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_LINGER,
            &now,
            socklen_t(MemoryLayout<linger>.size)
        )
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// One whole answer.
    func answer(toHead: Bool = false) throws -> WireAnswer {
        var answer = WireAnswer(head: String(decoding: try take(until: "\r\n\r\n"), as: UTF8.self))
        if answer.status == 100 { return try self.answer(toHead: toHead) }
        guard !toHead, answer.status != 204 else { return answer }
        if answer["transfer-encoding"] == "chunked" {
            while true {
                let line = try take(until: "\r\n").dropLast(2)
                let size = try #require(Int(String(decoding: line, as: UTF8.self), radix: 16))
                let chunk = try take(size + 2)
                if size == 0 { return answer }
                answer.body += chunk.dropLast(2)
            }
        }
        answer.body = Array(try take(try #require(answer["content-length"].flatMap { Int($0) })))
        return answer
    }

    /// Everything until the server closes.
    func rest() throws -> String {
        while try receive() {}
        return String(decoding: received, as: UTF8.self)
    }

    /// Whether the server closes without another byte.
    func isClosed() -> Bool { (try? rest()) == "" }

    /// Whatever has come.
    func some() throws -> Int {
        guard try receive() else { throw Closed() }
        defer { received = [] }
        return received.count
    }

    /// Bytes up to a mark, with it.
    func take(until mark: String) throws -> [UInt8] {
        let mark = Array(mark.utf8)
        var searched = 0
        while true {
            if received.count >= mark.count {
                for start in searched...(received.count - mark.count)
                where received[start..<start + mark.count].elementsEqual(mark) {
                    return try take(start + mark.count)
                }
                searched = received.count - mark.count + 1
            }
            guard try receive() else { throw Closed() }
        }
    }

    private func take(_ count: Int) throws -> [UInt8] {
        while received.count < count {
            guard try receive() else { throw Closed() }
        }
        defer { received.removeFirst(count) }
        return Array(received.prefix(count))
    }

    /// False at the end; a reset is an end too.
    private func receive() throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count < 0, errno == EAGAIN { throw TimedOut() }
        received += buffer.prefix(max(count, 0))
        return count > 0
    }

    struct TimedOut: Error {}
}

struct WireAnswer {
    let status: Int
    let headers: [(name: String, value: String)]
    var body: [UInt8] = []

    init(head: String) {
        let lines = head.split(separator: "\r\n")
        status = Int(lines.first?.split(separator: " ").dropFirst().first ?? "") ?? 0
        headers = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (parts[0].lowercased(), parts[1].trimmingCharacters(in: .whitespaces))
        }
    }

    subscript(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    var text: String { String(decoding: body, as: UTF8.self) }
}

/// Runs what blocks on a thread of its own: the few that run tasks are the server's too.
func offPool<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        Thread { continuation.resume(with: Swift.Result { try body() }) }.start()
    }
}
