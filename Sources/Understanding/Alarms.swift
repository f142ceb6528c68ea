/// What a message can be beside what it asks for, and a bot may add words to.
package enum Alarm: String, CaseIterable, Hashable, Sendable {
    /// Fraud under way, a threat to life: a person is needed at once.
    case danger
    /// Insults.
    case abuse
}

/// How a message insults.
package enum Abuse: Hashable, Sendable {
    /// It says nothing else.
    case whole
    /// It says something else too, which comes first.
    case inPassing
}

/// Phrases that raise an alarm, and longer ones that only sound like them.
struct AlarmWords: Sendable {
    /// false: an innocent phrase.
    private var phrases: PhraseTable<Bool>
    /// What other languages' words find too.
    private var others: [AlarmWords] = []

    init(_ alarming: [String], innocent: [String]) {
        phrases = PhraseTable(alarming.map { ($0, true) } + innocent.map { ($0, false) })
    }

    func adding(_ more: [String], _ others: [AlarmWords]) -> AlarmWords {
        var words = self
        for phrase in more { words.phrases.add(phrase, true) }
        words.others += others
        return words
    }

    func isHeard(in tokens: [Token]) -> Bool { !ranges(in: tokens).isEmpty }

    /// Where alarming phrases stand.
    func ranges(in tokens: [Token]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var index = 0
        while index < tokens.count {
            guard let (isAlarm, count) = phrases.longest(at: index, in: tokens) else {
                index += 1
                continue
            }
            if isAlarm { found.append(index..<(index + count)) }
            index += count
        }
        return found + others.flatMap { $0.ranges(in: tokens) }
    }

    /// Whether nothing is left beside the phrases and what may be skipped.
    ///
    /// - Parameters:
    ///   - tokens: The message.
    ///   - skipping: How many tokens from an index on carry nothing; nil where one does.
    /// - Returns: true where the whole message is the alarm.
    func isAll(of tokens: [Token], skipping: (Int) -> Int?) -> Bool {
        var index = 0
        while index < tokens.count {
            let count =
                ([self] + others).lazy.compactMap { words -> Int? in
                    guard let (isAlarm, count) = words.phrases.longest(at: index, in: tokens),
                        isAlarm
                    else { return nil }
                    return count
                }.first
            guard let count = count ?? skipping(index) else { return false }
            index += count
        }
        return true
    }
}
