import CCurl
import Foundation
import Synchronization

/// The thread that all our requests run on.
///
/// It begins with the first request and ends with the client.
final class TransferLoop: Sendable {
    private enum Message {
        case start(Transfer)
        case cancel(Transfer)
        case stop
    }

    private struct State {
        var messages: [Message] = []
        var isRunning = false
    }

    /// Idle connections that are kept.
    private static let mostConnections = 256
    /// In milliseconds: the library knows its own deadlines, and others wake it.
    private static let longestWait: Int32 = 60_000

    private let certificates: String?
    private let state = Mutex(State())
    private let multi: Multi

    /// The library's handle.
    ///
    /// Unchecked: a pointer crosses threads. Only the loop's thread uses it, but for the wake-up,
    /// which the library lets any thread call.
    private struct Multi: @unchecked Sendable {
        let handle: UnsafeMutableRawPointer
    }

    init(certificates: String?) {
        // Once for the process, before the first of its threads.
        _ = Self.isCurlReady
        guard let handle = curl_multi_init() else { preconditionFailure("there is memory") }
        ccurl_keep_connections(handle, Self.mostConnections)
        multi = Multi(handle: handle)
        self.certificates = certificates
    }

    deinit { curl_multi_cleanup(multi.handle) }

    private static let isCurlReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// Runs one request to one address.
    func run(
        _ call: HTTPCall,
        _ destination: HTTPDestination,
        at address: IPAddress,
        within time: Duration
    ) async throws(HTTPClientError) -> HTTPReply {
        let transfer = Transfer(
            call,
            destination,
            at: address,
            within: time,
            certificates: certificates
        )
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                transfer.finish = { continuation.resume(returning: $0) }
                post(.start(transfer))
            }
        } onCancel: {
            // It may be before the start.
            transfer.isCancelled.store(true, ordering: .releasing)
            post(.cancel(transfer))
        }
        return try result.get()
    }

    func stop() { post(.stop) }

    private func post(_ message: Message) {
        let mustRun = state.withLock { state in
            state.messages.append(message)
            if case .stop = message { return false }
            defer { state.isRunning = true }
            return !state.isRunning
        }
        if mustRun {
            let thread = Thread { self.serve() }
            thread.name = "http-client"
            thread.start()
        } else {
            curl_multi_wakeup(multi.handle)
        }
    }

    private func serve() {
        var transfers: [UnsafeMutableRawPointer: Transfer] = [:]
        func end(_ transfer: Transfer, _ result: Result<HTTPReply, HTTPClientError>) {
            curl_multi_remove_handle(multi.handle, transfer.easy)
            transfers[transfer.easy] = nil
            transfer.finish?(result)
        }
        while true {
            let messages = state.withLock { state in
                defer { state.messages = [] }
                return state.messages
            }
            for message in messages {
                switch message {
                case .start(let transfer):
                    if transfer.isCancelled.load(ordering: .acquiring) {
                        transfer.finish?(.failure(.cancelled(mayHaveArrived: false)))
                    } else {
                        transfers[transfer.easy] = transfer
                        curl_multi_add_handle(multi.handle, transfer.easy)
                    }
                case .cancel(let transfer):
                    // Otherwise it is over, or its start will see that it is cancelled.
                    if transfers[transfer.easy] != nil {
                        end(transfer, .failure(.cancelled(mayHaveArrived: transfer.mayHaveArrived)))
                    }
                case .stop:
                    for transfer in transfers.values {
                        end(transfer, .failure(.cancelled(mayHaveArrived: transfer.mayHaveArrived)))
                    }
                    return
                }
            }
            var running: Int32 = 0
            curl_multi_perform(multi.handle, &running)
            var code = CURLE_OK
            while let easy = ccurl_next_finished(multi.handle, &code) {
                if let transfer = transfers[easy] { end(transfer, transfer.outcome(code)) }
            }
            curl_multi_poll(multi.handle, nil, 0, Self.longestWait, nil)
        }
    }
}
