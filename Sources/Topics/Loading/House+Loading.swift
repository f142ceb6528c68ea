import Diagnostics
import Expressions
import Understanding
import Values
import YAML

extension BotReader {
    /// The sentences of the house; a bot overrides what it likes.
    package static let houseTable = KeyTable(
        "house",
        HouseText.allCases.map { text in
            let names = text.parameters.sorted().map { "{\($0)}" }.joined(separator: ", ")
            return .may(
                text.rawValue,
                .textOrNothing,
                "What the bot says" + (names.isEmpty ? "." : "; it may hold \(names)."),
                standard: .string(text.defaultText)
            )
        }
    )

    /// What a bot can do without: customers may say the same, and nobody is left without an answer.
    package static let topicsTable = KeyTable(
        "topics",
        InheritedTopic.allCases.filter { !$0.isOccasion }.map { topic in
            .may(topic.rawValue, .word(["off"]), "Turns the inherited topic off.")
        }
    )

    /// The control words a designer may add to.
    package static let wordsTable = KeyTable(
        "words",
        wordNames.map { word in
            .may(
                word,
                .literals,
                "More words of customers for '\(word.replacing("_", with: " "))'."
            )
        }
    )

    func house(_ texts: Texts, _ languages: [String]) -> HouseTexts {
        var own: [HouseText: TextTemplate] = [:]
        for entry in fields.pairs("house") {
            let name = entry.key.string ?? ""
            guard let text = HouseText(rawValue: name) else {
                problems.unknown(
                    "unknown-house-text",
                    "house text",
                    name,
                    at: entry.key.location,
                    known: HouseText.allCases.map(\.rawValue)
                )
                continue
            }
            guard let words = entry.value.string else {
                problems.error(
                    "wrong-kind",
                    at: entry.value.location,
                    "'\(name)' takes a text",
                    hint: "the default is \"\(text.defaultText)\""
                )
                continue
            }
            if text == .greeting {
                DisclosureCheck(problems: problems).check(entry.value, saying: words)
            }
            let scope = HouseTexts.scope(of: text)
            let template = problems.collecting(in: scope) {
                TextTemplate.compile(
                    entry.value.isNull ? "" : words,
                    at: entry.value.contentLocation,
                    scope: scope,
                    into: &$0
                )
            }
            own[text] = template.map {
                texts.translate($0, entry.value, in: "bot.house.\(name)", as: "house text \(name)")
            }
        }
        translated(&own, texts, languages)
        return HouseTexts(replacing: own, languages: languages)
    }

    /// The sentences that the product has in none of some languages are translated with the bot's
    /// own texts.
    private func translated(
        _ own: inout [HouseText: TextTemplate],
        _ texts: Texts,
        _ languages: [String]
    ) {
        let unprepared = Self.unprepared(languages)
        guard !unprepared.isEmpty, let node = fields["languages"] else { return }
        let usual = HouseTexts(languages: languages)
        for text in HouseText.allCases where own[text] == nil {
            let name = text.rawValue
            own[text] = texts.translate(
                usual[text],
                node,
                in: "bot.house.\(name)",
                as: "house text \(name)",
                into: unprepared
            )
        }
    }

    /// The languages beside the default in which the product has no words.
    private static func unprepared(_ languages: [String]) -> Set<String> {
        Set(languages.dropFirst().filter { !ControlWords.hasWords($0) })
    }

    // MARK: Words that customers say

    /// The control words a designer may add to.
    static let wordKeys: [ControlWord] = [
        .agent, .cancel, .back, .startOver, .repeat_, .help, .skip, .holdOn, .menu,
    ]

    private static let wordNames =
        wordKeys.map(\.rawValue) + ShortAnswer.allCases.map(\.rawValue)
        + Alarm.allCases.map(\.rawValue)

    /// The bot's own words of one sort: those that steer, answers, or alarms.
    ///
    /// - Parameters:
    ///   - sort: The words of that sort which may be added to.
    ///   - texts: Where the words of each language are.
    ///   - languages: Those of the bot, the default first.
    /// - Returns: What the bot lists, and what its catalogues have where it lists nothing.
    func words<Word: RawRepresentable<String> & Hashable>(
        _ sort: [Word],
        _ texts: Texts,
        _ languages: [String]
    ) -> [Word: WordList] {
        let entries = fields.pairs("words")
        let unprepared = Self.unprepared(languages)
        var words: [Word: WordList] = [:]
        for word in sort {
            if let entry = entries.first(where: { $0.key.string == word.rawValue }) {
                words[word] = spellings(entry, texts)
            } else if !unprepared.isEmpty, let node = fields["languages"] {
                words[word] = texts.list(
                    for: word.rawValue.replacing("_", with: " "),
                    node,
                    in: "bot.words.\(word.rawValue)",
                    as: Self.purpose(of: word.rawValue),
                    into: unprepared
                )
            }
        }
        return words
    }

    /// Reports words that there are none of.
    func checkWords() {
        for entry in fields.pairs("words") {
            let name = entry.key.string ?? ""
            guard !Self.wordNames.contains(name) else { continue }
            problems.unknown(
                "unknown-word",
                "control word",
                name,
                at: entry.key.location,
                known: Self.wordNames
            )
        }
    }

    private static func purpose(of word: String) -> String {
        "what customers say to steer the bot: \(word)"
    }

    private func spellings(_ entry: Node.Entry, _ texts: Texts) -> WordList {
        let name = entry.key.string ?? ""
        let nodes = entry.value.sequence ?? [entry.value]
        for node in nodes where node.string == nil || node.isNull {
            problems.error(
                "wrong-kind",
                at: node.location,
                "'\(name)' takes a list of texts",
                hint: "write '\(name): [word, two words]'"
            )
        }
        return texts.list(
            nodes.filter { $0.string != nil },
            in: "bot.words.\(name)",
            as: Self.purpose(of: name)
        )
    }

    // MARK: A default language of which nothing is known

    /// Warns of a default language in which customers would not be understood.
    ///
    /// Of the others the catalogue says what is missing.
    func checkDefaultLanguage(_ languages: [String]) {
        guard let tag = languages.first, !ControlWords.hasWords(tag),
            let node = fields.items("languages").first
        else { return }
        let words = Set(fields.pairs("words").compactMap(\.key.string))
        let house = Set(fields.pairs("house").compactMap(\.key.string))
        let silent = Self.wordNames.filter { !words.contains($0) }
        let english = HouseText.allCases.count { text in
            !house.contains(text.rawValue) && text.defaultText.contains(where: \.isLetter)
        }
        guard !silent.isEmpty || english > 0 else { return }
        let lacks = [
            silent.isEmpty ? nil : "'words' lacks \(silent.joined(separator: ", "))",
            english == 0 ? nil : "\(english) sentences of 'house' are in English",
        ]
        problems.warn(
            .fewWords,
            at: node.location,
            "of '\(tag)' nothing is known beside what you write: "
                + lacks.compactMap(\.self).joined(separator: ", and "),
            hint: "write what customers say under 'words:' and what the bot says under 'house:'"
        )
    }
}
