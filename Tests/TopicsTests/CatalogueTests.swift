import Diagnostics
import Expressions
import Foundation
import Testing
import Topics
import Understanding
import Values

/// A bot of one topic in two languages.
enum TwoTongues {
    static let bot = """
        name: Small
        languages: [en, es]
        queues: { desk: { title: the desk } }
        """

    static let pet = """
        title: Rename a pet
        examples: [rename my pet, give it another name]
        slots:
          kind: { type: choice, options: { cat: Cat, dog: { title: Dog, also: [hound] } }, ask: Which one? }
          name: { type: text, ask: "What is the {kind.title} called?" }
        steps:
          - ask: [kind, name]
          - say: "It is called {name}, your {kind.title}."
          - end: resolved
        """

    static let header = """
        msgid ""
        msgstr "Content-Type: text/plain; charset=UTF-8\\n"


        """

    static func load(
        _ entries: String,
        languages: String = "[en, es]",
        file: String = "languages/es.po"
    ) -> (bot: BotDefinition?, diagnostics: [Diagnostic]) {
        SmallBot.load([
            "bot.yaml": bot.replacing("[en, es]", with: languages), "pet.yaml": pet,
            file: header + entries,
        ])
    }

    /// An entry of the topic's own texts.
    static func entry(_ source: String, _ translation: String, in context: String = "pet")
        -> String
    {
        "msgctxt \"\(context)\"\nmsgid \"\(source)\"\nmsgstr \"\(translation)\"\n\n"
    }
}

