import Values

/// JSON Schemas by which an editor completes, explains and checks the files of a bot.
///
/// They are made of the tables that the loader reads by, so they offer what it knows. What needs
/// the other files of the bot, or the types of expressions, only the loader sees.
///
/// Source: JSON Schema, draft 7, which the language servers for YAML read best.
package enum EditorSchema: String, CaseIterable, Sendable {
    case topic, bot, actions, records

    /// The files that it is for, as an editor's settings name them.
    package var files: String {
        switch self {
        case .topic: "a file for each topic"
        case .bot: "bot.yaml"
        case .actions: "actions.yaml"
        case .records: "records/*.yaml"
        }
    }

    package var document: JSON {
        var writer = SchemaWriter()
        let root =
            switch self {
            case .topic: writer.object(Topic.table)
            case .bot: writer.object(BotReader.table)
            case .actions: actions(&writer)
            case .records: writer.object(Table.keys)
            }
        return root.adding([
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": .string(title),
            "definitions": .object(writer.definitions),
        ])
    }

    private var title: String {
        switch self {
        case .topic: "A topic of a bot"
        case .bot: "A bot: bot.yaml"
        case .actions: "What topics may call: actions.yaml"
        case .records: "A table of the embedded back end: records/*.yaml"
        }
    }

    /// Actions by their names, and `shapes` and `events` beside them.
    private func actions(_ writer: inout SchemaWriter) -> JSON {
        let shape = Spelling.entries(.matching(Patterns.field))
        let shapes = writer.schema(of: .entries(shape, named: .ownTypes))
        return [
            "type": ["object", "null"],
            "propertyNames": ["pattern": .string(Patterns.actionName)],
            "properties": [
                "shapes": shapes.adding([
                    "description": "Records with names of their own: fields and their types."
                ]),
                "events": writer.schema(
                    of: .entries(
                        .matching(Patterns.type),
                        named: .matching(Patterns.actionName)
                    )
                )
                .adding(["description": "What the back end may tell by itself, and what it gives."]
                ),
            ],
            "additionalProperties": writer.schema(of: .keys(Action.table)),
        ]
    }
}
