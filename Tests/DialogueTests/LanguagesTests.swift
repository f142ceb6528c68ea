import BotRuntime
import Dialogue
import Messages
import Testing
import Values

/// A shop that speaks English, Spanish and Arabic.
private enum Parcels {
    static let topic = """
        title: Send a parcel
        examples: [I want to send a parcel, ship a package for me, post something]
        slots:
          size:
            type: choice
            options:
              small: { title: Small, also: [tiny] }
              large: { title: Large, also: [big] }
            ask: How big is it?
          depot: { type: choice, from: depots, if_one: ask, ask: Which depot? }
          day: { type: date, prefer: future, ask: When shall we fetch it? }
          note: { type: text, ask: Anything we should know? }
        steps:
          - ask: size
          - call: depots.all
            into: depots
          - say: "{depots.size()} depots take {size.title} parcels."
          - ask: [depot, day, note]
          - say: "A {size.title} parcel, from {depot.title}, on {day.long()}: {note}"
            link: { url: "https://example.com/{language}/{depot.id}?n={note}", title: "Track {note}" }
          - end: resolved
        """

    static let actions = """
        depots.all:
          safe: true
          within: 5s
          else: { handoff: desk }
          gives: list of depots
          records: { table: depots, order: title }
        """

    static let depots = """
        columns: { id: text, title: translated text }
        rows: [{ id: n, title: North }, { id: s, title: South }]
        """

    static let spanish = [
        ("parcel", "Send a parcel", "Enviar un paquete"),
        (
            "parcel", "I want to send a parcel\\nship a package for me\\npost something",
            "quiero enviar un paquete\\nmandar algo por correo"
        ),
        ("parcel.size", "Small", "Pequeño"), ("parcel.size", "tiny", "chico"),
        ("parcel.size", "Large", "Grande"), ("parcel.size", "How big is it?", "¿De qué tamaño es?"),
        ("parcel.depot", "Which depot?", "¿Qué almacén?"),
        ("parcel.day", "When shall we fetch it?", "¿Cuándo lo recogemos?"),
        ("parcel.note", "Anything we should know?", "¿Algo que debamos saber?"),
        (
            "parcel", "{depots.size()} depots take {size.title} parcels.",
            "Paquete {size.title}: {depots.size()} almacenes."
        ),
        (
            "parcel", "A {size.title} parcel, from {depot.title}, on {day.long()}: {note}",
            "Paquete {size.title}, desde {depot.title}, el {day.long()}: {note}"
        ),
        ("records/depots.title", "North", "Norte"), ("records/depots.title", "South", "Sur"),
    ]

    static let arabic = [
        (
            "parcel", "I want to send a parcel\\nship a package for me\\npost something",
            "أريد إرسال طرد"
        ),
        ("parcel.size", "Small", "صغير"), ("parcel.size", "Large", "كبير"),
        ("parcel.size", "How big is it?", "ما حجمه؟"),
        ("parcel.depot", "Which depot?", "أي مستودع؟"),
        ("parcel.day", "When shall we fetch it?", "متى نستلمه؟"),
        (
            "parcel", "A {size.title} parcel, from {depot.title}, on {day.long()}: {note}",
            "طرد {size.title} من {depot.title} في {day.long()}: {note}"
        ),
        ("parcel", "Track {note}", "تتبع {note}"),
        ("records/depots.title", "North", "الشمال"), ("records/depots.title", "South", "الجنوب"),
    ]

    static func catalogue(_ entries: [(String, String, String)]) -> String {
        "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
            + entries.map { "msgctxt \"\($0.0)\"\nmsgid \"\($0.1)\"\nmsgstr \"\($0.2)\"\n" }
            .joined(separator: "\n")
    }

    static func chat(in language: String? = nil) throws -> Chat {
        try Chat(
            ["parcel": topic],
            actions: actions,
            tables: ["depots": depots],
            house: "languages: [en, es, ar]",
            catalogues: ["es": catalogue(spanish), "ar": catalogue(arabic)],
            language: language
        )
    }
}

@Suite struct LanguagesTests {
    @Test func `A contact is answered in the language of their locale, or of the bot`() throws {
        #expect(try Parcels.chat(in: "es-MX").language == "es")
        #expect(try Parcels.chat(in: "ar_EG").language == "ar")
        #expect(try Parcels.chat(in: "fr").language == "en")
    }

    @Test func `Whoever writes in another language of the bot is answered in it`() throws {
        var chat = try Parcels.chat()
        #expect(chat.write("hola, quiero enviar un paquete") == ["¿De qué tamaño es?"])
        #expect(chat.offered == ["Pequeño", "Grande"])
        #expect(chat.last.json["language"]?.string == "es")
        var other = try Parcels.chat()
        #expect(other.write("أريد إرسال طرد") == ["ما حجمه؟"])
        #expect(other.language == "ar")
    }

