import Messages
import Text
import Topics
import Understanding
import Values

/// What in a message may be the value of a secure slot, wherever and however it was written.
///
/// Asked for a secret, the whole answer is one. Elsewhere its shape tells, and the name before it:
/// "my pin is 4711", "4 7 1 1", "four seven one one". Records, packets and queries of the search get
/// `masking`, which hides too much rather than too little; free text keeps what it says, without
/// what a secure slot's name announces.
package struct Secrecy: Sendable {
    /// What hides a secret.
    package static let mask = "•••"

    private let shapes: [Shape]
    private let language: String
    private let region: String

    /// A secure slot: what it is called, and how its values look.
    private struct Shape: Sendable {
        let names: [[String]]
        let type: SlotType

        /// Whether nothing but a name tells a value from other words.
        var takesAnyWords: Bool {
            switch type {
            case .text, .address: true
            case .number, .money, .date, .time, .datetime, .duration, .timeSlot, .phone, .email,
                .yesno, .choice, .pattern, .digits, .file, .location:
                false
            }
        }
    }

    init(_ bot: BotDefinition) {
        language = bot.languages[0]
        region = bot.region
        let language = language
        shapes = bot.topics.flatMap { topic in
            let slots = topic.slots.filter(\.secure).map { slot in
                Shape(
                    names: Self.names(
                        bot.languages.flatMap { [slot.title[$0]] + slot.also[$0] }
                            + [slot.name.rawValue],
                        language
                    ),
                    type: slot.type
                )
            }
            let given = topic.takes.filter(\.secure).map { parameter in
                // Of what is only given the shape is not known: its name announces it.
                Shape(names: Self.names([parameter.name], language), type: .text(maxLength: 0))
            }
            return slots + given
        }
    }

    private static func names(_ words: [String], _ language: String) -> [[String]] {
        let cut = words.map { word in
            Utterance(word.replacing("_", with: " "), language: language).tokens.map(\.text)
        }
        var seen: Set<[String]> = []
        return cut.filter { !$0.isEmpty && seen.insert($0).inserted }
    }

    // MARK: What is asked

    /// Whether a bot without secrets may keep everything as it is.
    private var isIdle: Bool { shapes.isEmpty }

    /// Whether something in the words may be a secret, so that they are saved as one.
    package func mayHoldSecret(_ words: String) -> Bool {
        shapes.contains(where: \.takesAnyWords) || !spans(in: words).isEmpty
    }

    func mayHoldSecret(_ inbound: Inbound) -> Bool {
        guard !isIdle else { return false }
        switch inbound {
        case .text(let text): return mayHoldSecret(text)
        case .form, .value: return true
        case .entry(_, _, let body): return body.map(mayHoldSecret) ?? false
        case .consent(_, let words): return words.map(mayHoldSecret) ?? false
        case .tap, .timeSlot, .file, .location, .contactCard, .signedIn, .paid, .backEnd, .app,
            .typing, .status, .edited, .deleted, .closed, .desk, .unsupported:
            return false
        }
    }

    /// The words with everything hidden that may be a secret.
    ///
    /// - Parameters:
    ///   - words: What the customer wrote.
    ///   - known: Values that stand elsewhere in the open, as spelled.
    /// - Returns: The words with dots in them.
    package func masking(_ words: String, butFor known: [String] = []) -> String {
        let known = known.map(Self.bare)
        let spans = spans(in: words).filter { span in
            let part = Self.bare(String(words.scalars(span)))
            return !known.contains { $0.contains(part) }
        }
        return Self.hide(spans, in: words)
    }

    /// Letters and digits alone.
    private static func bare(_ words: String) -> String {
        words.filter { $0.isLetter || $0.isNumber }
    }

    package func masking(_ inbound: Inbound) -> Inbound {
        guard !isIdle else { return inbound }
        switch inbound {
        case .text(let text): return .text(masking(text))
        case .form(let question, let values):
            return .form(question: question, values: values.mapValues { _ in .string(Self.mask) })
        case .value(let question, _): return .value(question: question, .string(Self.mask))
        case .entry(let intent, let group, let body):
            return .entry(intent: intent, group: group, body: body.map { masking($0) })
        case .consent(let granted, let words):
            return .consent(granted: granted, words: words.map { masking($0) })
        case .tap, .timeSlot, .file, .location, .contactCard, .signedIn, .paid, .backEnd, .app,
            .typing, .status, .edited, .deleted, .closed, .desk, .unsupported:
            return inbound
        }
    }

    /// The words with only that hidden which the name of a secure slot announces.
    package func maskingNamed(_ words: String) -> String {
        guard !isIdle else { return words }
        let utterance = Utterance(words, language: language)
        return Self.hide(shapes.flatMap { named($0, in: utterance) }, in: words)
    }

    /// What the name of a secure slot announces: no other slot takes it.
    func named(in utterance: Utterance) -> [Range<Int>] {
        shapes.flatMap { named($0, in: utterance) }
    }

    /// Whether a value that nothing announces may be one of some secure slots.
    func mayBe(_ value: String, oneOf slots: [Slot]) -> Bool {
        slots.contains { slot in
            switch slot.type {
            case .digits(let length): length.contains(value.count) && value.allSatisfy(\.isNumber)
            case .pattern(let pattern): pattern.matchesWhole(value)
            default: false
            }
        }
    }

    // MARK: Where it stands

    private func spans(in words: String) -> [Range<Int>] {
        guard !isIdle, !words.isEmpty else { return [] }
        let utterance = Utterance(words, language: language)
        let groups = DigitGroup.all(in: utterance)
        return shapes.flatMap { shape in
            named(shape, in: utterance) + shaped(shape, in: utterance, groups)
        }
    }

    /// What looks like a value, without a word about it.
    private func shaped(
        _ shape: Shape,
        in utterance: Utterance,
        _ groups: [DigitGroup]
    ) -> [Range<Int>] {
        switch shape.type {
        case .digits(let length): return DigitGroup.runs(of: length, in: groups)
        case .number, .money: return groups.map(\.span)
        case .pattern(let pattern):
            // With or without the spaces between its words.
            return utterance.spans { words in
                pattern.matchesWhole(words)
                    || pattern.matchesWhole(words.filter { !$0.isWhitespace })
            }
        case .phone: return found(.phone, in: utterance)
        case .email: return found(.email, in: utterance)
        case .date: return found(.date, in: utterance)
        case .time: return found(.time, in: utterance)
        case .datetime: return found(.datetime, in: utterance) + found(.date, in: utterance)
        case .duration: return found(.duration, in: utterance)
        // Any words may be it: only its name tells.
        case .text, .address: return []
        case .timeSlot, .yesno, .choice, .file, .location: return []
        }
    }

    private func found(_ type: EntityType, in utterance: Utterance) -> [Range<Int>] {
        let context = RecognitionContext(
            now: CivilDateTime(
                date: CivilDate(daysSinceEpoch: 0),
                time: CivilTime(secondsSinceMidnight: 0)
            ),
            language: language,
            region: region
        )
        return recognise(type, in: utterance, context: context).map(\.span)
    }

    /// What stands behind a secure slot's name: digits of any number, or the next word after "is".
    private func named(_ shape: Shape, in utterance: Utterance) -> [Range<Int>] {
        let tokens = utterance.tokens
        var spans: [Range<Int>] = []
        for name in shape.names {
            for end in ends(of: name, in: tokens) {
                switch shape.type {
                case .text, .address:
                    if let word = announced(after: end, in: utterance) { spans.append(word) }
                default:
                    let near = tokens[end...].prefix(Self.reach).map(\.span)
                    guard let first = near.first, let last = near.last else { continue }
                    let clause = first.lowerBound..<last.upperBound
                    let groups = DigitGroup.all(in: utterance)
                        .filter { clause.contains($0.span.lowerBound) }
                    let fitting = shaped(shape, in: utterance, groups)
                        .filter { clause.contains($0.lowerBound) }
                        .sorted { $0.lowerBound < $1.lowerBound }
                    if let value = fitting.first {
                        spans.append(value)
                    } else {
                        // Too short or too long, and meant as one all the same.
                        spans += groups.map(\.span)
                    }
                }
            }
        }
        return spans
    }

    /// How many words behind a name a value is looked for: "passcode, if I remember it well, is".
    private static let reach = 10

    /// The places behind each mention of a name.
    private func ends(of name: [String], in tokens: [Token]) -> [Int] {
        guard tokens.count >= name.count else { return [] }
        return (0...(tokens.count - name.count)).compactMap { start in
            let end = start + name.count
            guard end < tokens.count else { return nil }
            var words = tokens[start..<end].map(\.text)
            if let last = words.last, last.hasSuffix(Self.contraction) {
                words[words.count - 1] = String(last.dropLast(Self.contraction.count))
            }
            return words == name ? end : nil
        }
    }

    /// "Password is hunter2", "password: hunter2", "password hunter2": one word, as it was written,
    /// spaces aside.
    private func announced(after end: Int, in utterance: Utterance) -> Range<Int>? {
        let tokens = utterance.tokens
        var place = end
        let between =
            tokens[end - 1].span.upperBound..<tokens[end].span.lowerBound
        let isMarked =
            utterance.text(between).contains { ":=".contains($0) }
            || tokens[end - 1].text.hasSuffix(Self.contraction)
        let isVerb = Self.verbs.contains(tokens[place].text)
        if isVerb { place += 1 }
        guard tokens.indices.contains(place) else { return nil }
        let start = tokens[place].span.lowerBound
        let word = utterance.original.unicodeScalars.dropFirst(start)
            .prefix { !$0.properties.isWhitespace }
        // Without a verb only what is hardly a word of a sentence.
        let looksSecret = word.count >= 4 && word.contains { $0.properties.numericType != nil }
        return isVerb || isMarked || looksSecret ? start..<(start + word.count) : nil
    }

    /// "Password's" is "password is".
    private static let contraction = "'s"

    private static let verbs: Set<String> = ["is", "was", "es", "era", "هو", "هي"]

    private static func hide(_ spans: [Range<Int>], in words: String) -> String {
        guard !spans.isEmpty else { return words }
        var rest: String.UnicodeScalarView = .init()
        var isHidden = false
        for (index, scalar) in words.unicodeScalars.enumerated() {
            let hides = spans.contains { $0.contains(index) }
            if hides, !isHidden { rest.append(contentsOf: mask.unicodeScalars) }
            if !hides { rest.append(scalar) }
            isHidden = hides
        }
        return String(rest)
    }
}
