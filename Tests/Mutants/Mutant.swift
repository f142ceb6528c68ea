import Diagnostics
import Topics

/// A bot with one mistake in one of its files.
struct Mutant: Sendable {
    let kind: Kind
    /// Where the original stands.
    let location: SourceLocation
    /// What was done to it, as `== is != now`.
    let change: String
    /// The file with the mistake in it.
    let file: BotFile
    /// The topic or the actions whose transcripts are likeliest to notice.
    let subject: Subject
    /// It does the same as the original whatever is said, by a rule that reads the files alone.
    var isHarmless = false

    /// What the mistake is in.
    enum Subject: Hashable, Sendable {
        case topic(String)
        case action(String)
    }

    /// What somebody in a hurry does to a topic.
    enum Kind: String, CaseIterable, Sendable {
        case lostStep = "a step lost"
        case swappedSteps = "two steps swapped"
        case lostBranch = "a branch lost"
        case changedCondition = "a condition changed"
        case changedValue = "a value changed"
        case lostKey = "a key lost"
        case lostCheck = "a check lost"
        case lostSlot = "a slot not asked"
        case lostOption = "an option lost"
        case renamedOption = "an option's ID changed"
        case changedWord = "a word changed"
        case changedNumber = "a number changed"
        case swappedArguments = "two arguments swapped"
        case lostEntry = "an entry lost"
        case lostStatement = "a statement lost"
    }

    /// `topics/open_case.yaml:52: a step lost: confirm`.
    var rendered: String {
        "\(location.file.path):\(location.line): \(kind.rawValue): \(change)"
    }
}
