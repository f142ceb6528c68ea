import BotRuntime
import Crypto
import Foundation
import HTTP
import Synchronization
import Values

/// Posts replies to the gateways of accounts, each signed as Standard Webhooks are.
///
/// A reply is posted at least once, always with the same `webhook-id`: a gateway that knows it
/// already answers 2xx and sends nothing.
package final class GatewayCourier: Courier {
    private struct Gateway {
        let url: String
        let webhook: StandardWebhook
        /// The file names the address itself: it may be within one's own network.
        let policy: EgressPolicy

        init(_ url: String, _ secrets: [WebhookSecret]) {
            self.url = url
            webhook = StandardWebhook(secrets: secrets)
            let place = HTTPDestination(url)
            policy = EgressPolicy(
                allowed: place.map { [.host($0.host, port: $0.port)] } ?? []
            )
        }
    }

    private let client: HTTPClient
    private let gateways = Mutex<[String: Gateway]>([:])
    /// Other desks, by their tenants.
    private let desks = Mutex<[String: Gateway]>([:])
    private static let timeout = Duration.seconds(10)

    package init(_ client: HTTPClient) { self.client = client }

    /// Posts an account's replies to an address; nil: to none any more.
    package func connect(_ account: Account, to url: String?, secrets: [WebhookSecret]) {
        let gateway = url.map { Gateway($0, secrets) }
        gateways.withLock { $0["\(account.tenant)/\(account.id)"] = gateway }
    }

    /// Posts what a tenant's bots hand over to another desk; nil: to none any more.
    package func connectDesk(of tenant: String, to url: String?, secrets: [WebhookSecret]) {
        let gateway = url.map { Gateway($0, secrets) }
        desks.withLock { $0[tenant] = gateway }
    }

    package func postsToDesk(of tenant: String) -> Bool {
        desks.withLock { $0[tenant] != nil }
    }

    package func deliver(_ delivery: Delivery) async -> DeliveryOutcome {
        let row = delivery.row
        let isForDesk = row.lane == .desk
        let found =
            isForDesk
            ? desks.withLock { $0[row.contact.tenant] }
            : gateways.withLock { $0[row.destination] }
        guard let gateway = found else {
            return .again(after: nil, why: "the account has no gateway")
        }
        // `reply` to customers; to a desk `handoff`, `release`, `forward` or `callback`.
        let body = JSON.object([
            "account": .string(row.contact.account), "user": .string(row.contact.user),
            "conversation": .int(Int64(row.n)), row.kind: delivery.payload,
        ]).bytes
        // A key holds the contact's name, which may have any characters: a header has not.
        let id = hexadecimal(SHA256.digest(of: Array(row.key.utf8)).prefix(16))
        let signed = gateway.webhook.headers(
            id: id,
            at: Int64(Date().timeIntervalSince1970),
            body: body
        )
        var headers: HTTPHeaders = [
            "Content-Type": "application/json", "Idempotency-Key": id,
        ]
        for (name, value) in signed.fields { headers.add(name, value) }
        do throws(HTTPClientError) {
            let reply = try await client.send(
                HTTPCall(
                    .post,
                    gateway.url,
                    headers: headers,
                    body: body,
                    timeout: Self.timeout,
                    startTimeout: Delivery.latestStart
                ),
                within: gateway.policy
            )
            return Self.outcome(reply, of: row.lane)
        } catch {
            return .again(after: nil, why: "\(error)")
        }
    }

    package func showTyping(to contact: ContactKey, conversation: Int) async {
        let name = "\(contact.tenant)/\(contact.account)"
        guard let gateway = gateways.withLock({ $0[name] }) else { return }
        await showTyping(of: contact, conversation, at: gateway)
    }

    /// Shows another desk that a customer types.
    package func showTypingAtDesk(of contact: ContactKey, conversation: Int) async {
        guard let desk = desks.withLock({ $0[contact.tenant] }) else { return }
        await showTyping(of: contact, conversation, at: desk)
    }

    private func showTyping(
        of contact: ContactKey,
        _ conversation: Int,
        at gateway: Gateway
    ) async {
        let body = JSON.object([
            "account": .string(contact.account), "user": .string(contact.user),
            "conversation": .int(Int64(conversation)), "typing": true,
        ]).bytes
        let signed = gateway.webhook.headers(
            id: hexadecimal(randomBytes(16)),
            at: Int64(Date().timeIntervalSince1970),
            body: body
        )
        var headers: HTTPHeaders = ["Content-Type": "application/json"]
        for (name, value) in signed.fields { headers.add(name, value) }
        let call = HTTPCall(
            .post,
            gateway.url,
            headers: headers,
            body: body,
            timeout: Self.timeout
        )
        _ = try? await client.send(call, within: gateway.policy)
    }

    private static func outcome(_ reply: HTTPReply, of lane: OutboxRow.Lane) -> DeliveryOutcome {
        switch reply.status {
        case 200..<300: return .delivered
        // Of customers a gateway says that; a desk that is gone closes no conversation.
        case 410 where lane == .channel: return .closed
        case 408, 425, 429, 500...:
            let seconds = reply.headers["retry-after"].flatMap { Int64($0) }
            return .again(
                after: seconds.map { .seconds(min(3600, max(0, $0))) },
                why: "\(reply.status)"
            )
        default: return .refused(why: "\(reply.status)")
        }
    }
}
