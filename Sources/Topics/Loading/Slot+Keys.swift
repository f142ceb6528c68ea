import Values

extension Slot {
    package static let table = KeyTable(
        "a slot",
        [
            .needs("type", .literal, "What kind of answer it takes.", .kind(.word(SlotType.words))),
            .needs("ask", .text, "The question."),
            .may("title", .literal, "How the bot names it; without it the words of its name."),
            .may("also", .literals, "How customers name it."),
            .may(
                "options",
                .mapping,
                "What there is to choose from: IDs, each with a title or with keys.",
                .entries(
                    .either([
                        .matching(Patterns.notBlank, or: [.number, .flag]), .keys(SlotOption.table),
                    ]),
                    named: .matching(Patterns.optionID),
                    atLeast: 1
                ),
                like: [["lost": "Lost", "stolen": "Stolen"]]
            ),
            .may(
                "from",
                .cel,
                "Rows to choose from, with id and title; of a time_slot also start and seconds.",
                like: ["cards"]
            ),
            .may(
                "many",
                .literal,
                "How many options may be chosen.",
                .matching(Patterns.range, or: [.whole]),
                like: ["1..3"]
            ),
            .may(
                "if_one",
                .word(IfOne.allCases.map(\.rawValue)),
                "What happens where 'from' gives one row: it is asked, confirmed or taken.",
                standard: "ask"
            ),
            .may(
                "when",
                .cel,
                "Asked, and asked again, only while this holds.",
                like: ["reason == \"stolen\""]
            ),
            .may(
                "check",
                .mappings,
                "Rules for the answer: where one holds, it is refused.",
                .listOrOne(.keys(checkTable))
            ),
            .may(
                "optional",
                .flag,
                "Asked with skip on offer; it may stay empty.",
                standard: false
            ),
            .may(
                "default",
                .cel,
                "Not asked but taken; shown filled in a form; what 'I don't mind' means."
            ),
            .may("suggest", .cel, "Offered: one tap accepts it.", like: ["customer.phone"]),
            .may(
                "prefer",
                .word(["past", "future"]),
                "Which of two is meant: the last Tuesday or the next."
            ),
            .may(
                "tries",
                .whole(1...5),
                "Failed answers until a person comes in; without it as bot.yaml says."
            ),
            .may(
                "not_understood",
                .texts,
                "Other wordings after an answer that was not understood."
            ),
            .may(
                "confirm",
                .flag,
                "Read back before it counts, however it was given.",
                standard: false
            ),
            .may(
                "secure",
                .flag,
                "Goes into secure arguments only, never into a text or a log.",
                standard: false
            ),
            .may(
                "show",
                .literal,
                "How it is shown where the channel can: buttons, list, or app NAME.",
                .matching(Patterns.show),
                like: ["buttons", "list"]
            ),
            .may(
                "pattern",
                .literal,
                "What the whole answer must match, in the syntax of RE2.",
                like: ["[A-Z]{2}[0-9]+"]
            ),
            .may(
                "length",
                .literal,
                "How many digits; of a text the most characters.",
                .matching(Patterns.range, or: [.whole]),
                like: ["3..4"]
            ),
            .may(
                "currency",
                .literal,
                "What an amount without a currency is, ISO 4217.",
                .matching(Patterns.currency),
                like: ["USD"]
            ),
            .may(
                "mimes",
                .literals,
                "The kinds of file it takes.",
                like: [["image/*", "application/pdf"]]
            ),
            .may(
                "max_bytes",
                .whole(1...1_000_000_000),
                "The size of the largest file it takes.",
                standard: 20_000_000
            ),
        ],
        rules: rules
    )

    package static let checkTable = KeyTable(
        "a check",
        [
            .needs("if", .cel, "Where this holds the answer is refused."),
            .needs("say", .text, "What the customer is told then."),
        ]
    )

    /// The keys that have a meaning for some types only.
    package static let homes: [(key: String, types: [String])] = [
        ("options", ["choice"]), ("from", ["choice", "time_slot"]), ("many", ["choice"]),
        ("if_one", ["choice", "time_slot"]), ("pattern", ["pattern"]),
        ("length", ["digits", "text"]), ("currency", ["money"]),
        ("mimes", ["file"]), ("max_bytes", ["file"]),
        ("prefer", ["date", "time", "datetime"]),
    ]

    /// What is written; all others are touched or sent in the conversation itself.
    static let secretTypes = SlotType.words.filter {
        !["choice", "time_slot", "yesno", "file", "location"].contains($0)
    }

    private static let rules: [KeyRule] =
        homes.map { key, types in
            .none(of: [key], where: "type", isOneOf: SlotType.words.filter { !types.contains($0) })
        } + [
            .one(of: ["options", "from"], where: "type", isOneOf: ["choice"]),
            .one(of: ["from"], where: "type", isOneOf: ["time_slot"]),
            .one(of: ["pattern"], where: "type", isOneOf: ["pattern"]),
            .one(of: ["length"], where: "type", isOneOf: ["digits"]),
            .needs("if_one", ["from"]), .notBoth("secure", "confirm"),
            .narrows("secure", "suggest", .nothing), .narrows("secure", "default", .nothing),
            .narrows("secure", "type", .kind(.word(secretTypes))),
        ]
}
