/// Every table of the format, for documents, editors and tests.
package enum FormatTables {
    /// In the order of a designer's reading: a topic from the outside in, then what is beside it.
    package static let all: [KeyTable] =
        [Topic.table, Slot.table, SlotOption.table, Slot.checkTable] + StepKinds.tables + [
            Branch.armTable, Failure.table, LinkTemplate.table, CardTemplate.table, Pay.itemTable,
            Wait.subjectTable, Action.table,
            Statement.keys, WebCall.keys, Table.keys, BotReader.table, BotReader.queueTable,
            BotReader.calendarTable, BotReader.locationTable, BotReader.topicsTable,
            BotReader.timersTable, BotReader.signInTable,
            BotReader.simulatorTable,
            BotReader.houseTable, BotReader.wordsTable,
        ]

    /// The tables as Markdown: a heading for each construct, a row for each key.
    package static var markdown: String {
        all.map { table in
            let rows = table.keys.map { key in
                "| `\(key.name)` | \(key.kind)\(key.required ? ", required" : "") |"
            }
            return "## \(table.construct)\n\n| key | kind |\n| --- | --- |\n"
                + rows.joined(separator: "\n") + "\n"
        }
        .joined(separator: "\n")
    }
}
