import BotRuntime
import Dialogue
import Messages
import Testing
import Topics
import Values

/// Files and places: sent, described in words, sent again.
@Suite struct MediaTests {
    private static let report = """
        title: Report damage
        examples: [I want to report damage, something is broken]
        slots:
          what: { type: text, ask: What is broken? }
          photo: { type: file, mimes: [image/*, application/pdf], max_bytes: 2000000, optional: true, ask: Do you have a photo? }
          place: { type: location, ask: Where is it? }
        steps:
          - ask: [what, photo, place]
          - confirm: "{what} at {place}{filled(photo) ? ' with ' + 'a photo' : ''}?"
            change: [what, photo, place]
          - call: reports.add
            with: { what, photo, place }
            into: report
          - say: "Reported: {report.id}."
          - end: resolved
        """
    private static let actions = """
        reports.add:
          within: 8s
          else: { handoff: desk }
          takes: { what: text, photo: optional file, place: location }
          gives: reports
          records: { table: reports, insert: { id: new_id('R'), what: takes.what, photo: "filled(takes.photo) ? takes.photo.id : ''", place: "takes.place.line()" } }
        """
    private static let tables = [
        "reports": "columns: { id: text, what: text, photo: text, place: text }\nrows: []"
    ]

    private func chat(_ channel: Channel = .web, form: Bool = false) throws -> Chat {
        let topic =
            form
            ? Self.report.replacing(
                "  - ask: [what, photo, place]",
                with: "  - { form: Damage, ask: [what, photo, place] }"
            ) : Self.report
        var chat = try Chat(
            ["report": topic],
            actions: Self.actions,
            tables: Self.tables,
            channel: channel
        )
        chat.write("something is broken")
        return chat
    }

    private func file(_ mime: String, _ size: Int = 1000, _ id: String = "f1") -> Inbound {
        .file(FileReference(id: id, mime: mime, size: size, name: "\(id).x"))
    }

    private let home = Inbound.location(Location(latitude: 53.96, longitude: -1.08, name: nil))

    @Test func `A file is taken by reference, and a place as it is sent`() throws {
        var chat = try chat()
        chat.write("The door")
        chat.take(.inbound(file("image/jpeg")))
        #expect(chat.value("photo")?["id"] == "f1")
        #expect(chat.take(.inbound(home)) == ["The door at 53.96, -1.08 with a photo?"])
        chat.write("yes")
        #expect(chat.last.calls[0].arguments["photo"]?["id"] == "f1")
        #expect(chat.last.calls[0].arguments["place"]?["latitude"]?.double == 53.96)
        #expect(chat.last.calls[0].outcome == .ok)
    }

    @Test func `A file of another kind, or too large, is told so`() throws {
        var chat = try chat()
        chat.write("The door")
        #expect(
            chat.take(.inbound(file("audio/mpeg"))) == [
                "I can't use that kind of file here. I can take image and PDF. Do you have a photo?"
            ]
        )
        #expect(
            chat.take(.inbound(file("image/png", 2_000_001))).first?
                .hasPrefix("That file is too large for me. It may have at most 2 MB.") == true
        )
        #expect(chat.take(.inbound(file("application/pdf"))) == ["Where is it?"])
    }

    @Test func `A file that came before its question is kept for it`() throws {
        var chat = try chat()
        #expect(
            chat.take(.inbound(file("image/jpeg"))) == ["I've taken: f1.x.", "What is broken?"]
        )
        #expect(chat.take(.inbound(home)) == ["I've taken: 53.96, -1.08.", "What is broken?"])
        #expect(chat.write("The door") == ["The door at 53.96, -1.08 with a photo?"])
    }

    @Test func `The newest of several files counts`() throws {
        var chat = try chat()
        chat.write("The door")
        chat.take(.inbound(file("image/jpeg", 1000, "f1")))
        #expect(
            chat.take(.inbound(file("image/jpeg", 1000, "f2"))) == [
                "Changed to: f2.x.", "Where is it?",
            ]
        )
        #expect(chat.value("photo")?["id"] == "f2")
        chat.take(.inbound(file("audio/mpeg", 1000, "f3")))
        #expect(chat.value("photo")?["id"] == "f2")
        #expect(chat.slot == "place")
    }

    @Test func `A better one after the effect is too late`() throws {
        var chat = try chat()
        for words in ["The door", "skip", "18 Elm Street, Springfield"] { chat.write(words) }
        chat.stub("reports.add", .ok, after: 3)
        chat.write("yes")
        chat.take(.inbound(home))
        chat.take(.wait(TimeSpan(seconds: 4)))
        #expect(chat.last.replies.contains { $0.text?.hasPrefix("Reported") == true })
        #expect(chat.last.conversation.frames.isEmpty)
    }

    @Test func `Nothing of its kind is asked: it is not swallowed`() throws {
        var chat = try Chat(["prices": Shop.prices])
        #expect(
            chat.take(.inbound(file("image/jpeg"))) == ["Thank you, but I can't use that here."]
        )
        chat.write("price list please")
        #expect(chat.take(.inbound(home)).first == "Thank you, but I can't use that here.")
        #expect(chat.slot == "kind")
    }

    @Test(arguments: [
        "18 Elm Street, Springfield", "it's at 18 Elm Street", "53.96, -1.08",
    ])
    func `A place can be written`(words: String) throws {
        var chat = try chat(.sms)
        for words in ["The door", "skip", words] { chat.write(words) }
        #expect(chat.waiting == "confirm")
        chat.write("yes")
        #expect(chat.last.calls.first?.outcome == .ok)
    }

    @Test func `Where nothing can be sent the question says what to do instead`() throws {
        var chat = try chat(.sms)
        #expect(
            chat.write("The door") == [
                "Do you have a photo? I can't receive files here. "
                    + "Say agent, and a colleague will help."
            ]
        )
        #expect(chat.write("skip") == ["Where is it?"])
    }

    @Test func `Words that are no place are not understood, with an example`() throws {
        var chat = try chat(.sms)
        for words in ["The door", "skip", "hm"] { chat.write(words) }
        #expect(chat.write("hm").first?.contains("18 Elm Street") == true)
    }

    @Test func `A form takes both, and asks for what it cannot take`() throws {
        var chat = try chat(form: true)
        chat.take(
            .inbound(
                .form(
                    question: chat.question ?? "",
                    values: [
                        "what": "The door",
                        "photo": ["id": "f1", "mime": "audio/mpeg", "size": 10],
                        "place": ["latitude": .double(53.96), "longitude": .double(-1.08)],
                    ]
                )
            )
        )
        #expect(chat.slot == "photo")
        chat.take(.inbound(file("image/png")))
        #expect(chat.waiting == "confirm")
    }

    @Test func `What is sent while a form is open fills its field`() throws {
        var chat = try chat(form: true)
        chat.take(.inbound(file("image/png")))
        #expect(chat.value("photo")?["id"] == "f1")
        #expect(chat.slot == "what")
    }
}
