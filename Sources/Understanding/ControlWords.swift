import Text

/// What a customer can say at any point of a conversation.
package enum ControlWord: String, CaseIterable, Hashable, Sendable {
    case agent, cancel, back, startOver = "start_over", repeat_ = "repeat", help, skip
    case holdOn = "hold_on"
    case menu, greeting, thanks, closing
    /// "I don't know."
    case unsure
    /// "I don't mind."
    case indifferent
}

/// The words that steer a conversation, in one language, with a bot's own ones added.
package final class ControlWords: Sendable {
    package let language: String
    let talk: Talk
    private let phrases: PhraseTable<ControlWord>
    private let person: PersonWords
    private let danger: AlarmWords
    private let abuse: AlarmWords
    private let answers: YesNo.Additions

    /// - Parameters:
    ///   - language: Whose words decide.
    ///   - other: A language whose words are understood where they mean nothing in the first.
    ///   - additions: Words of the bot's own.
    ///   - alarms: Its own words of danger and of abuse.
    ///   - answers: Its own words for yes and no.
    package init(
        language: String,
        mixedWith other: String? = nil,
        additions: [ControlWord: [String]] = [:],
        alarms: [Alarm: [String]] = [:],
        answers: [ShortAnswer: [String]] = [:]
    ) {
        self.language = language
        let talk = Talk.of(language)
        var phrases = PhraseTable<ControlWord>([])
        for (word, spellings) in talk.control {
            for spelling in spellings { phrases.add(spelling, word) }
        }
        var person = talk.person
        // "Agent" and "help" reach a person's or the bot's help in every language: other people's
        // messages, signs and manuals say so in English.
        if primaryTag(language) != "en" {
            for (word, spellings) in Talk.of("en").control where word == .agent || word == .help {
                for spelling in spellings where phrases.isNew(spelling) {
                    phrases.add(spelling, word)
                }
            }
        }
        if let other, primaryTag(other) != primaryTag(language) {
            for (word, spellings) in Talk.of(other).control {
                for spelling in spellings where phrases.isNew(spelling) {
                    phrases.add(spelling, word)
                }
            }
        }
        for word in ControlWord.allCases {
            for spelling in additions[word] ?? [] {
                phrases.add(spelling, word)
                if word == .agent { person.addPhrase(spelling) }
            }
        }
        self.talk = talk
        self.phrases = phrases
        self.answers = YesNo.Additions(answers)
        self.person = person
        // People curse and cry for help in English everywhere.
        let others = primaryTag(language) == "en" ? [] : [Talk.of("en")]
        danger = talk.danger.adding(alarms[.danger] ?? [], others.map(\.danger))
        abuse = talk.abuse.adding(alarms[.abuse] ?? [], others.map(\.abuse))
    }

    /// Whether a language has small words of its own here; else those of English serve.
    package static func hasWords(_ language: String) -> Bool {
        ["en", "es", "ar"].contains(primaryTag(language))
    }

    /// The phrases a language has of its own, for menus and manuals.
    package static func defaults(_ language: String) -> [ControlWord: [String]] {
        Dictionary(Talk.of(language).control) { $0 + $1 }
    }

    /// What the whole message means, "please" and "hi" at its ends left aside.
    package func whole(_ utterance: Utterance) -> ControlWord? {
        // An emoji beside a word changes nothing of it.
        let words = utterance.tokens.filter { $0.kind != .symbol }
        let tokens = words.isEmpty ? utterance.tokens : words
        if let word = phrases.whole(tokens, 0..<tokens.count) { return word }
        let core = talk.core(tokens)
        if core.count < tokens.count, let word = phrases.whole(tokens, core) { return word }
        // "Hi there, thanks": nothing but courtesy.
        guard core.isEmpty else { return nil }
        for index in tokens.indices {
            if let (word, _) = phrases.longest(at: index, in: tokens) { return word }
        }
        return nil
    }

    /// What the message answers to a question of yes or no.
    package func yesOrNo(_ utterance: Utterance) -> YesNo.Answer? {
        YesNo.read(utterance, language: language, adding: answers)
    }

    /// Whether the message wants a person: "agent", "can I speak with someone, please".
    package func asksForPerson(_ utterance: Utterance) -> Bool {
        if whole(utterance) == .agent || isSlip(utterance) { return true }
        if person.isAskedFor(in: utterance.tokens, talk) { return true }
        guard primaryTag(language) != "en" else { return false }
        let english = Talk.of("en")
        return english.person.isAskedFor(in: utterance.tokens, english)
    }

    /// "Agnet": the one word that must always be understood, with a slip of the finger.
    private func isSlip(_ utterance: Utterance) -> Bool {
        let words = utterance.tokens.filter { $0.kind == .word }
        guard words.count == 1, utterance.tokens.count <= 2 else { return false }
        return editDistance(words[0].text, "agent", limit: 1) != nil
    }

    /// Fraud under way or a threat to life: a person is needed at once.
    package func danger(_ utterance: Utterance) -> Bool { danger.isHeard(in: utterance.tokens) }

    /// Whether the message insults whoever reads it, and whether it does nothing else.
    package func abuse(_ utterance: Utterance) -> Abuse? {
        let tokens = utterance.tokens
        guard abuse.isHeard(in: tokens) else { return nil }
        let isAll = abuse.isAll(of: tokens) { index in
            talk.fillers.longest(at: index, in: tokens)?.count
                ?? talk.light.longest(at: index, in: tokens)?.count
        }
        return isAll ? .whole : .inPassing
    }

    /// The message without the insults in it.
    package func withoutInsults(_ utterance: Utterance) -> Utterance {
        utterance.blanking(
            abuse.ranges(in: utterance.tokens).map { span(of: utterance.tokens, $0) }
        )
    }

    /// Words that announce the correction of something said before: "sorry, it's".
    package func correctionCue(_ utterance: Utterance) -> Range<Int>? {
        let tokens = utterance.tokens
        if let found = talk.correction.first(in: tokens) { return span(of: tokens, found.range) }
        // "Change the address to 5 High Street", but not "change my address".
        guard let found = talk.change.first(in: tokens) else { return nil }
        let goes = tokens.indices.dropFirst(found.range.upperBound).contains {
            $0 + 1 < tokens.count && talk.changeTo.longest(at: $0, in: tokens) != nil
        }
        return goes ? span(of: tokens, found.range) : nil
    }

    /// Whether the customer will not say: "I'd rather not tell you".
    package func refusal(_ utterance: Utterance) -> Bool {
        talk.refusal.contains(utterance.tokens)
    }

    /// Whether the customer cannot do what is on offer: "it doesn't work".
    package func inability(_ utterance: Utterance) -> Bool {
        talk.unable.contains(utterance.tokens)
    }

    /// Whether the customer will not or cannot say what is asked: "I'd rather not say", "I don't
    /// have it".
    ///
    /// - Parameters:
    ///   - utterance: What was written.
    ///   - wholly: Whether the message must say nothing else, as where any words are taken.
    /// - Returns: Whether it is so.
    package func declines(_ utterance: Utterance, wholly: Bool) -> Bool {
        if whole(utterance) == .unsure { return true }
        guard wholly else { return refusal(utterance) || lacks(utterance) }
        guard let refused = talk.refusal.first(in: utterance.tokens) else { return false }
        return addsNothing(utterance.blanking([span(of: utterance.tokens, refused.range)]))
    }

    /// Whether the customer has no such thing, or does not know it.
    package func lacks(_ utterance: Utterance) -> Bool {
        talk.lacking.contains(utterance.tokens)
    }
}
