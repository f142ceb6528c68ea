import Diagnostics
import Topics

/// The bot of the format's own example, as texts.
enum SampleBot {
    static let bot = """
        # bot.yaml
        name: Northwind Bank
        languages: [en, es, ar]                    # the first is the default
        region: US
        time_zone: America/New_York
        channels: [apple, whatsapp, sms, web]
        calendar: { weekend: [saturday, sunday], holidays: [2026-11-26, 2026-12-25], cut_off: "17:00" }
        queues:
          cards: { title: our cards team, hours: mon-fri 08:00-20:00 }   # without hours: always open
          mortgages: { title: a mortgage specialist, hours: mon-fri 09:00-17:00 }
        timers: { idle: 10m, expiry: 24h, queue: 10m }                   # these are the defaults; tries: 3
        house:                                     # every house text has a default; a bot overrides what it likes
          greeting: "Hello, I'm the bank's automated assistant. You can ask for a person at any time."
        """

    static let replaceCard = """
        # topics/replace_card.yaml
        title: Replace a card
        verified: true
        examples:                                  # what customers say to start it
          - I lost my credit card
          - my card was stolen
          - my card is damaged, I need a new one

        slots:
          card:
            type: choice
            from: cards                            # CEL: rows with id, title, subtitle?, image?: a list picker where there is one
            ask: Which card do you want to replace?
            if_one: confirm                        # one row only: yes or no instead of a list
          reason:
            type: choice
            options:
              lost:    { title: Lost,    also: [missing, "can't find it", left it somewhere] }
              stolen:  { title: Stolen,  also: [theft, someone took it] }
              damaged: { title: Damaged, also: [broken, snapped, chip] }
            ask: What happened to the card?
          freeze:
            type: yesno
            when: reason == "stolen"               # asked, and asked again, only while this holds
            ask: Shall I freeze it right now, before anything else?
          lost_on:
            type: date
            when: reason in ["lost", "stolen"]
            prefer: past                           # "Tuesday" is the last one
            ask: When did you last have it?
            check:
              - if: lost_on > today
                say: "{lost_on.long()} has not come yet. When did you last have it?"
          address:
            type: address
            suggest: customer.address              # offered, one tap to accept
            ask: Where should we send the new card?
          phone:
            type: phone                            # to E.164, by the customer's region
            suggest: customer.phone
            ask: Which number can the courier call?
          delivery:
            type: time_slot
            from: windows
            show: app delivery_calendar            # the channel's app where there is one, else its time picker, else a list
            ask: When may the courier come?

        steps:
          - run: identify                          # a topic used as a part: gives the customer, asks only if it must
            into: customer
          - call: cards.active                     # within and else come from actions.yaml
            with: { customer: customer.id }
            into: cards
          - ask: [card, reason, freeze]
          - if: filled(freeze) && freeze
            then:
              - call: cards.freeze
                with: { card: card.id }
              - say: Done, the card is frozen.
          - form: Replacement details              # one form where the channel has forms, else one question after another
            ask: [lost_on, address, phone]
          - call: delivery.windows
            with: { address }                      # shorthand for address: address, in with: only
            into: windows
          - ask: delivery
          - confirm: "Replace {card.title} ({reason.title}), to {address.line()}, {delivery.title}?"
            change: [card, reason, lost_on, address, phone, delivery]
          - call: cards.replace
            with: { card: card.id, reason: reason.id, lost_on, address, phone, delivery: delivery.id }
            into: order
            within: 8s
            else:
              - handoff: cards
                say: "I could not finish that order myself. A colleague will."
          - set: { earliest: "add_business_days(order.placed, 3)", latest: "add_business_days(order.placed, 5)" }
          - say: "Your new card should arrive in 3–5 business days, between {earliest.long()} and {latest.long()}."
            link: { url: "{order.track}", title: Track your card }
          - end: resolved

        renamed: { why: reason }                   # what this slot was called before
        """

    static let identify = """
        title: Find the customer
        verified: true
        gives: customer
        steps:
          - call: customers.find
            with: { subject: contact.subject }
            into: customer
          - if: "!filled(customer)"
            then:
              - handoff: cards
        """

    static let actions = """
        # actions.yaml
        customers.find:
          safe: true
          within: 5s
          else: { handoff: cards }
          takes: { subject: optional text }
          gives: customers
          records: { table: customers, where: "takes.subject != null && id == takes.subject" }
        cards.active:
          safe: true
          within: 5s
          else: { handoff: cards }
          takes: { customer: text }
          gives: list of cards                     # rows of that table
          records: { table: cards, where: "customer == takes.customer && status == 'active'", order: title }
        cards.freeze:
          within: 5s
          else: { handoff: cards }
          takes: { card: text }
          records: { table: cards, where: id == takes.card, update: { status: "'frozen'" } }
        delivery.windows:
          safe: true
          within: 5s
          else: { handoff: cards }
          takes: { address: address }
          gives: list of windows
          records: { table: windows, order: start }
        cards.replace:
          takes: { card: text, reason: text, lost_on: optional date, address: address, phone: phone, delivery: text }
          gives: orders
          records:                                 # one transaction, once per idempotency key; the first statement's row is given
            - { table: orders, insert: { id: "new_id('ORD')", card: takes.card, placed: today, track: "'https://bank.example/t/' + id" } }
            - { table: cards, where: id == takes.card, update: { status: "'replaced'" } }
        """

    static let cards = """
        columns: { id: text, title: text, customer: text, status: text }
        rows:
          - { id: visa-1234, title: Visa 1234, customer: ann, status: active }
          - { id: debit-9, title: Debit 9, customer: ann, status: active }
        """

    static let customers = """
        columns: { id: text, name: text, address: optional address, phone: optional phone }
        rows:
          - { id: ann, name: Ann, address: "1 Main St, Boston", phone: +14155550101 }
        """

    static let windows = """
        columns: { id: text, title: text, start: timestamp, seconds: int }
        rows:
          - { id: w1, title: Tomorrow morning, start: +1d 09:00, seconds: 10800 }
        """

    static let orders = """
        columns: { id: text, card: text, placed: date, track: text }
        rows: []
        """

    static let texts = [
        "bot.yaml": bot, "actions.yaml": actions, "replace_card.yaml": replaceCard,
        "identify.yaml": identify, "records/cards.yaml": cards,
        "records/customers.yaml": customers, "records/windows.yaml": windows,
        "records/orders.yaml": orders,
    ]

    /// The sample with some of its files replaced or added.
    static func files(_ changes: [String: String] = [:]) -> [BotFile] {
        texts.merging(changes) { _, new in new }.map { BotFile(path: $0, text: $1) }
    }

    static func load(
        _ changes: [String: String] = [:]
    ) -> (bot: BotDefinition?, diagnostics: [Diagnostic]) {
        BotLoader.load(files: files(changes))
    }
}
