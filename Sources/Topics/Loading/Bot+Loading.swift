import Diagnostics
import Expressions
import Foundation
import Messages
import Text
import Understanding
import Values
import YAML

/// Reads `bot.yaml`.
struct BotReader {
    package static let table = KeyTable(
        "bot.yaml",
        [
            .needs("name", .literal, "What the bot is called.", like: ["Northwind Bank"]),
            .may(
                "languages",
                .literals,
                "BCP 47 tags of the languages it speaks; the first is the default.",
                .listOrOne(.matching(Patterns.language), atLeast: 1, unique: true),
                standard: ["en"]
            ),
            .may(
                "region",
                .literal,
                "The country of telephone numbers and dates, ISO 3166.",
                .matching(Patterns.region),
                standard: "US"
            ),
            .may(
                "time_zone",
                .literal,
                "The bot's clock, a name of IANA.",
                .matching(Patterns.timeZone),
                standard: "UTC",
                like: ["America/New_York"]
            ),
            .may(
                "channels",
                .literals,
                "The channels it talks on; without it all.",
                .listOrOne(.kind(.word(Channel.allCases.map(\.rawValue))), atLeast: 1)
            ),
            .may(
                "hours",
                .literal,
                "When the business is open; queues without hours of their own keep them too.",
                .matching(Patterns.hours),
                like: ["mon-fri 08:00-20:00, sat 09:00-13:00"]
            ),
            .may(
                "locations",
                .mapping,
                "Places where customers can come, by name.",
                .entries(.keys(locationTable))
            ),
            .may(
                "topics",
                .mapping,
                "Inherited topics that this bot does without.",
                .keys(topicsTable)
            ),
            .may(
                "calendar",
                .mapping,
                "Working days, for add_business_days and is_business_day.",
                .keys(calendarTable)
            ),
            .needs(
                "queues",
                .mapping,
                "The people behind the bot: queues by name. The first is where 'agent' leads.",
                .entries(.keys(queueTable), atLeast: 1),
                like: [["support": ["title": "our support team"]]]
            ),
            .may(
                "timers",
                .mapping,
                "How long the bot waits before it speaks up.",
                .keys(timersTable)
            ),
            .may("tries", .whole(1...5), "Failed answers until a person comes in.", standard: 3),
            .may(
                "house",
                .mapping,
                "Sentences that every topic inherits, in words of your own.",
                .either([.keys(houseTable), .nothing])
            ),
            .may(
                "words",
                .mapping,
                "More words of customers that steer the conversation.",
                .either([.keys(wordsTable), .nothing])
            ),
            .may(
                "synonyms",
                .literals,
                "Words that mean the same to the search, with commas between them.",
                .listOrOne(.matching(Patterns.synonyms)),
                like: [["fee, cost, price"]]
            ),
            .may("case_topic", .name, "The topic that 'open a case' runs when nobody is there."),
            .may(
                "sign_in",
                .mapping,
                "Wrong codes, lock-out, and how long a sign-in counts.",
                .keys(signInTable)
            ),
            .may("simulator", .mapping, "As whom botsim talks.", .keys(simulatorTable)),
        ]
    )

    package static let timersTable = KeyTable(
        "timers",
        [
            .may(
                "idle",
                .span,
                "Silence until the bot asks whether the customer is still there.",
                standard: "10m"
            ),
            .may("expiry", .span, "Silence until the conversation is closed.", standard: "24h"),
            .may(
                "queue",
                .span,
                "Waiting in line until the bot says that it goes on.",
                standard: "10m"
            ),
        ]
    )

    package static let signInTable = KeyTable(
        "sign_in",
        [
            .may(
                "attempts",
                .whole(1...10),
                "Wrong codes until a contact is locked out.",
                standard: 3
            ),
            .may("lock", .span, "How long they stay locked out.", standard: "15m"),
            .may(
                "valid",
                .span,
                "How long a sign-in counts, where its step says nothing else.",
                standard: "30m"
            ),
        ]
    )

    package static let simulatorTable = KeyTable(
        "simulator",
        [
            .needs(
                "contact",
                .literal,
                "Who writes, as the channel knows them.",
                like: ["+14155550101"]
            )
        ]
    )

    let fields: Fields
    let problems: Problems

    init?(_ node: Node, _ problems: Problems) {
        guard let fields = Fields(node, Self.table, problems) else { return nil }
        self.fields = fields
        self.problems = problems
    }

