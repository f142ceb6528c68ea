import Diagnostics
import YAML

/// A part of a file, and how to write the file with something else in its place.
struct Site {
    let node: Node
    private let root: Node
    /// The index of an item or an entry at each level.
    private let path: [Int]

    init(root: Node) {
        self.init(node: root, root: root, path: [])
    }

    private init(node: Node, root: Node, path: [Int]) {
        self.node = node
        self.root = root
        self.path = path
    }

    var location: SourceLocation { node.location }

    /// The items of a sequence; of anything else itself alone, as where one item may stand without
    /// its list.
    var items: [Site] {
        guard let items = node.sequence else { return [self] }
        return items.indices.map { Site(node: items[$0], root: root, path: path + [$0]) }
    }

    /// The keys of a mapping and the places of their values.
    var entries: [(key: Node, value: Site)] {
        (node.entries ?? []).enumerated().map { index, entry in
            (entry.key, Site(node: entry.value, root: root, path: path + [index]))
        }
    }

    subscript(key: String) -> Site? {
        entries.first { $0.key.string == key }?.value
    }

    /// The file with another node here; nil takes the item or the entry out.
    func replaced(by other: Node?) -> Node {
        root.replacing(path[...], with: other) ?? Node(.mapping([]), at: location, end: location)
    }

    /// The file with another text here, in quotes.
    func replaced(by text: String) -> Node {
        replaced(by: Node(.scalar(text, style: .doubleQuoted), at: location, end: node.end))
    }

    /// The file with two items or two values of this node in each other's place.
    func swapped(_ first: Int, _ second: Int) -> Node {
        var kind = node.kind
        switch kind {
        case .scalar: break
        case .sequence(var items):
            items.swapAt(first, second)
            kind = .sequence(items)
        case .mapping(var entries):
            let (one, other) = (entries[first], entries[second])
            // A key alone stands for the name that it spells.
            entries[first] = Node.Entry(
                key: one.key,
                value: other.value.isNull ? other.key : other.value
            )
            entries[second] = Node.Entry(
                key: other.key,
                value: one.value.isNull ? one.key : one.value
            )
            kind = .mapping(entries)
        }
        return replaced(by: Node(kind, at: location, end: node.end))
    }

    /// The file with another key for one of this mapping's values.
    func renamed(_ index: Int, to name: String) -> Node {
        guard var entries = node.entries else { return root }
        let key = entries[index].key
        entries[index] = Node.Entry(
            key: Node(.scalar(name, style: .doubleQuoted), at: key.location, end: key.end),
            value: entries[index].value
        )
        return replaced(by: Node(.mapping(entries), at: location, end: node.end))
    }
}

extension Node {
    fileprivate func replacing(_ path: ArraySlice<Int>, with other: Node?) -> Node? {
        guard let index = path.first else { return other }
        let rest = path.dropFirst()
        switch kind {
        case .scalar: return self
        case .sequence(var items):
            if let item = items[index].replacing(rest, with: other) {
                items[index] = item
            } else {
                items.remove(at: index)
            }
            return Node(.sequence(items), at: location, end: end)
        case .mapping(var entries):
            if let value = entries[index].value.replacing(rest, with: other) {
                entries[index] = Node.Entry(key: entries[index].key, value: value)
            } else {
                entries.remove(at: index)
            }
            return Node(.mapping(entries), at: location, end: end)
        }
    }

    /// The node as YAML on one line, read again as the same node.
    var flow: String {
        switch kind {
        // Only a plain scalar can be a number, a boolean or null.
        case .scalar(let text, _):
            if case .string? = resolved { text.quoted } else { text }
        case .sequence(let items): "[" + items.map(\.flow).joined(separator: ", ") + "]"
        case .mapping(let entries):
            "{" + entries.map { "\($0.key.flow): \($0.value.flow)" }.joined(separator: ", ") + "}"
        }
    }
}

extension String {
    /// In double quotes, with the escapes that YAML shares with JSON.
    fileprivate var quoted: String {
        var text = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"", "\\": text += "\\" + String(scalar)
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\r": text += "\\r"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}
