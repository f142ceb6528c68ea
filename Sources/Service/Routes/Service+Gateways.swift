import BotRuntime
import HTTP
import Values

extension Service {
    /// Where replies are posted that nobody waits for.
    var gatewayRoutes: [Route] {
        [
            Route(
                .get,
                "v1/gateways",
                .roles([.manager, .admin]),
                "listGateways",
                "Says what waits for the gateway of each account, and which are paused",
                answer: "Gateways",
                problems: [503]
            ) { [self] call in await gateways(call) },
            Route(
                .post,
                "v1/accounts/{account}/gateway/pause",
                .roles([.admin]),
                "pauseGateway",
                "Posts nothing for an account until it is resumed, on every machine; what comes in is "
                    + "answered",
                problems: [404, 409, 503]
            ) { [self] call in await hold(true, "pause gateway", call) },
            Route(
                .post,
                "v1/accounts/{account}/gateway/resume",
                .roles([.admin]),
                "resumeGateway",
                "Posts what has come since the gateway was paused, and goes on",
                problems: [404, 409, 503]
            ) { [self] call in await hold(false, "resume gateway", call) },
        ]
    }

    private func gateways(_ call: Route.Call) async -> HTTPResponse {
        await answering { () throws(Problem) in
            let backlogs = try await found { () throws(RuntimeError) in
                do throws(StoreError) { return try await runtime.backlogs() } catch {
                    throw .store(error)
                }
            }
            let standings = await runtime.gateways()
            let gateways = standings.filter { $0.account.tenant == call.principal?.tenant }
                .map { standing -> JSON in
                    let backlog = backlogs[standing.account.gateway]
                    return [
                        "account": .string(standing.account.account),
                        "paused": .bool(standing.isHeld),
                        "waiting": .int(Int64(backlog?.rows ?? 0)),
                        "oldest_seconds": .double(backlog?.seconds ?? 0),
                    ]
                }
            return .json(["gateways": .array(gateways)])
        }
    }

    private func hold(
        _ isHeld: Bool,
        _ deed: String,
        _ call: Route.Call
    ) async -> HTTPResponse {
        await answering { () throws(Problem) in
            guard let account = call.account.flatMap({ runtime.account($0.key) }) else {
                throw Problem(404)
            }
            guard account.posts else {
                throw Problem(409, detail: "nothing is posted for the account: it has no post_to")
            }
            try await found { () throws(RuntimeError) in
                try await gatewayOffice.hold(isHeld, account.key)
            }
            await note(call, deed, account.id)
            return HTTPResponse(status: 204)
        }
    }
}
