import Foundation

extension Command {
    static let new = Command(
        name: "new",
        summary: "make a small bot that talks, to begin with",
        positionals: [
            Positional(
                name: "NAME",
                help: "the folder to make; also the bot's name",
                isRequired: true
            )
        ],
        options: [],
        run: runNew
    )
}

private func runNew(_ arguments: Arguments) throws(CommandFailure) -> ExitCode {
    guard let path = arguments.positionals.first, !path.isEmpty else {
        throw .usage("new needs a name: botsim new cafe")
    }
    guard !FileManager.default.fileExists(atPath: path) else {
        throw CommandFailure(
            message: "'\(path)' is there already: take another name, nothing was changed",
            code: .failed
        )
    }
    for file in FirstBot.files(named: URL(fileURLWithPath: path).lastPathComponent) {
        let whole = path + "/" + file.path
        do {
            try FileManager.default.createDirectory(
                at: URL(fileURLWithPath: whole).deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
        } catch {
            throw CommandFailure(
                message: "the folder '\(path)' cannot be made here",
                code: .failed
            )
        }
        try TextFile.write(file.text, to: whole)
    }
    let typed = path.contains(" ") ? "\"\(path)\"" : path
    Output.line("\(path) is made. Talk to it:    botsim \(typed)")
    Output.line(
        "Then change \(path)/book_table.yaml, and hold it to its word:    botsim test \(typed)"
    )
    return .ok
}

/// The bot that `botsim new` makes: two topics, an article, a transcript.
enum FirstBot {
    static func files(named name: String) -> [(path: String, text: String)] {
        // A name is any folder's name; in the file it stands in quotes.
        let title = name.replacing("\\", with: "").replacing("\"", with: "")
        return [
            ("bot.yaml", bot.replacing("NAME", with: title)), ("book_table.yaml", table),
            ("opening_hours.yaml", hours), ("knowledge/dogs.md", article),
            ("transcripts/first.chat", transcript),
        ]
    }

    private static let bot = """
        # What the bot is, and who takes over. docs/topic-format.md has every key.
        name: "NAME"
        time_zone: UTC
        queues:
          counter: { title: somebody at the counter }
        house:
          greeting: "Hello, I'm an automated assistant. Ask for a person at any time."

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
            prefer: future                       # "Friday" is the next one
            ask: For which day?
            check:
              - if: day < today
                say: "{day.long()} is over. For which day?"
          place:
            type: choice
            options:
              inside: Inside
              garden: { title: In the garden, also: [outside, terrace] }
            ask: Where would you like to sit?

        steps:
          - ask: [people, day, place]
          - confirm: "A table for {people} on {day.long()}, {place.title}?"
            change: [people, day, place]
          - say: "See you on {day.long()}!"
          - end: resolved

        """

    private static let hours = """
        title: Opening hours
        examples:
          - when are you open
          - what are your opening hours
          - are you open on Sunday

        steps:
          - say: We are open from nine to six, every day but Monday.
          - end: resolved

        """

    private static let article = """
        ---
        title: Bringing your dog
        tags: [dogs, garden]
        ---
        Dogs are welcome in the garden. Inside we ask you to leave them at home, because the room is small.

        """

    private static let transcript = """
        # A booking with a change of mind and a question in between.
        channel: sms      now: 2026-03-02T10:00:00Z

        > I want to book a table for 4 on Friday
        @ topic book_table; slot people = 4; slot day = 2026-03-06
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
        @ outcome resolved
        < See you on Saturday, March 7, 2026!
        > agent
        @ handoff counter; owner queue
        < I'm connecting you to a colleague. You are next.

        """
}
