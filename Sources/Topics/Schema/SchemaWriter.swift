import Expressions
import Values

/// Writes constructs and values as JSON Schema.
struct SchemaWriter {
    /// The constructs that were met, by name.
    private(set) var definitions: [String: JSON] = [:]
    /// Within what an action does on failure, where steps are fewer.
    private var isOnFailure = false

    /// A construct: its keys, and what they ask of one another.
    mutating func object(_ table: KeyTable) -> JSON {
        var properties: [String: JSON] = [:]
        for key in table.keys { properties[key.name] = property(key) }
        let required = table.keys.filter(\.required).map { JSON.string($0.name) }
        let rules = table.rules.map { rule($0) }
        return .compact([
            "type": "object",
            "properties": .object(properties),
            "required": required.isEmpty ? nil : .array(required),
            "additionalProperties": false,
            "allOf": rules.isEmpty ? nil : .array(rules),
        ])
    }

    private mutating func property(_ key: KeyTable.Key) -> JSON {
        var schema = schema(of: key.spelling ?? .kind(key.kind))
        // Beside a reference nothing else counts.
        if schema["$ref"] != nil { schema = ["allOf": [schema]] }
        if case .mapping = key.kind, case .entries(_, _, 0, let always) = key.spelling,
            always.isEmpty
        {
            schema = schema.adding(["type": ["object", "null"]])
        }
        return schema.adding(
            .compact([
                "description": .string(key.about),
                "default": key.standard,
                "examples": key.examples.isEmpty ? nil : .array(key.examples),
            ])
        )
    }

    mutating func schema(of spelling: Spelling) -> JSON {
        switch spelling {
        case .kind(let kind): return schema(of: kind)
        case .keys(let table): return reference(table.slug) { $0.object(table) }
        case .matching(let pattern, let others):
            let types = ["string"] + others.map { JSON.string($0.rawValue) }
            return [
                "type": types.count == 1 ? "string" : .array(types), "pattern": .string(pattern),
            ]
        case .entries(let value, let names, let least, let always):
            return entries(schema(of: value), names, least, always)
        case .list(let item): return ["type": "array", "items": schema(of: item)]
        case .listOrOne(let item, let least, let most, let unique):
            let one = schema(of: item)
            let list: JSON = .compact([
                "type": "array", "items": one,
                "minItems": least > 0 ? .int(Int64(least)) : nil,
                "maxItems": most.map { .int(Int64($0)) },
                "uniqueItems": unique ? true : nil,
            ])
            return ["anyOf": [one, list]]
        case .either(let spellings): return ["anyOf": .array(spellings.map { schema(of: $0) })]
        case .nothing: return ["type": "null"]
        case .step: return step()
        case .onFailure(let spelling):
            let outer = isOnFailure
            isOnFailure = true
            defer { isOnFailure = outer }
            return schema(of: spelling)
        case .without(let keys):
            return ["properties": .object(keys.reduce(into: [:]) { $0[$1] = false })]
        }
    }

    mutating func schema(of kind: KeyTable.Kind) -> JSON {
        switch kind {
        case .literal, .text: return ["type": .array(Self.scalar)]
        case .textOrNothing: return ["type": .array(Self.scalar + ["null"])]
        case .cel: return ["type": .array(Self.scalar), "pattern": .string(Patterns.notBlank)]
        case .name: return ["type": ["string", "boolean"], "pattern": .string(Patterns.name)]
        case .flag: return ["type": "boolean"]
        case .flagOr(let words):
            return ["enum": .array([true, false] + words.map { .string($0) })]
        case .whole(let range):
            return [
                "type": "integer", "minimum": .int(Int64(range.lowerBound)),
                "maximum": .int(Int64(range.upperBound)),
            ]
        case .span: return ["type": "string", "pattern": .string(Patterns.span)]
        case .word(let words): return ["enum": .array(words.map { .string($0) })]
        case .literals, .texts: return schema(of: .listOrOne(.kind(.literal)))
        case .names:
            let name = schema(of: .name)
            let list: JSON = [
                "type": "array", "items": name, "minItems": 1, "uniqueItems": true,
            ]
            return ["anyOf": [name, list]]
        case .steps: return schema(of: .listOrOne(.step))
        case .mapping: return ["type": ["object", "null"]]
        case .list: return ["type": "array"]
        case .mappingOrLiteral: return ["type": .array(Self.scalar + ["object"])]
        case .mappings: return ["type": ["object", "array"]]
        case .literalsOrMapping:
            return schema(
                of: .either([
                    .listOrOne(.kind(.literal)), .entries(.kind(.literal), named: .anything),
                ])
            )
        }
    }

