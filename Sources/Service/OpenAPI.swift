import HTTP
import Values

/// The service's description in OpenAPI 3.1, made of its routes.
struct OpenAPI {
    let routes: [Route]

    var json: JSON {
        var paths: [String: JSON] = [:]
        for route in routes {
            var operations = paths[route.template]?.object ?? [:]
            operations[route.method.name.lowercased()] = operation(route)
            paths[route.template] = .object(operations)
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Virtual agent", "version": "1.0.0",
                "description": """
                Takes what customers write on messaging channels, and answers. An event has an id: \
                sent again with it, it is answered as it was and does nothing. A 2xx means that it \
                is kept. What is posted is sent at least once, with an id that stays the same.
                """,
            ],
            "paths": .object(paths),
            "components": [
                "securitySchemes": [
                    "token": ["type": "http", "scheme": "bearer"],
                    "signature": [
                        "type": "apiKey", "in": "header", "name": "webhook-signature",
                        "description":
                            "Standard Webhooks 1.0, with webhook-id and webhook-timestamp",
                    ],
                ],
                "schemas": .object(OpenAPISchemas.all),
            ],
        ]
    }

    /// As YAML.
    var text: String { YAMLText(json).text }

    private func operation(_ route: Route) -> JSON {
        var fields: [String: JSON] = [
            "operationId": .string(route.operation), "summary": .string(route.summary),
        ]
        let path = route.path.filter { $0.hasPrefix("{") }.map { name -> JSON in
            [
                "name": .string(String(name.dropFirst().dropLast())), "in": "path",
                "required": true, "schema": ["type": "string"],
            ]
        }
        let query = route.query.map { name, about -> JSON in
            [
                "name": .string(name), "in": "query", "description": .string(about),
                "schema": ["type": "string"],
            ]
        }
        let parameters = path + query + Self.headers(route)
        if !parameters.isEmpty { fields["parameters"] = .array(parameters) }
        if case .streamed = route.work {
            fields["requestBody"] = [
                "required": true,
                "content": ["*/*": ["schema": ["type": "string", "format": "binary"]]],
            ]
        } else if let body = route.body {
            fields["requestBody"] = [
                "required": true, "content": ["application/json": Self.schema(body)],
            ]
        }
        switch route.access {
        case .open: fields["security"] = []
        case .roles(let roles):
            fields["security"] = [["token": []]]
            fields["x-roles"] = .array(roles.map(\.rawValue).sorted().map { .string($0) })
        case .signedOr: fields["security"] = [["signature": []]]
        }
        fields["responses"] = .object(responses(route))
        return .object(fields)
    }

    /// Headers that mean something to an operation, beside those of its security.
    private static func headers(_ route: Route) -> [JSON] {
        var headers: [(name: String, isRequired: Bool, about: String)] = []
        var takesID =
            route.body.map { OpenAPISchemas.all[$0]?["properties"]?["id"] != nil } ?? false
        if case .streamed = route.work { takesID = true }
        if takesID {
            headers.append(
                (
                    "Idempotency-Key", false,
                    "The id, where the body has none: the same when sent again"
                )
            )
        }
        if route.answer == "EventStream" {
            headers.append(("Last-Event-ID", false, "Goes on after that event"))
        }
        if case .signedOr = route.access {
            headers += [
                (
                    "webhook-id", true,
                    "The message's own, to one contact, whenever it is sent again"
                ),
                ("webhook-timestamp", true, "Seconds since 1970, at most 300 from now"),
            ]
        }
        return headers.map { name, isRequired, about in
            [
                "name": .string(name), "in": "header", "required": .bool(isRequired),
                "description": .string(about), "schema": ["type": "string"],
            ]
        }
    }

    private func responses(_ route: Route) -> [String: JSON] {
        var responses: [String: JSON] = [:]
        switch route.answer {
        case nil where route.method == .get:
            responses["200"] = ["description": "What was asked for, as text"]
        case nil: responses["204"] = ["description": "Done"]
        case "EventStream"?:
            responses["200"] = [
                "description": "Each event has an id, which Last-Event-ID goes on from",
                "content": ["text/event-stream": ["schema": ["type": "string"]]],
            ]
        case "Bytes"?:
            responses["200"] = [
                "description": "The bytes, as a file to be saved",
                "content": ["*/*": ["schema": ["type": "string", "format": "binary"]]],
            ]
        case let answer?:
            responses["200"] = [
                "description": "Done", "content": ["application/json": Self.schema(answer)],
            ]
        }
        if case .streamed = route.work { responses["201"] = responses["200"] }
        if route.body != nil, route.answer == "Answer" {
            responses["202"] = [
                "description": "Kept; the answer is posted, or found among the turns",
                "content": ["application/json": Self.schema("Answer")],
            ]
        }
        var problems = Set(route.problems)
        switch route.access {
        case .open: break
        // Nothing is answered without the store, nor after half a minute.
        case .signedOr: problems.insert(503)
        case .roles: problems.formUnion([401, 403, 429, 503])
        }
        for status in problems {
            responses["\(status)"] = [
                "description": .string(HTTPStatus.phrase(of: status)),
                "content": ["application/problem+json": Self.schema(route.problem)],
            ]
        }
        return responses
    }

    private static func schema(_ name: String) -> JSON {
        ["schema": ["$ref": .string("#/components/schemas/\(name)")]]
    }
}
