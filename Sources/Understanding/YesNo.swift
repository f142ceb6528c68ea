/// What a phrase says to a question of yes or no.
enum YesNoWord: Hashable, Sendable { case yes, weakYes, no, neither }

/// An answer that a bot may add words to.
package enum ShortAnswer: String, CaseIterable, Hashable, Sendable { case yes, no }

/// Reads answers to questions of yes or no.
package enum YesNo {
    /// Words for yes and no beside those of the languages.
    package struct Additions: Sendable {
        fileprivate let phrases: PhraseTable<YesNoWord>

        package init(_ words: [ShortAnswer: [String]] = [:]) {
            phrases = PhraseTable(
                (words[.yes] ?? []).map { ($0, .yes) } + (words[.no] ?? []).map { ($0, .no) }
            )
        }
    }

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

        /// Whether what follows takes nothing back: "yes, that is all correct, please hurry".
        package var restAgrees: Bool {
            !rest.isQuestion && rest.tokens.count <= 8
                && !rest.tokens.contains { $0.kind == .number }
                && !Reservations.areIn(rest)
        }

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

    /// - Parameters:
    ///   - utterance: A message.
    ///   - language: Whose words are read.
    ///   - additions: More words that say yes or no.
    /// - Returns: nil where it does not begin with an answer.
    package static func read(
        _ utterance: Utterance,
        language: String,
        adding additions: Additions = Additions()
    ) -> Answer? {
        let talk = Talk.of(language)
        let tokens = utterance.tokens
        func answer(at index: Int) -> (meaning: YesNoWord, count: Int)? {
            let usual = talk.yesNo.longest(at: index, in: tokens)
            let own = additions.phrases.longest(at: index, in: tokens)
            return own.map { $0.count >= usual?.count ?? 0 } ?? false ? own : usual
        }
        var index = 0
        while answer(at: index) == nil,
            let (_, count) = talk.fillers.longest(at: index, in: tokens)
        {
            index += count
        }
        guard let (word, count) = answer(at: index), word != .neither
        else { return nil }
        let value = word != .no
        let first = index
        index += count
        var end = index
        // "yes please, go ahead" and "no no thanks" are one answer.
        reading: while index < tokens.count, tokens[index].gap != .cut {
            if let (next, size) = answer(at: index) {
                switch next {
                // "No, I don't know" is no answer; "yes, right now" is one that goes on.
                case .neither:
                    if word == .yes { break reading }
                    return nil
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
}
