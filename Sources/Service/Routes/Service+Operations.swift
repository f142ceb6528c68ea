import HTTP
import Values

extension Service {
    /// What whoever watches the service asks.
    var operationRoutes: [Route] {
        [
            Route(.get, "livez", .open, "live", "Says that the process runs") { _ in
                .text("ok\n")
            },
            Route(
                .get,
                "readyz",
                .open,
                "ready",
                "Says whether messages are taken now",
                answer: "Readiness",
                problems: [503],
                problem: "Unreadiness"
            ) { [self] _ in await readiness() },
            Route(
                .get,
                "metrics",
                .open,
                "metrics",
                "Gives what is counted, as Prometheus reads it"
            ) { [self] _ in
                var response = HTTPResponse.text(await metricsText())
                response.headers = ["Content-Type": "text/plain; version=0.0.4; charset=utf-8"]
                return response
            },
            Route(
                .get,
                "openapi.yaml",
                .open,
                "openapi",
                "Gives this description"
            ) { [self] _ in
                var response = HTTPResponse.text(OpenAPI(routes: routes).text)
                response.headers = ["Content-Type": "application/yaml"]
                return response
            },
        ]
    }

    private func readiness() async -> HTTPResponse {
        var members = versions.members
        switch await health.readiness {
        case .ready:
            members["ready"] = true
            return .json(.object(members))
        case .notReady(let why):
            members["ready"] = false
            members["reason"] = .string(why)
            return .problem(Problem(503, detail: why, more: members))
        }
    }
}
