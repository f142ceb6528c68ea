/// Words that turn the pages of a list, in all the languages that the bot has words of.
package enum PageWords {
    package static func meansMore(_ utterance: Utterance) -> Bool {
        utterance.is(more)
    }

    package static func meansBack(_ utterance: Utterance) -> Bool {
        utterance.is(back)
    }

    private static let more = PhraseSet([
        "more", "show more", "show me more", "see more", "more please", "more options",
        "more choices", "next", "next page", "the next ones", "what else", "what else is there",
        "any others", "other options", "others", "the rest", "show the rest", "further",
        "más", "ver más", "mostrar más", "más opciones", "siguiente", "siguientes",
        "página siguiente", "otras opciones", "otros", "otras", "qué más",
        "المزيد", "المزيد من فضلك", "التالي", "الصفحة التالية", "خيارات أخرى", "أكثر",
    ])
    private static let back = PhraseSet([
        "previous", "previous page", "the page before", "page back", "earlier ones",
        "anterior", "página anterior", "anteriores", "السابق", "الصفحة السابقة",
    ])
}

extension Utterance {
    /// Whether the message is one of some phrases, "please" and "hi" at its ends left aside.
    func `is`(_ phrases: PhraseSet) -> Bool {
        let core = Talk.of(language).core(tokens)
        return phrases.whole(tokens, 0..<tokens.count) ?? phrases.whole(tokens, core) != nil
    }
}
