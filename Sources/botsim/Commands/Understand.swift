import Bots
import Dialogue
import Foundation
import Topics
import Understanding
import Values

extension Command {
    static let understand = Command(
        name: "understand",
        summary: "which topic and which values a message means",
        positionals: [
            Positional(name: "UTTERANCE", help: "what the customer writes", isRepeated: true)
        ],
        options: [
            Option(name: "--bot", value: "BOT", help: "a bot's folder"),
            Option(
                name: "--utterances",
                value: "FILE",
                help: "{\"text\",\"language\",\"now\",\"asking\"} a line; - for standard input"
            ),
            Option(name: "--language", value: "TAG", help: "of messages that name none"),
            Option(name: "--now", value: "TIME", help: "what 'tomorrow' is counted from"),
        ],
        run: runUnderstand
    )

    static let recognize = Command(
        name: "recognize",
        summary: "the values of one type in messages given as JSON Lines",
        positionals: [
            Positional(name: "FILE", help: "{\"text\"} a line; - or none: standard input")
        ],
        options: [
            Option(
                name: "--type",
                value: "TYPE",
                help: "date, time, number, money, phone, any …",
                allowed: EntityType.allCases.map(\.rawValue)
            ),
            Option(name: "--language", value: "TAG", help: "en without it"),
            Option(name: "--region", value: "CC", help: "a country, such as US"),
            Option(name: "--now", value: "TIME", help: "what 'tomorrow' is counted from"),
            Option(
                name: "--prefer",
                value: "past|future",
                help: "which of two dates is meant",
                allowed: ["past", "future"]
            ),
        ],
        run: runRecognize
    )
}

private func runRecognize(_ arguments: Arguments) throws(CommandFailure) -> ExitCode {
    guard let type = arguments.value("--type").flatMap(EntityType.init) else {
        let types = EntityType.allCases.map(\.rawValue).joined(separator: ", ")
        throw .usage("recognize needs --type, one of \(types)")
    }
    var context = RecognitionContext(now: try localNow(arguments, zone: nil))
    if let language = try LanguageOption.of(arguments) { context.language = language }
    if let region = arguments.value("--region") { context.region = region }
    if let prefer = arguments.value("--prefer").flatMap(RecognitionContext.Direction.init) {
        context.prefer = prefer
    }
    let defaults = RecognizeBatch.Defaults(type: type, context: context)
    return try Batch.run(arguments.positionals.first ?? "-") {
        RecognizeBatch.answer($0, defaults: defaults)
    }
}

/// `--now` as it is written, without a turn of the clock; else this moment in a zone.
private func localNow(
    _ arguments: Arguments,
    zone: String?
) throws(CommandFailure) -> CivilDateTime {
    if let text = arguments.value("--now") {
        if let now = CivilDateTime(text) { return now }
        if let date = CivilDate(text) {
            return CivilDateTime(date: date, time: CivilTime(secondsSinceMidnight: 0))
        }
    }
    return LocalTime(zone: zone).civil(try Moment.of(arguments))
}

private func runUnderstand(_ arguments: Arguments) throws(CommandFailure) -> ExitCode {
    let path = arguments.value("--bot") ?? BotFolder.path(Arguments())
    guard let folder = try BotFolder.open(path: path) else { return .failed }
    let definition = folder.bot.definition
    let now = try localNow(arguments, zone: definition.timeZone)
    var reader = MessageReader(
        definition,
        language: try LanguageOption.of(arguments, spokenBy: definition) ?? definition.languages[0],
        now: now
    )
    if let path = arguments.value("--utterances") {
        return try Batch.run(path) { reader.answer($0) }
    }
    let text = arguments.positionals.joined(separator: " ")
    guard !text.isEmpty else {
        throw .usage("understand needs an UTTERANCE or --utterances FILE")
    }
    Output.line(reader.answer(["text": .string(text)]).text)
    return .ok
}

/// What a message means to a bot, told as JSON.
struct MessageReader {
    private let definition: BotDefinition
    private let language: String
    private let now: CivilDateTime
    private var matchers: [String: TopicMatcher] = [:]

    init(_ definition: BotDefinition, language: String, now: CivilDateTime) {
        self.definition = definition
        self.language = language
        self.now = now
    }

