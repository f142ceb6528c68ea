import Values

/// What agents and whoever runs the service send: a key that is not known here is a mistake of theirs,
/// and nothing is done.
extension OpenAPISchemas {
    private static let text: JSON = ["type": "string"]
    private static let identity: JSON = [
        "type": "string",
        "description": """
        The same whenever it is sent again, at most 256 characters; without it the header \
        Idempotency-Key is it
        """,
    ]

    private static func closed(_ fields: [String: JSON], required: [String] = []) -> JSON {
        [
            "type": "object", "required": .array(required.map { .string($0) }),
            "additionalProperties": false, "properties": .object(fields),
        ]
    }

    static let deskBodies: [String: JSON] = [
        "Presence": closed(
            [
                "presence": ["type": "string", "enum": ["available", "away", "offline"]],
                "channels": [
                    "type": "array", "items": text,
                    "description": "Only what comes on these; without it, on all",
                ],
            ],
            required: ["presence"]
        ),
        "Transfer": [
            "type": "object", "additionalProperties": false, "minProperties": 1,
            "maxProperties": 1, "properties": ["queue": text, "agent": text],
        ],
        "Closing": closed(["outcome": text, "topic": text]),
        "Callback": closed(
            [
                "at": ["type": "string", "format": "date-time"],
                "phone": ["type": "string", "format": "tel"], "queue": text,
            ],
            required: ["at"]
        ),
        "Identified": closed(["id": identity]),
        "AgentMessage": closed(["id": identity, "text": text, "control": control]),
        "Note": closed(["id": identity, "text": text], required: ["text"]),
        "TopicStart": closed(["id": identity, "topic": text], required: ["topic"]),
    ]

    static let administration: [String: JSON] = [
        "BotChoice": closed(
            [
                "bot": ["type": "string", "description": "A folder where the tenant's bots lie"],
                "percent": [
                    "type": "integer", "minimum": 1, "maximum": 100,
                    "description":
                        "So many in a hundred new conversations try it; absent: all have it",
                ],
            ],
            required: ["bot"]
        ),
        "TokenWish": closed(
            [
                "name": ["type": "string", "maxLength": 64],
                "role": [
                    "type": "string",
                    "enum": .array(Role.ofTokens.map { .string($0.rawValue) }),
                ],
                "expires": ["type": "string", "description": "90d, or a moment; absent: never"],
            ],
            required: ["name", "role"]
        ),
    ]
}
