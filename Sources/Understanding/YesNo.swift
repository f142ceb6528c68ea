/// What a phrase says to a question of yes or no.
enum YesNoWord: Hashable, Sendable { case yes, weakYes, no, neither }

/// Reads answers to questions of yes or no.
package enum YesNo {
    package enum Strength: Hashable, Sendable {
        /// The whole message says so.
        case whole
        /// It begins the message, and something follows.
        case leading
    }

    package struct Answer: Hashable, Sendable {
        package let value: Bool
        package let span: Range<Int>
        package let strength: Strength
        /// The message without the answer: "it was stolen" of "no, it was stolen".
        package let rest: Utterance

        /// Whether it says yes or no by itself: "I did" and "it was" begin many a sentence.
        package func isPlain(in utterance: Utterance) -> Bool {
            guard strength == .leading,
                let first = utterance.tokens.first(where: { span.contains($0.span.lowerBound) })
            else { return true }
            return ![
                "i", "it", "that", "this", "we", "they", "he", "she", "there", "true", "right",
            ]
            .contains(first.text)
        }
    }

    package static func read(_ utterance: Utterance, language: String) -> Answer? {
        let talk = Talk.of(language)
        let tokens = utterance.tokens
        var index = skipBefore(tokens, talk)
        guard let (word, count) = talk.yesNo.longest(at: index, in: tokens), word != .neither
        else { return nil }
        let value = word != .no
        let first = index
        index += count
        var end = index
        // "yes please, go ahead" and "no no thanks" are one answer.
        reading: while index < tokens.count, tokens[index].gap != .cut {
            if let (next, size) = talk.yesNo.longest(at: index, in: tokens) {
                switch next {
                // "Yes and no", "no, I don't know": not an answer.
                case .neither: return nil
                case .yes, .weakYes: if value { break } else { break reading }
                case .no: if value { break reading }
                }
                index += size
                end = index
            } else if let (_, size) = talk.fillers.longest(at: index, in: tokens) {
                index += size
                if index == tokens.count { end = index }
            } else {
                break
            }
        }
        let isWhole = end == tokens.count
        if !isWhole {
            // "Right now" is no yes, "right, do it" is.
            guard word != .weakYes || tokens[end].gap == .mark else { return nil }
        }
        let span = span(of: tokens, first..<end)
        return Answer(
            value: value,
            span: span,
            strength: isWhole ? .whole : .leading,
            rest: utterance.blanking([span])
        )
    }

    private static func skipBefore(_ tokens: [Token], _ talk: Talk) -> Int {
        var index = 0
        while talk.yesNo.longest(at: index, in: tokens) == nil,
            let (_, count) = talk.fillers.longest(at: index, in: tokens)
        {
            index += count
        }
        return index
    }
}
