import Dialogue
import Messages
import Topics
import Values

/// What becomes of each of many conversations, and how that is told.
struct ConversationPlan {
    let bot: Bot
    private(set) var entries: [Entry] = []

    struct Entry {
        /// Where the state stands: a file and its line.
        let place: String
        let conversation: String
        let prospect: Prospect
    }

    init(bot: Bot) { self.bot = bot }

    /// Whether a person would have to take any of them over.
    var handsOver: Bool { entries.contains { $0.prospect.fate == .handsOver } }

    mutating func add(_ conversation: Conversation, from place: String, now: Timestamp) {
        let event = Event(
            at: now,
            profile: conversation.profile,
            contact: Contact(
                id: conversation.contact,
                subject: conversation.subject,
                // Whoever is signing in is not proven yet.
                verified: conversation.subject != nil
                    && !conversation.frames.contains(where: \.signsIn)
            ),
            kind: .timer(.idle)
        )
        entries.append(
            Entry(
                place: place,
                conversation: conversation.id,
                prospect: bot.prospect(of: conversation, at: event)
            )
        )
    }

    // MARK: For a person

    /// A group of each fate with its causes, the first few conversations of each, and a last line
    /// with the sums.
    var lines: [String] {
        let fates: [Prospect.Fate] = [.handsOver, .isAskedAgain, .continues]
        var lines = fates.flatMap { fate in
            told(entries.filter { $0.prospect.fate == fate }, as: fate)
        }
        let counts = Dictionary(grouping: entries, by: \.prospect.fate).mapValues(\.count)
        lines.append(
            "\(Summary.count(entries.count, "conversation")): "
                + "\(counts[.continues] ?? 0) continue, "
                + "\(counts[.isAskedAgain] ?? 0) are asked again, "
                + "\(counts[.handsOver] ?? 0) hand over"
        )
        return lines
    }

    private func told(_ entries: [Entry], as fate: Prospect.Fate) -> [String] {
        var places: [String: [String]] = [:]
        for entry in entries {
            for cause in Set(entry.prospect.causes) {
                places[cause, default: []].append(entry.place)
            }
        }
        guard !places.isEmpty else { return [] }
        let causes = places.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        return ["\(fate.words): \(entries.count)"]
            + causes.map { cause, places in
                let first = places.prefix(3).joined(separator: ", ")
                let rest = places.count > 3 ? " and \(places.count - 3) more" : ""
                return "  \(cause): \(places.count) (\(first)\(rest))"
            } + [""]
    }
}

extension Prospect.Fate {
    fileprivate var words: String {
        switch self {
        case .continues: "continue"
        case .isAskedAgain: "are asked again"
        case .handsOver: "hand over"
        }
    }
}

extension Prospect {
    /// Each thing that becomes of the conversation, in words.
    var causes: [String] {
        if let handoff { return ["\(topic?.rawValue ?? "no topic"): \(Self.words(handoff))"] }
        return reasked.map { again in
            "\(again.topic) \(again.subject): \(again.why.words)" + (leads(again) ?? "")
        } + forgotten.map { "\($0.topic) \($0.subject): its answer is forgotten" }
            + dropped.map { "\($0): interrupted, and gone" }
    }

    /// What is asked in the place of the open question.
    private func leads(_ again: Reasked) -> String? {
        guard again == reasked.first, let next, next != again.subject else { return nil }
        return "; \(next) is asked now"
    }

    private static func words(_ reason: HandoffReason) -> String {
        switch reason {
        case .version: "it is gone, or nobody can tell what of it is done"
        case .noOptions: "nothing to choose from"
        case .fault: "an expression fails"
        case .identity: "the customer has to prove who they are"
        case .asked, .danger, .abuse, .topic, .notUnderstood, .call, .payment:
            "the topic leads to a person"
        }
    }

    /// One line about one conversation.
    var sentence: String {
        switch fate {
        case .continues:
            causes.isEmpty
                ? "the conversation goes on" : "the conversation goes on (\(listed))"
        case .isAskedAgain: "the customer is asked again (\(listed))"
        case .handsOver: "a person takes over (\(listed))"
        }
    }

    private var listed: String { causes.joined(separator: "; ") }
}

extension Prospect.Cause {
    fileprivate var words: String {
        switch self {
        case .gone: "the question is gone"
        case .type: "the answer is of another type"
        case .secrecy: "what is secret has changed"
        case .options: "its option is gone"
        case .check: "a check refuses it"
        case .words: "what a yes is for has changed"
        case .above: "something above it is asked first"
        case .passed: "the steps pass it by"
        }
    }
}

extension ConversationPlan.Entry {
    var json: JSON {
        .compact([
            "conversation": .string(conversation), "place": .string(place),
            "topic": prospect.topic.map { .string($0.rawValue) },
            "fate": .string(prospect.fate.rawValue),
            "asked_again": .array(prospect.reasked.map(\.json)),
            "forgotten": .array(prospect.forgotten.map(\.json)),
            "dropped": .array(prospect.dropped.map { .string($0.rawValue) }),
            "next": prospect.next.map { .string($0) },
            "reason": prospect.handoff.map { .string($0.rawValue) },
        ])
    }
}

extension Prospect.Reasked {
    fileprivate var json: JSON {
        [
            "topic": .string(topic.rawValue), "subject": .string(subject),
            "why": .string(why.rawValue),
        ]
    }
}
