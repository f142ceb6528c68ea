import BotRuntime
import Crypto
import Desk
import Foundation
import HTTP
import Messages
import Values

extension Service {
    /// What gateways and desks send.
    var messageRoutes: [Route] {
        [
            Route(
                .post,
                "v1/accounts/{account}/contacts/{user}/events",
                .roles([.gateway, .customer]),
                "sendEvent",
                "Takes what a customer sent, once for each id; answered at once with wait",
                query: [
                    ("wait", "how long to wait for the whole answer, such as 10s; at most 25s")
                ],
                body: "Event",
                answer: "Answer",
                problems: [400, 404, 409, 413, 422, 429, 503]
            ) { [self] call in await takeEvent(call, source: .inbound) },
            Route(
                .post,
                "v1/tenants/{tenant}/accounts/{account}/contacts/{user}/events",
                .signedOr([]),
                "receiveWebhook",
                "Takes what a customer sent, signed as Standard Webhooks are; the answer is posted",
                query: [
                    ("wait", "how long to wait for the whole answer, such as 10s; at most 25s")
                ],
                body: "Event",
                answer: "Answer",
                problems: [400, 401, 404, 409, 413, 422, 429, 503]
            ) { [self] call in await takeSignedEvent(call) },
            Route(
                .post,
                "v1/accounts/{account}/contacts/{user}/desk",
                .roles([.agent, .manager]),
                "sendDeskEvent",
                "Takes what the people's side says, once for each id; unasked of managers alone",
                body: "DeskEvent",
                answer: "Answer",
                problems: [400, 404, 409, 413, 422, 429, 503]
            ) { [self] call in await takeEvent(call, source: .desk) },
        ]
    }

    private func takeSignedEvent(_ call: Route.Call) async -> HTTPResponse {
        let tenant = call.parameters["tenant"] ?? ""
        let account = call.parameters["account"] ?? ""
        let secrets = secrets.of(tenant, account)
        let headers = StandardWebhook.Headers(
            id: call.head.headers["webhook-id"] ?? "",
            timestamp: call.head.headers["webhook-timestamp"] ?? "",
            signature: call.head.headers["webhook-signature"] ?? ""
        )
        let refused = Problem(401, detail: "the signature does not fit")
        guard !secrets.isEmpty else { return .problem(refused) }
        do throws(StandardWebhook.Refusal) {
            try StandardWebhook(secrets: secrets).verify(
                headers,
                body: call.request.body,
                at: runtime.now.seconds
            )
        } catch {
            return .problem(refused)
        }
        let principal = Principal(tenant: tenant, name: "webhook", role: .gateway)
        var proven = call
        proven.principal = principal
        let path = call.head.segments.joined(separator: "/")
        guard
            webhookIDs.takes(
                headers.id,
                of: "\(tenant)/\(account)",
                Array(path.utf8) + [0] + call.request.body
            )
        else {
            return .problem(
                Problem(409, detail: "the webhook-id was that of another message of this account")
            )
        }
        // Only now is it known that it is the tenant who asks.
        if let refusal = limiters.refusal(principal, about: try? proven.contact) {
            return .problem(refusal)
        }
        return await takeEvent(proven, source: .inbound)
    }

    private func takeEvent(
        _ call: Route.Call,
        source: MessageKey.Source
    ) async -> HTTPResponse {
        do throws(Problem) {
            let contact = try call.contact
            let json = try await withUpload(try call.json, call)
            let message = try IncomingEvent(call, json, contact, source).message
            let span = try call.wait
            if source == .desk { try await checkDesk(call, contact, message.id) }
            let answer = try await take(message, waiting: span)
            if source == .desk, answer.turn > 0, !answer.isRepeated {
                await note(call, "desk \(json["desk"]?.string ?? "")", contact.text)
            }
            let status = span == nil && answer.turn > 0 ? 202 : 200
            // A desk shows nothing to the customer: it learns all that was said.
            return .json(
                call.view(source == .desk ? answer.jsonWithPosted : answer.json),
                status: status
            )
        } catch {
            return .problem(error)
        }
    }

    /// Refuses what an agent's token may not say to a conversation: one that nobody handed over is
    /// taken over by managers alone.
    private func checkDesk(
        _ call: Route.Call,
        _ contact: ContactKey,
        _ id: String
    ) async throws(Problem) {
        guard desk?.configuration(of: contact.tenant) == nil else {
            throw Problem(403, detail: "this service's desk speaks for you: /v1/desk")
        }
        guard call.principal?.role == .agent else { return }
        let isTheirs = try await found { () throws(RuntimeError) in
            try await runtime.isWithPeople(contact, orKnows: id)
        }
        guard isTheirs else { throw Problem(404) }
    }

    func take(
        _ message: IncomingMessage,
        waiting span: Duration?
    ) async throws(Problem) -> Answer {
        do throws(RuntimeError) {
            return try await runtime.receive(message, waitingAtMost: span)
        } catch {
            throw Problem(error)
        }
    }
}

/// A message as a body of JSON says it.
private struct IncomingEvent {
    let message: IncomingMessage

    init(
        _ call: Route.Call,
        _ json: JSON,
        _ contact: ContactKey,
        _ source: MessageKey.Source
    ) throws(Problem) {
        let id = try call.id(of: json)
        let event: Inbound
        do throws(InboundError) { event = try Inbound(json: json) } catch {
            throw Problem(422, detail: error.reason)
        }
        let facts = try Self.facts(json["contact"])
        try call.check(event, facts)
        // No side speaks for the other.
        if case .desk = event {
            guard source == .desk else {
                throw Problem(403, detail: "a gateway does not speak for the desk")
            }
        } else if source == .desk {
            throw Problem(403, detail: "the desk does not speak for the customer")
        }
        var message = IncomingMessage(
            contact: contact,
            id: id,
            event: event,
            bytes: call.request.body,
            facts: facts
        )
        message.source = source
        message.received = call.request.received
        message.order = try Self.order(json["order"], call, source)
        self.message = message
    }

