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
        return HouseTexts(replacing: own, languages: languages)
    }

    /// The control words a designer may add to.
    static let wordKeys: [ControlWord] = [
        .agent, .cancel, .back, .startOver, .repeat_, .help, .skip, .holdOn, .menu,
    ]

    private static let wordNames = wordKeys.map(\.rawValue) + Alarm.allCases.map(\.rawValue)

    func words(_ texts: Texts) -> [ControlWord: WordList] {
        var words: [ControlWord: WordList] = [:]
        for entry in fields.pairs("words") {
            let name = entry.key.string ?? ""
            if let word = Self.wordKeys.first(where: { $0.rawValue == name }) {
                words[word] = spellings(entry, texts)
            } else if Alarm(rawValue: name) == nil {
                problems.unknown(
                    "unknown-word",
                    "control word",
                    name,
                    at: entry.key.location,
                    known: Self.wordNames
                )
            }
        }
        return words
    }

    /// Words of danger and of abuse beside the languages' own.
    func alarms(_ texts: Texts) -> [Alarm: WordList] {
        var words: [Alarm: WordList] = [:]
        for entry in fields.pairs("words") {
            if let alarm = entry.key.string.flatMap(Alarm.init(rawValue:)) {
                words[alarm] = spellings(entry, texts)
            }
        }
        return words
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
            as: "what customers say to steer the bot: \(name)"
        )
    }
}
