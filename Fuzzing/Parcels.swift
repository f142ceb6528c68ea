import Topics

/// A bot in two languages, with a loop, a part, a form, free times, an optional, a suggested and a confirmed answer.
enum Parcels {
    static let files = [
        BotFile(path: "bot.yaml", text: settings),
        BotFile(path: "order.yaml", text: order),
        BotFile(path: "name.yaml", text: name),
        BotFile(path: "track.yaml", text: track),
        BotFile(path: "actions.yaml", text: actions),
        BotFile(path: "records/sizes.yaml", text: sizes),
        BotFile(path: "records/windows.yaml", text: windows),
        BotFile(path: "records/parcels.yaml", text: "columns: { id: text, what: text }\nrows: []"),
    ]

    private static let settings = """
        name: Parcels
        languages: [en, es]
        time_zone: America/New_York
        queues:
          desk: { title: the desk }
          office: { title: the office, hours: mon-fri 09:00-17:00 }
        """

    private static let order = """
        title: Order a parcel pick-up
        examples: [pick up a parcel, send a parcel]
        slots:
          size: { type: choice, from: sizes, ask: How big? }
          day: { type: date, prefer: future, ask: Which day? }
          weight: { type: number, ask: How heavy?, suggest: 2 }
          worth: { type: money, currency: EUR, ask: How much is it worth?, optional: true }
          long: { type: duration, ask: For how long? }
          at: { type: time, ask: At what time?, confirm: true }
          extras: { type: choice, many: 1..2, ask: Extras?, options: { a: Fragile, b: Cold } }
          more: { type: yesno, ask: Another one? }
          window: { type: time_slot, from: windows, ask: Which window? }
        steps:
          - call: sizes.all
            into: sizes
          - call: windows.all
            into: windows
          - run: name
            with: { greeting: "'Hello'" }
            into: who
          - set: { goon: "true" }
          - repeat: goon
            at_most: 5
            steps:
              - ask: [size, day, weight, worth, long, at, extras, window]
              - confirm: "{size.title} on {day.long()}, {weight}, {at}, {window.title}?"
                change: [size, day, weight, at, window]
              - call: parcels.send
                with: { what: size.id }
                into: sent
                else:
                  refused: { say: No. }
                  failed: { say: It failed. }
                  unknown: { handoff: desk }
              - ask: more
              - set: { goon: more }
          - say: "Thank you, {who}."
          - feedback:
          - end: resolved
        """

    private static let name = """
        title: Name
        takes: { greeting: text }
        gives: name
        slots:
          name: { type: text, ask: "{greeting}, your name?" }
        steps:
          - ask: name
        """

    private static let track = """
        title: Track a parcel
        examples: [where is my parcel, track a shipment]
        slots:
          code: { type: pattern, pattern: "[A-Z]{2}[0-9]{3}", ask: Which code? }
          mail: { type: email, ask: Your e-mail?, optional: true }
        steps:
          - form: Details
            ask: [code, mail]
          - say: "{code} is on its way."
          - handoff: office
        """

    private static let actions = """
        sizes.all:
          safe: true
          within: 5s
          else: { handoff: desk }
          gives: list of sizes
          records: { table: sizes, order: title }
        windows.all:
          safe: true
          within: 5s
          else: { handoff: desk }
          gives: list of windows
          records: { table: windows, order: start }
        parcels.send:
          within: 5s
          takes: { what: text }
          gives: parcels
          records: { table: parcels, insert: { id: new_id('P'), what: takes.what } }
        """

    private static let sizes = """
        columns: { id: text, title: text, price: money }
        rows:
          - { id: s, title: Small, price: 4.50 EUR }
          - { id: l, title: Large, price: 9.00 EUR }
        """

    private static let windows = """
        columns: { id: text, title: text, start: timestamp, seconds: int }
        rows:
          - { id: w1, title: Early, start: +1d 08:00, seconds: 3600 }
          - { id: w2, title: Late, start: +1d 18:00, seconds: 3600 }
        """
}
