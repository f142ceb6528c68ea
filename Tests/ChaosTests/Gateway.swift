import Crypto
import Foundation
import HTTP
import Synchronization
import Values

/// Takes what the servers post, and notes it; now and then it is down, or its answer is lost.
final class Gateway: Sendable {
    /// Something that was posted, however it was answered.
    struct Post: Sendable {
        let at: ContinuousClock.Instant
        let id: String
        let user: String
        let conversation: Int
        let reply: JSON
        /// The gateway has it.
        let isTaken: Bool

        /// What the bot has written down, where it says that.
        var note: String {
            let text = reply["text"]?.string ?? ""
            return text.split(separator: ": ").last.map(String.init) ?? text
        }

        var isBots: Bool { reply["from"]?.string != "agent" }
    }

    private struct State {
        var posts: [Post] = []
        /// What each customer has been told.
        var told: [String: Set<String>] = [:]
        var random: Seeded
        var isCalm = false
        var secret: WebhookSecret?
        var down = 0
        var lost = 0
        var unsigned = 0
    }

    private let state: Mutex<State>

    init(_ seed: UInt64) { state = Mutex(State(random: Seeded(seed))) }

    func expect(_ secret: WebhookSecret) { state.withLock { $0.secret = secret } }

    /// From now on everything goes well.
    func calmDown() { state.withLock { $0.isCalm = true } }

    var posts: [Post] { state.withLock(\.posts) }
    /// How often it was down, and its answer lost, and how often it was sent something that was not
    /// signed.
    var counts: (down: Int, lost: Int, unsigned: Int) {
        state.withLock { ($0.down, $0.lost, $0.unsigned) }
    }

    /// Whether a customer was told that a note of theirs is written down.
    func hasTold(_ user: String, of note: String) -> Bool {
        state.withLock { $0.told[user]?.contains(note) ?? false }
    }

    func take(_ request: HTTPRequest) -> HTTPResponse {
        let now = ContinuousClock.now
        return state.withLock { state in
            guard let json = try? JSON(parsing: request.body), Self.isSigned(request, state.secret)
            else {
                state.unsigned += 1
                return .text("", status: 401)
            }
            let luck = state.isCalm ? 99 : Int.random(in: 0..<100, using: &state.random)
            let post = Post(
                at: now,
                id: request.head.headers["webhook-id"] ?? "",
                user: json["user"]?.string ?? "",
                conversation: Int(json["conversation"]?.int ?? 0),
                reply: json["reply"] ?? .null,
                isTaken: luck >= 8
            )
            state.posts.append(post)
            if post.isTaken { state.told[post.user, default: []].insert(post.note) }
            if luck < 8 {
                state.down += 1
                return .text("", status: 503)
            }
            guard luck >= 16 else {
                state.lost += 1
                return .text("", status: 500)
            }
            return .text("")
        }
    }

    private static func isSigned(_ request: HTTPRequest, _ secret: WebhookSecret?) -> Bool {
        guard let secret else { return false }
        let headers = StandardWebhook.Headers(
            id: request.head.headers["webhook-id"] ?? "",
            timestamp: request.head.headers["webhook-timestamp"] ?? "",
            signature: request.head.headers["webhook-signature"] ?? ""
        )
        let now = Int64(Date().timeIntervalSince1970)
        return
            (try? StandardWebhook(secrets: [secret]).verify(
                headers,
                body: request.body,
                at: now
            )) != nil
    }
}
