import Values

/// Answers the lines of `recognize`; the formats stand in `docs/commands.md`.
package struct RecognizeBatch: Sendable {
    /// What a line need not say.
    package struct Defaults: Sendable {
        package var type: EntityType
        package var context: RecognitionContext

        package init(type: EntityType, context: RecognitionContext) {
            self.type = type
            self.context = context
        }
    }

    /// The answer to one line; `{"error":…}` where it is no question.
    package static func answer(_ line: JSON, defaults: Defaults) -> JSON {
        guard let text = line["text"]?.string else { return ["error": "no text"] }
        var context = defaults.context
        if let spelling = line["now"]?.string {
            guard let now = moment(spelling) else { return ["error": "now is no time"] }
            context.now = now
        }
        if let language = line["language"]?.string { context.language = language }
        if let region = line["region"]?.string { context.region = region }
        if let prefer = line["prefer"]?.string {
            context.prefer = RecognitionContext.Direction(rawValue: prefer) ?? .none
        }
        let type = line["type"]?.string.flatMap(EntityType.init) ?? defaults.type
        let utterance = Utterance(text, language: context.language)
        let found =
            type == .choice
            ? choices(utterance, line["options"]?.array ?? [], context.language)
            : recognise(type, in: utterance, context: context)
        return .compact([
            "id": line["id"],
            "values": .array(found.map(spelled)),
        ])
    }

    private static func spelled(_ found: Recognition) -> JSON {
        .compact([
            "text": .string(found.text), "start": .int(Int64(found.span.lowerBound)),
            "end": .int(Int64(found.span.upperBound)), "type": .string(found.type.rawValue),
            "value": found.value.spelled,
            "alternatives": found.alternatives.isEmpty
                ? nil : .array(found.alternatives.map(\.spelled)),
            "problem": found.problem.map(JSON.string),
        ])
    }

    /// A time with or without offset and fraction; the clock is what counts.
    private static func moment(_ text: String) -> CivilDateTime? {
        if let moment = CivilDateTime(text) { return moment }
        if let date = CivilDate(text) {
            return CivilTime(hour: 0).map { CivilDateTime(date: date, time: $0) }
        }
        return CivilDateTime(text.prefix(19))
    }

    private static func choices(
        _ utterance: Utterance,
        _ options: [JSON],
        _ language: String
    ) -> [Recognition] {
        let list = options.compactMap { option -> ChoiceOption? in
            if let title = option.string { return ChoiceOption(id: title, title: title) }
            guard let id = option["id"]?.string else { return nil }
            return ChoiceOption(
                id: id,
                title: option["title"]?.string ?? id,
                also: (option["also"]?.array ?? []).compactMap(\.string),
                subtitle: option["subtitle"]?.string
            )
        }
        let matcher = ChoiceMatcher(options: list, language: language)
        guard case .one(let index, let span, _) = matcher.match(utterance, mode: .answer) else {
            return []
        }
        let choice = Choice(id: list[index].id, title: list[index].title)
        return [
            Recognition(
                text: utterance.text(span),
                span: span,
                type: .choice,
                value: .value(.choice(choice)),
                alternatives: [],
                problem: nil
            )
        ]
    }
}
