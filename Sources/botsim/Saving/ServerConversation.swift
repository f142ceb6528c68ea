import BotRuntime
import Foundation
import HTTP
import Values

/// A conversation where it is kept.
struct ServerConversation {
    let contact: String
    private let base: String
    private let address: String
    private let token: String
    private let ordinal: Int?
    private let policy: EgressPolicy
    private let client = HTTPClient()

    init(_ arguments: Arguments) throws(CommandFailure) {
        func needed(_ option: String) throws(CommandFailure) -> String {
            guard let value = arguments.value(option) else {
                throw .usage("save needs \(option); see 'botsim save --help'")
            }
            return value
        }
        var server = try needed("--server")
        while server.hasSuffix("/") { server.removeLast() }
        guard let place = HTTPDestination(server) else {
            throw .usage("--server is an address such as https://va.example, not '\(server)'")
        }
        base = server
        // Whoever names a server means it.
        let allowance = EgressPolicy.Allowance("\(place.hostText):\(place.port)")
        policy = EgressPolicy(allowed: [allowance].compactMap(\.self))
        token = try TextFile.read(try needed("--token"))
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let account = try needed("--account")
        contact = try needed("--contact")
        address = "/v1/accounts/\(Self.escaped(account))/contacts/\(Self.escaped(contact))"
        ordinal = try arguments.value("--conversation").map { text throws(CommandFailure) in
            guard let number = Int(text), number > 0 else {
                throw .usage("--conversation is a number from 1, and not '\(text)'")
            }
            return number
        }
    }

    private static func escaped(_ text: String) -> String {
        let plain = CharacterSet.alphanumerics.intersection(
            CharacterSet(charactersIn: "\0"..."\u{7F}")
        )
        return text.addingPercentEncoding(withAllowedCharacters: plain) ?? text
    }

    func standing() throws(CommandFailure) -> JSON { try get(address) }

    /// The turns of the conversation, in their order.
    func turns() throws(CommandFailure) -> [SavedConversation.Turn] {
        var all: [JSON] = []
        while true {
            let after = all.last?["turn"]?.int ?? 0
            let page = try get("\(address)/turns?after=\(after)&limit=500")["turns"]?.array ?? []
            guard !page.isEmpty else { break }
            all += page
        }
        let wanted = ordinal ?? all.last?["conversation"]?.int
        // A gateway reads what was said as it was said.
        return all.map { CardNumbers.masking($0, keepsNames: true) }.filter {
            $0["conversation"]?.int == wanted
        }
        .compactMap(SavedConversation.Turn.init)
    }

    private func get(_ path: String) throws(CommandFailure) -> JSON {
        var call = HTTPCall(.get, base + path, timeout: .seconds(30), replyLimit: 64 << 20)
        call.headers.add("Authorization", "Bearer \(token)")
        let reply = waiting { [client, policy, call] in
            await Result { () async throws(HTTPClientError) in
                try await client.send(call, within: policy)
            }
        }
        switch reply {
        case .failure(let error):
            throw CommandFailure(message: "\(base): \(error)", code: .failed)
        case .success(let reply) where reply.status == 200:
            guard let json = try? JSON(parsing: reply.body) else {
                throw CommandFailure(message: "\(base) did not answer with JSON", code: .failed)
            }
            return json
        case .success(let reply):
            let why = (try? JSON(parsing: reply.body))?["detail"]?.string
            throw CommandFailure(
                message: "\(base) answered \(reply.status)" + (why.map { ": \($0)" } ?? ""),
                code: .failed
            )
        }
    }
}

/// Waits for something asynchronous, and blocks the thread meanwhile: a command has no other.
private func waiting<Value: Sendable>(_ body: @escaping @Sendable () async -> Value) -> Value {
    let box = Box<Value>()
    let done = DispatchSemaphore(value: 0)
    Task.detached {
        box.value = await body()
        done.signal()
    }
    done.wait()
    guard let value = box.value else { preconditionFailure("it was signalled after it was set") }
    return value
}

/// A value on its way from a task to a thread that waits for it.
///
/// Unchecked: it is written before the semaphore is signalled, and read behind it.
private final class Box<Value: Sendable>: @unchecked Sendable {
    var value: Value?
}

extension Result {
    fileprivate init(_ body: () async throws(Failure) -> Success) async {
        do throws(Failure) { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
