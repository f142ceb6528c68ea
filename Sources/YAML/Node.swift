import Diagnostics

/// A part of a YAML file that knows where it was written.
package struct Node: Sendable {
    package let kind: Kind
    /// Where it starts; for the value of a key, where the value starts.
    package let location: SourceLocation
    /// The place just behind its last character.
    package let end: SourceLocation

    package init(_ kind: Kind, at location: SourceLocation, end: SourceLocation) {
        self.kind = kind
        self.location = location
        self.end = end
    }

    package enum Kind: Sendable {
        case scalar(String, style: ScalarStyle)
        case sequence([Node])
        case mapping([Entry])
    }

    /// A key, always a scalar, and its value.
    package struct Entry: Sendable {
        package let key: Node
        package let value: Node

        package init(key: Node, value: Node) {
            self.key = key
            self.value = value
        }
    }

    /// How the author wrote a scalar; only a plain one can be a number, a boolean or null.
    package enum ScalarStyle: Hashable, Sendable {
        case plain, singleQuoted, doubleQuoted, literal, folded
    }
}

extension Node {
    /// The text of a scalar as written, also of a number: `+1` stays `+1`.
    package var string: String? {
        if case .scalar(let text, _) = kind { text } else { nil }
    }

    package var sequence: [Node]? {
        if case .sequence(let nodes) = kind { nodes } else { nil }
    }

    /// The entries of a mapping in the order of the file, no key twice.
    package var entries: [Entry]? {
        if case .mapping(let entries) = kind { entries } else { nil }
    }

    package subscript(key: String) -> Node? {
        entries?.first { $0.key.string == key }?.value
    }

    /// Nothing was written, or one of the words for nothing: `~`, `null`.
    package var isNull: Bool { resolved == .null }
}
