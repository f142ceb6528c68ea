import Values

/// A JSON value as YAML: one key a line, names in their order.
struct YAMLText {
    private(set) var text = ""

    init(_ json: JSON) { write(json, depth: 0, isInline: false) }

    private mutating func write(_ json: JSON, depth: Int, isInline: Bool) {
        let indent = String(repeating: "  ", count: depth)
        switch json {
        case .object(let fields) where !fields.isEmpty:
            for (place, (name, value)) in fields.sorted(by: { $0.key < $1.key }).enumerated() {
                text += (place == 0 && isInline ? "" : indent) + Self.scalar(.string(name)) + ":"
                writeBehind(value, depth: depth)
            }
        case .array(let items) where !items.isEmpty:
            for item in items {
                text += indent + "- "
                if Self.isBranch(item) {
                    write(item, depth: depth + 1, isInline: true)
                } else {
                    text += Self.scalar(item) + "\n"
                }
            }
        default: text += indent + Self.scalar(json) + "\n"
        }
    }

    private mutating func writeBehind(_ value: JSON, depth: Int) {
        guard Self.isBranch(value) else {
            text += " " + Self.scalar(value) + "\n"
            return
        }
        text += "\n"
        write(value, depth: depth + 1, isInline: false)
    }

    private static func isBranch(_ json: JSON) -> Bool {
        switch json {
        case .object(let fields): !fields.isEmpty
        case .array(let items): !items.isEmpty
        case .null, .bool, .int, .double, .string: false
        }
    }

    /// JSON's own spelling is YAML's too; plain words need no quotes.
    private static func scalar(_ json: JSON) -> String {
        guard case .string(let text) = json, let first = text.unicodeScalars.first,
            ("a"..."z").contains(first) || ("A"..."Z").contains(first),
            text.unicodeScalars.allSatisfy({ scalar in
                ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
                    || ("0"..."9").contains(scalar) || "_-/".unicodeScalars.contains(scalar)
            }),
            !["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
                .contains(text.lowercased())
        else { return json.text }
        return text
    }
}
