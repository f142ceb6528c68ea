/// The names an expression may use, what is known of them, and how strict the check is.
package struct Scope: Hashable, Sendable {
    package var names: [String: Type]
    /// Names and paths (`customer.phone`) that are known to be filled here.
    package var narrowed: Set<String>
    /// Whether `dyn` may be used; topics may not.
    package var allowsDynamic: Bool
    /// Functions beside the built-in ones; what they do stands in `Occasion.functions`.
    package var extraFunctions: [String: FunctionSignature]

    package init(
        names: [String: Type] = [:],
        narrowed: Set<String> = [],
        allowsDynamic: Bool = false,
        extraFunctions: [String: FunctionSignature] = [:]
    ) {
        self.names = names
        self.narrowed = narrowed
        self.allowsDynamic = allowsDynamic
        self.extraFunctions = extraFunctions
    }

    /// What every topic knows: the moment, the channel, the contact, the conversation, the hours.
    package static let everywhere = Scope(names: [
        "now": .timestamp, "today": .date, "channel": .string, "language": .string,
        "contact": .record(
            RowType(
                name: "contact",
                fields: [
                    "verified": .bool, "level": .string, "subject": .optional(.string),
                    "locale": .string,
                    "region": .string, "name": .optional(.string),
                ]
            )
        ),
        "conversation": .record(RowType(name: "conversation", fields: ["id": .string])),
        "hours": .record(
            RowType(
                name: "hours",
                fields: [
                    "open": .bool, "opens": .optional(.timestamp), "holiday": .optional(.string),
                    "week": .string, "locations": .list(.record(location)),
                ]
            )
        ),
    ])

    /// What no value of a topic can be called: what is known everywhere, and the words of CEL.
    package static let takenNames = Parser.words.union(everywhere.names.keys)

    /// A place of `bot.yaml`; what it does not say is an empty text.
    package static let location = RowType(
        name: "location",
        fields: [
            "id": .string, "title": .string, "address": .string, "hours": .string,
            "phone": .string, "map": .string, "details": .string, "open": .bool,
        ]
    )

    /// The same scope with more names; a name given again is replaced.
    package func adding(_ more: [String: Type]) -> Scope {
        var copy = self
        copy.names.merge(more) { _, new in new }
        return copy
    }

    /// The same scope where these names are known to be filled as well.
    package func narrowing(_ filled: Set<String>) -> Scope {
        var copy = self
        copy.narrowed.formUnion(filled)
        return copy
    }
}

/// What a function beside the built-in ones takes and gives.
package struct FunctionSignature: Hashable, Sendable {
    package let parameters: [Type]
    package let result: Type

    package init(parameters: [Type], result: Type) {
        self.parameters = parameters
        self.result = result
    }
}