    mutating func answer(_ line: JSON) -> JSON {
        guard let text = line["text"]?.string else {
            return ["error": "a message is an object with a \"text\""]
        }
        let language = line["language"]?.string ?? language
        var now = now
        if let text = line["now"]?.string {
            guard let moment = CivilDateTime(text) else {
                return ["error": "now is a moment such as 2026-03-02T10:00:00"]
            }
            now = moment
        }
        var answer = meaning(of: text, language: language, now: now)
        if let asking = line["asking"]?.string {
            guard let (topic, slot) = slot(asking) else {
                return ["error": .string("there is no slot '\(asking)': name it topic.slot")]
            }
            // What answers a secure question is repeated nowhere, not even to who asks.
            if slot.secure { answer["values"] = [] }
            answer["asking"] = self.answer(text, to: slot, of: topic, language: language, now: now)
        }
        return .object(answer)
    }

    private mutating func meaning(
        of text: String,
        language: String,
        now: CivilDateTime
    ) -> [String: JSON] {
        let utterance = Utterance(text, language: language)
        let match = match(utterance, language)
        let context = RecognitionContext(
            now: now,
            language: language,
            region: definition.region
        )
        let values = recognise(.any, in: utterance, context: context)
        let decision: String
        switch match.decision {
        case .start: decision = "start"
        case .offer: decision = "offer"
        case .none: decision = "none"
        }
        return [
            "decision": .string(decision),
            "topics": .array(
                match.scores.prefix(5).map { score in
                    [
                        "topic": .string(score.id), "score": .double(score.score),
                        "why": .array(score.why.map(JSON.string)),
                    ]
                }
            ),
            "values": .array(values.map(\.json)),
        ]
    }

    mutating func match(_ utterance: Utterance, _ language: String) -> TopicMatch {
        let matcher: TopicMatcher
        if let known = matchers[language] {
            matcher = known
        } else {
            let topics = definition.topics.filter(\.startsFromWords).map {
                $0.heard(in: language)
            }
            matcher = TopicMatcher(topics: topics, language: language)
            matchers[language] = matcher
        }
        return matcher.match(utterance)
    }

    /// A slot by `topic.slot`, or by its name where only one topic has it.
    private func slot(_ name: String) -> (Topic, Slot)? {
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        let found = definition.topics.compactMap { topic -> (Topic, Slot)? in
            if parts.count == 2 {
                guard topic.id.rawValue == parts[0] else { return nil }
                return topic.slot(SlotName(parts[1])).map { (topic, $0) }
            }
            return topic.slot(SlotName(name)).map { (topic, $0) }
        }
        return found.count == 1 ? found[0] : nil
    }

    /// What the message says as the answer to a slot's question.
    private func answer(
        _ text: String,
        to slot: Slot,
        of topic: Topic,
        language: String,
        now: CivilDateTime
    ) -> JSON {
        let utterance = Utterance(text, language: language)
        let context = RecognitionContext(
            now: now,
            language: language,
            region: definition.region,
            prefer: slot.prefer == .past ? .past : slot.prefer == .future ? .future : .none
        )
        let values: [JSON]
        if !slot.options.isEmpty {
            let matcher = ChoiceMatcher(
                options: slot.options.map { option in
                    var heard = option.heard(in: language)
                    heard.subtitle = option.subtitle?[language]
                    return heard
                },
                language: language
            )
            switch matcher.match(utterance, mode: .answer) {
            case .one(let index, _, _): values = [.string(slot.options[index].id)]
            case .several(let indices): values = indices.map { .string(slot.options[$0].id) }
            case .any, .none: values = []
            }
        } else if let type = EntityType(rawValue: slot.type.word) {
            values = recognise(type, in: utterance, context: context).map(\.json)
        } else {
            values = []
        }
        return [
            "topic": .string(topic.id.rawValue), "slot": .string(slot.name.rawValue),
            "type": .string(slot.type.word),
            "values": .array(slot.secure ? values.map { _ in "•••" } : values),
        ]
    }
}

extension Recognition {
    var json: JSON {
        .compact([
            "text": .string(text), "start": .int(Int64(span.lowerBound)),
            "end": .int(Int64(span.upperBound)), "type": .string(type.rawValue),
            "value": value.spelled,
            "alternatives": alternatives.isEmpty ? nil : .array(alternatives.map(\.spelled)),
        ])
    }
}
