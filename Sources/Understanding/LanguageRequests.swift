import Foundation
import Text

/// Requests for another language: "en español, por favor", "can we speak Arabic", "English".
package struct LanguageRequests: Sendable {
    package enum Request: Hashable, Sendable {
        /// One of the bot's.
        case spoken(String)
        /// A language that the bot does not speak.
        case unspoken
    }

    private let languages: [String]
    /// The bot's tag for a language.
    private let tags: [String: String]
    /// Names in the bot's own languages, beside those that everybody knows.
    private let ownNames: PhraseTable<String>

    /// - Parameter languages: Those of the bot.
    package init(languages: [String]) {
        self.languages = languages
        tags = Dictionary(
            languages.map { (String(primaryTag($0)), $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var names = PhraseTable<String>([])
        let others = languages.filter { !Self.readers.contains(String(primaryTag($0))) }
        for reader in others {
            for code in Self.common.union(tags.keys).sorted() {
                Self.add(code, as: reader, to: &names)
            }
        }
        // "Español (México)" is asked for with all its words.
        for language in languages { names.add(LanguageTag.ownName(language), language) }
        ownNames = names
    }

    /// What languages are called in the languages that most people ask in, and by themselves.
    private static let names: PhraseTable<String> = {
        var names = PhraseTable<String>([])
        for code in common.sorted() {
            for spelling in alsoCalled[code] ?? [] { add(code, spelled: spelling, to: &names) }
            for reader in readers.sorted() + [code] { add(code, as: reader, to: &names) }
        }
        return names
    }()

    private static func add(
        _ code: String,
        as reader: String,
        to names: inout PhraseTable<String>
    ) {
        let name = Locale(identifier: reader).localizedString(forLanguageCode: code) ?? ""
        if !name.isEmpty { add(code, spelled: name, to: &names) }
    }

    private static func add(
        _ code: String,
        spelled name: String,
        to names: inout PhraseTable<String>
    ) {
        names.add(name, code)
        // "In Arabic" is one word in Arabic: "بالعربية".
        if name.hasRightToLeft { names.add("ب" + name, code) }
    }

    /// What language the whole message asks for.
    ///
    /// A name alone asks for a language of the bot only: "French" may answer what was asked.
    package func read(_ utterance: Utterance) -> Request? {
        let tokens = utterance.tokens.filter { $0.kind != .symbol }
        guard !tokens.isEmpty, tokens.count <= Self.longest else { return nil }
        var named: String?
        var others = 0
        var index = 0
        while index < tokens.count {
            let found =
                ownNames.longest(at: index, in: tokens)
                ?? Self.names.longest(at: index, in: tokens)
            if let (name, count) = found {
                let tag = languages.contains(name) ? name : tags[name] ?? name
                guard named == nil || named == tag else { return nil }
                named = tag
                index += count
            } else if Self.words.longest(at: index, in: tokens) != nil {
                others += 1
                index += 1
            } else {
                return nil
            }
        }
        guard let named else { return nil }
        if languages.contains(named) { return .spoken(named) }
        return others > 0 ? .unspoken : nil
    }

    /// Words in a request; "I don't speak English" has one more and is none.
    private static let longest = 10

    private static let words = PhraseSet([
        "in", "please", "can", "could", "may", "we", "you", "i", "speak", "talk", "chat", "write",
        "continue", "switch", "change", "to", "language", "the", "do", "does", "would", "like",
        "want", "prefer", "my", "is", "it", "this", "available", "possible", "answer", "reply",
        "respond", "me", "thanks", "thank", "hi", "hello", "let's", "lets", "go", "use", "need",
        "i'd", "instead", "okay", "ok",
        "en", "por", "favor", "porfa", "puede", "puedes", "pueden", "podría", "podrías",
        "podríamos", "podemos", "puedo", "hablar", "hablamos", "habla", "hablas", "hablan", "hablo",
        "hable", "escribir", "escriba", "escribe", "seguir", "sigamos", "continuar", "cambiar",
        "cambie", "cambia", "a", "al", "el", "idioma", "quiero", "quisiera", "prefiero", "necesito",
        "responder", "responda", "responde", "es", "posible", "hola", "gracias", "mejor", "se",
        "usted", "mi", "atención",
        "هل", "يمكن", "يمكنك", "يمكننا", "التحدث", "تتحدث", "نتحدث", "أتحدث", "تحدث", "أريد", "أود",
        "أفضل", "من", "فضلك", "لو", "سمحت", "اللغة", "باللغة", "إلى", "تغيير", "حول", "الكتابة",
        "اكتب", "الرد", "رجاء", "أتكلم", "تتكلم", "التكلم", "تكلم", "مرحبا", "شكرا", "ممكن", "معي",
    ])

    /// Languages whose names for the others are known.
    private static let readers: Set<String> = ["en", "es", "ar", "fr", "de", "pt", "it"]

    /// Languages that people ask for.
    private static let common: Set<String> = [
        "en", "es", "ar", "fr", "de", "pt", "it", "nl", "pl", "ru", "uk", "tr", "fa", "ur", "hi",
        "bn", "pa", "ta", "te", "zh", "ja", "ko", "vi", "th", "id", "tl", "he", "el", "ro", "hu",
        "cs", "sv", "da", "nb", "fi", "so", "sw", "am", "ht",
    ]

    /// Names beside those of the dictionaries.
    private static let alsoCalled: [String: [String]] = [
        "es": ["castellano", "spanish", "espanol", "الاسبانية", "اسباني", "إسباني"],
        "en": ["inglés", "الانجليزية", "انجليزي", "إنجليزي"],
        "ar": ["عربي", "العربي", "عربية", "árabe"], "zh": ["mandarin", "cantonese"],
        "fa": ["farsi"], "tl": ["tagalog", "filipino"], "ht": ["creole"],
    ]
}
