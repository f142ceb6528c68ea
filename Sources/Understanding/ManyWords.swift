/// Words that put an option to those chosen, or take one away.
package enum ManyChange: Hashable, Sendable {
    case adding, removing
    /// The options that are named stay, and no others.
    case only

    /// - Returns: nil where a message says none of them: its options stand alone.
    package static func read(_ utterance: Utterance) -> (ManyChange, span: Range<Int>)? {
        for token in utterance.tokens {
            if let change = words[token.text] { return (change, token.span) }
        }
        return nil
    }

    private static let words: [String: ManyChange] = {
        let words: [ManyChange: [String]] = [
            .adding: [
                "also", "too", "plus", "add", "additionally", "también", "además", "agregue",
                "agrega", "añada", "añade", "أيضا", "أيضًا", "أضف", "كذلك",
            ],
            .removing: [
                "without", "except", "remove", "drop", "minus", "sin", "excepto", "quita", "quite",
                "menos", "بدون", "إلا", "احذف", "أزل",
            ],
            .only: ["only", "just", "solo", "sólo", "solamente", "فقط"],
        ]
        let entries = words.flatMap { change, words in words.map { ($0, change) } }
        return Dictionary(uniqueKeysWithValues: entries)
    }()
}

/// What is said where several options may be chosen, and names none of them.
package enum ManyWords {
    /// "None of them".
    package static func meansNone(_ utterance: Utterance) -> Bool {
        utterance.is(none)
    }

    /// "That's all": nothing is to be added.
    package static func meansDone(_ utterance: Utterance) -> Bool {
        utterance.is(done)
    }

    private static let none = PhraseSet([
        "none", "none of them", "none of these", "none of those", "nothing", "no", "no thanks",
        "no thank you", "neither", "not any", "nope", "nothing thanks", "none thanks",
        "ninguno", "ninguna", "ninguno de ellos", "ninguna de ellas", "nada", "no gracias",
        "لا شيء", "ولا واحد", "لا", "لا شكرا",
    ])
    private static let done = PhraseSet([
        "done", "that's all", "that is all", "that's it", "that is it", "i'm done", "finished",
        "nothing else", "no more", "enough", "no", "no thanks", "no that's all", "that'll be all",
        "ok", "okay", "ready",
        "listo", "eso es todo", "nada más", "ya está", "no", "no gracias",
        "تم", "هذا كل شيء", "لا شيء آخر", "انتهيت", "لا",
    ])
}
