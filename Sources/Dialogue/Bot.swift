import Expressions
import Foundation
import KnowledgeSearch
import Text
import Topics
import Understanding
import Values

/// A bot ready to talk.
///
/// Equal IDs and equal events give equal bytes. Immutable, and a class because each turn holds it: that
/// is one reference.
package final class Bot: Sendable {
    package let definition: BotDefinition
    package let articles: ArticleLibrary
    /// Over everything that decides what the bot says.
    package let id: String
    /// What in a message may be a secret.
    package let secrecy: Secrecy
    private let topicsWithRunNames: Set<TopicID>
    /// The bot's own time zone.
    let zone: TimeZone
    private let locales: [String: Locale]
    private let topics: [TopicID: Topic]
    /// The business's hours of a week, by language.
    private let weeks: [String: String]
    /// The hours of each place that has its own, by language, in the order of `bot.yaml`.
    private let placeWeeks: [String: [String?]]
    private let voices: [String: Voice]
    /// Of options that stand in no topic.
    let matchers = ChoiceMatchers()
    /// What asks for another language, and what shows one.
    let languageRequests: LanguageRequests
    /// nil for a bot of one language.
    let languageEvidence: LanguageEvidence?

    /// What understanding needs in one language.
    final class Voice: Sendable {
        let words: ControlWords
        let matcher: TopicMatcher
        /// Over what the bot inherits, which only begins where its own topics do not.
        let inherited: TopicMatcher

        /// Of options that are written in the topic.
        let choices: [TopicID: [SlotName: ChoiceMatcher]]

        init(
            words: ControlWords,
            matcher: TopicMatcher,
            inherited: TopicMatcher,
            choices: [TopicID: [SlotName: ChoiceMatcher]]
        ) {
            self.words = words
            self.matcher = matcher
            self.inherited = inherited
            self.choices = choices
        }
    }

    package init(_ definition: BotDefinition, articles: ArticleLibrary) {
        self.definition = definition
        self.articles = articles
        topics = Dictionary(
            (definition.topics + definition.inherited).map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        secrecy = Secrecy(definition)
        // The examples of `agent` are words for a person, and have become that.
        let startable = definition.topics.filter {
            $0.startsFromWords && $0.id != InheritedTopic.agent.id
        }
        let inherited = definition.inherited.filter(\.startsFromWords)
        voices = Dictionary(
            definition.languages.map { language in
                (
                    language,
                    Voice(
                        words: definition.controlWords(in: language),
                        matcher: TopicMatcher(
                            topics: startable.map { $0.heard(in: language) },
                            language: language
                        ),
                        inherited: TopicMatcher(
                            topics: inherited.map { $0.heard(in: language) },
                            language: language
                        ),
                        choices: Self.choices(definition.topics, language)
                    )
                )
            },
            uniquingKeysWith: { first, _ in first }
        )
        languageRequests = LanguageRequests(languages: definition.languages)
        languageEvidence =
            definition.languages.count < 2
            ? nil
            : LanguageEvidence(
                definition.languages.map { ($0, Self.vocabulary(of: definition, in: $0)) }
            )
        topicsWithRunNames = Set(
            topics.values.filter { Self.makesNames($0.steps) }.map(\.id)
        )
        zone = TimeZone(identifier: definition.timeZone) ?? .gmt
        let locales = Dictionary(
            definition.languages.map {
                ($0, Locale(identifier: Self.locale($0, definition.region)))
            },
            uniquingKeysWith: { first, _ in first }
        )
        self.locales = locales
        weeks = locales.compactMapValues { locale in
            definition.hours.map { Self.week($0, in: locale) }
        }
        placeWeeks = locales.mapValues { locale in
            definition.locations.map { place in place.hours.map { Self.week($0, in: locale) } }
        }
        var hash = StableHash()
        hash.combine(definition.fingerprint)
        hash.combine(articles.generation)
        id = String(hash.bits, radix: 36)
    }

    /// The same bot with another form of one of its topics: how it understands stays.
    package init(_ other: Bot, with topic: Topic) {
        definition = other.definition
        articles = other.articles
        id = other.id
        secrecy = other.secrecy
        topicsWithRunNames = other.topicsWithRunNames
        zone = other.zone
        locales = other.locales
        topics = other.topics.merging([topic.id: topic]) { _, new in new }
        weeks = other.weeks
        placeWeeks = other.placeWeeks
        voices = other.voices
        languageRequests = other.languageRequests
        languageEvidence = other.languageEvidence
    }

    /// The business's hours of a week in the customer's language; empty where it names none.
    func businessWeek(in language: String) -> String { weeks[language] ?? "" }

    /// The same of one of its places.
    func week(ofPlace number: Int, in language: String) -> String {
        placeWeeks[language]?[number] ?? businessWeek(in: language)
    }

    /// Whether a topic is not of the bot's own writing.
    func inherits(_ topic: InheritedTopic) -> Bool {
        definition.inherited.contains { $0.id == topic.id }
    }

    /// A bot whose search knows these articles, and the definition's words that mean the same.
    ///
    /// An article that names no language is in the bot's first.
    package convenience init(_ definition: BotDefinition, articles: [Article]) {
        let named = articles.map { article in
            var article = article
            article.language = article.language ?? definition.languages[0]
            return article
        }
        self.init(
            definition,
            articles: .build(
                articles: named,
                languages: definition.languages,
                synonyms: definition.synonyms
            )
        )
    }

    package func topic(_ id: TopicID) -> Topic? { topics[id] }

    package var hasArticles: Bool { articles.count > 0 }

    /// In the bot's first language.
    package var articleTitles: [String] { articles.articles.map(\.title) }

    package func queue(_ id: QueueID) -> Topics.Queue? {
        definition.queues.first { $0.id == id }
    }

    /// Where "agent" leads where no topic says otherwise.
    var firstQueue: QueueID { definition.queues[0].id }

    func voice(_ language: String) -> Voice {
        guard let voice = voices[language] ?? voices[definition.languages[0]] else {
            preconditionFailure("a bot speaks at least one language")
        }
        return voice
    }

    /// Whether names of a topic exist only while it is gone through: those of calls and `set`.
    func hasNamesOfItsRun(_ topic: TopicID) -> Bool { topicsWithRunNames.contains(topic) }

    private static func makesNames(_ steps: [Step]) -> Bool {
        steps.contains { step in
            switch step.kind {
            case .call, .search, .run, .set, .loop, .pay, .wait: true
            case .signIn(let signIn) where signIn.call != nil: true
            case .say, .ask, .form, .confirm, .branch, .signIn, .handoff, .feedback, .end:
                step.parts.contains { makesNames($0) }
            }
        }
    }

    /// How dates, numbers and amounts are written in a language of the bot.
    func locale(_ language: String) -> Locale {
        locales[language] ?? Locale(identifier: language)
    }

    /// `en` of a bot for the United States is `en_US`.
    private static func locale(_ language: String, _ region: String) -> String {
        language.contains("-") ? language.replacing("-", with: "_") : "\(language)_\(region)"
    }

    /// What customers say in a language, as far as it is written down.
    private static func vocabulary(of bot: BotDefinition, in language: String) -> [String] {
        let isDefault = language == bot.languages[0]
        // What is not translated shows no other language.
        func own(_ wording: Wording) -> [String] {
            isDefault || wording[language] != wording.source ? [wording[language]] : []
        }
        func own(_ list: WordList) -> [String] {
            isDefault || list[language] != list.source ? list[language] : []
        }
        var texts: [String] = []
        for topic in bot.topics {
            texts += own(topic.title) + own(topic.examples)
            for slot in topic.slots {
                texts += own(slot.also)
                texts += slot.options.flatMap { own($0.title) + own($0.also) }
            }
        }
        return texts
    }

    private static func choices(
        _ topics: [Topic],
        _ language: String
    ) -> [TopicID: [SlotName: ChoiceMatcher]] {
        var choices: [TopicID: [SlotName: ChoiceMatcher]] = [:]
        for topic in topics {
            for slot in topic.slots where !slot.options.isEmpty {
                choices[topic.id, default: [:]][slot.name] = ChoiceMatcher(
                    options: slot.options.map { $0.heard(in: language) },
                    language: language
                )
            }
        }
        return choices
    }

    /// The bot's language that suits a locale best: the same tag, the same language, the default.
    package func language(for locale: String?) -> String {
        locale.flatMap { LanguageTag.best(for: $0, among: definition.languages) }
            ?? definition.languages[0]
    }
}

extension Bot {
    /// The secure slot that a conversation asks for at this moment.
    package func secureSlot(askedIn conversation: Conversation) -> SlotName? {
        guard let slot = conversation.waiting.slot,
            let topic = conversation.frames.last.flatMap({ topic($0.topic) }),
            topic.slot(slot)?.secure == true
        else { return nil }
        return slot
    }

    /// Whether a slot's value stands in no output.
    package func isSecure(_ slot: String, in topic: TopicID?) -> Bool {
        topic.flatMap { self.topic($0) }?.slot(SlotName(slot))?.secure ?? false
    }
}
