import Messages
import Text
import Topics
import Understanding
import Values

/// Which language the conversation is in.
extension Turn {
    // MARK: Asked for

    /// g: another language, in so many words.
    mutating func hearLanguage(_ utterance: Utterance) -> Bool {
        guard let request = bot.languageRequests.read(utterance) else { return false }
        // "Spanish" may be what was asked for.
        if case .spoken(_, isExplicit: false) = request, answers(utterance) { return false }
        rule = .control
        switch request {
        case .spoken(let tag, _):
            if goesOn(in: tag, with: utterance.original) { return true }
            askInNewLanguage()
        case .unspoken, .which:
            let names = bot.definition.languages.map { Value.string(LanguageTag.ownName($0)) }
            say(.languages, ["languages": .string(words(for: .list(names)))])
            if conversation.waiting.questionID != nil { remind() }
        }
        return true
    }

    /// The open question once more, whose options and suggestions are in the new language too.
    private mutating func askInNewLanguage() {
        switch conversation.waiting {
        case .nothing: greet()
        // They hold values of their own, which are made anew.
        case .question, .readBack, .form: advance()
        default: remind()
        }
    }

    // MARK: Shown

    /// Goes on in the language that a message is evidently written in.
    ///
    /// - Returns: Whether the message waits for calls whose answers have that language.
    mutating func changesLanguage(for utterance: Utterance) -> Bool {
        guard !isInItsLanguage, let evidence = bot.languageEvidence,
            // "Can we speak Spanish?" asks for one language in another.
            bot.languageRequests.read(utterance) == nil,
            let other = shownLanguage(utterance, evidence)
        else { return false }
        return goesOn(in: other, with: utterance.original)
    }

    /// - Returns: Whether what was read for the customer has to be read again first.
    private mutating func goesOn(in language: String, with text: String) -> Bool {
        guard language != self.language else { return false }
        speak(language)
        // Heard again after that, it may look like the former language: it must not lead back.
        let before = isInItsLanguage
        isInItsLanguage = true
        defer { isInItsLanguage = before }
        return restores(for: .text(text))
    }

    /// Another language of the bot than the conversation's, where a message is evidently in it.
    private func shownLanguage(_ utterance: Utterance, _ evidence: LanguageEvidence) -> String? {
        let languages = bot.definition.languages
        guard let current = languages.firstIndex(of: language), !utterance.isEmpty, !asksSecurely
        else { return nil }
        let counts = evidence.counts(in: utterance)
        func most(_ some: [Int]) -> Int? { some.max { (counts[$0], -$0) < (counts[$1], -$1) } }

        let alike = evidence.languages(writtenLike: utterance)
        if !alike.isEmpty, !alike.contains(language) {
            let other = most(languages.indices.filter { alike.contains(languages[$0]) })
            // A name may be in any script: free text shows a language by its words only.
            let isShown = !takesFreeText || utterance.tokens.count > 4
            return other.flatMap { isShown || counts[$0] > 0 ? languages[$0] : nil }
        }
        let others = languages.indices.filter { $0 != current && counts[$0] > counts[current] }
        guard let other = most(others) else { return nil }
        let (here, there) = (counts[current], counts[other])
        // An address or a name has words of its country, and is an answer all the same.
        if takesFreeText { return there >= 4 && here == 0 ? languages[other] : nil }
        if there >= 3, there > 2 * here { return languages[other] }
        if understands(utterance, in: language) { return nil }
        if there >= 2, here == 0 { return languages[other] }
        return others.filter { understands(utterance, in: languages[$0]) }
            .max { (counts[$0], -$0) < (counts[$1], -$1) }.map { languages[$0] }
    }

    /// Whether a message says something in a language: it steers, wants a person, names a topic or
    /// answers the open question.
    private func understands(_ written: Utterance, in language: String) -> Bool {
        var turn = self
        if language != self.language { turn.speak(language) }
        let utterance =
            written.language == language ? written : Utterance(written.original, language: language)
        switch turn.words.whole(utterance) {
        // Who says no more than "hola" or "gracias" in the middle of something shows good manners.
        case .greeting, .thanks, .closing:
            return language == self.language || conversation.history.lastSaid == nil
        case .some: return true
        case nil: break
        }
        if turn.words.asksForPerson(utterance) || turn.words.danger(utterance) { return true }
        if bot.languageRequests.read(utterance) != nil { return true }
        if let answer = turn.yesOrNo(utterance), answer.strength == .whole,
            conversation.waiting.questionID != nil
        {
            return true
        }
        let match = turn.voice.matcher.match(utterance)
        if case .start = match.decision, match.saysSomething { return true }
        return turn.answers(utterance)
    }

    /// Whether a message is an answer to the open question.
    private mutating func answers(_ utterance: Utterance) -> Bool {
        guard case .question(let question) = conversation.waiting,
            let slot = topTopic?.slot(question.slot), (try? rebind()) != nil,
            let read = try? reading(of: slot, in: utterance)
        else { return false }
        switch read {
        case .value, .several, .any, .impossible: return true
        case .none: return false
        }
    }

    /// A yes or a no, in the conversation's language or, where the whole message is one, the bot's
    /// default: people mix.
    func yesOrNo(_ utterance: Utterance) -> YesNo.Answer? {
        if let answer = words.yesOrNo(utterance) { return answer }
        let usual = bot.definition.languages[0]
        guard usual != language, let answer = YesNo.read(utterance, language: usual),
            answer.strength == .whole
        else { return nil }
        return answer
    }
}