@Suite struct `A catalogue` {
    @Test func `gives titles, lists, questions and texts in its language`() throws {
        let (bot, diagnostics) = TwoTongues.load(
            TwoTongues.entry("Rename a pet", "Cambiar el nombre")
                + TwoTongues.entry(
                    "rename my pet\\ngive it another name",
                    "cambiar el nombre\\n otro nombre \\n\\nque se llame distinto"
                )
                + TwoTongues.entry("Dog", "Perro", in: "pet.kind")
                + TwoTongues.entry("hound", "can\\nsabueso", in: "pet.kind")
                + TwoTongues.entry("the desk", "recepción", in: "bot.queues.desk")
        )
        #expect(diagnostics.map(\.description) == [])
        let topic = try #require(bot?.topics.first)
        #expect(topic.title["en"] == "Rename a pet")
        #expect(topic.title["es"] == "Cambiar el nombre")
        #expect(
            topic.examples["es"] == ["cambiar el nombre", "otro nombre", "que se llame distinto"]
        )
        #expect(topic.examples["en"] == ["rename my pet", "give it another name"])
        let dog = try #require(topic.slot(SlotName("kind"))?.options.last)
        #expect(dog.title["es"] == "Perro")
        #expect(dog.heard(in: "es").also == ["can", "sabueso", "hound", "Dog"])
        #expect(bot?.queues.first?.title["es"] == "recepción")
    }

    @Test func `of a region falls back to that of its language, and that to the text`() throws {
        let files = [
            "bot.yaml": TwoTongues.bot.replacing("[en, es]", with: "[en, es, es-MX]"),
            "pet.yaml": TwoTongues.pet,
            "languages/es.po": TwoTongues.header + TwoTongues.entry("Cat", "Gato", in: "pet.kind")
                + TwoTongues.entry("Dog", "Perro", in: "pet.kind"),
            "languages/es-MX.po": TwoTongues.header
                + TwoTongues.entry("Dog", "Perrito", in: "pet.kind"),
        ]
        let (bot, diagnostics) = SmallBot.load(files)
        #expect(diagnostics.map(\.description) == [])
        let options = try #require(bot?.topics.first?.slot(SlotName("kind"))?.options)
        #expect(options.map { $0.title["es-MX"] } == ["Gato", "Perrito"])
        #expect(options.map { $0.title["es"] } == ["Gato", "Perro"])
        #expect(bot?.topics.first?.title["es-MX"] == "Rename a pet")
    }

    @Test func `leaves what is empty, outdated or obsolete to the text itself`() throws {
        let (bot, diagnostics) = TwoTongues.load(
            TwoTongues.entry("Cat", "", in: "pet.kind")
                + "#, fuzzy\n" + TwoTongues.entry("Dog", "Perro", in: "pet.kind")
                + "#~ msgctxt \"pet\"\n#~ msgid \"Rename a pet\"\n#~ msgstr \"Cambiar\"\n"
        )
        #expect(diagnostics.map(\.description) == [])
        let topic = try #require(bot?.topics.first)
        #expect(topic.title["es"] == "Rename a pet")
        #expect(topic.slot(SlotName("kind"))?.options.map { $0.title["es"] } == ["Cat", "Dog"])
        let left = try #require(bot?.untranslated.first)
        #expect(left.language == "es" && left.count == left.texts)
    }

    @Test(arguments: [
        (
            "Tu {kind.title}.",
            ["8:9 hole-dropped: the translation leaves out '{name}'"]
        ),
        (
            "{name} y {kind.id}: {kind.title}",
            ["8:19 hole-added: the text has no '{kind.id}'"]
        ),
        (
            "Tu { kind.title } es {name}, {name}.", []
        ),
        (
            "{name} {kind.title",
            [
                "8:9 hole-dropped: the translation leaves out '{kind.title}'",
                "8:16 unclosed-brace: this '{' is not closed",
            ]
        ),
    ])
    func `keeps the values of a text`(translation: String, found: [String]) {
        let (bot, diagnostics) = TwoTongues.load(
            "# a note\n\n"
                + TwoTongues.entry("It is called {name}, your {kind.title}.", translation)
        )
        #expect((bot != nil) == found.isEmpty)
        #expect(diagnostics.allSatisfy { $0.location.file.path == "languages/es.po" })
        #expect(
            diagnostics.map {
                "\($0.location.line):\($0.location.column) \($0.code): \($0.message)"
            } == found
        )
    }

    @Test func `that makes a text too long for SMS says so`() {
        let long = "اسمه {name} وهو {kind.title}. " + String(repeating: "نص طويل ", count: 30)
        let (_, diagnostics) = TwoTongues.load(
            TwoTongues.entry("It is called {name}, your {kind.title}.", long)
        )
        #expect(places(diagnostics) == ["6:9 sms-long"])
    }

    @Test func `keeps apart what the topic keeps apart, on every channel`() {
        let (bot, diagnostics) = TwoTongues.load(
            TwoTongues.entry("Cat", "Animal", in: "pet.kind")
                + TwoTongues.entry("Dog", "animal", in: "pet.kind")
        )
        #expect(bot == nil)
        #expect(places(diagnostics) == ["10:9 doubled-title"])
        let long = "Un animal doméstico de cuatro "
        let (_, cut) = TwoTongues.load(
            TwoTongues.entry("Cat", long + "gatos", in: "pet.kind")
                + TwoTongues.entry("Dog", long + "perros", in: "pet.kind")
        )
        #expect(cut.contains { $0.code == "labels-equal" && $0.location.line == 10 })
        #expect(cut.contains { $0.code == "label-cut" && $0.location.line == 6 })
    }

    @Test(arguments: [
        ("msgctxt \"pet\"\nmsgid \"a\nmsgstr \"b\"\n", "6 broken-catalogue"),
        ("msgid \"a\"\nmsgstr \"b\"\n\nmsgid \"a\"\nmsgstr \"c\"\n", "7 doubled-entry"),
        ("msgid \"a\"\nmsgid_plural \"as\"\nmsgstr[0] \"b\"\n", "4 plural-entry"),
        ("hello", "4 broken-catalogue"),
        ("msgid \"a\"\n\nmsgid \"b\"\nmsgstr \"c\"\n", "4 broken-catalogue"),
    ])
    func `that is broken says where`(entries: String, place: String) {
        let (bot, diagnostics) = TwoTongues.load(entries)
        #expect(bot == nil)
        #expect(diagnostics.map { "\($0.location.line) \($0.code)" }.contains(place))
        #expect(diagnostics.allSatisfy { $0.hint != nil })
    }

    @Test func `is UTF-8, whatever its header says`() {
        func load(_ bytes: [UInt8]) -> [String] {
            let files = [
                BotFile(path: "bot.yaml", text: TwoTongues.bot),
                BotFile(path: "pet.yaml", text: TwoTongues.pet),
                BotFile(path: "languages/es.po", bytes: bytes),
            ]
            return BotLoader.load(files: files).diagnostics
                .map { "\($0.location.line) \($0.code)" }
        }
        let latin = TwoTongues.header.replacing("UTF-8", with: "ISO-8859-1")
        #expect(load(Array(latin.utf8)) == ["2 not-utf8"])
        #expect(load(Array(TwoTongues.header.utf8) + [0xE9]) == ["1 not-utf8"])
        #expect(load([0xFF, 0xFE, 0x6D, 0x00]) == ["1 not-utf8"])
        #expect(load(Array("msgid \"a\"\n\0".utf8)) == ["2 unprintable"])
        #expect(load([0xEF, 0xBB, 0xBF] + Array(TwoTongues.header.utf8)) == [])
        #expect(load([]) == [])
        #expect(load([UInt8](repeating: 97, count: 5_000_000)) == ["1 too-large"])
    }

    @Test(arguments: [
        ("languages/sp.po", "error", "bad-language", "did you mean 'es.po'?"),
        ("languages/es_MX.po", "error", "bad-language", "did you mean 'es-MX.po'?"),
        ("languages/spanish.po", "error", "bad-language", "did you mean 'es.po'?"),
        ("languages/fr.po", "warning", "unlisted-language", "add 'fr' to 'languages' in bot.yaml"),
        ("languages/en.po", "warning", "unlisted-language", "delete this file"),
    ])
    func `of no language of the bot is told of`(
        file: String,
        severity: String,
        code: String,
        hint: String
    ) {
        let (_, diagnostics) = TwoTongues.load("", file: file)
        #expect(
            diagnostics.map { [$0.severity.rawValue, $0.code, $0.hint ?? ""] }
                == [[severity, code, hint]]
        )
    }

    @Test(arguments: [
        ("[en, sp]", "did you mean 'es'?"), ("[en, pt_BR]", "did you mean 'pt-BR'?"),
        ("[english]", "did you mean 'en'?"), ("[en, xx]", "write a tag such as en, es or pt-BR"),
    ])
    func `a language that does not exist is told of`(languages: String, hint: String) {
        let (_, diagnostics) = SmallBot.load([
            "bot.yaml": TwoTongues.bot.replacing("[en, es]", with: languages)
        ])
        #expect(diagnostics.first?.code == "bad-language")
        #expect(diagnostics.first?.hint == hint)
    }
}

