/// What a language file says about asking for a person.
struct PersonPhrases {
    /// "talk to", "speak with", "get me": what must come before.
    var contact: [String]
    /// Words that may stand between: "a", "real", "your".
    var between: [String]
    /// "agent", "human", "someone".
    var people: [String]
    /// What may follow: "please", "about", "now"; a mark or the end always may.
    var after: [String]
    /// Whole phrases that need no pattern: "real person please".
    var phrases: [String]
    /// What may be written as one with a person: "بموظف", "لموظف".
    var glued: [String] = []
}

/// Finds "can I speak to a real person please" and not "the agent told me yesterday".
struct PersonWords: Sendable {
    private let contact: PhraseSet
    private let between: PhraseSet
    private let people: PhraseSet
    private let after: PhraseSet
    private var phrases: PhraseSet

    init(_ words: PersonPhrases) {
        contact = PhraseSet(words.contact)
        between = PhraseSet(words.between)
        people = PhraseSet(
            words.people + words.glued.flatMap { mark in words.people.map { mark + $0 } }
        )
        after = PhraseSet(words.after)
        phrases = PhraseSet(words.phrases)
    }

    mutating func addPhrase(_ phrase: String) {
        // A single word counts as the whole message only.
        if phrase.contains(" ") { phrases.add(phrase, true) }
    }

    func isAskedFor(in tokens: [Token], _ talk: Talk) -> Bool {
        var index = 0
        var denied = false
        while index < tokens.count {
            if tokens[index].gap == .mark { denied = false }
            // "I don't want a bot" is a wish that has its "not" inside.
            if !denied, phrases.longest(at: index, in: tokens) != nil { return true }
            if let (_, count) = talk.negations.longest(at: index, in: tokens) {
                denied = true
                index += count
                continue
            }
            guard let (_, count) = contact.longest(at: index, in: tokens) else {
                index += 1
                continue
            }
            if !denied && reachesPerson(tokens, from: index + count) { return true }
            index += 1
        }
        return false
    }

    private func reachesPerson(_ tokens: [Token], from start: Int) -> Bool {
        var index = start
        while index < tokens.count {
            if let (_, count) = people.longest(at: index, in: tokens) {
                let next = index + count
                if next == tokens.count || tokens[next].gap == .mark
                    || after.longest(at: next, in: tokens) != nil
                {
                    return true
                }
            }
            guard let (_, count) = between.longest(at: index, in: tokens) else { return false }
            index += count
        }
        return false
    }
}