    /// The greatest number that every reader of JSON takes for itself: 2^53 - 1 (RFC 8259, section 6).
    private static let lastOrder = 9_007_199_254_740_991

    private static func order(
        _ json: JSON?,
        _ call: Route.Call,
        _ source: MessageKey.Source
    ) throws(Problem) -> Int64? {
        guard let json else { return nil }
        // Whoever numbers messages decides what others wait for.
        guard source == .inbound, call.principal?.role == .gateway else {
            throw Problem(403, detail: "a gateway numbers a contact's messages, and nobody else")
        }
        guard let order = json.int, (1...lastOrder).contains(order) else {
            throw Problem(422, detail: "order counts a contact's messages from 1 to \(lastOrder)")
        }
        return Int64(order)
    }

    private static func facts(_ json: JSON?) throws(Problem) -> ContactFacts {
        guard let json else { return ContactFacts() }
        guard json.object != nil else {
            throw Problem(422, detail: "contact is an object")
        }
        var verifiedUntil: Timestamp?
        if let text = json["verified_until"]?.string {
            guard let moment = Timestamp(text) else {
                throw Problem(
                    422,
                    detail: "contact.verified_until is a time such as 2026-03-02T10:00:00Z"
                )
            }
            verifiedUntil = moment
        }
        return ContactFacts(
            capabilities: json["capabilities"]?.string
                ?? json["capabilities"]?.array?.compactMap(\.string).joined(separator: ","),
            locale: json["locale"]?.string,
            region: json["region"]?.string,
            timeZone: json["time_zone"]?.string,
            name: json["name"]?.string,
            subject: json["subject"]?.string,
            verifiedUntil: verifiedUntil
        )
    }
}

extension Route.Call {
    private static let longestWait = 25.0

    /// The contact that the path names, among those of whoever asks.
    var contact: ContactKey {
        get throws(Problem) {
            guard let tenant = principal?.tenant, let account = parameters["account"],
                let user = parameters["user"],
                let key = ContactKey(tenant: tenant, account: account, user: user)
            else { throw Problem(404) }
            return key
        }
    }

    /// The body, which has the shape that the operation declares.
    var json: JSON {
        get throws(Problem) {
            let json: JSON
            do throws(JSONError) { json = try JSON(parsing: request.body, limits: .border) } catch {
                throw Problem(400, detail: "the body is no JSON: \(error.reason)")
            }
            guard json.object != nil else {
                throw Problem(400, detail: "the body is a JSON object")
            }
            if let mistake = shape?.mistake(in: json) { throw Problem(422, detail: mistake) }
            return json
        }
    }

    /// What an event is called whenever it is sent.
    func id(of event: JSON) throws(Problem) -> String {
        guard let fields = event.object else {
            throw Problem(400, detail: "an event is a JSON object")
        }
        let id =
            fields["id"]?.string ?? head.headers["idempotency-key"] ?? head.headers["webhook-id"]
        guard let id, !id.isEmpty else {
            throw Problem(
                400,
                detail: "an event has an id: the same one whenever it is sent again"
            )
        }
        return id
    }

    /// How long whoever asks wants to wait; nil: not at all.
    var wait: Duration? {
        get throws(Problem) {
            guard let text = head.queryValue("wait") else { return nil }
            if text.isEmpty { return .seconds(10) }
            guard let span = TimeSpan(text) ?? Int64(text).map({ TimeSpan(seconds: $0) }),
                span.seconds >= 0
            else { throw Problem(400, detail: "wait is a length of time such as 10s") }
            return .seconds(min(Self.longestWait, Double(span.seconds)))
        }
    }

    /// A number of the query.
    func number(_ name: String, standard: Int, most: Int) throws(Problem) -> Int {
        guard let text = head.queryValue(name) else { return standard }
        guard let number = Int(text), number >= 0 else {
            throw Problem(400, detail: "\(name) is a whole number")
        }
        return min(number, most)
    }
}

extension Answer {
    /// The line of `chat --json`, with what the service adds.
    var json: JSON {
        var fields = line.object ?? [:]
        fields["turn"] = .int(turn)
        fields["repeated"] = .bool(isRepeated)
        fields["whole"] = .bool(isWhole)
        if !posted.isEmpty { fields["posted"] = true }
        return .object(fields)
    }

    /// It, with the replies that are posted among its own.
    var jsonWithPosted: JSON {
        var fields = json.object ?? [:]
        fields["replies"] = line["replies"].map { _ in .array(told) }
        return .object(fields)
    }
}

extension Problem {
    init(_ error: RuntimeError) {
        switch error {
        case .unknownAccount: self.init(404, detail: "there is no such account")
        case .reused: self.init(409, detail: error.description)
        case .badID: self.init(400, detail: error.description)
        case .busy(let seconds), .overloaded(let seconds):
            self.init(429, detail: error.description, headers: ["Retry-After": "\(seconds)"])
        case .contended(let seconds):
            self.init(503, detail: error.description, headers: ["Retry-After": "\(seconds)"])
        // What is wrong inside is for the log, not for whoever asks.
        case .unreadable: self.init(500, detail: "the conversation cannot be read")
        case .stopping: self.init(503, detail: error.description, headers: ["Retry-After": "2"])
        case .store: self.init(503, detail: "nothing is kept now", headers: ["Retry-After": "2"])
        }
    }
}
