import Values

/// The shapes of bodies and answers.
enum OpenAPISchemas {
    /// By their names.
    static let all = [answers, events, deskBodies, administration].reduce(into: [:]) {
        $0.merge($1) { first, _ in first }
    }

    private static let shapes = all.mapValues { BodyShape($0) }

    /// What a body of that name must look like.
    static func shape(of name: String) -> BodyShape {
        guard let shape = shapes[name] else { preconditionFailure("no schema is called \(name)") }
        return shape
    }

    private static let answers: [String: JSON] = [
        "Answer": [
            "type": "object",
            "required": ["turn", "repeated", "whole"],
            "properties": [
                "turn": ["type": "integer", "description": "Counted from 1 for each contact"],
                "repeated": ["type": "boolean", "description": "It had been answered before"],
                "whole": ["type": "boolean", "description": "Nothing more follows"],
                "replies": [
                    "type": "array", "items": ["type": "object"],
                    "description": "To be shown by whoever asks; no reply is also posted",
                ],
                "posted": ["type": "boolean", "description": "There are replies that are posted"],
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
        "Token": [
            "type": "object",
            "properties": [
                "name": ["type": "string"], "role": ["type": "string"],
                "token": ["type": "string", "description": "Told this once"],
                "expires": ["type": "string", "format": "date-time"],
            ],
        ],
        "Tokens": list("tokens"),
        "Gateways": [
            "type": "object", "required": ["gateways"],
            "properties": [
                "gateways": [
                    "type": "array",
                    "items": [
                        "type": "object",
                        "required": ["account", "paused", "waiting", "oldest_seconds"],
                        "properties": [
                            "account": ["type": "string"], "paused": ["type": "boolean"],
                            "waiting": [
                                "type": "integer", "description": "Replies that are to be posted",
                            ],
                            "oldest_seconds": [
                                "type": "number",
                                "description": "How long ago the oldest of them was written",
                            ],
                        ],
                    ],
                ]
            ],
        ],
        "Verification": [
            "type": "object", "required": ["state", "begun"],
            "properties": [
                "state": ["type": "string", "enum": ["running", "done", "failed"]],
                "begun": ["type": "string", "format": "date-time"],
                "ended": ["type": "string", "format": "date-time"],
                "why": ["type": "string", "description": "It failed"],
                "holds": ["type": "boolean", "description": "Nothing is damaged"],
                "conversations": [
                    "type": "integer", "description": "The tenant's, each of which was opened",
                ],
                "damage": [
                    "type": "array",
                    "items": [
                        "type": "object", "required": ["place", "what"],
                        "properties": [
                            "place": [
                                "type": "string",
                                "description": "A table, conversation, book, pages or the file",
                            ],
                            "what": ["type": "string"],
                            "conv_hash": [
                                "type": "string",
                                "description": "What the contact is called in the log",
                            ],
                        ],
                    ],
                ],
            ],
        ],
        "Backup": [
            "type": "object",
            "properties": ["name": ["type": "string"], "bytes": ["type": "integer"]],
        ],
        "Audit": [
            "type": "object",
            "properties": [
                "lines": ["type": "array", "items": ["type": "object"]],
                "holds": ["type": "boolean", "description": "No line was changed or taken away"],
                "written": [
                    "type": "integer",
                    "description":
                        "How many lines were written: more than there are where the newest are gone",
                ],
            ],
        ],
        "Readiness": [
            "type": "object", "required": ["ready", "version", "libraries"],
            "properties": .object(readiness),
        ],
        "Unreadiness": [
            "type": "object", "description": "RFC 9457",
            "required": ["ready", "reason", "version", "libraries"],
            "properties": .object(
                problem.merging(readiness) { $1 }.merging(["reason": ["type": "string"]]) { $1 }
            ),
        ],
        "Problem": [
            "type": "object", "description": "RFC 9457", "properties": .object(problem),
        ],
    ]

    private static let problem: [String: JSON] = [
        "type": ["type": "string"], "title": ["type": "string"], "status": ["type": "integer"],
        "detail": ["type": "string"],
    ]

    private static let readiness: [String: JSON] = [
        "ready": ["type": "boolean"],
        "version": ["type": "string", "description": "Of the program"],
        "libraries": [
            "type": "object", "additionalProperties": ["type": "string"],
            "description": "Versions of the system's libraries as they were loaded, by their names",
        ],
    ]

    private static func list(_ name: String) -> JSON {
        [
            "type": "object",
            "properties": .object([name: ["type": "array", "items": ["type": "object"]]]),
        ]
    }
}
