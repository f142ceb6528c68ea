import Dialogue
import Expressions
import Foundation
import KnowledgeSearch
import Topics
import Understanding
import Values

/// What can be said to a bot, in each of its languages.
struct WordStock {
    let bot: Bot
    /// Texts and numbers that stand in the tables of the bot, and may be what a question is about.
    let cells: [String]
    private let steering: [String: [ControlWord: [String]]]
    private let questions: [String: [String]]
    private let surroundings: [String: (zone: TimeZone, locale: Locale)]

    init(_ bot: Bot) {
        self.bot = bot
        let definition = bot.definition
        var steering: [String: [ControlWord: [String]]] = [:]
        var surroundings: [String: (zone: TimeZone, locale: Locale)] = [:]
        let zone = TimeZone(identifier: definition.timeZone) ?? .gmt
        for language in definition.languages {
            let own = definition.words.mapValues { $0[language] }
            steering[language] = own.merging(ControlWords.defaults(language)) { $0 + $1 }
            surroundings[language] = (zone, Locale(identifier: language))
        }
        self.steering = steering
        self.surroundings = surroundings
        questions = Dictionary(grouping: bot.articles.articles) {
            $0.language ?? definition.languages[0]
        }.mapValues { $0.map(\.title).sorted() }
        let rows = definition.tables.sorted { $0.key < $1.key }.flatMap(\.value.rows)
        cells = Set(
            rows.flatMap(\.values).compactMap { cell -> String? in
                switch cell {
                case .value(.string(let text)), .value(.phone(let text)), .value(.email(let text)):
                    text
                case .value, .relative: nil
                }
            }
        ).sorted()
    }

    /// The first words of a language that steer a conversation so.
    func words(_ word: ControlWord, in language: String) -> String {
        steering[language]?[word]?.first ?? word.rawValue
    }

    func any(_ word: ControlWord, in language: String, _ dice: inout Dice) -> String {
        dice.one(of: steering[language]?[word] ?? []) ?? word.rawValue
    }

    /// What begins a topic.
    func wish(for topic: Topic, in language: String, _ dice: inout Dice) -> String {
        dice.one(of: topic.examples[language]) ?? topic.title[language]
    }

    func anyWish(in language: String, _ dice: inout Dice) -> String {
        guard let topic = dice.one(of: bot.definition.topics.filter(\.startsFromWords)) else {
            return Self.smallTalk[0]
        }
        return wish(for: topic, in: language, &dice)
    }

    /// A question that an article answers.
    func question(in language: String, _ dice: inout Dice) -> String? {
        dice.one(of: questions[language] ?? questions[bot.definition.languages[0]] ?? [])
    }

    /// The change of an answer, in a language.
    func correction(of title: String, to value: String, in language: String) -> String {
        switch language.prefix(2) {
        case "es": "no, \(title) es \(value)"
        case "ar": "لا، \(title) \(value)"
        default: "no, the \(title) is \(value)"
        }
    }

    /// A value in the customer's words.
    func words(for value: Value, in language: String, at now: Timestamp) -> String {
        guard let (zone, locale) = surroundings[language] else { return value.spelled.text }
        return Environment(now: now, zone: zone, locale: locale, language: language).shown(value)
    }

    /// The bot's date at a moment.
    func today(_ now: Timestamp) -> CivilDate {
        let zone = surroundings[bot.definition.languages[0]]?.zone ?? .gmt
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(now.seconds)))
        return now.civil(offset: offset).date
    }

    /// What means nothing to any bot.
    static let nonsense = [
        "qxz vrk", "?", "😶‍🌫️", "asdf asdf asdf", "...", "0x1F", "\u{200B}",
        "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor",
    ]
    static let smallTalk = [
        "hello", "thanks", "who are you?", "you idiot", "STOP", "START", "yes", "no", "ok",
        "español por favor", "in english please", "either", "not that one", "the first one",
        "I don't know", "bye", "what is this about?", "1", "2", "3",
    ]
}
