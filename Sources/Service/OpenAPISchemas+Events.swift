import Messages
import Values

/// What gateways send, and other desks: keys that are not known here are ignored, for a later version
/// of theirs may have more.
extension OpenAPISchemas {
    private static let text: JSON = ["type": "string"]
    private static let moment: JSON = ["type": "string", "format": "date-time"]
    private static let identity: JSON = [
        "type": "string",
        "description": """
        The same whenever it is sent again, at most 256 characters; without it the header \
        Idempotency-Key is it
        """,
    ]

    static let events: [String: JSON] = [
        "Event": [
            "type": "object",
            "description": .string(
                "One thing that happened: beside id and contact one of the keys "
                    + happenings.keys.sorted().joined(separator: ", ")
            ),
            "properties": .object(happenings.merging(around) { first, _ in first }),
        ],
        "DeskEvent": [
            "type": "object", "required": ["desk"],
            "properties": [
                "id": identity,
                "desk": [
                    "type": "string",
                    "enum": .array(DeskEvent.Kind.allCases.map { .string($0.rawValue) }),
                ],
                "agent": text, "text": text, "queue": text,
                "place": ["type": "integer", "minimum": 0],
                "wait": ["type": "string", "format": "span"], "at": moment, "topic": text,
                "outcome": text, "control": control, "handoff": text,
            ],
        ],
        "Consent": [
            "type": "object", "required": ["granted"],
            "properties": [
                "id": identity, "granted": ["type": "boolean"],
                "words": [
                    "type": "string", "description": "What the customer was shown, or wrote",
                ],
            ],
        ],
    ]

    private static let around: [String: JSON] = [
        "id": identity,
        "order": [
            "type": "integer", "minimum": 1, "maximum": 9_007_199_254_740_991,
            "description": "Counts the contact's messages, where the gateway does",
        ],
        "at": ["type": "string", "format": "date-time", "description": "When it happened"],
        "contact": [
            "type": "object",
            "description": "What is new about the customer; what is absent stays as it was",
            "properties": [
                "name": text, "locale": ["type": "string", "format": "language-tag"],
                "region": text, "time_zone": ["type": "string", "format": "time-zone"],
                "subject": text,
                "verified_until": moment,
                "capabilities": [
                    "type": ["string", "array"], "items": text, "examples": ["QUICK,LIST,TIME"],
                ],
            ],
        ],
    ]

    private static let happenings: [String: JSON] = [
        "text": ["type": "string", "description": "What the customer wrote"],
        "tap": object(["question": text, "options": ["type": "array", "items": text]]),
        "form": object(["question": text, "values": ["type": "object"]]),
        "slot": object(["question": text, "id": text]),
        "value": object(["question": text, "value": [:]]),
        "file": [
            "type": "object", "required": ["id"],
            "description": "What the customer sent: an upload by its id, or a reference",
            "properties": [
                "id": text, "mime": text, "size": ["type": "integer", "minimum": 0], "name": text,
            ],
        ],
        "location": object(
            ["latitude": ["type": "number"], "longitude": ["type": "number"]],
            optional: ["name": text]
        ),
        "contact_card": ["type": "object"],
        "signed_in": object(
            ["status": ["type": "string", "enum": ["ok", "failed"]]],
            optional: ["question": text, "subject": text]
        ),
        "paid": object(
            ["status": ["type": "string", "enum": ["ok", "failed", "cancelled"]]],
            optional: [
                "question": text, "reference": text,
                "amount": object(["amount": text], optional: ["currency": text]),
            ]
        ),
        "event": object(["name": text], optional: ["gives": [:]]),
        "app": object(["question": text], optional: ["data": [:]]),
        "typing": ["type": "boolean"],
        "status": object(
            [
                "message": text,
                "state": [
                    "type": "string",
                    "enum": .array(DeliveryState.allCases.map { .string($0.rawValue) }),
                ],
            ],
            optional: ["code": text]
        ),
        "edited": ["type": "object"], "deleted": ["type": "object"], "closed": ["type": "object"],
        "consent": object(["granted": ["type": "boolean"]], optional: ["words": text]),
        "entry": object([:], optional: ["intent": text, "group": text, "body": text]),
    ]

    /// What people offer to touch.
    static let control: JSON = [
        "type": "object", "description": "As replies have it",
        "properties": [
            "type": text, "question": text, "title": text, "skip": text, "yes": text, "no": text,
            "min": ["type": ["integer", "string"]], "max": ["type": ["integer", "string"]],
            "format": text, "max_length": ["type": "integer"], "example": text,
            "max_bytes": ["type": "integer"], "mimes": ["type": "array", "items": text],
            "style": text, "time_zone": text, "place": text,
            "options": [
                "type": "array",
                "items": [
                    "type": "object",
                    "properties": [
                        "id": text, "title": text, "subtitle": text, "image": text,
                        "section": text,
                    ],
                ],
            ],
            "slots": [
                "type": "array",
                "items": [
                    "type": "object",
                    "properties": [
                        "id": text, "start": moment, "seconds": ["type": "integer"],
                        "title": text,
                    ],
                ],
            ],
            "pages": [
                "type": "array",
                "items": [
                    "type": "object",
                    "properties": ["slot": text, "title": text, "control": ["type": "object"]],
                ],
            ],
        ],
    ]

    private static func object(_ required: [String: JSON], optional: [String: JSON] = [:]) -> JSON {
        [
            "type": "object", "required": .array(required.keys.sorted().map { .string($0) }),
            "properties": .object(required.merging(optional) { first, _ in first }),
        ]
    }
}
