import Foundation
import Text

/// Requests for another language: "en español, por favor", "can we speak Arabic", "English".
package struct LanguageRequests: Sendable {
    package enum Request: Hashable, Sendable {
        /// One of the bot's; said in so many words, or by its name and courtesy only, which may
        /// answer what was asked.
        case spoken(String, isExplicit: Bool)
        /// A language that the bot does not speak.
        case unspoken
        /// "What languages do you speak?"
        case which
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
    /// A language that the bot does not speak must be asked for in so many words: "I need polish"
    /// is about shoes.
    package func read(_ utterance: Utterance) -> Request? {
        let tokens = utterance.tokens.filter { $0.kind != .symbol }
        guard !tokens.isEmpty, tokens.count <= Self.longest else { return nil }
        var named: String?
        var isExplicit = false
        var asksWhich = false
        var index = 0
        while index < tokens.count {
            let found =
                ownNames.longest(at: index, in: tokens)
                ?? Self.names.longest(at: index, in: tokens)
            if let (name, count) = found {
                let tag = languages.contains(name) ? name : tags[name] ?? name
                guard named == nil || named == tag else { return nil }
                named = tag
                // "بالعربية": in Arabic.
                isExplicit = isExplicit || tokens[index].text.hasPrefix("بال")
                index += count
            } else if Self.speech.longest(at: index, in: tokens) != nil {
                isExplicit = true
                index += 1
            } else if Self.asking.longest(at: index, in: tokens) != nil {
                asksWhich = asksWhich || Self.several.longest(at: index, in: tokens) != nil
                index += 1
            } else if Self.words.longest(at: index, in: tokens) != nil {
                index += 1
            } else {
                return nil
            }
        }
        guard let named else { return asksWhich ? .which : nil }
        if languages.contains(named) { return .spoken(named, isExplicit: isExplicit) }
        return isExplicit ? .unspoken : nil
    }

    /// Words in a request; "I don't speak English" has one more and is none.
    private static let longest = 10

    private static let words = PhraseSet([
        "please", "can", "could", "may", "we", "you", "i", "continue", "to", "the", "do", "does",
        "would", "like", "want", "prefer", "my", "is", "it", "this", "available", "possible", "me",
        "thanks", "thank", "hi", "hello", "let's", "lets", "go", "use", "need", "i'd", "instead",
        "okay", "ok",
        "por", "favor", "porfa", "puede", "puedes", "pueden", "podría", "podrías", "podríamos",
        "podemos", "puedo", "seguir", "sigamos", "continuar", "a", "al", "el", "quiero", "quisiera",
        "prefiero", "necesito", "es", "posible", "hola", "gracias", "mejor", "se", "usted", "mi",
        "هل", "يمكن", "يمكنك", "يمكننا", "أريد", "أود", "أفضل", "من", "فضلك", "لو", "سمحت", "إلى",
        "رجاء", "مرحبا", "شكرا", "ممكن", "معي",
        // Of other languages no more than this is known: they are asked for like these.
        "bitte", "ich", "möchte", "wir", "können", "kann", "hallo", "danke", "lieber", "s'il",
        "vous", "te", "plaît", "plait", "je", "voudrais", "on", "peut", "bonjour", "merci", "per",
        "favore", "vorrei", "possiamo", "ciao", "grazie", "quero", "gostaria", "podemos", "olá",
        "obrigado", "obrigada",
    ])

    /// Languages, more than one.
    private static let several = PhraseSet([
        "languages", "idiomas", "lenguas", "لغات", "اللغات", "sprachen", "langues", "lingue",
        "línguas",
    ])

    /// Words of a question for them.
    private static let asking = PhraseSet([
        "languages", "what", "which", "other", "are", "there", "support", "understand", "have",
        "idiomas", "lenguas", "qué", "que", "cuáles", "otros", "otras", "hay", "entiende",
        "لغات", "اللغات", "ما", "هي", "أي", "بأي", "التي", "أخرى", "بها",
        "sprachen", "welche", "welchen", "sprecht", "sie", "du", "ihr", "langues", "quelles",
        "lingue", "quali",
        "línguas", "quais",
    ])

    /// Words about speaking, which leave no doubt that a language is meant.
    private static let speech = PhraseSet([
        "in", "speak", "talk", "chat", "write", "switch", "change", "language", "answer", "reply",
        "respond",
        "en", "hablar", "hablamos", "habla", "hablas", "hablan", "hablo", "hable", "escribir",
        "escriba", "escribe", "cambiar", "cambie", "cambia", "idioma", "responder", "responda",
        "responde", "atención",
        "التحدث", "تتحدث", "نتحدث", "أتحدث", "تحدث", "اللغة", "باللغة", "تغيير", "حول", "الكتابة",
        "اكتب", "الرد", "أتكلم", "تتكلم", "التكلم", "تكلم",
        "auf", "sprechen", "sprichst", "reden", "schreiben", "parler", "parlez", "écrire",
        "parlare", "parla", "parlate", "scrivere", "falar", "fala", "escrever", "em",
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