    func languages() -> [String] {
        guard let node = fields["languages"] else { return ["en"] }
        if node.sequence?.isEmpty ?? false {
            problems.error(
                "empty-value",
                at: node.location,
                "a bot speaks at least one language",
                hint: "write 'languages: [en]', or leave the key out"
            )
        }
        var seen: Set<String> = []
        return fields.items("languages").compactMap { node in
            guard let tag = node.string, LanguageTag.isKnown(tag) else {
                problems.error(
                    "bad-language",
                    at: node.location,
                    "'\(shown(node.string ?? ""))' is not the tag of a language",
                    hint: LanguageTag.meant(by: node.string ?? "").map { "did you mean '\($0)'?" }
                        ?? "write a tag such as en, es or pt-BR"
                )
                return nil
            }
            guard seen.insert(tag.lowercased()).inserted else {
                problems.error(
                    "doubled-language",
                    at: node.location,
                    "'\(tag)' stands here twice",
                    hint: "once is enough"
                )
                return nil
            }
            return tag
        }
    }

    func region() -> String {
        guard let node = fields["region"], let text = node.string else { return "US" }
        let isCountry = text.utf8.count == 2 && text.utf8.allSatisfy { (65...90).contains($0) }
        guard isCountry, Locale.Region(text).isISORegion else {
            problems.error(
                "bad-region",
                at: node.location,
                "'\(shown(text))' is not a country",
                hint: "write the two letters of ISO 3166, such as US or DE"
            )
            return "US"
        }
        return text
    }

    /// Where the keys stand, and those below them.
    func places() -> [String: SourceLocation] {
        var places: [String: SourceLocation] = [:]
        for name in Self.table.keys.map(\.name) {
            places[name] = fields.key(name)?.location
            for entry in fields.pairs(name) {
                guard let key = entry.key.string else { continue }
                places["\(name).\(key)"] = entry.key.location
            }
        }
        return places
    }

    func timeZone() -> String {
        guard let node = fields["time_zone"], let text = node.string else { return "UTC" }
        guard TimeZoneName.isKnown(text) else {
            problems.error(
                "bad-zone",
                at: node.location,
                "there is no time zone '\(shown(text))'",
                hint: nearest(to: text, in: TimeZone.knownTimeZoneIdentifiers)
                    .map { "did you mean '\($0)'?" } ?? "write a name such as America/New_York"
            )
            return "UTC"
        }
        return text
    }

    func channels() -> [Channel] {
        guard fields["channels"] != nil else { return Channel.allCases }
        var channels: [Channel] = []
        for node in fields.items("channels") {
            guard let channel = node.string.flatMap(Channel.init(rawValue:)) else {
                problems.unknown(
                    "unknown-channel",
                    "channel",
                    node.string ?? "",
                    at: node.location,
                    known: Channel.allCases.map(\.rawValue)
                )
                continue
            }
            if !channels.contains(channel) { channels.append(channel) }
        }
        if channels.isEmpty, let node = fields["channels"], node.sequence?.isEmpty ?? false {
            problems.error(
                "no-channel",
                at: node.location,
                "the bot has no channel",
                hint: "leave 'channels' out for all, or name one"
            )
        }
        return channels
    }

    func timers() -> BotDefinition.Timers {
        var timers = BotDefinition.Timers()
        guard let node = fields["timers"], let fields = Fields(node, Self.timersTable, problems)
        else { return timers }
        if let idle = fields.span("idle") { timers.idle = idle }
        if let expiry = fields.span("expiry") { timers.expiry = expiry }
        if let queue = fields.span("queue") { timers.queue = queue }
        return timers
    }

    func signIn() -> SignInRules {
        guard let node = fields["sign_in"], let fields = Fields(node, Self.signInTable, problems)
        else { return SignInRules() }
        let usual = SignInRules()
        return SignInRules(
            attempts: fields.whole("attempts") ?? usual.attempts,
            lock: fields.span("lock") ?? usual.lock,
            valid: fields.span("valid") ?? usual.valid
        )
    }

    func caseTopic(among topics: some Sequence<String>) -> TopicID? {
        guard let node = fields["case_topic"], let name = node.string else { return nil }
        guard topics.contains(name) else {
            problems.unknown(
                "unknown-topic",
                "topic",
                name,
                at: node.location,
                known: Array(topics)
            )
            return nil
        }
        return TopicID(name)
    }

    /// Each line names, with commas between them, words that mean the same to whoever searches.
    func synonyms() -> [[String]] {
        fields.items("synonyms").compactMap { node in
            let words = (node.string ?? "").split(separator: ",")
                .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
            guard words.count > 1 else {
                problems.error(
                    "lone-synonym",
                    at: node.location,
                    "'\(shown(node.string ?? ""))' stands alone",
                    hint: "write the words that mean the same with commas: 'fee, cost, price'"
                )
                return nil
            }
            return words
        }
    }

    func simulatedContact() -> String? {
        guard let node = fields["simulator"] else { return nil }
        return Fields(node, Self.simulatorTable, problems)?.literal("contact")
    }
}
