import HTTP
import Values

/// The service's description in OpenAPI 3.1, made of its routes.
struct OpenAPI {
    let routes: [Route]

    var json: JSON {
        var paths: [String: JSON] = [:]
        for route in routes {
            let path = "/" + route.path.joined(separator: "/")
            var operations = paths[path]?.object ?? [:]
            operations[route.method.name.lowercased()] = operation(route)
            paths[path] = .object(operations)
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
        if !path.isEmpty || !query.isEmpty { fields["parameters"] = .array(path + query) }
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
        if case .roles = route.access { problems.formUnion([401, 403, 429]) }
        for status in problems {
            responses["\(status)"] = [
                "description": .string(HTTPStatus.phrase(of: status)),
                "content": ["application/problem+json": Self.schema("Problem")],
            ]
        }
        return responses
    }

    private static func schema(_ name: String) -> JSON {
        ["schema": ["$ref": .string("#/components/schemas/\(name)")]]
    }
}

/// The shapes of bodies and answers.
enum OpenAPISchemas {
    static let all: [String: JSON] = [
        "Event": [
            "type": "object",
            "description": """
            One thing that happened: beside id and contact one of the keys text, tap, form, slot, \
            value, file, location, contact_card, signed_in, paid, event, app, typing, status, \
            edited, deleted, closed, consent, entry.
            """,
            "required": ["id"],
            "properties": [
                "id": [
                    "type": "string", "maxLength": 256,
                    "description": "The same whenever it is sent again",
                ],
                "order": [
                    "type": "integer", "minimum": 1, "maximum": 9_007_199_254_740_991,
                    "description": "Counts the contact's messages, where the gateway does",
                ],
                "text": ["type": "string", "description": "What the customer wrote"],
                "tap": [
                    "type": "object", "required": ["question", "options"],
                    "properties": [
                        "question": ["type": "string"],
                        "options": ["type": "array", "items": ["type": "string"]],
                    ],
                ],
                "file": [
                    "type": "object", "required": ["id"],
                    "description": "What the customer sent: an upload by its id, or a reference",
                    "properties": [
                        "id": ["type": "string"], "mime": ["type": "string"],
                        "size": ["type": "integer"], "name": ["type": "string"],
                    ],
                ],
                "contact": [
                    "type": "object",
                    "description": "What is new about the customer; what is absent stays as it was",
                    "properties": [
                        "name": ["type": "string"], "locale": ["type": "string"],
                        "region": ["type": "string"], "time_zone": ["type": "string"],
                        "subject": ["type": "string"],
                        "verified_until": ["type": "string", "format": "date-time"],
                        "capabilities": ["type": "string", "examples": ["QUICK,LIST,TIME"]],
                    ],
                ],
            ],
        ],
        "DeskEvent": [
            "type": "object", "required": ["id", "desk"],
            "properties": [
                "id": ["type": "string", "maxLength": 256],
                "desk": [
                    "type": "string",
                    "enum": [
                        "created", "queued", "offered", "accepted", "declined", "message", "typing",
                        "transferred", "closed", "failed", "callback", "topic", "note",
                    ],
                ],
                "agent": ["type": "string"], "text": ["type": "string"],
                "queue": ["type": "string"], "place": ["type": "integer"],
                "wait": ["type": "string"], "at": ["type": "string", "format": "date-time"],
                "topic": ["type": "string"], "outcome": ["type": "string"],
                "control": ["type": "object"], "handoff": ["type": "string"],
            ],
        ],
        "Answer": [
            "type": "object",
            "required": ["turn", "repeated", "whole"],
            "properties": [
                "turn": ["type": "integer", "description": "Counted from 1 for each contact"],
                "repeated": ["type": "boolean", "description": "It had been answered before"],
                "whole": ["type": "boolean", "description": "Nothing more follows"],
                "replies": ["type": "array", "items": ["type": "object"]],
                "owner": ["type": "string", "enum": ["bot", "queue", "agent", "nobody"]],
                "topic": ["type": ["string", "null"]], "waiting": ["type": "object"],
                "slots": ["type": "object"],
                "calls": ["type": "array", "items": ["type": "object"]],
                "handoff": ["type": ["object", "null"]], "interaction": ["type": "object"],
                "outcome": ["type": "string"], "rule": ["type": "string"],
                "language": ["type": "string"],
            ],
        ],
        "Conversation": [
            "type": "object",
            "properties": [
                "turn": ["type": "integer"], "conversation": ["type": "integer"],
                "owner": ["type": "string"], "epoch": ["type": "integer"],
                "bot": ["type": "string"], "updated": ["type": "string", "format": "date-time"],
                "channel": ["type": "string"], "contact": ["type": "object"],
                "conv_hash": [
                    "type": "string", "description": "What the contact is called in the log",
                ],
            ],
        ],
        "Desk": ["type": "object"], "Ticket": ["type": "object"],
        "DeskUpdate": [
            "type": "object", "required": ["cursor", "turns"],
            "properties": [
                "cursor": ["type": "string", "description": "For the next question"],
                "desk": [
                    "type": "object", "description": "As getDesk gives it; only where it is new",
                ],
                "turns": [
                    "type": "array", "items": ["type": "object"],
                    "description": "Of the agent's conversations, each with its ticket",
                ],
            ],
        ],
        "Presence": [
            "type": "object", "required": ["presence"],
            "properties": [
                "presence": ["type": "string", "enum": ["available", "away", "offline"]],
                "channels": [
                    "type": "array", "items": ["type": "string"],
                    "description": "Only what comes on these; without it, on all",
                ],
            ],
        ],
        "Transfer": [
            "type": "object",
            "properties": ["queue": ["type": "string"], "agent": ["type": "string"]],
        ],
        "Closing": [
            "type": "object",
            "properties": ["outcome": ["type": "string"], "topic": ["type": "string"]],
        ],
        "Callback": [
            "type": "object", "required": ["at"],
            "properties": [
                "at": ["type": "string", "format": "date-time"], "phone": ["type": "string"],
                "queue": ["type": "string"],
            ],
        ],
        "Identified": [
            "type": "object", "required": ["id"], "properties": ["id": ["type": "string"]],
        ],
        "AgentMessage": [
            "type": "object", "required": ["id"],
            "properties": [
                "id": ["type": "string"], "text": ["type": "string"],
                "control": ["type": "object", "description": "As replies have it"],
            ],
        ],
        "TopicStart": [
            "type": "object", "required": ["id", "topic"],
            "properties": ["id": ["type": "string"], "topic": ["type": "string"]],
        ],
        "Consent": [
            "type": "object", "required": ["id", "granted"],
            "properties": [
                "id": ["type": "string", "maxLength": 256], "granted": ["type": "boolean"],
                "words": [
                    "type": "string", "description": "What the customer was shown, or wrote",
                ],
            ],
        ],
        "Interactions": list("interactions"), "Consents": list("consents"),
        "Turns": list("turns"), "Entries": list("entries"), "DeadLetters": list("dead_letters"),
        "Export": ["type": "object"],
        "Report": [
            "type": "object", "required": ["report", "from", "to", "columns", "rows"],
            "properties": [
                "report": ["type": "string"], "from": ["type": "string", "format": "date-time"],
                "to": ["type": "string", "format": "date-time"],
                "columns": ["type": "array", "items": ["type": "string"]],
                "rows": ["type": "array", "items": ["type": "object"]],
            ],
        ],
        "Session": [
            "type": "object", "required": ["id", "token", "expires"],
            "properties": [
                "id": ["type": "string", "description": "By which it can be taken back"],
                "token": ["type": "string"],
                "expires": ["type": "string", "format": "date-time"],
            ],
        ],
        "Upload": [
            "type": "object",
            "required": ["id", "mime", "size", "sha256", "repeated"],
            "properties": [
                "id": ["type": "string", "description": "What an event's file refers to"],
                "mime": ["type": "string"], "size": ["type": "integer"],
                "sha256": ["type": "string"],
                "repeated": ["type": "boolean", "description": "It had been kept before"],
            ],
        ],
        "Bot": [
            "type": "object",
            "properties": [
                "name": ["type": "string"], "id": ["type": "string"], "trial": ["type": "object"],
            ],
        ],
        "BotChoice": [
            "type": "object", "required": ["bot"],
            "properties": [
                "bot": ["type": "string", "description": "A folder where the tenant's bots lie"],
                "percent": [
                    "type": "integer", "minimum": 1, "maximum": 100,
                    "description":
                        "So many in a hundred new conversations try it; absent: all have it",
                ],
            ],
        ],
        "TokenWish": [
            "type": "object", "required": ["name", "role"],
            "properties": [
                "name": ["type": "string", "maxLength": 64],
                "role": [
                    "type": "string", "enum": .array(Role.allCases.map { .string($0.rawValue) }),
                ],
                "expires": ["type": "string", "description": "90d, or a moment; absent: never"],
            ],
        ],
        "Token": [
            "type": "object",
            "properties": [
                "name": ["type": "string"], "role": ["type": "string"],
                "token": ["type": "string", "description": "Told this once"],
                "expires": ["type": "string", "format": "date-time"],
            ],
        ],
        "Tokens": list("tokens"),
        "Backup": [
            "type": "object",
            "properties": ["name": ["type": "string"], "bytes": ["type": "integer"]],
        ],
        "Audit": [
            "type": "object",
            "properties": [
                "lines": ["type": "array", "items": ["type": "object"]],
                "holds": ["type": "boolean", "description": "No line was changed or taken away"],
            ],
        ],
        "Readiness": [
            "type": "object", "required": ["ready"],
            "properties": ["ready": ["type": "boolean"], "reason": ["type": "string"]],
        ],
        "Problem": [
            "type": "object", "description": "RFC 9457",
            "properties": [
                "type": ["type": "string"], "title": ["type": "string"],
                "status": ["type": "integer"], "detail": ["type": "string"],
            ],
        ],
    ]

    private static func list(_ name: String) -> JSON {
        [
            "type": "object",
            "properties": .object([name: ["type": "array", "items": ["type": "object"]]]),
        ]
    }
}
