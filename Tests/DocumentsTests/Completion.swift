import Topics
import Values
import YAML

/// What an editor offers and explains at a place of a file, found in a schema as a language server
/// finds it: by going down along the place with every alternative that what is written still fits.
struct Completion {
    let schema: EditorSchema
    private let root: JSON

    init(_ schema: EditorSchema) {
        self.schema = schema
        root = schema.document
    }

    /// A key that stands where the cursor is.
    static let cursor = "cursor"

    /// The keys that are offered where `cursor:` stands in a file, each with its explanation.
    func keys(in text: String) throws -> [String: String?] {
        let (_, node, _) = YAML.load(bytes: Array(text.utf8), path: "file.yaml")
        guard let instance = node?.json, let path = Self.path(in: instance) else {
            throw SchemaValidator.Failure(description: "no cursor in \(text)")
        }
        var offered: [String: String?] = [:]
        for place in places(along: path, in: instance) {
            for (name, property) in place["properties"]?.object ?? [:] {
                guard property != false else { continue }
                offered[name] = .some(offered[name].flatMap { $0 } ?? explanation(of: property))
            }
        }
        let hidden = places(along: path, in: instance).flatMap { place in
            (place["properties"]?.object ?? [:]).filter { $0.value == false }.keys
        }
        return offered.filter { !hidden.contains($0.key) }
    }

    /// The values that are offered behind the key where `cursor` stands as the value.
    func values(in text: String) throws -> [JSON] {
        let (_, node, _) = YAML.load(bytes: Array(text.utf8), path: "file.yaml")
        guard let instance = node?.json, let path = Self.path(in: instance) else {
            throw SchemaValidator.Failure(description: "no cursor in \(text)")
        }
        let all = places(along: path, in: instance)
        return all.flatMap { ($0["enum"]?.array ?? []) + ($0["examples"]?.array ?? []) }
    }

    private func explanation(of property: JSON) -> String? {
        property["description"]?.string
    }

    // MARK: Going down

    private enum Part {
        case key(String)
        case item(Int)
    }

    /// Where the cursor is: the mapping that has it as a key, or the value that it is.
    private static func path(in instance: JSON) -> [Part]? {
        switch instance {
        case .object(let fields):
            if fields[cursor] != nil { return [] }
            for (name, value) in fields {
                if let rest = path(in: value) { return [.key(name)] + rest }
            }
            return nil
        case .array(let items):
            for (index, item) in items.enumerated() {
                if let rest = path(in: item) { return [.item(index)] + rest }
            }
            return nil
        case .string(cursor): return []
        default: return nil
        }
    }

    private func places(along path: [Part], in instance: JSON) -> [JSON] {
        var places = alternatives(of: root, fitting: instance)
        var instance = instance
        for part in path {
            switch part {
            case .key(let name):
                instance = instance[name] ?? .null
                places = places.compactMap { place in
                    place["properties"]?[name] ?? place["additionalProperties"]
                }
            case .item(let index):
                instance = instance.array?[index] ?? .null
                places = places.compactMap { $0["items"] }
            }
            places = places.flatMap { alternatives(of: $0, fitting: instance) }
        }
        return places
    }

    /// The schema without its choices: all that holds of a value.
    private func alternatives(of schema: JSON, fitting instance: JSON) -> [JSON] {
        var found = [schema]
        if let name = schema["$ref"]?.string?.split(separator: "/").last,
            let definition = root["definitions"]?[String(name)]
        {
            found += alternatives(of: definition, fitting: instance)
        }
        for part in schema["allOf"]?.array ?? [] {
            found += alternatives(of: part, fitting: instance)
        }
        if let condition = schema["if"], fits(instance, condition, whole: true),
            let then = schema["then"]
        {
            found += alternatives(of: then, fitting: instance)
        }
        let choices = schema["anyOf"]?.array ?? []
        // The ones that are well as far as they go, else those that can still become so.
        let whole = choices.filter { fits(instance, $0, whole: true) }
        let some = whole.isEmpty ? choices.filter { fits(instance, $0, whole: false) } : whole
        for choice in some { found += alternatives(of: choice, fitting: instance) }
        return found
    }

    /// Whether what is written agrees with a schema, as far as keys and words tell.
    private func fits(_ instance: JSON, _ schema: JSON, whole: Bool) -> Bool {
        let parts = alternatives(of: schema, fitting: instance)
        return parts.allSatisfy { part in
            if let words = part["enum"]?.array, instance != .string(Self.cursor) {
                return words.contains(instance)
            }
            if let constant = part["const"] { return constant == instance }
            if let type = part["type"], !(type.array ?? [type]).contains(instance.kind) {
                return false
            }
            guard case .object(var fields) = instance else { return true }
            fields[Self.cursor] = nil
            let required = part["required"]?.array?.compactMap(\.string) ?? []
            if whole, !required.allSatisfy({ fields[$0] != nil }) { return false }
            let known = part["properties"]?.object ?? [:]
            if part["additionalProperties"] == false,
                !fields.keys.allSatisfy({ known[$0] != nil })
            {
                return false
            }
            return known.allSatisfy { name, property in
                guard let value = fields[name], property["enum"] != nil || property["const"] != nil
                else { return true }
                return fits(value, property, whole: whole)
            }
        }
    }
}

extension JSON {
    /// The word of JSON Schema for what it is.
    fileprivate var kind: JSON {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .int: "integer"
        case .double: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