@Suite struct `The texts of a bot` {
    private func texts(_ pet: String = TwoTongues.pet, _ catalogue: String? = nil) throws
        -> BotTexts
    {
        var files = [
            BotFile(path: "bot.yaml", text: TwoTongues.bot), BotFile(path: "pet.yaml", text: pet),
        ]
        if let catalogue { files.append(BotFile(path: "languages/es.po", text: catalogue)) }
        let (texts, diagnostics) = BotLoader.texts(files: files)
        #expect(diagnostics.map(\.description) == [])
        return try #require(texts)
    }

    private func merged(_ pet: String, into catalogue: String) throws -> String {
        let texts = try texts(pet, catalogue)
        #expect(texts.diagnostics.map(\.description) == [])
        return try #require(texts.catalogues["es"]).merged(with: texts.messages)
            .text(for: texts.messages)
    }

    private func first() throws -> String {
        let texts = try texts()
        let file = SourceFile(path: "languages/es.po", text: "")
        return Catalogue.empty(of: "es", in: texts.name, file: file)
            .merged(with: texts.messages).text(for: texts.messages)
    }

    @Test func `are listed in the order of its files, with what they are for`() throws {
        let texts = try texts()
        #expect(
            texts.messages.map { "\($0.key.context): \($0.key.source)" } == [
                "bot.queues.desk: the desk", "pet: Rename a pet",
                "pet: rename my pet\ngive it another name", "pet.kind: kind", "pet.kind: Cat",
                "pet.kind: Dog", "pet.kind: hound", "pet.kind: Which one?", "pet.name: name",
                "pet.name: What is the {kind.title} called?",
                "pet: It is called {name}, your {kind.title}.",
            ]
        )
        #expect(
            texts.messages[2].purpose
                == "what customers say to start a topic, one a line, more or fewer"
        )
    }

    @Test func `make a catalogue that reads back as it was written`() throws {
        let written = try first()
        #expect(written.hasPrefix("# The texts of Small in español.\nmsgid \"\"\n"))
        #expect(
            written.contains(
                """
                #. ask of a slot
                #: pet.yaml:5
                msgctxt "pet.name"
                msgid "What is the {kind.title} called?"
                msgstr ""

                """
            )
        )
        #expect(try merged(TwoTongues.pet, into: written) == written)
    }

    @Test func `keep translations, comments and the header when the topic changes elsewhere`()
        throws
    {
        let done = try first().replacing(
            "msgid \"Cat\"\nmsgstr \"\"",
            with: "msgid \"Cat\"\nmsgstr \"Gato\\t\\\"\""
        ).replacing(
            "#. title of the option cat",
            with: "# no diminutive\n#. title of the option cat"
        )
        let other = "# a line more\n" + TwoTongues.pet
        let after = try merged(other, into: done)
        #expect(after.contains("# no diminutive\n#. title of the option cat\n#: pet.yaml:5\n"))
        #expect(after.contains("msgstr \"Gato\\t\\\"\""))
        #expect(!after.contains("fuzzy"))
        #expect(try merged(other, into: after) == after)
    }

    @Test func `mark what changed as outdated and what is gone as obsolete`() throws {
        let done = try first()
            .replacing(
                "msgid \"Which one?\"\nmsgstr \"\"",
                with: "msgid \"Which one?\"\nmsgstr \"¿Cuál?\""
            )
            .replacing("msgid \"hound\"\nmsgstr \"\"", with: "msgid \"hound\"\nmsgstr \"can\"")
        let other = TwoTongues.pet.replacing("Which one?", with: "Which one is it?")
            .replacing("{ title: Dog, also: [hound] }", with: "Dog")
        let after = try merged(other, into: done)
        #expect(
            after.contains(
                """
                #, fuzzy
                #| msgid "Which one?"
                msgctxt "pet.kind"
                msgid "Which one is it?"
                msgstr "¿Cuál?"
                """
            )
        )
        #expect(after.hasSuffix("#~ msgctxt \"pet.kind\"\n#~ msgid \"hound\"\n#~ msgstr \"can\"\n"))
        #expect(try merged(other, into: after) == after)
        // What comes back is as it was.
        let back = try merged(TwoTongues.pet, into: after)
        #expect(back.contains("msgid \"hound\"\nmsgstr \"can\""))
        #expect(!back.contains("#~"))
    }

    @Test func `follow a topic that got another name`() throws {
        let done = try first().replacing(
            "msgid \"Cat\"\nmsgstr \"\"",
            with: "msgid \"Cat\"\nmsgstr \"Gato\""
        )
        let files = [
            BotFile(path: "bot.yaml", text: TwoTongues.bot),
            BotFile(path: "animal.yaml", text: TwoTongues.pet),
            BotFile(path: "languages/es.po", text: done),
        ]
        let texts = try #require(BotLoader.texts(files: files).texts)
        let after = try #require(texts.catalogues["es"]).merged(with: texts.messages)
            .text(for: texts.messages)
        #expect(
            after.contains(
                """
                #, fuzzy
                #| msgctxt "pet.kind"
                #| msgid "Cat"
                msgctxt "animal.kind"
                msgid "Cat"
                msgstr "Gato"
                """
            )
        )
    }
}
