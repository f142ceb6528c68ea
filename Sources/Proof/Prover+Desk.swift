import Dialogue
import Messages
import Topics
import Values

/// By what people there are: busy, gone, out of reach, unwilling.
extension Prover {
    /// Nobody can come: what else there is leads to somebody.
    mutating func proveDesks(from standing: Standing, _ words: Words) {
        for desk in DeskSnapshot.State.allCases where desk != .open {
            var next = standing
            next.desk = desk
            proveNobodyThere(next, words)
        }
        // Outside their hours people are as far away as behind a closed desk, and it says when they
        // are back.
        let channel = standing.conversation.profile.channel.rawValue
        for (queue, moment) in moments.shut {
            let key = [
                "shut", queue.rawValue, words.language, channel, standing.stage.kind.rawValue,
            ]
            guard shown.insert(key).inserted else { continue }
            var next = standing
            next.at = max(moment, next.at)
            proveNobodyThere(next, words)
        }
    }

    private mutating func proveNobodyThere(_ standing: Standing, _ words: Words) {
        var next = standing
        next.write(words.person[0])
        // That the word is heard has been seen with somebody there.
        guard case .unavailable(let question) = next.conversation.waiting else { return }
        proveUnavailable(next, question)
    }

    /// The queue comes to an end: somebody accepts, declines, or never answers.
    mutating func proveQueue(_ standing: Standing) {
        let conversation = standing.conversation
        let isNew = shown.insert(
            [
                "queue", conversation.language, conversation.profile.channel.rawValue,
                conversation.desk.queue?.rawValue ?? "",
            ]
        ).inserted
        guard isNew else { return }
        var accepted = standing
        accepted.hear(.accepted)
        if accepted.owner != .agent { reportDeadEnd("whoever accepts gets no conversation") }
        for event in [DeskEvent.Kind.declined, .failed, .closed] {
            var refused = standing
            refused.hear(event)
            guard case .unavailable(let question) = refused.conversation.waiting else {
                reportDeadEnd("whoever is turned down is offered nothing else")
                continue
            }
            proveUnavailable(refused, question)
        }
        // Nobody answers at all.
        var silent = standing
        while silent.owner == .queue, silent.waitForTimer() != nil {}
        guard case .unavailable(let question) = silent.conversation.waiting else {
            return reportDeadEnd(
                "whoever waits in line and is never served is offered nothing else"
            )
        }
        proveUnavailable(silent, question)
    }

    private mutating func reportDeadEnd(_ what: String) {
        findings.add(
            "dead-end",
            at: ["queues"],
            what,
            hint: "no bot should do that: please report it with its files"
        )
    }

    /// One of the options leads to a person, or to a promise of one.
    private mutating func proveUnavailable(
        _ standing: Standing,
        _ question: UnavailableQuestion
    ) {
        let conversation = standing.conversation
        let key =
            ["unavailable", conversation.language, conversation.profile.channel.rawValue]
            + [standing.desk.rawValue, question.queue.rawValue] + question.options
        guard shown.insert(key).inserted else { return }
        proveOptions(standing)
        let titles = standing.titles
        for option in question.options {
            var next = standing
            let transition = next.tap(option)
            guard next.keeps(option, transition) else {
                reportDeadEnd(option, standing)
                continue
            }
            // Words that two ways have, or that are none, have been told.
            guard let title = titles[option], title.hasWords,
                titles.values.count(where: { $0.folded == title.folded }) == 1
            else { continue }
            var written = standing
            let heard = written.write(title)
            if !written.keeps(option, heard) { report(title, of: option, standing) }
        }
    }

    private mutating func reportDeadEnd(_ option: String, _ standing: Standing) {
        guard option == "case", let topic = standing.bot.definition.caseTopic else {
            return reportDeadEnd("'\(option)' leads neither to a person nor to a promise of one")
        }
        findings.add(
            "dead-end",
            at: ["case_topic"],
            "'\(topic)' begins where nobody is there, and leads back there at once",
            hint: "let it write down what the customer needs"
        )
    }

