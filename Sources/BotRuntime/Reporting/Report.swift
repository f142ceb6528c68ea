import Values

/// What a manager asks about a span of time.
package enum ReportKind: String, CaseIterable, Sendable {
    /// How many conversations ended without a person.
    case containment
    /// Why people were asked for, and from where.
    case handoffs
    /// How often each topic came to its end, and to which.
    case completion
    /// Where customers stood when they gave up, fell silent or went to a person.
    case dropOff = "drop-off"
    case feedback
    /// What found neither topic nor article.
    case unanswered

    /// The kinds of entries that it is made of.
    var entryKinds: [String] {
        switch self {
        case .containment, .feedback: ["interaction"]
        case .handoffs: ["handoff"]
        case .completion: ["outcome"]
        case .dropOff: ["outcome", "handoff"]
        case .unanswered: ["unanswered"]
        }
    }
}

/// A table of counts.
package struct Report: Hashable, Sendable {
    package let columns: [String]
    /// A cell for each column: texts and numbers.
    package let rows: [[JSON]]

    package init(columns: [String], rows: [[JSON]]) {
        self.columns = columns
        self.rows = rows
    }

    /// The rows as objects, by the names of the columns.
    package var json: JSON {
        .array(
            rows.map { row in
                .object(Dictionary(zip(columns, row), uniquingKeysWith: { first, _ in first }))
            }
        )
    }

    /// The table as comma-separated values (RFC 4180).
    ///
    /// A cell that a spreadsheet would calculate begins with an apostrophe.
    package var csv: String {
        ([columns.map { JSON.string($0) }] + rows)
            .map { row in row.map(Self.cell).joined(separator: ",") + "\r\n" }
            .joined()
    }

    private static func cell(_ value: JSON) -> String {
        guard var text = value.string else { return value.text }
        if let first = text.unicodeScalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first) {
            text = "'" + text
        }
        let isPlain = text.unicodeScalars.allSatisfy { !"\",\r\n;\t".unicodeScalars.contains($0) }
        guard !isPlain || text.first == " " || text.last == " " else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
