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
                problems: [400, 404]
            ) { [self] call in await beginSession(call) }
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
            return .json([
                "token": .string(passes.pass(for: contact, until: end)),
                "expires": .string(end.description),
            ])
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
