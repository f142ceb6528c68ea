/// The small words of conversation in one language, compiled once.
final class Talk: Sendable {
    /// Words that carry nothing at either end of a message: "please", "hi", "um".
    let fillers: PhraseSet
    /// Words that carry no topic: articles, pronouns, auxiliaries.
    let light: PhraseSet
    let yesNo: PhraseTable<YesNoWord>
    let negations: PhraseSet
    /// Ways to begin a question.
    let questionStart: PhraseSet
    /// Ways to ask for a fact, not for something to be done.
    let factQuestion: PhraseSet
    /// "I'd like", "it's the", "option" before an answer.
    let answerStart: PhraseSet
    /// "one", "please", "option" behind it.
    let answerEnd: PhraseSet
    let anyOption: PhraseSet
    let allOptions: PhraseSet
    let except: PhraseSet
    let gluedArticles: [String]
    let ordinals: PhraseTable<Int>
    let numbers: PhraseTable<Int>
    let control: [(ControlWord, [String])]
    let person: PersonWords
    let danger: AlarmWords
    let abuse: AlarmWords
    let correction: PhraseSet
    /// "Change", which announces a correction where "to" follows.
    let change: PhraseSet
    let changeTo: PhraseSet
    let refusal: PhraseSet
    let unable: PhraseSet
    let lacking: PhraseSet

    init(_ words: TalkWords) {
        fillers = PhraseSet(words.fillers)
        light = PhraseSet(words.light)
        yesNo = PhraseTable(
            words.yes.map { ($0, .yes) } + words.weakYes.map { ($0, .weakYes) }
                + words.no.map { ($0, .no) } + words.neither.map { ($0, .neither) }
        )
        negations = PhraseSet(words.negations)
        questionStart = PhraseSet(words.questionStart)
        factQuestion = PhraseSet(words.factQuestion)
        answerStart = PhraseSet(words.answerStart)
        answerEnd = PhraseSet(words.answerEnd)
        anyOption = PhraseSet(words.anyOption)
        allOptions = PhraseSet(words.allOptions)
        except = PhraseSet(words.except)
        gluedArticles = words.gluedArticles
        ordinals = PhraseTable(
            words.ordinals.flatMap { number, phrases in phrases.map { ($0, number) } }
        )
        numbers = PhraseTable(
            words.numbers.enumerated().flatMap { index, phrases in phrases.map { ($0, index + 1) } }
        )
        control = words.control
        person = PersonWords(words.person)
        danger = AlarmWords(words.danger, innocent: words.notDanger)
        abuse = AlarmWords(words.abuse, innocent: words.notAbuse)
        correction = PhraseSet(words.correction)
        change = PhraseSet(words.change)
        changeTo = PhraseSet(words.changeTo)
        refusal = PhraseSet(words.refusal)
        unable = PhraseSet(words.unable)
        lacking = PhraseSet(words.lacking)
    }

    /// The index of the first token that is no filler; the count where all are.
    func skippingFillers(_ tokens: [Token]) -> Int {
        var index = 0
        while let (_, count) = fillers.longest(at: index, in: tokens) { index += count }
        return index
    }

    /// The tokens without the fillers at both ends.
    func core(_ tokens: [Token]) -> Range<Int> {
        let start = skippingFillers(tokens)
        var end = tokens.count
        trimming: while end > start {
            for length in 1...3 where end - length >= start {
                let tail = (end - length)..<end
                if fillers.whole(tokens, tail) != nil {
                    end -= length
                    continue trimming
                }
            }
            break
        }
        return start..<end
    }

    /// The table of a language; English where there is none.
    static func of(_ language: String) -> Talk {
        switch primaryTag(language) {
        case "es": spanish
        case "ar": arabic
        default: english
        }
    }

    private static let english = Talk(.english)
    private static let spanish = Talk(.spanish)
    private static let arabic = Talk(.arabic)
}

/// The words of a language that say nothing by themselves, and so tell it from others.
enum SmallWords {
    static func of(_ language: String) -> [String] {
        switch primaryTag(language) {
        case "en": list(.english)
        case "es": list(.spanish)
        case "ar": list(.arabic)
        default: []
        }
    }

    private static func list(_ words: TalkWords) -> [String] {
        words.light + words.fillers + words.questionStart + words.answerStart
            + words.control.flatMap(\.1)
    }
}

/// `en` of `en-GB`.
func primaryTag(_ language: String) -> Substring {
    language.split(maxSplits: 1, whereSeparator: { $0 == "-" || $0 == "_" }).first ?? "en"
}

/// What a language file holds: phrases, spelled as people type them.
///
/// A letter with an accent is found without it too.
struct TalkWords {
    var fillers: [String]
    var light: [String]
    var yes: [String]
    /// Yes alone or before a pause, another thing in a sentence: "right", "fine".
    var weakYes: [String]
    var no: [String]
    /// What begins like an answer and is none: "no idea".
    var neither: [String]
    var negations: [String]
    var questionStart: [String]
    var factQuestion: [String]
    var answerStart: [String]
    var answerEnd: [String]
    var anyOption: [String]
    var allOptions: [String]
    var except: [String]
    /// Place in a list, from 1; -1 is the last.
    var ordinals: [(Int, [String])]
    /// Words for 1, 2, 3 and on.
    var numbers: [[String]]
    var control: [(ControlWord, [String])]
    var person: PersonPhrases
    var danger: [String]
    /// What only sounds so: "I'm in danger of missing a payment".
    var notDanger: [String]
    /// Insults at whoever reads them; what is said of a thing or of oneself is none.
    var abuse: [String]
    var notAbuse: [String]
    var correction: [String]
    var change: [String]
    var changeTo: [String]
    var refusal: [String]
    /// That something on offer cannot be done.
    var unable: [String]
    /// That what is asked for is not there or not known: "I don't have it".
    var lacking: [String]
    /// "The" where it is written as one with its word, with what may stand before it: "المظلة".
    var gluedArticles: [String] = []
}

extension Talk {
    /// A word without a "the" that is written as one with it.
    func withoutArticle(_ token: Token) -> Token {
        for article in gluedArticles where token.kind == .word && token.text.hasPrefix(article) {
            let rest = token.text.unicodeScalars.dropFirst(article.unicodeScalars.count)
            guard rest.count >= 3 else { continue }
            return Token(String(rest), span: token.span, kind: token.kind, gap: token.gap)
        }
        return token
    }
}