    /// What a text may look like to YAML: `5` and `true` are texts where a text is wanted.
    private static let scalar: [JSON] = ["string", "number", "boolean"]

    private mutating func entries(
        _ value: JSON,
        _ names: Spelling.Names,
        _ least: Int,
        _ always: [String: Spelling]
    ) -> JSON {
        .compact([
            "type": "object",
            "propertyNames": names.schema,
            "properties": always.isEmpty ? nil : .object(always.mapValues { schema(of: $0) }),
            "required": always.isEmpty ? nil : .array(always.keys.sorted().map { .string($0) }),
            "additionalProperties": value,
            "minProperties": least > 0 ? .int(Int64(least)) : nil,
            "maxProperties": .int(Int64(KeyTable.Kind.mostEntries)),
        ])
    }

    /// Any step: its kinds are told apart by their first key.
    private mutating func step() -> JSON {
        reference("step") { writer in
            let kinds = StepKinds.tables.filter {
                !writer.isOnFailure || !StepKinds.notOnFailure.contains($0.keys[0].name)
            }
            return ["anyOf": .array(kinds.map { writer.schema(of: .keys($0)) })]
        }
    }

    private mutating func reference(
        _ name: String,
        _ definition: (inout SchemaWriter) -> JSON
    ) -> JSON {
        let name = isOnFailure ? name + "_on_failure" : name
        if definitions[name] == nil {
            // Steps hold steps: it is known before it is written.
            definitions[name] = .null
            definitions[name] = definition(&self)
        }
        return ["$ref": .string("#/definitions/" + name)]
    }

    private mutating func rule(_ rule: KeyRule) -> JSON {
        func all(_ keys: [String], _ schema: JSON) -> JSON {
            ["properties": .object(keys.reduce(into: [:]) { $0[$1] = schema })]
        }
        func has(_ key: String) -> JSON { ["required": [.string(key)]] }
        func flag(_ key: String) -> JSON { all([key], ["const": true]).adding(has(key)) }
        func word(_ key: String, _ words: [String]) -> JSON {
            all([key], ["enum": .array(words.map { .string($0) })]).adding(has(key))
        }
        switch rule {
        case .needs(let key, let others):
            return ["dependencies": [key: .array(others.map { .string($0) })]]
        case .excludes(let key, let others): return ["if": has(key), "then": all(others, false)]
        case .some(let keys): return ["anyOf": .array(keys.map(has))]
        case .within(let key, let inner, let others, let only):
            let holds = has(inner).adding(["type": "object"])
            return [
                "if": all([key], holds).adding(has(key)),
                "then": ["required": .array(others.map { .string($0) })],
                "else": all(only, false),
            ]
        case .one(let keys, let key, let words):
            return ["if": word(key, words), "then": ["oneOf": .array(keys.map(has))]]
        case .none(let keys, let key, let words):
            return ["if": word(key, words), "then": all(keys, false)]
        case .notBoth(let one, let other):
            return ["if": flag(one), "then": all([other], ["const": false])]
        case .narrows(let key, let other, let spelling):
            return ["if": flag(key), "then": all([other], schema(of: spelling))]
        }
    }
}

extension Spelling.Names {
    /// What the names must be; nil where any will do.
    fileprivate var schema: JSON? {
        switch self {
        case .names: ["pattern": .string(Patterns.name)]
        case .ownNames: refusing(Scope.takenNames)
        case .ownTypes: refusing(TypeReader.words.keys)
        case .matching(let pattern): ["pattern": .string(pattern)]
        case .anything: nil
        }
    }

    private func refusing(_ names: some Sequence<String>) -> JSON {
        let names = names.sorted().map { JSON.string($0) }
        return ["pattern": .string(Patterns.name), "not": ["enum": .array(names)]]
    }
}

extension KeyTable {
    /// `say_step` for "a say step".
    fileprivate var slug: String {
        let words = construct.split(separator: " ")
        return words.drop { ["a", "an"].contains($0) }.joined(separator: "_")
    }
}

extension JSON {
    /// An object with more keys, which come before its own.
    func adding(_ fields: JSON) -> JSON {
        .object((object ?? [:]).merging(fields.object ?? [:]) { _, new in new })
    }
}
