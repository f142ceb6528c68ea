import BotRuntime
import HTTP
import Messages
import Values

extension Service {
    /// What customers decided about being written to, and what the company counts as contacts with
    /// them.
    var consentRoutes: [Route] {
        [
            Route(
                .get,
                "v1/accounts/{account}/contacts/{user}/interactions",
                .roles([.agent, .manager, .admin]),
                "listInteractions",
                "Gives a contact's interactions, the oldest first",
                answer: "Interactions",
                problems: [404, 503]
            ) { [self] call in await listed(call, "interactions", kind: "interaction") },
            Route(
                .get,
                "v1/accounts/{account}/contacts/{user}/consents",
                .roles([.gateway, .manager, .admin]),
                "listConsents",
                "Gives what a contact granted and withdrew; the last one holds",
                answer: "Consents",
                problems: [404, 503]
            ) { [self] call in await listed(call, "consents", kind: "consent") },
            Route(
                .post,
                "v1/accounts/{account}/contacts/{user}/consents",
                .roles([.gateway]),
                "sendConsent",
                "Takes what a customer granted or withdrew elsewhere, once for each id",
                query: [
                    ("wait", "how long to wait for the whole answer, such as 10s; at most 25s")
                ],
                body: "Consent",
                answer: "Answer",
                problems: [400, 404, 409, 413, 422, 429, 503]
            ) { [self] call in await takeConsent(call) },
        ]
    }

    private func listed(
        _ call: Route.Call,
        _ name: String,
        kind: String
    ) async -> HTTPResponse {
        await answering { () throws(Problem) in
            let contact = try await readable(call)
            let entries = try await found { () throws(RuntimeError) in
                try await runtime.entries(of: contact, kind: kind)
            }
            let items = entries.map { entry in
                var fields = entry["body"]?.object ?? [:]
                fields["at"] = entry["at"]
                return (entry["at"]?.string.flatMap { Timestamp($0) }, JSON.object(fields))
            }
            // They come in the order of their IDs.
            let inOrder = items.sorted { ($0.0?.milliseconds ?? 0) < ($1.0?.milliseconds ?? 0) }
            return .json([name: .array(inOrder.map(\.1))])
        }
    }

    private func takeConsent(_ call: Route.Call) async -> HTTPResponse {
        await answering { () throws(Problem) in
            let contact = try call.contact
            let json = try call.json
            guard let granted = json["granted"]?.bool else {
                throw Problem(422, detail: "granted is true or false")
            }
            let message = IncomingMessage(
                contact: contact,
                id: try call.id(of: json),
                event: .consent(granted: granted, words: json["words"]?.string),
                bytes: call.request.body
            )
            let span = try call.wait
            let answer = try await take(message, waiting: span)
            return .json(answer.json, status: span == nil && answer.turn > 0 ? 202 : 200)
        }
    }
}