    /// A way on that is touched and not written.
    mutating func report(_ title: String, of option: String, _ standing: Standing) {
        guard let text = HouseText.title(of: option) else { return }
        findings.add(
            "person-word",
            at: ["house.\(text.rawValue)", "house", "words"],
            "whoever writes '\(title)' on \(standing.conversation.profile.channel.rawValue) does not "
                + "get what is called so: the words mean something else",
            hint: "call it otherwise, or leave the words to it",
            key: ["person-word", text.rawValue, title]
        )
    }

    /// What can be tapped has words, and no two ways have the same.
    mutating func proveOptions(_ standing: Standing) {
        let language = standing.conversation.language
        guard let reply = standing.said.last,
            case .choice(let choice)? = reply.control?.kind
        else { return }
        if !reply.hasWords, standing.stage.kind == .unavailable {
            findings.add(
                "no-words",
                at: ["house.unavailable", "house"],
                "nothing is asked in '\(language)' where nobody is there and customers choose",
                hint: "ask what they want, or leave 'unavailable' out"
            )
        }
        var seen: [String: HouseText] = [:]
        for option in choice.options {
            guard let text = HouseText.title(of: option.id) else { continue }
            let title = option.title.folded
            if title.isEmpty {
                findings.add(
                    "no-words",
                    at: ["house.\(text.rawValue)", "house"],
                    "this way to a person has no words in '\(language)'",
                    hint: "say what it leads to, or leave '\(text.rawValue)' out"
                )
            } else if let other = seen[title] {
                findings.add(
                    "same-way",
                    at: ["house.\(text.rawValue)", "house.\(other.rawValue)", "house"],
                    "'\(text.rawValue)' and '\(other.rawValue)' have the same words in "
                        + "'\(language)', where only one of them brings a person",
                    hint: "make them differ: who writes the words must be understood"
                )
            }
            seen[title] = text
        }
    }
}

extension HouseText {
    /// The ways on where nobody is there.
    static let ways: [HouseText] = [
        .unavailableWait, .unavailableCallback, .unavailableCase, .unavailableBack,
    ]

    /// The words of an option that leads to a person, or away from one.
    fileprivate static func title(of option: String) -> HouseText? {
        switch option {
        case "agent": .person
        case "none": .noneOfThese
        case "wait": .unavailableWait
        case "callback": .unavailableCallback
        case "case": .unavailableCase
        case "back": .unavailableBack
        default: nil
        }
    }
}

extension Standing {
    /// What is on offer in the last reply: titles by ID.
    var titles: [String: String] {
        guard case .choice(let choice)? = said.last?.control?.kind else { return [:] }
        return Dictionary(choice.options.map { ($0.id, $0.title) }) { first, _ in first }
    }

    /// Whether an option has done what it says.
    fileprivate func keeps(_ option: String, _ transition: Transition) -> Bool {
        switch option {
        case "wait":
            return owner == .queue && conversation.timers[.queue] != nil
                && transition.asksForPerson
        case "callback": return transition.promisesPerson
        case "case":
            let topic = bot.definition.caseTopic
            return conversation.history.topics.last == topic && stage.kind != .unavailable
        default: return owner == .bot
        }
    }
}

extension Transition {
    var asksForPerson: Bool {
        effects.contains { effect in
            if case .requestPerson = effect { true } else { false }
        }
    }

    /// Whether somebody will call back.
    var promisesPerson: Bool {
        effects.contains { effect in
            if case .record(.callback) = effect { true } else { false }
        }
    }

    var replies: [Reply] {
        effects.compactMap { effect in
            if case .send(let reply) = effect { reply } else { nil }
        }
    }
}

extension Reply {
    var hasWords: Bool { text?.hasWords ?? false }
}

extension String {
    var hasWords: Bool { contains { !$0.isWhitespace } }

    /// As it is compared: customers write small letters and blanks as they like.
    fileprivate var folded: String { lowercased().filter { !$0.isWhitespace } }
}
