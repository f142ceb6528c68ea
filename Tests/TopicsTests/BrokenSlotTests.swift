import Diagnostics
import Testing
import Topics

@Suite struct `A mistake in a slot` {
    @Test(arguments: [
        Snippet("A type that is not there", "{ type: dat, ask: What? }", "4:14 unknown-type"),
        Snippet("No question", "{ type: date }", "4:6 missing-key"),
        Snippet("No options", "{ type: choice, ask: What? }", "4:6 no-options"),
        Snippet(
            "Options twice",
            "{ type: choice, options: { x: X }, from: '[1]', ask: What? }",
            "4:41 options-and-from",
            "4:48 bad-rows"
        ),
        Snippet("Empty options", "{ type: choice, options: {}, ask: What? }", "4:31 no-options"),
        Snippet(
            "Equal titles",
            "{ type: choice, options: { x: X, y: x }, ask: What? }",
            "4:42 doubled-title"
        ),
        Snippet(
            "An empty title",
            "{ type: choice, options: { x: '' }, ask: What? }",
            "4:36 empty-title"
        ),
        Snippet(
            "If one without rows",
            "{ type: choice, options: { x: X }, if_one: take, ask: What? }",
            "4:41 if-one-without-from"
        ),
        Snippet(
            "Many of a date",
            "{ type: date, many: 1..3, ask: What? }",
            "4:20 key-of-other-type"
        ),
        Snippet(
            "Many that is no range",
            "{ type: choice, options: { x: X }, many: 3..1, ask: What? }",
            "4:47 wrong-value"
        ),
        Snippet(
            "A pattern that RE2 refuses",
            "{ type: pattern, pattern: '[a', ask: What? }",
            "4:33 bad-pattern"
        ),
        Snippet("A pattern without pattern", "{ type: pattern, ask: What? }", "4:6 missing-key"),
        Snippet("Digits without length", "{ type: digits, ask: What? }", "4:6 missing-key"),
        Snippet(
            "A length that is none",
            "{ type: digits, length: four, ask: What? }",
            "4:30 wrong-value"
        ),
        Snippet(
            "A currency that is none",
            "{ type: money, currency: dollars, ask: What? }",
            "4:31 wrong-value"
        ),
        Snippet(
            "A default of another type",
            "{ type: date, default: '1', ask: What? }",
            "4:30 wrong-type"
        ),
        Snippet(
            "A suggestion of another type",
            "{ type: date, suggest: 'channel', ask: What? }",
            "4:30 wrong-type"
        ),
        Snippet(
            "A default that is no option",
            "{ type: choice, options: { x: X }, default: '\"y\"', ask: What? }",
            "4:51 unknown-option"
        ),
        Snippet("Too many tries", "{ type: date, tries: 9, ask: What? }", "4:27 wrong-value"),
        Snippet(
            "A show that is none",
            "{ type: date, show: picture, ask: What? }",
            "4:26 wrong-value"
        ),
        Snippet(
            "A check that is no condition",
            "{ type: date, check: [{ if: a, say: No }], ask: What? }",
            "4:34 wrong-type"
        ),
        Snippet(
            "A check without words",
            "{ type: date, check: [{ if: a > today }], ask: What? }",
            "4:28 missing-key"
        ),
        Snippet(
            "A secret read back",
            "{ type: text, secure: true, confirm: true, ask: What? }",
            "4:34 secure-leak"
        ),
        Snippet(
            "A when that reads nothing known",
            "{ type: text, when: b, ask: What? }",
            "4:26 unknown-name"
        ),
        Snippet(
            "Rows without titles",
            "{ type: choice, from: 'customers', ask: What? }",
            "4:29 unknown-name"
        ),
        Snippet(
            "Titles that a channel makes equal",
            "{ type: choice, options: { x: Something that is too long 1, y: Something that is too long 2 }, ask: What? }",
            "4:36 label-cut",
            "4:69 label-cut",
            "4:69 labels-equal"
        ),
        Snippet(
            "A title that steers",
            "{ type: choice, options: { x: Cancel, y: Go }, ask: What? }",
            "4:36 label-is-control"
        ),
        Snippet(
            "A synonym of two options",
            "{ type: choice, options: { x: { title: X, also: [z] }, y: { title: Y, also: [Z] } }, ask: What? }",
            "4:83 same-word"
        ),
    ])
    func `is found where it stands`(snippet: Snippet) {
        let text = "title: T\nsteps: [{ ask: a }]\nslots:\n  a: \(snippet.text)"
        let (_, diagnostics) = SmallBot.topic(text)
        #expect(places(diagnostics) == snippet.found)
        for diagnostic in diagnostics { #expect(diagnostic.hint != nil, "\(diagnostic)") }
    }

    @Test func `A slot may wait for one that is asked later`() {
        let (topic, diagnostics) = SmallBot.topic(
            """
            title: T
            slots:
              from: { type: date, ask: From?, check: [{ if: from > until, say: Too late. }] }
              until: { type: date, ask: Until?, when: from > today }
            steps:
              - ask: [from, until]
            """
        )
        #expect(places(diagnostics) == ["3:56 may-be-empty"])
        #expect(topic == nil)
    }
}