    @Test(arguments: [
        "en español, por favor", "Español", "can we speak Spanish?", "¿habla usted español?",
        "switch to Spanish please", "هل يمكن التحدث بالإسبانية", "quiero cambiar a español",
    ])
    func `Asked for, the language changes and the question comes again`(words: String) throws {
        var chat = try Parcels.chat()
        chat.write("I want to send a parcel")
        chat.write("gibberish xyzzy")
        #expect(chat.write(words) == ["¿De qué tamaño es?"])
        #expect(chat.language == "es")
        #expect(chat.rule == .control)
        #expect(chat.simulation.conversation.waiting.failures == 1)
        #expect(chat.write("in English please") == ["How big is it?"])
        #expect(chat.write("بالعربية من فضلك") == ["ما حجمه؟"])
    }

    @Test func `A language that nobody prepared is spoken in the words of its catalogue`() throws {
        let german = [
            ("parcel", "Send a parcel", "Ein Paket schicken"),
            ("parcel.size", "Small", "Klein"),
            ("parcel.size", "How big is it?", "Wie groß ist es?"),
            ("bot.words.yes", "yes", "ja\\njawohl"), ("bot.words.no", "no", "nein\\nnee"),
            ("bot.words.cancel", "cancel", "abbrechen"),
            ("bot.house.cancelled", "All right, I've stopped that.", "Gut, das lasse ich."),
            ("bot.house.menu", "What can I do for you?", "Was kann ich für Sie tun?"),
            ("bot.house.yes", "Yes", "Ja"), ("bot.house.no", "No", "Nein"),
            ("sure", "am I sure", "bin ich sicher"), ("sure", "Sure?", "Sicher?"),
            ("sure", "Good.", "Gut."), ("sure", "Bad.", "Schade."),
        ]
        var chat = try Chat(
            [
                "parcel": Parcels.topic,
                "sure": """
                title: Be sure
                examples: [am I sure]
                steps:
                  - confirm: Sure?
                    else: [{ say: Bad. }, { end: unsure }]
                  - say: Good.
                  - end: resolved
                """,
            ],
            actions: Parcels.actions,
            tables: ["depots": Parcels.depots],
            house: "languages: [en, es, de]",
            catalogues: ["de": Parcels.catalogue(german)]
        )
        #expect(chat.write("auf Deutsch bitte").last == "Was kann ich für Sie tun?")
        #expect(chat.write("Ein Paket schicken") == ["Wie groß ist es?"])
        #expect(chat.write("abbrechen") == ["Gut, das lasse ich."])
        #expect(chat.write("bin ich sicher") == ["Sicher?"])
        #expect(chat.write("nee") == ["Schade."])
        chat.write("bin ich sicher")
        #expect(chat.write("jawohl!") == ["Gut."])
        #expect(chat.language == "de")
    }

    @Test func `A bot adds its own words for yes and no`() throws {
        var chat = try Chat(
            [
                "sure": """
                title: Be sure
                examples: [am I sure]
                steps: [{ confirm: Sure?, else: [{ say: Bad. }, { end: unsure }] }, { say: Good. }]
                """
            ],
            house: "words: { yes: [aye aye], no: [no way jose] }"
        )
        chat.write("am I sure")
        #expect(chat.write("aye aye, please") == ["Good."])
        chat.write("am I sure")
        #expect(chat.write("no way José") == ["Bad."])
    }

