import Crypto
import Dialogue
import Foundation
import Topics
import Values

/// Where what is kept of a contact belongs: sealed, it opens nowhere else.
struct SealedPlace: Sealing {
    private let contact: ContactKey
    private let name: String
    private let key: SealingKey

    init(_ contact: ContactKey, since: Timestamp, key: SealingKey) {
        self.contact = contact
        // Whoever was erased and comes back is another.
        name = "\(contact.text)@\(since.milliseconds)"
        self.key = key
    }

    /// The place of a row of the outbox, which its key begins with.
    ///
    /// - Returns: nil where the key is not one that `unique` makes.
    init?(_ row: OutboxRow, key: SealingKey) {
        guard let since = Self.since(row) else { return nil }
        self.init(row.contact, since: since, key: key)
    }

    /// When the contact of a row of the outbox first wrote; nil where its key is none of ours.
    static func since(_ row: OutboxRow) -> Timestamp? {
        let rest = row.key.dropFirst(row.contact.text.count + 1).prefix { $0 != "/" }
        guard row.key.hasPrefix(row.contact.text + "@") else { return nil }
        return Int64(rest).map { Timestamp(milliseconds: $0) }
    }

    /// A name that is unique among everything that all contacts send.
    func unique(_ name: String) -> String { "\(self.name)/\(name)" }

    /// A call whose key no other contact has.
    func scoped(_ request: CallRequest) -> CallRequest {
        CallRequest(
            action: request.action,
            key: unique(request.key),
            arguments: request.arguments,
            within: request.within,
            language: request.language
        )
    }

    // MARK: Sealing

    func seal(_ content: Data, at place: String) -> Data { key.seal(content, at: unique(place)) }

    func open(_ sealed: Data, at place: String) -> Data? { key.open(sealed, at: unique(place)) }

    private func sealed(_ content: some ContiguousBytes, at place: String) -> [UInt8] {
        key.sealed(content, at: unique(place))
    }

    private func opened(_ sealed: [UInt8], at place: String) -> [UInt8]? {
        key.opened(sealed, at: unique(place))
    }

    /// A state as it is stored: nothing of it can be read.
    func seal(_ conversation: Conversation) -> [UInt8] {
        sealed(conversation.saved(sealing: self), at: Self.state)
    }

    func open(_ row: ContactRow) throws(RuntimeError) -> Conversation {
        guard let saved = opened(row.state, at: Self.state) else {
            throw .unreadable("it was sealed with another key, or is damaged")
        }
        do throws(Conversation.LoadingError) {
            return try Conversation(saved: saved, sealing: self)
        } catch {
            switch error {
            case .newer(let version):
                throw .unreadable("it was written in form \(version), which is a later one")
            case .broken(let reason): throw .unreadable(reason)
            }
        }
    }

    private static let state = "state"

    /// A call as it waits in the outbox, with the turn of the message that led to it.
    func seal(_ request: CallRequest, cause: Int64) -> [UInt8] {
        let stored = StoredCall(
            action: request.action.rawValue,
            key: request.key,
            arguments: request.arguments,
            within: [request.within.seconds, Int64(request.within.nanoseconds)],
            language: request.language,
            cause: cause
        )
        guard let bytes = try? CodedJSON.bytes(of: stored) else {
            preconditionFailure("the values of a call can be written")
        }
        return sealed(bytes, at: Self.call)
    }

    /// - Returns: nil where it was sealed with another key.
    func call(_ sealed: [UInt8]) -> (CallRequest, cause: Int64)? {
        guard let bytes = opened(sealed, at: Self.call),
            let stored = try? CodedJSON.value(StoredCall.self, from: bytes)
        else { return nil }
        let request = CallRequest(
            action: ActionName(stored.action),
            key: stored.key,
            arguments: stored.arguments,
            within: TimeSpan(
                seconds: stored.within.first ?? 0,
                nanoseconds: Int32(stored.within.dropFirst().first ?? 0)
            ),
            language: stored.language
        )
        return (request, stored.cause)
    }

    private static let call = "call"

    private struct StoredCall: Codable {
        let action: String
        let key: String
        let arguments: [String: Value]
        let within: [Int64]
        let language: String
        let cause: Int64
    }

    /// What is said to the customer, as it waits in the outbox.
    func seal(_ json: JSON) -> [UInt8] { sealed(json.bytes, at: Self.payload) }

    func json(_ sealed: [UInt8]) -> JSON? {
        opened(sealed, at: Self.payload).flatMap { try? JSON(parsing: $0) }
    }

    private static let payload = "payload"

    /// What a turn said, as it was said, in Base64.
    func seal(_ line: JSON, ofTurn rev: Int64) -> String {
        seal(Data(line.bytes), at: Self.line(rev)).base64EncodedString()
    }

    /// - Returns: nil where it was sealed with another key, or is of another turn.
    func line(_ sealed: String, ofTurn rev: Int64) -> JSON? {
        Data(base64Encoded: sealed).flatMap { open($0, at: Self.line(rev)) }
            .flatMap { try? JSON(parsing: Array($0)) }
    }

    private static func line(_ rev: Int64) -> String { "line/\(rev)" }
}
