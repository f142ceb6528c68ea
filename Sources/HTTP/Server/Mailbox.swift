import CMicroHTTPD
import Foundation
import Synchronization

/// What other threads have to say to the server's thread.
final class Mailbox<Message: Sendable>: Sendable {
    /// Readable while there are messages.
    let descriptor: Int32
    private let messages = Mutex<[Message]>([])

    init() throws(HTTPServerError) {
        descriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        guard descriptor >= 0 else {
            throw .system(reason: String(cString: strerror(errno)))
        }
    }

    deinit { close(descriptor) }

    func post(_ message: Message) {
        let isFirst = messages.withLock { messages in
            messages.append(message)
            return messages.count == 1
        }
        // Who takes the messages takes them all: one wake-up is enough.
        if isFirst { eventfd_write(descriptor, 1) }
    }

    /// All messages, in their order.
    func take() -> [Message] {
        var count: eventfd_t = 0
        eventfd_read(descriptor, &count)
        return messages.withLock { messages in
            defer { messages = [] }
            return messages
        }
    }
}
