import Foundation

/// The bot that `botsim new` makes: small, and with something of everything.
enum FirstBot {
    static func files(named name: String) -> [(path: String, text: String)] {
        [
            ("bot.yaml", bot.replacing("NAME", with: title(of: name))), ("book_table.yaml", table),
            ("closing.yaml", closing), ("actions.yaml", actions),
            ("records/bookings.yaml", bookings), ("knowledge/dogs.md", article),
            ("transcripts/first.chat", transcript),
        ]
    }

    /// `corner-cafe` is "Corner cafe"; in the file it stands in quotes.
    static func title(of name: String) -> String {
        let words = name.unicodeScalars.map { scalar -> Character in
            scalar == "-" || scalar == "_" || scalar == "\\" || scalar == "\"" || scalar.value < 32
                ? " " : Character(scalar)
        }
        let title = String(words).split(separator: " ").joined(separator: " ")
        return title.isEmpty ? "My bot" : title.prefix(1).uppercased() + title.dropFirst()
    }

    private static let bot = """
        # What the bot is, and who takes over. docs/topic-format.md has every key.
        name: "NAME"
        time_zone: UTC
        hours: tue-sun 09:00-18:00                # the bot answers "when are you open" by it
        calendar: { weekend: [monday] }           # for is_business_day(…)
        locations:
          cafe: { title: The café, address: 1 Garden Lane }
        queues:                                   # the people behind "agent"
          counter: { title: somebody at the counter, hours: always }
        house:                                    # sentences that every topic inherits
          greeting: "Hello, I'm an automated assistant. Ask for a person at any time."
          privacy: "What you write here is kept for 30 days."

        """

    private static let table = """
        # One file is one topic: what customers say to start it, what it needs to know, what it does.
        title: Book a table
        examples:
          - I want to book a table
          - a table for tonight, please
          - can I make a reservation

        slots:
          people:
            type: number
            ask: For how many people?
            check:
              - if: people > 12
                say: "{people} are too many for our room. For how many people?"
          day:
            type: date
            prefer: future                        # "Friday" is the next one
            ask: For which day?
            check:
              - if: day < today
                say: "{day.long()} is over. For which day?"
              - if: "!is_business_day(day)"
                say: "We rest on Mondays. For which day?"
          place:
            type: choice
            options:
              inside: Inside
              garden: { title: In the garden, also: [outside, terrace] }
            ask: Where would you like to sit?

        steps:                                    # only the happy path: mending it is inherited
          - ask: [people, day, place]
          - confirm: "A table for {people} on {day.long()}, {place.title}?"
            change: [people, day, place]
          - call: bookings.add
            with: { people, day, place: place.id }
            into: booking
          - say: "Your table is booked, number {booking.id}. See you on {day.long()}!"
          - end: resolved

        """

    private static let closing = """
        # Every bot inherits a closing; this file takes its place.
        title: Closing
        steps:
          - say: Goodbye, and see you at the café!

        """

    private static let actions = """
        # What topics may call. What is not 'safe: true' happens at most once.
        bookings.add:
          within: 8s                              # the customer's patience
          else: { handoff: counter, say: "I could not book it myself. A colleague will." }
          takes: { people: number, day: date, place: text }
          gives: bookings
          records:
            table: bookings
            insert: { id: "new_id('T')", people: takes.people, day: takes.day, place: takes.place }

        """

    private static let bookings = """
        # A table of the embedded back end, which serves until yours is there.
        columns: { id: text, people: number, day: date, place: text }
        rows: []

        """

    private static let article = """
        ---
        title: Bringing your dog
        tags: [dogs, garden]
        ---
        Dogs are welcome in the garden. Inside we ask you to leave them at home, because the room is small.

        """

    private static let transcript = """
        # A booking with a change of mind and a question in between. '>' is the customer, '<' the bot.
        channel: sms      now: 2026-03-03T10:00:00Z

        > I want to book a table for 4 on Friday
        @ topic book_table; slot people = 4; slot day = 2026-03-06
        < What you write here is kept for 30 days.
        < Where would you like to sit?
          1 Inside
          2 In the garden
        > can I bring my dog?
        @ rule k
        < * Bringing your dog
        < Where would you like to sit? (1 Inside, 2 In the garden)
        > outside
        < A table for 4 on Friday, March 6, 2026, In the garden? (1 Yes, 2 No)
        > no, Saturday
        @ correction day
        < Changed to: Saturday, March 7, 2026.
        < A table for 4 on Saturday, March 7, 2026, In the garden? (1 Yes, 2 No)
        > yes
        @ call bookings.add once; outcome resolved
        < Your table is booked, number T-1001. See you on Saturday, March 7, 2026!
        > when are you open?
        < We are open now. Our hours: Tue–Sun 9:00 AM–6:00 PM.
        < The café: 1 Garden Lane · Tue–Sun 9:00 AM–6:00 PM
        > bye
        < Goodbye, and see you at the café!
        > agent
        @ handoff counter; owner queue
        < I'm connecting you to a colleague. You are next.

        """
}
