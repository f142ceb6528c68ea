/// A small shop: four questions, one effect.
enum Shop {
    static let parcel = """
        title: Send a parcel
        examples: [I want to send a parcel, ship a package for me, post something]
        slots:
          size:
            type: choice
            options:
              small: { title: Small, also: [tiny] }
              large: { title: Large, also: [big] }
            ask: How big is it?
          fragile:
            type: yesno
            when: size == "large"
            ask: Is it fragile?
          day:
            type: date
            prefer: future
            ask: When shall we fetch it?
            check:
              - if: day < today
                say: "That day is over. When shall we fetch it?"
          phone:
            type: phone
            ask: Which number can we call?
        steps:
          - ask: [size, fragile, day, phone]
          - confirm: "Fetch a {size.title} parcel on {day.short()}?"
            change: [size, day, phone]
          - call: parcels.order
            with: { size: size.id, day, phone }
            into: order
          - say: "Ordered: {order.id}."
          - end: resolved
        """

    static let prices = """
        title: Prices
        examples: [what are your prices, price list please, how much do you charge]
        slots:
          kind:
            type: choice
            options: { letter: Letters, box: Boxes }
            ask: Prices of what?
        steps:
          - ask: kind
          - say: "{kind.title} cost 5 USD."
          - end: resolved
        """

    static let actions = """
        parcels.order:
          within: 8s
          else: [{ say: "That did not work." }, { handoff: desk }]
          takes: { size: text, day: date, phone: phone }
          gives: parcels
          records:
            { table: parcels, insert: { id: "new_id('P')", size: takes.size, day: takes.day, phone: takes.phone } }
        """

    static let tables = [
        "parcels": """
        columns: { id: text, size: text, day: date, phone: phone }
        rows: []
        """
    ]

    static let topics = ["parcel": parcel, "prices": prices]
}
