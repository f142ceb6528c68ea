import Values

/// The keys that one construct of the format knows, and what stands behind each.
///
/// The loader reads by it, so what is printed from it is what is accepted.
package struct KeyTable: Sendable {
    /// How a message names it: `a slot`.
    package let construct: String
    package let keys: [Key]
    private let index: [String: Int]

    /// What some keys ask of others beside them.
    package let rules: [KeyRule]

    package struct Key: Sendable {
        package let name: String
        package let kind: Kind
        package let required: Bool
        /// What an editor shows beside the key: a sentence or two.
        package let about: String
        /// How the value is written, where its kind does not say all of it.
        package let spelling: Spelling?
        /// What holds where the key is left out.
        package let standard: JSON?
        /// What an editor offers.
        package let examples: [JSON]

        package static func needs(
            _ name: String,
            _ kind: Kind,
            _ about: String,
            _ spelling: Spelling? = nil,
            like examples: [JSON] = []
        ) -> Key {
            Key(
                name: name,
                kind: kind,
                required: true,
                about: about,
                spelling: spelling,
                standard: nil,
                examples: examples
            )
        }

        package static func may(
            _ name: String,
            _ kind: Kind,
            _ about: String,
            _ spelling: Spelling? = nil,
            standard: JSON? = nil,
            like examples: [JSON] = []
        ) -> Key {
            Key(
                name: name,
                kind: kind,
                required: false,
                about: about,
                spelling: spelling,
                standard: standard,
                examples: examples
            )
        }
    }

    /// The kinds of value.
    package enum Kind: Hashable, Sendable {
        /// Taken as it stands.
        case literal
        /// May hold `{CEL}`.
        case text
        /// As `text`, and nothing may stand there too.
        case textOrNothing
        case cel
        /// Lower-case letters, digits, `_`.
        case name
        case flag
        /// `true`, or a word that says more.
        case flagOr([String])
        case whole(ClosedRange<Int>)
        case span
        case word([String])
        /// A list; one alone may stand without brackets.
        case literals, names, texts
        /// Steps, or one step without the dash.
        case steps
        case mapping, list
        /// A mapping, or a literal in short.
        case mappingOrLiteral
        /// A mapping or a list of them.
        case mappings
        /// A list of texts, or each with a text behind it.
        case literalsOrMapping
    }

    package init(_ construct: String, _ keys: [Key], rules: [KeyRule] = []) {
        self.construct = construct
        self.keys = keys
        self.rules = rules
        index = Dictionary(
            keys.enumerated().map { ($1.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    package subscript(name: String) -> Key? { index[name].map { keys[$0] } }

    package var names: [String] { keys.map(\.name) }
}

extension KeyTable.Kind: CustomStringConvertible {
    /// What a designer is told to write.
    package var description: String {
        switch self {
        case .literal: "a text"
        case .text: "a text, which may hold {CEL}"
        case .textOrNothing: "a text, which may hold {CEL}, or nothing"
        case .cel: "an expression"
        case .name: "a name of lower-case letters, digits and _"
        case .flag: "true or false"
        case .flagOr(let words): "true, or one of " + words.joined(separator: ", ")
        case .whole(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .span: "a length of time such as 8s, 10m or 24h"
        case .word(let words): "one of " + words.joined(separator: ", ")
        case .literals: "a list of texts"
        case .names: "a list of names"
        case .texts: "a text or a list of texts"
        case .steps: "a list of steps"
        case .mapping: "keys with values"
        case .list: "a list"
        case .mappingOrLiteral: "a text, or keys with values"
        case .mappings: "keys with values, or a list of them"
        case .literalsOrMapping: "a list of texts, or keys with texts"
        }
    }
}

/// A name of the format: a lower-case letter, then lower-case letters, digits, `_`.
func isName(_ text: String) -> Bool {
    let bytes = text.utf8
    guard let first = bytes.first, (97...122).contains(first), bytes.count <= 64 else {
        return false
    }
    return bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
}
