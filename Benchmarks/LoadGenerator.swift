import Foundation

/// Conversations over loopback, each message sent when the one before it is answered: so many
/// connections, one thread, requests made before the clock runs.
///
/// A client with a thread and a task for each request costs the machine as much as the server does, and
/// on the same cores that is what would be measured.
final class LoadGenerator {
    /// The bytes of one message, from the number of its conversation and its own.
    typealias Message = (_ conversation: Int, _ message: Int) -> [UInt8]

    private struct Connection {
        let descriptor: Int32
        var conversation = 0
        var message = 0
        var sent = ContinuousClock.now
        var received: [UInt8] = []
    }

    private var connections: [Connection] = []
    private let messages: Int
    private let request: Message
    private var begun = 0
    private var times: [Double] = []
    private var refused = 0
    /// Connections that were told to come again, and when they do, the first one first.
    private var resting: [(index: Int, until: ContinuousClock.Instant)] = []

    /// What became of the messages of a run.
    struct Outcome {
        /// Seconds that each took which was answered, the shortest first.
        let times: [Double]
        /// How many were answered 429.
        let refused: Int

        /// The seconds within which so much of what was answered was answered.
        func seconds(_ part: Double) -> Double { times[Int(Double(times.count - 1) * part)] }
    }

    /// - Parameters:
    ///   - port: where the server listens on loopback.
    ///   - inFlight: how many conversations are under way at a time.
    ///   - messages: how many messages a conversation has.
    ///   - request: a whole HTTP request.
    /// - Throws: `LoadError` where the server takes no connection.
    init(port: UInt16, inFlight: Int, messages: Int, request: @escaping Message) throws {
        self.messages = messages
        self.request = request
        for _ in 0..<inFlight {
            connections.append(Connection(descriptor: try Self.connect(port)))
        }
    }

    deinit { for connection in connections { close(connection.descriptor) } }

    /// Runs so many conversations to their end, or until a message is refused.
    ///
    /// - Parameters:
    ///   - conversations: how many are begun.
    ///   - rest: after a refusal, how long its connection waits at least, and at most twice, before it
    ///     begins another.
    /// - Returns: What became of their messages.
    /// - Throws: `LoadError` for an answer that is neither 2xx nor, where there is a `rest`, 429.
    func run(conversations: Int, rest: Duration? = nil) throws -> Outcome {
        times.removeAll(keepingCapacity: true)
        times.reserveCapacity(conversations * messages)
        (begun, refused) = (0, 0)
        var waiting: [pollfd] = []
        for index in connections.indices {
            let isBusy = try begin(index, of: conversations)
            let descriptor = isBusy ? connections[index].descriptor : -1
            waiting.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
        }
        while waiting.contains(where: { $0.fd >= 0 }) || !resting.isEmpty {
            guard
                poll(&waiting, nfds_t(waiting.count), resting.isEmpty ? 30_000 : 1) > 0
                    || !resting.isEmpty
            else { throw LoadError(description: "no answer within 30 s") }
            for index in waiting.indices where waiting[index].revents != 0 {
                waiting[index].revents = 0
                guard let status = try answer(index) else { continue }
                if status == 429, let rest {
                    refused += 1
                    waiting[index].fd = -1
                    let until = ContinuousClock.now + rest * Double.random(in: 1...2)
                    let place = resting.firstIndex { $0.until > until } ?? resting.endIndex
                    resting.insert((index, until), at: place)
                } else if !Self.isTaken(status) {
                    throw LoadError(description: "an answer was \(status)")
                } else if try !goOn(index, of: conversations) {
                    waiting[index].fd = -1
                }
            }
            while let first = resting.first, first.until < .now {
                resting.removeFirst()
                guard try begin(first.index, of: conversations) else { continue }
                waiting[first.index].fd = connections[first.index].descriptor
            }
        }
        return Outcome(times: times.sorted(), refused: refused)
    }

    /// Sends the first message of the next conversation.
    ///
    /// - Returns: Whether there was one.
    private func begin(_ index: Int, of conversations: Int) throws -> Bool {
        guard begun < conversations else { return false }
        begun += 1
        connections[index].conversation = begun
        connections[index].message = 0
        try send(index)
        return true
    }

    private func goOn(_ index: Int, of conversations: Int) throws -> Bool {
        connections[index].message += 1
        guard connections[index].message < messages else {
            return try begin(index, of: conversations)
        }
        try send(index)
        return true
    }

    private func send(_ index: Int) throws {
        let connection = connections[index]
        let bytes = request(connection.conversation, connection.message)
        connections[index].sent = .now
        let written = write(connection.descriptor, bytes, bytes.count)
        guard written == bytes.count else { throw LoadError(description: "a request was cut") }
    }

    /// Reads what has come.
    ///
    /// - Returns: The status of the answer; nil while it is not whole.
    private func answer(_ index: Int) throws -> Int? {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        let count = read(connections[index].descriptor, &buffer, buffer.count)
        guard count > 0 else { throw LoadError(description: "the server closed a connection") }
        connections[index].received += buffer[..<count]
        guard let status = try Self.wholeAnswer(connections[index].received) else { return nil }
        connections[index].received.removeAll(keepingCapacity: true)
        if Self.isTaken(status) {
            times.append(connections[index].sent.duration(to: .now) / .seconds(1))
        }
        return status
    }

    private static func isTaken(_ status: Int) -> Bool { (200..<300).contains(status) }

    /// The status of an answer that is there to its end, nil while it is not.
    private static func wholeAnswer(_ bytes: [UInt8]) throws -> Int? {
        let end: [UInt8] = [13, 10, 13, 10]
        guard let blank = bytes.indices.first(where: { bytes[$0...].starts(with: end) }) else {
            return nil
        }
        let lines = String(decoding: bytes[..<blank], as: UTF8.self).split(separator: "\r\n")
        let length = lines.first { $0.lowercased().hasPrefix("content-length:") }
        guard
            let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }),
            let length = length?.split(separator: " ").last.flatMap({ Int($0) })
        else { throw LoadError(description: "an answer without a status or a length") }
        return bytes.count >= blank + end.count + length ? status : nil
    }

    private static func connect(_ port: UInt16) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, size)
            }
        }
        guard result == 0 else { throw LoadError(description: "no connection to port \(port)") }
        var on: Int32 = 1
        setsockopt(
            descriptor,
            Int32(IPPROTO_TCP),
            TCP_NODELAY,
            &on,
            socklen_t(MemoryLayout<Int32>.size)
        )
        return descriptor
    }
}
