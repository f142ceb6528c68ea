/// Something in a store that is not as it was written.
package struct StoreDamage: Hashable, Sendable {
    /// A table, or what holds them.
    package var place: String
    /// Whose it is; nil where that is not known.
    package var contact: ContactKey?
    /// In words that hold nothing of what was said.
    package var what: String

    package init(place: String, contact: ContactKey? = nil, what: String) {
        self.place = place
        self.contact = contact
        self.what = what
    }
}

/// What must hold between the rows of a contact: conditions in the SQL that all engines know.
package struct RowRule: Sendable {
    /// The table whose rows are wrong.
    package let place: String
    package let what: String
    /// Behind `SELECT DISTINCT k.contact`: the contacts that break it.
    package let rows: String

    package static let all = [
        RowRule(
            place: "turn",
            what: "there are later turns than the conversation knows of",
            rows: "FROM contact k WHERE k.rev < "
                + "(SELECT max(o.rev) FROM turn o WHERE o.contact = k.contact)"
        ),
        RowRule(
            place: "inbox",
            what: "messages were processed by turns that the conversation does not know of",
            rows: "FROM contact k WHERE k.rev < "
                + "(SELECT max(o.rev) FROM inbox o WHERE o.contact = k.contact)"
        ),
        RowRule(
            place: "outbox",
            what: "there are later rows than the conversation knows of",
            rows: "FROM contact k WHERE k.last_seq < "
                + "(SELECT max(o.seq) FROM outbox o WHERE o.contact = k.contact)"
        ),
        ofNobody("turn"), ofNobody("outbox"),
    ]

    private static func ofNobody(_ table: String) -> RowRule {
        RowRule(
            place: table,
            what: "there are rows of a contact that there is not",
            rows: "FROM \(table) k WHERE NOT EXISTS "
                + "(SELECT 1 FROM contact o WHERE o.contact = k.contact)"
        )
    }

    /// What is wrong with a contact, by the text of its key.
    package func damage(of contact: String) -> StoreDamage {
        StoreDamage(place: place, contact: ContactKey(text: contact), what: what)
    }
}
