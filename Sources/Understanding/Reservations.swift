/// Words behind a yes that take it back or hang something on it: "yes, but to another address".
enum Reservations {
    /// Whether a message holds one, in its own language or in one that people mix in.
    static func areIn(_ utterance: Utterance) -> Bool {
        words.contains(utterance.tokens)
            || utterance.tokens.contains { token in
                // The Arabic "and" is written as one with its word: "وبعنوان آخر".
                token.text.hasPrefix("و") && glued.contains(token.key)
            }
    }

    private static let english = [
        "but", "except", "only", "if", "first", "not", "no", "instead", "change", "other",
        "another", "wrong", "wait", "though", "however", "unless", "until", "also", "and",
        "with", "without", "to", "question", "evening", "morning", "afternoon", "don't",
        "doesn't", "isn't", "tomorrow", "later",
    ]

    private static let spanish = [
        "pero", "excepto", "salvo", "menos", "solo", "solamente", "sólo", "si", "siempre que",
        "primero", "antes", "no", "sino", "en vez", "en lugar", "cambie", "cambia", "cambiar",
        "cambio", "otro", "otra", "otros", "otras", "mal", "error", "espere", "espera", "aunque",
        "hasta", "también", "además", "y", "con", "sin", "pregunta", "por la tarde",
        "por la mañana", "en la tarde", "en la mañana", "por la noche", "mañana", "luego",
        "más tarde", "después", "a mi", "a la", "a las", "al",
    ]

    private static let arabic = [
        "لكن", "لكنني", "لكني", "إلا", "ما عدا", "باستثناء", "فقط", "إذا", "لو", "بشرط",
        "شرط", "أولا", "قبل", "لا", "ليس", "ليست", "لم", "غير", "بدون", "دون", "بلا", "بدلا",
        "بل", "تغيير", "غيّر", "عدل", "تعديل", "آخر", "أخرى", "ثان", "ثانية", "خطأ", "انتظر",
        "انتظري", "مهلا", "رغم", "حتى", "أيضا", "كذلك", "مع", "إلى", "سؤال", "صباحا", "الصباح",
        "مساء", "المساء", "ظهرا", "الظهر", "غدا", "الغد", "لاحقا", "بعد", "بس",
    ]

    private static let words = PhraseSet(english + spanish + arabic)

    /// With "and" before them; "و" itself joins another wish.
    private static let glued = Set((arabic + [""]).map { wordKey("و" + $0) })
}
