import BotRuntime
import Dialogue
import Messages
import Testing
import Topics
import Values

/// Lists that are longer than a device shows at once.
@Suite struct PagingTests {
    private static let shop = """
        title: Shop
        examples: [I want to buy something, shop please]
        slots:
          thing: { type: choice, from: things, ask: Which? }
        steps:
          - call: things.all
            into: things
          - ask: thing
          - say: "{thing.title}."
          - end: resolved
        """
    private static let actions = """
        things.all:
          safe: true
          within: 5s
          else: { handoff: desk }
          gives: list of things
          records: { table: things }
        """

    private static func table(_ count: Int) -> String {
        let colours = ["red", "green", "blue", "white", "black"]
        let kinds = ["mug", "plate", "bowl", "jug", "cup", "vase", "tray"]
        let rows = (0..<count).map { index in
            let words = "\(colours[index % 5]) \(kinds[index / 5 % 7]) \(index / 35 + 1)00"
            return "  - { id: t\(index), title: \(words), section: \(kinds[index / 5 % 7]) }"
        }
        return "columns: { id: text, title: text, section: text }\nrows:\n"
            + rows.joined(separator: "\n")
    }

    private func asked(_ count: Int, _ channel: Channel) throws -> Chat {
        var chat = try Chat(
            ["shop": Self.shop],
            actions: Self.actions,
            tables: ["things": Self.table(count)],
            channel: channel
        )
        chat.write("shop please")
        return chat
    }

    private func choice(_ chat: Chat) throws -> ChoiceControl {
        guard case .choice(let choice)? = chat.last.replies.last?.control?.kind else {
            throw Missing()
        }
        return choice
    }
    private struct Missing: Error {}

    @Test(arguments: [
        (Channel.sms, 8), (.whatsapp, 9), (.apple, 19), (.web, 49),
    ])
    func `A page is as long as the channel shows, and every option is on one`(
        channel: Channel,
        size: Int
    ) throws {
        var chat = try asked(120, channel)
        var seen: [String] = []
        for _ in 0..<20 {
            let page = try choice(chat)
            #expect(page.options.count <= size)
            #expect(page.options.compactMap(\.number).first == seen.count + 1)
            seen += page.options.map(\.id)
            guard page.more != nil else { break }
            chat.tap("more")
        }
        #expect(seen.count == 120)
        #expect(Set(seen).count == 120)
    }

    @Test func `What fits is one page, without numbers of its own`() throws {
        let page = try choice(asked(9, .sms))
        #expect(page.options.count == 9)
        #expect(page.more == nil)
        #expect(page.options.allSatisfy { $0.number == nil })
    }

    @Test func `More and back turn the pages, and the last one says so`() throws {
        var chat = try asked(20, .sms)
        chat.write("more")
        #expect(try choice(chat).options.first?.number == 9)
        chat.write("show more please")
        #expect(try choice(chat).options.map(\.number) == [17, 18, 19, 20])
        #expect(chat.write("more") == ["That is all there is.", "Which?"])
        chat.write("back")
        #expect(try choice(chat).options.first?.number == 9)
        chat.write("previous")
        #expect(try choice(chat).options.first?.number == 1)
    }

    @Test(arguments: [
        ("20", "t19"), ("9", "t8"), ("green plate 100", "t6"),
        ("the last one", "t19"), ("t19", "t19"),
    ])
    func `Any option is chosen from any page`(words: String, id: String) throws {
        for turns in 0..<3 {
            var chat = try asked(20, .sms)
            for _ in 0..<turns { chat.write("more") }
            chat.write(words)
            #expect(chat.last.ended?.slots["thing"]?.spelled == .string(id), "after \(turns) pages")
        }
    }

    @Test func `What narrows the list is asked about, until one is left`() throws {
        var chat = try asked(500, .sms)
        #expect(chat.write("the blue mug") == ["Which one do you mean?"])
        let page = try choice(chat)
        #expect(page.options.allSatisfy { $0.title.hasPrefix("blue mug") })
        #expect(page.options.first?.number == 1)
        #expect(chat.write("300") == ["blue mug 300."])
    }

    @Test func `A digression comes back to the page that was shown`() throws {
        var chat = try asked(20, .sms)
        chat.write("more")
        chat.write("help")
        #expect(try choice(chat).options.first?.number == 9)
    }

    @Test func `Options of one section stand together, numbered through`() throws {
        let choice = try choice(asked(40, .web))
        var sections: [String] = []
        for option in choice.options where sections.last != option.section {
            sections.append(option.section ?? "")
        }
        #expect(sections == ["mug", "plate", "bowl", "jug", "cup", "vase", "tray"])
    }

    @Test func `A menu that is too long for the channel keeps the way to a person`() throws {
        var topics: [String: String] = [:]
        for letter in "abcdefghijkl" {
            topics["topic_\(letter)"] =
                "title: Topic \(letter)\nexamples: [zulu \(letter) one]\nsteps: [{ say: Hi }]"
        }
        var chat = try Chat(topics, channel: .whatsapp)
        chat.write("menu")
        let page = try choice(chat)
        #expect(page.options.count == 9)
        #expect(page.options.last?.id == "agent")
        #expect(page.options.last?.number == 13)
        chat.tap("more")
        #expect(try choice(chat).options.map(\.id).prefix(2) == ["topic_i", "topic_j"])
        chat.write("11")
        #expect(chat.last.ended?.topic.rawValue == "topic_k")
    }

    @Test func `Times are paged where there is no time picker`() throws {
        let book = """
            title: Book
            examples: [book a time, I want a time]
            slots: { at: { type: time_slot, from: times, ask: When? } }
            steps:
              - call: times.all
                into: times
              - ask: at
              - say: "{at.title}."
              - end: resolved
            """
        let rows = (1...14).map {
            "  - { id: w\($0), title: Window \($0), start: +\($0)d 09:00, seconds: 3600 }"
        }
        for (channel, size) in [(Channel.sms, 8), (.whatsapp, 9), (.web, 14)] {
            var chat = try Chat(
                ["book": book],
                actions: Self.actions.replacing("things", with: "times"),
                tables: [
                    "times": "columns: { id: text, title: text, start: timestamp, seconds: int }\n"
                        + "rows:\n" + rows.joined(separator: "\n")
                ],
                channel: channel
            )
            chat.write("book a time")
            guard case .timeSlots(let times)? = chat.last.replies.last?.control?.kind else {
                Issue.record("no times on \(channel)")
                continue
            }
            #expect(times.slots.count == size)
            #expect((times.more != nil) == (size < 14))
            #expect(chat.write("13") == ["Window 13."])
        }
    }

    @Test(arguments: [
        ("[Red, Blue]", ChoiceControl.Style.quickReply),
        ("[Red, Blue, Green, White]", .list),
        ("[A colour that nobody has a button for, Blue]", .list),
    ])
    func `Buttons that do not fit the channel are a list`(
        titles: String,
        style: ChoiceControl.Style
    ) throws {
        let names = titles.dropFirst().dropLast().split(separator: ",")
        let options = names.enumerated().map { "o\($0): \($1)" }.joined(separator: ", ")
        let topic = """
            title: Paint
            examples: [paint please, I want paint]
            slots: { colour: { type: choice, show: buttons, options: { \(options) }, ask: Which? } }
            steps: [{ ask: colour }, { end: resolved }]
            """
        var chat = try Chat(["paint": topic], channel: .whatsapp)
        chat.write("paint please")
        #expect(try choice(chat).style == style)
    }
}
