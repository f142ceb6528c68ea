import Diagnostics
import Testing
import Topics

@Suite struct `A mistake beside the topics` {
    @Test(arguments: bot + actions + tables)
    func `is found where it stands`(snippet: Snippet) {
        let (_, diagnostics) = SmallBot.load([snippet.file: snippet.text])
        #expect(places(diagnostics) == snippet.found)
        for diagnostic in diagnostics { #expect(diagnostic.hint != nil, "\(diagnostic)") }
    }

    static let bot = [
        Snippet("No queue", in: "bot.yaml", "name: B", "1:1 missing-key"),
        Snippet("No queue at all", in: "bot.yaml", "name: B\nqueues: {}", "2:9 no-queue"),
        with("A language that is none", "languages: [english]", "3:13 bad-language"),
        with("A region that is none", "region: usa", "3:9 bad-region"),
        with("A zone that is not there", "time_zone: America/New_Yrok", "3:12 bad-zone"),
        with("A channel that is not there", "channels: [sms, whatsap]", "3:17 unknown-channel"),
        with("A holiday that is no date", "calendar: { holidays: [2026-02-30] }", "3:24 bad-date"),
        with("A day that is none", "calendar: { weekend: [caturday] }", "3:23 unknown-day"),
        with(
            "No working day",
            "calendar: { weekend: [mon, tue, wed, thu, fri, sat, sun] }",
            "3:22 no-business-day"
        ),
        with("A cut-off that is no time", "calendar: { cut_off: noon }", "3:22 bad-time"),
        with(
            "Hours that nobody understands",
            "house: {}",
            file: "queues: { desk: { title: D, hours: daily 8-20 } }",
            "2:36 bad-hours"
        ),
        with(
            "Hours that end as they begin",
            "house: {}",
            file: "queues: { desk: { title: D, hours: 'mon 22:00-22:00' } }",
            "2:36 bad-hours"
        ),
        with("A house text that is not there", "house: { greting: Hi }", "3:10 unknown-house-text"),
        with(
            "A name that a house text lacks",
            "house: { cancelled: \"Stopped {slot}\" }",
            "3:31 unknown-name"
        ),
        with("A timer that is no time", "timers: { idle: soon }", "3:17 wrong-value"),
        with("A control word that is not there", "words: { agnet: [human] }", "3:10 unknown-word"),
        with("A case topic that is not there", "case_topic: open_case", "3:13 unknown-topic"),
        with("Too many tries", "tries: 6", "3:8 wrong-value"),
        with("A simulator without contact", "simulator: {}", "3:12 missing-key"),
    ]

    private static func with(
        _ what: String,
        _ line: String,
        file queues: String = "queues: { desk: { title: D } }",
        _ found: String...
    ) -> Snippet {
        var snippet = Snippet(what, in: "bot.yaml", "name: B\n\(queues)\n\(line)")
        snippet.found = found
        return snippet
    }

    static let actions = [
        action("An unknown key", "{ table: pets }, saef: true", "1:32 unknown-key"),
        action("A table that is not there", "{ table: pest }", "1:24 unknown-table"),
        action(
            "A column that is not there",
            "{ table: pets, where: nam == 'x' }",
            "1:37 unknown-name"
        ),
        action("An order that is not there", "{ table: pets, order: nam }", "1:37 unknown-column"),
        action(
            "An update of another type",
            "{ table: pets, where: id == 'x', update: { born: \"'x'\" } }",
            "1:65 wrong-type"
        ),
        action(
            "An insert that lacks a column",
            "{ table: pets, insert: { id: \"new_id('P')\" } }",
            "1:30 missing-column"
        ),
        action(
            "An insert of an unknown column",
            "{ table: pets, insert: { id: \"'a'\", title: id, nam: id } }",
            "1:62 unknown-column"
        ),
        action(
            "An insert that reads ahead",
            "{ table: pets, insert: { id: title, title: \"'a'\" } }",
            "1:44 unknown-name"
        ),
        action(
            "A statement that does two things",
            "{ table: pets, insert: { id: \"'a'\", title: id }, delete: true }",
            "1:64 two-verbs"
        ),
        action("A delete of everything", "{ table: pets, delete: true }", "1:30 deletes-all"),
        action(
            "An argument that is not taken",
            "{ table: pets, where: id == takes.x }",
            "1:49 unknown-field"
        ),
        action(
            "A type that is not there",
            "{ table: pets }, takes: { a: dat }",
            "1:44 unknown-type"
        ),
        action(
            "A give that is not there",
            "{ table: pets }, gives: list of pest",
            "1:39 unknown-type"
        ),
        action("A give that is no row", "{ table: pets }, gives: text", "1:39 wrong-gives"),
        action(
            "A change that calls itself safe",
            "{ table: pets, where: id == 'x', update: { title: id } }, safe: true",
            "1:73 unsafe-safe"
        ),
        action("An else that asks", "{ table: pets }, else: { call: a.b }", "1:40 not-here"),
        Snippet(
            "An action without statements",
            in: "actions.yaml",
            "a.b: { safe: true }",
            "1:6 missing-key"
        ),
        Snippet(
            "A name that is none",
            in: "actions.yaml",
            "A-b: { records: { table: pets } }",
            "1:1 bad-name"
        ),
        Snippet("Actions that are a list", in: "actions.yaml", "- a.b", "1:1 wrong-kind"),
    ]

    private static func action(_ what: String, _ rest: String, _ found: String...) -> Snippet {
        var snippet = Snippet(what, in: "actions.yaml", "a: { records: \(rest) }")
        snippet.found = found
        return snippet
    }

    static let tables = [
        Snippet(
            "A table without id",
            in: "records/dogs.yaml",
            "columns: { a: text }\nrows: []",
            "1:10 missing-id"
        ),
        Snippet(
            "A column type that is not there, of a column that is filled and read",
            in: "records/dogs.yaml",
            "columns: { id: text, a: currency }\nrows: [{ id: x, a: 12 USD }]",
            "1:25 unknown-type"
        ),
        Snippet(
            "A column type that is not there",
            in: "records/dogs.yaml",
            "columns: { id: text, a: txt }",
            "1:25 unknown-type"
        ),
        Snippet(
            "A column of rows",
            in: "records/dogs.yaml",
            "columns: { id: text, a: choice }",
            "1:25 unknown-type"
        ),
        row("A doubled ID", "{ id: a, n: 1 }, { id: a, n: 2 }", "2:31 doubled-id"),
        row("A missing column", "{ id: a }", "2:8 missing-column"),
        row("An unknown column", "{ id: a, n: 1, m: 2 }", "2:23 unknown-column"),
        row("A number that is none", "{ id: a, n: one }", "2:20 wrong-literal"),
        row("A date that is none", "{ id: a, n: 1, d: 2026-13-01 }", "2:26 wrong-literal"),
        row("A relative date with a time", "{ id: a, n: 1, d: +2d 09:00 }", "2:26 wrong-literal"),
        row("Money without currency", "{ id: a, n: 1, m€: 12.50 }", "2:23 unknown-column"),
        row("Money in no currency", "{ id: a, n: 1, fee: 12.50 }", "2:28 wrong-literal"),
        row(
            "A phone number without plus",
            "{ id: a, n: 1, tel: 4155550101 }",
            "2:28 wrong-literal"
        ),
        row("A row that is a text", "a", "2:8 wrong-kind"),
    ]

    private static func row(_ what: String, _ rows: String, _ found: String...) -> Snippet {
        var snippet = Snippet(
            what,
            in: "records/dogs.yaml",
            "columns: { id: text, n: int, d: optional date, fee: optional money, tel: optional phone }\nrows: [\(rows)]"
        )
        snippet.found = found
        return snippet
    }
}
