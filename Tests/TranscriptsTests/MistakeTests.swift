import Diagnostics
import Testing
import Transcripts

@Suite struct `Mistakes in a transcript` {
    @Test(arguments: [
        ("channel: smss\n", "unknown-channel", 1, 10),
        ("chanel: sms\n", "unknown-key", 1, 1),
        ("channel: sms  now: noon\n", "bad-time", 1, 20),
        ("> a\nhello\n", "unknown-line", 2, 1),
        ("> a\n@ slto name = b\n", "unknown-fact", 2, 3),
        ("> a\n@ owner bot; owner me\n", "bad-fact", 2, 20),
        ("> a\n@ call x twice\n", "bad-fact", 2, 8),
        ("> a\n@ slot name\n", "bad-fact", 2, 8),
        ("> a\n@ row cards visa-1234\n", "bad-fact", 2, 7),
        ("> a\n@ row cards visa-1234 frozen\n", "bad-fact", 2, 7),
        ("> a\n@ packet reason\n", "bad-fact", 2, 10),
        ("~ later\n", "bad-wait", 1, 3),
        ("! desk acept Dana\n", "unknown-event", 1, 8),
        ("! dsk close\n", "unknown-event", 1, 3),
        ("! people gone\n", "bad-people", 1, 10),
        ("! event {\"text\"}\n", "bad-event", 1, 9),
        ("! event {\"tap\":1}\n", "bad-event", 1, 9),
        ("stub a.b = maybe\n", "bad-stub", 1, 12),
        ("> [form] name\n", "bad-form", 1, 10),
        ("> [file] a.jpg\n", "bad-file", 1, 10),
        ("> [location] here\n", "bad-location", 1, 14),
        ("  1 Yes\n", "stray-line", 1, 3),
        ("> a\n  1 Yes\n", "stray-line", 2, 3),
        ("when sms\n", "bad-guard", 1, 1),
        ("when fax:\n  < a\n", "unknown-channel", 1, 6),
    ]) func `A mistake is named with its place and a way out`(
        text: String,
        code: String,
        line: Int,
        column: Int
    ) throws {
        let (transcript, diagnostics) = Transcript.parse(SourceFile(path: "a.chat", text: text))
        #expect(transcript == nil)
        let first = try #require(diagnostics.first)
        #expect(first.code == code)
        #expect(first.location.line == line)
        #expect(first.location.column == column)
    }

    @Test func `All mistakes are named at once, in the order of the file`() {
        let file = SourceFile(path: "a.chat", text: "chanel: sms\n> a\n@ nothing\n~ never\n")
        let (_, diagnostics) = Transcript.parse(file)
        #expect(diagnostics.map(\.location.line) == [1, 3, 4])
    }

    @Test func `A near miss is named`() {
        let (_, diagnostics) = Transcript.parse(SourceFile(path: "a.chat", text: "chanel: sms\n"))
        #expect(diagnostics.first?.hint == "did you mean 'channel'?")
    }

    @Test func `Words below '@ only' are a warning, since nothing reads them`() {
        let (transcript, diagnostics) = Transcript.parse(
            SourceFile(path: "a.chat", text: "@ only\n> a\n< b\n")
        )
        #expect(transcript != nil)
        #expect(diagnostics.map(\.code) == ["not-checked"])
    }

    @Test(arguments: [
        "", "\n\n\n", "\u{FEFF}> a", "<", ">", "@", "@ ;;;", "!", "~", "when :", "when sms:",
        "stub", "stub =", "> [", "> []", "> [] []", "> [form]", "@ slot = ", "! desk :",
        "! desk", "! event", ": value", "< \u{202E}abc", "\u{0}\u{1}", "    ", "\t\t|",
        "> [form] ;=;=", "@ interaction 99999999999999999999", "~ 999999999999999999d",
    ]) func `Nothing that can be written stops the reader`(text: String) throws {
        let (transcript, diagnostics) = Transcript.parse(SourceFile(path: "a.chat", text: text))
        #expect(transcript != nil || !diagnostics.isEmpty)
        if let transcript { _ = try Florist().runner.run(transcript) }
    }
}
