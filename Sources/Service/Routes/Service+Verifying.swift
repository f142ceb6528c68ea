import BotRuntime
import HTTP
import Values

extension Service {
    /// Whether what is kept is as it was written.
    var verifyingRoutes: [Route] {
        [
            Route(
                .post,
                "v1/verify",
                .roles([.admin]),
                "verifyStore",
                "Looks through the store for damage, while it is used, and says what was found so far",
                answer: "Verification"
            ) { [self] call in await verify(call) },
            Route(
                .get,
                "v1/verify",
                .roles([.admin]),
                "getVerification",
                "Says what was found when the store was last looked through",
                answer: "Verification",
                problems: [404]
            ) { [self] call in
                guard let check = storeChecks.last(of: call.principal?.tenant ?? "") else {
                    return .problem(Problem(404, detail: "nobody has asked for it since the start"))
                }
                return .json(check.json)
            },
        ]
    }

    /// What takes no longer is answered at once.
    private static let patience = Duration.seconds(10)

    private func verify(_ call: Route.Call) async -> HTTPResponse {
        let tenant = call.principal?.tenant ?? ""
        storeChecks.begin(tenant)
        await note(call, "verify store", tenant)
        let end = ContinuousClock.now + Self.patience
        while storeChecks.last(of: tenant)?.state == .running, ContinuousClock.now < end,
            !runtime.isEndingPolls
        {
            try? await Task.sleep(for: .milliseconds(20))
        }
        return .json(storeChecks.last(of: tenant)?.json ?? .null)
    }
}
