import BotRuntime
import Dialogue
import Messages
import Testing
import Topics
import Values

/// A bakery whose files change while customers talk to it.
enum Cakes {
    static let order = """
        title: Order a cake
        examples: [I want to order a cake, order a cake please, bake me a cake]
        slots:
          size: { type: choice, options: { small: Small, large: Large }, ask: How big? }
          day: { type: date, prefer: future, ask: Which day? }
          phone: { type: phone, ask: Which number? }
          wish: { type: text, ask: What shall we write on it? }
        steps:
          - ask: [size, day]
          - say: "Good, {size.title.lowerAscii()}."
          - ask: phone
          - confirm: "Bake a {size.title} cake for {day.short()}?"
            change: [size, day]
          - call: cakes.order
            with: { size: size.id, day }
            into: order
          - say: "Ordered: {order.id}."
          - ask: wish
          - say: "We write {wish}."
          - end: resolved
        """

    static let prices = """
        title: Prices
        examples: [what are your prices, price list please, how much do you charge]
        slots:
          kind: { type: choice, options: { pie: Pies, bread: Bread }, ask: Prices of what? }
        steps:
          - ask: kind
          - say: "{kind.title} cost 5 USD."
          - end: resolved
        """

    static let actions = """
        cakes.order:
          within: 8s
          else: [{ say: "That did not work." }, { handoff: desk }]
          takes: { size: text, day: date }
          gives: cakes
          records: { table: cakes, insert: { id: "new_id('C')", size: takes.size, day: takes.day } }
        """

    static let tables = ["cakes": "columns: { id: text, size: text, day: date }\nrows: []"]

    static func chat(_ order: String = order, channel: Channel = .sms) throws -> Chat {
        try Chat(
            ["order": order, "prices": prices],
            actions: actions,
            tables: tables,
            channel: channel
        )
    }

    /// The customer has said how big and when, and is asked for a number.
    static func atPhone(_ order: String = order) throws -> Chat {
        var chat = try chat(order)
        chat.write("order a cake please")
        chat.write("small")
        #expect(chat.write("tomorrow").last == "Which number?")
        return chat
    }

    static func atConfirmation(_ order: String = order) throws -> Chat {
        var chat = try atPhone(order)
        #expect(chat.write("415 555 0134") == ["Bake a Small cake for Mar 3, 2026?"])
        return chat
    }

    /// The cake is ordered, and the customer is asked what to write on it.
    static func afterEffect(_ order: String = order) throws -> Chat {
        var chat = try atConfirmation(order)
        #expect(chat.write("yes").last == "What shall we write on it?")
        #expect(chat.calls == ["cakes.order"])
        return chat
    }
}

extension Chat {
    /// The bot's files are changed while the conversation runs.
    mutating func becomes(
        _ topics: [String: String],
        actions: String? = Cakes.actions,
        tables: [String: String] = Cakes.tables,
        house: String = "",
        queues: String = "desk: { title: the desk }",
        catalogues: [String: String] = [:],
        sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws {
        let other = try Chat(
            topics,
            actions: actions,
            tables: tables,
            house: house,
            queues: queues,
            catalogues: catalogues,
            sourceLocation: sourceLocation
        )
        simulation = simulation.continued(in: other.simulation.bot)
    }

    /// The topic `order` is changed.
    mutating func orders(_ order: String, sourceLocation: Testing.SourceLocation = #_sourceLocation)
        throws
    {
        try becomes(
            ["order": order, "prices": Cakes.prices],
            sourceLocation: sourceLocation
        )
    }

    /// How many cakes have been ordered.
    var cakes: Int { simulation.rows(of: "cakes").count }

    /// What the tool would say of the conversation as it stands.
    var prospect: Prospect {
        simulation.bot.prospect(
            of: simulation.conversation,
            at: Event(
                at: simulation.now,
                profile: simulation.profile,
                contact: simulation.contact,
                kind: .timer(.idle)
            )
        )
    }
}

extension String {
    /// With one passage in another's place, which must be there.
    func with(_ new: String, for old: String) -> String {
        precondition(contains(old), "the file has no '\(old)'")
        return replacing(old, with: new)
    }

    func without(_ old: String) -> String { with("", for: old) }
}