    @Test func `Of a language that it does not speak the bot says which ones it does`() throws {
        var chat = try Parcels.chat()
        chat.write("I want to send a parcel")
        #expect(
            chat.write("can we speak French?") == [
                "I can write to you in: \u{2068}English, español, and العربية\u{2069}.",
                "How big is it?",
            ]
        )
        #expect(chat.language == "en")
        #expect(chat.slot == "size")
    }

    @Test(arguments: [
        "What languages do you speak?", "which languages are there", "¿Qué idiomas habla?",
        "¿en qué idiomas puede responder?", "ما هي اللغات التي تتحدث بها؟",
        "Welche Sprachen sprechen Sie?",
    ])
    func `Asked which languages it speaks the bot says them, in the customer's`(words: String)
        throws
    {
        var chat = try Parcels.chat()
        let said = chat.write(words)
        #expect(said.contains { $0.contains("español") && $0.contains("العربية") }, "\(said)")
    }

    @Test(arguments: [("Spanish", "es"), ("I'd like Thai please", "th"), ("polish", "pl")])
    func `A language that is an option is an answer`(words: String, id: String) throws {
        let course = """
            title: Book a course
            examples: [I want to book a course, learn a language]
            slots:
              language_class:
                type: choice
                options: { es: Spanish class, th: Thai, pl: Polish }
                ask: Which course?
              day: { type: date, ask: When? }
            steps: [{ ask: [language_class, day] }, { end: resolved }]
            """
        var chat = try Chat(["course": course], house: "languages: [en, es]")
        chat.write("I want to book a course")
        chat.write(words)
        #expect(chat.value("language_class") == .string(id))
        #expect(chat.language == "en")
        // In so many words it is the language after all.
        chat.write("in Spanish please")
        #expect(chat.language == "es")
    }

    @Test func `What was answered stays, and is shown in the new language`() throws {
        var chat = try Parcels.chat()
        chat.write("I want to send a parcel")
        #expect(chat.write("large") == ["2 depots take Large parcels.", "Which depot?"])
        #expect(chat.offered == ["North", "South"])
        // The rows are read again; what was said is not said again.
        #expect(chat.write("español") == ["¿Qué almacén?"])
        #expect(chat.calls == ["depots.all"])
        #expect(chat.offered == ["Norte", "Sur"])
        chat.write("el norte")
        #expect(chat.value("depot") == .string("n"))
        chat.write("el 5 de marzo")
        let said = chat.write("Cuidado")
        #expect(
            said == ["Paquete Grande, desde Norte, el jueves 5 de marzo de 2026: Cuidado"]
        )
    }

    @Test func `The words of the default language are understood in every language`() throws {
        var chat = try Parcels.chat(in: "es")
        #expect(chat.write("quiero enviar un paquete") == ["¿De qué tamaño es?"])
        chat.write("tiny")
        #expect(chat.value("size") == .string("small"))
        #expect(chat.language == "es")
        #expect(chat.write("back") == ["¿De qué tamaño es?"])
    }

    @Test(arguments: ["Calle de la Luna 5, Madrid", "gracias", "visa", "ok", "12", "María de la O"])
    func `A name, an address or good manners change no language`(words: String) throws {
        var chat = try Parcels.chat()
        for words in ["I want to send a parcel", "large", "north", "5 March"] { chat.write(words) }
        #expect(chat.slot == "note")
        chat.write(words)
        #expect(chat.language == "en")
    }

    @Test func `An answer in another language is one, and changes the language`() throws {
        var chat = try Parcels.chat()
        chat.write("I want to send a parcel")
        let said = chat.write("grande")
        #expect(said.last == "¿Qué almacén?")
        #expect(chat.value("size") == .string("large"))
    }

    @Test func `A person who takes over is told the language`() throws {
        var chat = try Parcels.chat()
        chat.write("quiero hablar con una persona")
        #expect(chat.last.handoff?.language == "es")
        #expect(chat.texts.first?.hasPrefix("Le pongo en contacto") == true)
    }

    @Test func `Values stand apart in an Arabic text, and nowhere else`() throws {
        var chat = try Parcels.chat(in: "ar")
        for words in ["أريد إرسال طرد", "كبير", "الشمال", "5/3/2026"] { chat.write(words) }
        chat.write("Elm 12 / x")
        let reply = try #require(chat.last.replies.first)
        let text = try #require(reply.text)
        #expect(text.hasPrefix("طرد \u{2068}كبير\u{2069} من \u{2068}الشمال\u{2069} في \u{2068}"))
        #expect(text.hasSuffix(": \u{2068}Elm 12 / x\u{2069}"))
        let link = try #require(reply.links.first)
        #expect(link.title == "تتبع \u{2068}Elm 12 / x\u{2069}")
        #expect(link.url == "https://example.com/ar/n?n=Elm 12 / x")
        #expect(!chat.last.slots.values.contains { $0.spelled.text.contains("\u{2068}") })
    }

    @Test func `An Arabic value stands apart in an English text`() throws {
        var chat = try Parcels.chat()
        for words in ["I want to send a parcel", "large", "north", "5 March"] { chat.write(words) }
        let said = chat.write("Mr محمد")
        #expect(
            said == [
                "A Large parcel, from North, on Thursday, March 5, 2026: \u{2068}Mr محمد\u{2069}"
            ]
        )
    }

    @Test(arguments: [
        ("2", "large"), ("٢", "large"), ("۲", "large"), ("２", "large"), ("١", "small"),
    ])
    func `A number in any digits chooses an option`(number: String, id: String) throws {
        for language in ["en", "es", "ar"] {
            var chat = try Parcels.chat(in: language)
            chat.write(language == "ar" ? "أريد إرسال طرد" : "I want to send a parcel")
            chat.write(number)
            #expect(chat.value("size") == .string(id))
        }
    }
}
