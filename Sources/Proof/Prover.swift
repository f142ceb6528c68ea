import Diagnostics
import Dialogue
import Messages
import Topics
import Understanding
import Values

/// Steps every stage of a bot in every language, on every channel, whatever people are there.
struct Prover {
    let bot: Bot
    private(set) var rows: [Stage: Proof.Row] = [:]
    var findings: Findings
    /// What was shown already, where it is the same for many stages.
    var shown: Set<[String]> = []
    private let builder: StageBuilder
    private let sites: [Site]
    let moments: Moments
    private let extent: Proof.Extent

    init(_ bot: Bot, at start: Timestamp, _ extent: Proof.Extent) {
        self.bot = bot
        self.extent = extent
        findings = Findings(bot.definition)
        builder = StageBuilder(bot: bot)
        sites = (bot.definition.topics + bot.definition.inherited)
            .flatMap { SiteFinder.sites(of: $0) }
        moments = Moments(of: bot, from: start)
    }

    mutating func run() {
        for queue in moments.neverOpen {
            findings.add(
                "never-open",
                at: ["queues.\(queue)"],
                "nobody of '\(queue)' is ever there: its hours fall on holidays only",
                hint: "give it hours on working days, or leave 'hours' out"
            )
        }
        let words = bot.definition.languages.map { Words(bot, $0) }
        proveConversation(words)
        proveTopics(words)
        reportUnbuilt()
    }

    private mutating func proveConversation(_ words: [Words]) {
        let site = sites.first { $0.stage.kind == .question } ?? sites.first
        for words in words {
            for (number, kind) in Stage.Kind.allCases.filter(\.isOfConversation).enumerated() {
                for channel in extent.of(bot.definition.channels, number) {
                    prove(nil, on: channel, words) { $0.build(kind, $1, interrupting: site) }
                }
            }
        }
    }

    private mutating func proveTopics(_ words: [Words]) {
        for (number, site) in sites.enumerated() {
            let channels = bot.definition.channels.filter(site.occurs)
            for words in extent.of(words, number) {
                for channel in extent.of(channels, number / words.languages) {
                    prove(site, on: channel, words) { $0.build(site, $1) }
                }
            }
        }
    }

    /// What no conversation could be brought to breaks nothing, and is not shown either.
    private mutating func reportUnbuilt() {
        for site in sites where rows[site.stage] == nil {
            guard bot.definition.channels.contains(where: site.occurs) else { continue }
            findings.add(
                .warning(
                    "not-proven",
                    at: site.step.location,
                    "no conversation could be brought here, so nothing is known of the way to a "
                        + "person",
                    hint: "write a transcript that leads here and asks for one"
                ),
                key: ["not-proven", "\(site.stage)"]
            )
        }
    }

    /// Shows the ways from one stage in one language on one channel.
    private mutating func prove(
        _ site: Site?,
        on channel: Channel,
        _ words: Words,
        _ build: (StageBuilder, Setting) -> Standing?
    ) {
        let setting = Setting(language: words.language, channel: channel, at: moments.usual)
        guard var standing = build(builder, setting) else { return }
        if let queue = standing.queueThatIsClosed(words) {
            // Other people have other hours.
            guard let at = moments.open[queue] else { return }
            var later = setting
            later.at = at
            guard var again = build(builder, later) else { return }
            if again.queueThatIsClosed(words) != nil {
                again.at = bot.opens(queue, from: again.at) ?? again.at
            }
            standing = again
        }
        let stage = standing.stage
        var row = rows[stage] ?? Proof.Row(stage: stage)
        if !standing.owner.isPeople {
            if row.words.isEmpty { row.words = firstWords }
            proveWords(from: standing, at: site, words)
            proveDesks(from: standing, words)
        } else if stage.kind == .queue {
            proveQueue(standing)
        }
        row.nonsense.insert(nonsense(from: standing, words))
        row.silence.insert(silence(from: standing))
        rows[stage] = row
        if row.nonsense.contains(.nowhere) { reportNowhere(site, stage) }
    }

    private lazy var firstWords: [String] = bot.definition.languages.reduce(into: []) {
        let word = Words(bot, $1).person[0]
        if !$0.contains(word) { $0.append(word) }
    }

    private mutating func reportNowhere(_ site: Site?, _ stage: Stage) {
        let message =
            "whoever is not understood at '\(stage)' gets no person, however often they try"
        let hint = "let it end, or hand over, after some tries"
        if let site {
            findings.add("no-person", at: site, message, hint: hint)
        } else {
            findings.add("no-person", at: ["topics"], message, hint: hint)
        }
    }

