import BotRuntime
import HTTP
import Messages
import Values

extension Service {
    /// Customers who talk to the service themselves.
    var customerRoutes: [Route] {
        [
            Route(
                .post,
                "v1/accounts/{account}/contacts/{user}/sessions",
                .roles([.gateway]),
                "beginSession",
                "Makes a pass with which the customer's page or app writes and reads itself",
                query: [("for", "how long it holds: 1m to 24h; 1h as a rule")],
                answer: "Session",
                problems: [400, 404, 503]
            ) { [self] call in await beginSession(call) },
            Route(
                .delete,
                "v1/accounts/{account}/contacts/{user}/sessions",
                .roles([.gateway, .admin]),
                "endSessions",
                "Takes back all passes that were made for a contact so far",
                problems: [404, 503]
            ) { [self] call in await endSessions(call, nil) },
            Route(
                .delete,
                "v1/accounts/{account}/contacts/{user}/sessions/{session}",
                .roles([.gateway, .admin]),
                "endSession",
                "Takes back one pass, by the id that it was made with",
                problems: [404, 503]
            ) { [self] call in await endSessions(call, call.parameters["session"]) },
        ]
    }

    private func beginSession(_ call: Route.Call) async -> HTTPResponse {
        await answering { () throws(Problem) in
            let contact = try call.contact
            guard let account = call.account, runtime.bots(of: account) != nil else {
                throw Problem(404, detail: "there is no such account")
            }
            let text = call.head.queryValue("for")
            let seconds = text.map { TimeSpan($0)?.seconds ?? 0 } ?? CustomerPasses.usualLength
            guard CustomerPasses.lengths.contains(seconds) else {
                throw Problem(400, detail: "for is a length of time from 1m to 24h")
            }
            let end = Timestamp(seconds: SystemClock().now.seconds + seconds)
            let era = try await found { () throws(RuntimeError) in
                try await passOffice.era(of: contact)
            }
            let (pass, token) = passes.pass(for: contact, until: end, era: era)
            return .json([
                "id": .string(pass.id), "token": .string(token),
                "expires": .string(end.description),
            ])
        }
    }

    private func endSessions(_ call: Route.Call, _ id: String?) async -> HTTPResponse {
        await answering { () throws(Problem) in
            let contact = try call.contact
            guard let account = call.account, runtime.bots(of: account) != nil,
                id.map({ $0.utf8.count <= 64 }) ?? true
            else { throw Problem(404) }
            try await found { () throws(RuntimeError) in
                try await passOffice.takeBack(id, of: contact)
            }
            await note(
                call,
                "take back passes",
                ([contact.text] + (id.map { [$0] } ?? []))
                    .joined(separator: " ")
            )
            return HTTPResponse(status: 204)
        }
    }
}

extension Route.Call {
    /// Refuses what a customer may not say of themselves.
    func check(_ event: Inbound, _ facts: ContactFacts) throws(Problem) {
        guard principal?.role == .customer else { return }
        guard event.isFromCustomers else {
            throw Problem(403, detail: "a customer does not say that")
        }
        guard facts.subject == nil, facts.verifiedUntil == nil else {
            throw Problem(403, detail: "a customer does not say who they are proven to be")
        }
    }
}
