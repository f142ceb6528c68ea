/// "No, March 16", "not lost, stolen": what a message takes back before it says what is meant.
extension ControlWords {
    /// The message without the *no* or *not* that it begins with.
    ///
    /// - Returns: nil where it begins with none, or says nothing else.
    package func withoutDenial(_ utterance: Utterance) -> Utterance? {
        let tokens = utterance.tokens
        let start = talk.skippingFillers(tokens)
        guard start < tokens.count, Self.denials.contains(tokens[start].text),
            start + 1 < tokens.count
        else { return nil }
        return utterance.blanking([span(of: tokens, 0..<(start + 1))])
    }

    /// What there is none of: "no receipt", "sin recibo".
    package func withoutNone(_ utterance: Utterance) -> Utterance? {
        let tokens = utterance.tokens
        let start = talk.skippingFillers(tokens)
        guard start + 1 < tokens.count, tokens[start + 1].gap != .mark,
            Self.nones.contains(tokens[start].text)
        else { return nil }
        return utterance.blanking([span(of: tokens, 0..<(start + 1))])
    }

    /// Whether a word right before a span denies what stands there: "not the 12th".
    package func denies(_ utterance: Utterance, before span: Range<Int>) -> Bool {
        let tokens = utterance.tokens
        guard let end = tokens.firstIndex(where: { $0.span.lowerBound >= span.lowerBound }) else {
            return false
        }
        var index = end
        while index > 0, end - index < 2, tokens[index].gap != .mark, tokens[index].gap != .cut {
            index -= 1
            let word = tokens[index].text
            if Self.nots.contains(word) || language.hasPrefix("es") && word == "no" { return true }
        }
        return false
    }

    /// "Can I change the date?", "the date is wrong": the message without the wish to change
    /// something; nil where there is no such wish in it.
    ///
    /// "Change my address" is most often a wish of its own, not one about an answer just given.
    package func changeWish(_ utterance: Utterance) -> Utterance? {
        let tokens = utterance.tokens
        guard (2...10).contains(tokens.count),
            !tokens.contains(where: { Self.own.contains($0.text) }),
            let verb = talk.change.first(in: tokens) ?? ChangeWish.wrongs.first(in: tokens)
        else { return nil }
        return utterance.blanking([span(of: tokens, verb.range)])
    }

    /// Whether nothing of substance is left of a message: courtesy, small words, "but".
    package func addsNothing(_ utterance: Utterance) -> Bool {
        let tokens = utterance.tokens
        var index = 0
        while index < tokens.count {
            if let (_, count) = talk.fillers.longest(at: index, in: tokens)
                ?? talk.answerStart.longest(at: index, in: tokens)
                ?? talk.answerEnd.longest(at: index, in: tokens)
                ?? talk.light.longest(at: index, in: tokens)
            {
                index += count
            } else if Self.denials.contains(tokens[index].text)
                || Self.contrasts.contains(tokens[index].text)
            {
                index += 1
            } else {
                return false
            }
        }
        return true
    }

    private static let own: Set<String> = ["my", "mi", "mis", "our"]
    private static let nones: Set<String> = [
        "no", "without", "sin", "ningún", "ninguna", "بدون", "بلا",
    ]
    private static let nots: Set<String> = ["not", "ليس", "ليست"]
    private static let denials: Set<String> = ["no", "not", "nope", "لا", "ليس", "ليست", "كلا"]
    private static let contrasts: Set<String> = ["but", "sino", "pero", "بل", "ولكن", "لكن"]
}
