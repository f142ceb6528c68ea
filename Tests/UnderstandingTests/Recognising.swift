import Testing
import Understanding
import Values

/// A Friday.
let fridayMorning = "2026-11-20T10:00:00"

/// The spelled values of a type in a text.
func values(
    _ type: EntityType,
    in text: String,
    language: String = "en",
    region: String = "US",
    prefer: RecognitionContext.Direction = .future,
    now: String = fridayMorning
) throws -> [String] {
    try recognitions(
        type,
        in: text,
        language: language,
        region: region,
        prefer: prefer,
        now: now
    ).map { $0.value.spelled.string ?? $0.value.spelled.text }
}

func recognitions(
    _ type: EntityType,
    in text: String,
    language: String = "en",
    region: String = "US",
    prefer: RecognitionContext.Direction = .future,
    now: String = fridayMorning
) throws -> [Recognition] {
    let context = RecognitionContext(
        now: try #require(CivilDateTime(now)),
        language: language,
        region: region,
        prefer: prefer
    )
    return recognise(type, in: Utterance(text, language: language), context: context)
}
