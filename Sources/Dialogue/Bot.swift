import Expressions
import Foundation
import KnowledgeSearch
import Topics
import Understanding
import Values

/// A bot ready to talk: an immutable value.
///
/// Equal IDs and equal events give equal bytes.
package struct Bot: Sendable {
    package let definition: BotDefinition
    package let articles: ArticleIndex
    /// Over everything that decides what the bot says.
    package let id: String
    private let topicsWithRunNames: Set<TopicID>
    /// The bot's own time zone.
    let zone: TimeZone
    private let locales: [String: Locale]
    private let topics: [TopicID: Topic]
    private let voices: [String: Voice]
    private let choices: [TopicID: [SlotName: ChoiceMatcher]]

    /// What understanding needs in one language.
    final class Voice: Sendable {
        let words: ControlWords
        let matcher: TopicMatcher

        init(words: ControlWords, matcher: TopicMatcher) {
            self.words = words
            self.matcher = matcher
        }
    }

    package init(_ definition: BotDefinition, articles: ArticleIndex) {
        self.definition = definition
        self.articles = articles
        topics = Dictionary(
            definition.topics.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let startable = definition.topics.filter(\.startsFromWords).map {
            (id: $0.id.rawValue, title: $0.title, examples: $0.examples)
        }
        voices = Dictionary(
            definition.languages.map { language in
                (
                    language,
                    Voice(
                        words: ControlWords(language: language, additions: definition.words),
                        matcher: TopicMatcher(topics: startable, language: language)
                    )
                )
            },
            uniquingKeysWith: { first, _ in first }
        )
        let language = definition.languages[0]
        choices = topics.mapValues { topic in
            Dictionary(
                topic.slots.filter { !$0.options.isEmpty }.map { slot in
                    (
                        slot.name,
                        ChoiceMatcher(
                            options: slot.options.map {
                                ChoiceOption(
                                    id: $0.id,
                                    title: $0.title,
                                    also: $0.also,
                                    subtitle: nil
                                )
                            },
                            language: language
                        )
                    )
                },
                uniquingKeysWith: { first, _ in first }
            )
        }
        topicsWithRunNames = Set(
            definition.topics.filter { Self.makesNames($0.steps) }.map(\.id)
        )
        zone = TimeZone(identifier: definition.timeZone) ?? .gmt
        locales = Dictionary(
            definition.languages.map {
                ($0, Locale(identifier: Self.locale($0, definition.region)))
            },
            uniquingKeysWith: { first, _ in first }
        )
        var hash = StableHash()
        hash.combine(definition.fingerprint)
        hash.combine(articles.generation)
        id = String(hash.bits, radix: 36)
    }

    /// A bot whose search knows these articles, and the definition's words that mean the same.
    package init(_ definition: BotDefinition, articles: [Article]) {
        self.init(
            definition,
            articles: .build(
                articles: articles,
                synonyms: definition.synonyms,
                language: definition.languages[0]
            )
        )
    }

    package func topic(_ id: TopicID) -> Topic? { topics[id] }

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
            case .call, .search, .run, .set, .loop: true
            case .branch(let branch):
                branch.arms.contains { makesNames($0.steps) } || makesNames(branch.otherwise)
            case .confirm(let confirm): makesNames(confirm.otherwise)
            case .say, .ask, .form, .handoff, .feedback, .end: false
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

    /// The matcher of options that are written in the topic.
    func matcher(of slot: SlotName, in topic: TopicID) -> ChoiceMatcher? {
        choices[topic]?[slot]
    }

    /// The bot's language that suits a locale best: the same tag, the same language, the default.
    package func language(for locale: String?) -> String {
        let fallback = definition.languages[0]
        guard let locale else { return fallback }
        let tag = locale.replacing("_", with: "-").lowercased()
        let primary = tag.prefix { $0 != "-" }
        return definition.languages.first { $0.lowercased() == tag }
            ?? definition.languages.first { $0.lowercased().prefix { $0 != "-" } == primary }
            ?? fallback
    }
}