    // MARK: By word

    private mutating func proveWords(from standing: Standing, at site: Site?, _ words: Words) {
        let conversation = standing.conversation
        // What is heard differs by what is waited for, and at the first word by the channel: all
        // words are tried once with each.
        let kind = standing.stage.kind
        let channel = kind == .nothing ? conversation.profile.channel.rawValue : "any"
        let isNew = shown.insert(["words", kind.rawValue, conversation.language, channel]).inserted
        for word in isNew ? words.person : Array(words.person.prefix(1)) {
            var next = standing
            let transition = next.write(word)
            if next.owner == .queue, transition.asksForPerson {
                proveHandOff(next, transition)
            } else if kind == .unavailable, transition.promisesPerson {
                // "Call me back" is on offer there.
                continue
            } else {
                report(word, standing, site, words)
            }
        }
        guard [.whichTopic, .whichResume].contains(standing.stage.kind) else { return }
        proveOptions(standing)
        var next = standing
        if next.tap("agent").asksForPerson { proveHandOff(next, nil) }
        guard let title = standing.titles["agent"], title.hasWords else { return }
        var written = standing
        if !written.write(title).asksForPerson { report(title, of: "agent", standing) }
    }

    private mutating func report(
        _ word: String,
        _ standing: Standing,
        _ site: Site?,
        _ words: Words
    ) {
        let language = standing.conversation.language
        let taken = bot.definition.words.keys.sorted { $0.rawValue < $1.rawValue }.filter {
            $0 != .agent
                && (bot.definition.words[$0]?.understood(in: language) ?? []).contains(word)
        }
        var keys = taken.map { "words.\($0.rawValue)" }
        if words.own.contains(word) { keys += ["words.agent", "words"] }
        if standing.stage.kind == .unavailable {
            keys = HouseText.ways.map { "house.\($0.rawValue)" } + keys
        }
        if keys.isEmpty, let site {
            return findings.add(
                "no-person",
                at: site,
                "'\(word)' brings no person where \(standing.stage) waits",
                hint: "leave the word to those who want a person"
            )
        }
        findings.add(
            "person-word",
            at: keys,
            "'\(word)' no longer brings a person"
                + (taken.isEmpty ? "" : ": it means '\(taken[0].rawValue)' here"),
            hint: "leave it to those who want a person, and take another word"
        )
    }

    private mutating func proveHandOff(_ standing: Standing, _ transition: Transition?) {
        if let transition, !transition.replies.contains(where: \.hasWords) {
            findings.add(
                "no-words",
                at: ["house.handoff", "house"],
                "nothing is said in '\(standing.conversation.language)' when a person is brought in",
                hint: "say so, or leave 'handoff' out for the words of the product"
            )
        }
        proveQueue(standing)
    }
}

extension Standing {
    /// The people who would come now, if it were not outside their hours.
    fileprivate func queueThatIsClosed(_ words: Words) -> QueueID? {
        guard !owner.isPeople else { return nil }
        var next = self
        next.write(words.person[0])
        guard case .unavailable(let question) = next.conversation.waiting,
            !bot.isOpen(question.queue, at: at)
        else { return nil }
        return question.queue
    }
}

extension Proof.Extent {
    /// Those of some that are gone through: all, or one after another.
    fileprivate func of<Item>(_ items: [Item], _ number: Int) -> [Item] {
        switch self {
        case .everywhere: items
        case .once: items.isEmpty ? [] : [items[number % items.count]]
        }
    }
}

/// When people are there.
struct Moments {
    /// A moment of each queue that is ever open.
    private(set) var open: [QueueID: Timestamp] = [:]
    private(set) var neverOpen: [QueueID] = []
    /// For each queue that is not always open a moment after all of those, at which it is not.
    private(set) var shut: [(QueueID, Timestamp)] = []
    /// When most of them are.
    let usual: Timestamp

    init(of bot: Bot, from start: Timestamp) {
        for queue in bot.definition.queues {
            open[queue.id] = bot.opens(queue.id, from: start)
            if open[queue.id] == nil { neverOpen.append(queue.id) }
        }
        let moments = [start] + open.values.sorted()
        usual =
            moments.max { one, other in
                func count(_ moment: Timestamp) -> Int {
                    bot.definition.queues.count { bot.isOpen($0.id, at: moment) }
                }
                return count(one) < count(other)
            } ?? start
        let last = moments.max() ?? start
        shut = bot.definition.queues.compactMap { queue in
            bot.shuts(queue.id, from: last).map { (queue.id, $0) }
        }
    }
}
