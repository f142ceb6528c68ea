/// How a value is written, as far as it can be told without the other files of the bot.
///
/// The loader checks the same where it reads the value, and says it in words; a test holds the two
/// against each other over a folder of broken files.
package indirect enum Spelling: Sendable {
    case kind(KeyTable.Kind)
    /// A mapping with the keys of a construct.
    case keys(KeyTable)
    /// A text that the pattern matches somewhere.
    ///
    /// Editors read the pattern, so it has only what ECMA 262 and Python write alike.
    case matching(String, or: [Plain] = [])
    /// A mapping of names to values; those of `always` must be there.
    case entries(
        Spelling,
        named: Names = .names,
        atLeast: Int = 0,
        always: [String: Spelling] = [:]
    )
    case list(Spelling)
    /// A list, or one of its items alone.
    case listOrOne(Spelling, atLeast: Int = 0, atMost: Int? = nil, unique: Bool = false)
    case either([Spelling])
    case nothing
    case step
    /// As it is written where an action says what happens when it fails: some steps are not there.
    case onFailure(Spelling)
    /// A mapping that lacks some keys.
    case without([String])

    /// What YAML reads as something else than text, and the format takes as text.
    package enum Plain: String, Sendable {
        case whole = "integer"
        case number
        case flag = "boolean"
    }

    /// What the keys of a mapping may be.
    package enum Names: Sendable {
        case names
        /// Names that hide none of those that are known everywhere, and are no words of CEL.
        case ownNames
        /// Names that are no types already.
        case ownTypes
        case matching(String)
        case anything
    }

    /// `with:`, where `{ card }` is short for `{ card: card }`.
    static let arguments = Spelling.entries(.either([.kind(.cel), .nothing]))

    /// `columns:` of a table.
    static let columns = Spelling.entries(
        .matching(Patterns.column),
        always: ["id": .matching(Patterns.id)]
    )

    /// A row of a table.
    static let row = Spelling.entries(
        .either([.kind(.literals), .nothing]),
        always: ["id": .kind(.literal)]
    )
}

/// What keys of one construct ask of one another.
package enum KeyRule: Sendable {
    /// Where a key is, others must be.
    case needs(String, [String])
    /// Where a key is, others may not be.
    case excludes(String, [String])
    /// One of the keys is there, or more.
    case some(of: [String])
    /// Where a key's value has a key of its own, others must be there; elsewhere some may not.
    case within(String, has: String, needs: [String], only: [String])
    /// Exactly one of the keys is there, where a key has one of these words.
    case one(of: [String], where: String, isOneOf: [String])
    /// Some keys have no meaning where a key has one of these words.
    case none(of: [String], where: String, isOneOf: [String])
    /// Both may not be `true`.
    case notBoth(String, String)
    /// Where a flag is `true`, another key is written in a narrower way.
    case narrows(String, String, Spelling)
}
