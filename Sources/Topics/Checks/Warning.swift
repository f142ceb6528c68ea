/// What `botsim check` warns about: nothing that keeps a bot from talking, and hardly what was
/// meant.
package enum Warning: String, CaseIterable, Hashable, Sendable {
    case constantCondition = "constant-condition"
    case doubledHoliday = "doubled-holiday"
    case exampleElsewhere = "example-elsewhere"
    case exampleIsControl = "example-is-control"
    case fewWords = "few-words"
    case foreignBraces = "foreign-braces"
    case labelCut = "label-cut"
    case labelIsControl = "label-is-control"
    case likeOutcome = "like-outcome"
    case needlessAllow = "needless-allow"
    case neverSkipped = "never-skipped"
    case noGoesOn = "no-goes-on"
    case optionsOverlap = "options-overlap"
    case promiseBeforeDeed = "promise-before-deed"
    case sameCondition = "same-condition"
    case sameExample = "same-example"
    case sameTitle = "same-title"
    case sameWord = "same-word"
    case smsLong = "sms-long"
    case twoQuestions = "two-questions"
    case undisclosed
    case unlistedLanguage = "unlisted-language"
    case unreached
    case unusedAction = "unused-action"
    case unusedElse = "unused-else"
    case unusedName = "unused-name"
    case unusedQueue = "unused-queue"
    case unusedShape = "unused-shape"
    case unusedSlot = "unused-slot"
    case unusedTable = "unused-table"
    case wrongEnding = "wrong-ending"

    /// A line of the reference.
    package var meaning: String {
        switch self {
        case .constantCondition:
            "a condition that always or never holds, also by the options of the choices it reads"
        case .doubledHoliday: "a holiday that stands twice in the calendar"
        case .exampleElsewhere:
            "an example that would start or offer another topic, if it did not stand here word for word"
        case .exampleIsControl:
            "an example that steers the conversation, reaches a person or is a word of consent, so that it never starts its topic"
        case .fewWords:
            "a default language of which nothing is known, while `words` or `house` lack something"
        case .foreignBraces: "`{{name}}` or `${name}`, which other tools fill in and this one shows"
        case .labelCut: "a title that a channel cuts"
        case .labelIsControl: "an option that is called like a word that steers"
        case .likeOutcome: "an outcome that looks like a slip of `resolved` or `cancelled`"
        case .needlessAllow: "an `# allow:` that allows nothing, or a code that is none"
        case .neverSkipped: "`optional` beside a `default`"
        case .noGoesOn: "an `else` of a `confirm` that goes on as after a yes"
        case .optionsOverlap:
            "an option whose name is a part of another's, so that half an answer chooses it"
        case .promiseBeforeDeed:
            "a text that says something has been done before the call that does it"
        case .sameCondition: "an `elif` with the condition of one above it"
        case .sameExample: "an example that stands twice"
        case .sameTitle: "two topics with one title"
        case .sameWord: "a word that names two options"
        case .smsLong: "a text of more than three SMS"
        case .twoQuestions: "a question that asks for two things, where one answer is taken"
        case .undisclosed: "a greeting that does not say that a bot writes"
        case .unlistedLanguage: "a catalogue of a language that the bot does not speak"
        case .unreached:
            "steps that no conversation comes to, because what is above always holds first"
        case .unusedAction: "an action that no topic calls"
        case .unusedElse: "an `else` of a `confirm` that `change` makes idle"
        case .unusedName: "a name of `set`, `into` or `takes` that nothing reads"
        case .unusedQueue: "a queue that nothing leads to; the first is where \"agent\" leads"
        case .unusedShape: "a shape that is no type of anything"
        case .unusedSlot: "a slot that no step asks"
        case .unusedTable: "a table that no action uses"
        case .wrongEnding: "a file that ends in `.yml` and is not read"
        }
    }
}
