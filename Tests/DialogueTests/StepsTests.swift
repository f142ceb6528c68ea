import BotRuntime
import Dialogue
import Messages
import Testing
import Topics
import Values

@Suite struct StepsTests {
    @Test func `A part asks only what it must, and gives its value`() throws {
        var chat = try Chat([
            "greet": """
            title: Greet
            examples: [say hello to me properly]
            steps:
              - run: name
                with: { formal: "true" }
                into: who
              - say: "Good day, {who}."
              - end: resolved
            """,
            "name": """
            title: Name
            takes: { formal: bool }
            gives: full
            slots:
              first: { type: text, ask: Your name? }
            steps:
              - ask: first
              - set: { full: "takes_formal(formal, first)" }
            """.replacing("takes_formal(formal, first)", with: "formal ? 'Mx ' + first : first"),
        ])
        #expect(chat.write("say hello to me properly") == ["Your name?"])
        #expect(chat.write("Kim") == ["Good day, Mx Kim."])
    }

    @Test func `A loop asks anew in each round and keeps what every round did`() throws {
        var chat = try Chat(
            [
                "list": """
                title: List
                examples: [make me a list]
                slots:
                  item: { type: text, ask: What next? }
                  more: { type: yesno, ask: Another one? }
                steps:
                  - set: { goes_on: "true" }
                  - repeat: goes_on
                    at_most: 5
                    steps:
                      - ask: [item, more]
                      - call: notes.add
                        with: { text: item }
                      - set: { goes_on: more }
                  - say: That is all.
                  - end: resolved
                """
            ],
            actions: """
                notes.add:
                  within: 5s
                  else: { handoff: desk }
                  takes: { text: text }
                  records: { table: notes, insert: { id: "new_id('N')", text: takes.text } }
                """,
            tables: ["notes": "columns: { id: text, text: text }\nrows: []"]
        )
        chat.write("make me a list")
        var keys: Set<String> = []
        for (item, more) in [("milk", "yes"), ("bread", "yes"), ("tea", "no")] {
            chat.write(item)
            chat.write(more)
            #expect(chat.calls == ["notes.add"])
            keys.formUnion(chat.last.calls.map(\.key))
        }
        #expect(keys.count == 3)
        #expect(chat.texts == ["That is all."])
    }

    @Test func `A slot whose condition no longer holds is forgotten`() throws {
        var chat = try Chat(Shop.topics, actions: Shop.actions, tables: Shop.tables)
        chat.write("I want to send a parcel, a big one")
        chat.write("yes")
        #expect(chat.value("fragile") == true)
        chat.write("no wait, a small one")
        #expect(chat.value("fragile") == nil)
        chat.write("sorry, large after all")
        #expect(chat.slot == "fragile")
    }

    @Test func `A form is one message where the device has forms, and questions where not`() throws
    {
        let topics = [
            "details": """
            title: Details
            examples: [take my details]
            slots:
              day: { type: date, ask: Which day? }
              mail: { type: email, ask: Which address? }
            steps:
              - form: Your details
                ask: [day, mail]
              - say: "Thanks, {mail}."
              - end: resolved
            """
        ]
        var web = try Chat(topics, channel: .web)
        web.write("take my details")
        #expect(web.waiting == "form")
        web.take(
            .inbound(
                .form(
                    question: web.question ?? "",
                    values: ["day": "2026-03-05", "mail": "a@b.example", "extra": 1]
                )
            )
        )
        #expect(web.texts == ["Thanks, a@b.example."])
        var sms = try Chat(topics, channel: .sms)
        #expect(sms.write("take my details") == ["Which day?"])
        #expect(sms.write("5 March, a@b.example") == ["Thanks, a@b.example."])
    }

    @Test func `A form without a field asks for it, and says why another was refused`() throws {
        var chat = try Chat(
            [
                "details": """
                title: Details
                examples: [take my details]
                slots:
                  day:
                    type: date
                    ask: Which day?
                    check: [{ if: day < today, say: That day is over. }]
                  mail: { type: email, ask: Which address? }
                steps:
                  - form: Your details
                    ask: [day, mail]
                  - end: resolved
                """
            ],
            channel: .web
        )
        chat.write("take my details")
        chat.take(
            .inbound(.form(question: chat.question ?? "", values: ["day": "2020-01-01"]))
        )
        #expect(chat.texts == ["That day is over."])
        #expect(chat.write("tomorrow") == ["Which address?"])
    }

    @Test func `Nothing is said twice, unless a correction changed its words`() throws {
        var chat = try Chat([
            "order": """
            title: Order
            examples: [order one for me]
            slots:
              colour: { type: choice, options: { red: Red, blue: Blue }, ask: Which colour? }
              note: { type: text, ask: A note? }
            steps:
              - ask: colour
              - say: "{colour.title} it is."
              - say: We have it in stock.
              - ask: note
              - end: resolved
            """
        ])
        chat.write("order one for me")
        #expect(chat.write("red") == ["Red it is.", "We have it in stock.", "A note?"])
        #expect(
            chat.write("no wait, blue") == ["Changed to: Blue.", "Blue it is.", "A note?"]
        )
    }
}
