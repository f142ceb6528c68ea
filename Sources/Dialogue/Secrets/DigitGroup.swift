import Understanding

/// Digits that stand together in a message, or one digit as a word.
struct DigitGroup {
    /// Unicode scalars of the message.
    let span: Range<Int>
    let count: Int
    /// Only spaces and marks stand between this one and the one before it.
    let continues: Bool

    /// All of a message, in their order.
    static func all(in utterance: Utterance) -> [DigitGroup] {
        var groups: [DigitGroup] = []
        var start: Int?
        var gap = false
        func close(_ end: Int) {
            guard let first = start else { return }
            groups.append(DigitGroup(span: first..<end, count: end - first, continues: gap))
            start = nil
            gap = true
        }
        var words = spoken(in: utterance)[...]
        var index = 0
        var isInWord = false
        for scalar in utterance.original.unicodeScalars {
            defer { index += 1 }
            if let word = words.first, word.lowerBound == index {
                close(index)
                groups.append(DigitGroup(span: word, count: 1, continues: gap))
                words.removeFirst()
                gap = true
                isInWord = true
            }
            if isInWord, let last = groups.last, index < last.span.upperBound { continue }
            isInWord = false
            if scalar.properties.numericType == .decimal {
                start = start ?? index
            } else {
                close(index)
                if scalar.properties.isAlphabetic { gap = false }
            }
        }
        close(index)
        return groups
    }

    /// What has one of these lengths when groups that follow one another are read as one.
    static func runs(of length: ClosedRange<Int>, in groups: [DigitGroup]) -> [Range<Int>] {
        var spans: [Range<Int>] = []
        for start in groups.indices {
            var count = 0
            for end in start..<groups.count {
                if end > start, !groups[end].continues { break }
                count += groups[end].count
                if count > length.upperBound { break }
                if count >= length.lowerBound {
                    spans.append(groups[start].span.lowerBound..<groups[end].span.upperBound)
                }
            }
        }
        return spans
    }

    private static func spoken(in utterance: Utterance) -> [Range<Int>] {
        utterance.tokens.filter { digits.contains($0.text) }.map(\.span)
    }

    /// The digits as people say them one by one, in the languages that the bot understands.
    private static let digits: Set<String> = [
        "zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
        "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve",
        "صفر", "واحد", "اثنان", "اثنين", "ثلاثة", "أربعة", "اربعة", "خمسة", "ستة", "سبعة",
        "ثمانية", "تسعة",
    ]
}
