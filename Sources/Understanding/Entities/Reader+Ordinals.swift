import Values

extension Reader {
    func isOrdinalSuffix(_ index: Int) -> Bool {
        guard let item = following(index), item.gap == .joined, item.kind == .word else {
            return false
        }
        return ordinalSuffixes.contains(item.text)
    }

    /// "12th", "twelfth", "twenty-first"; -1 for the last.
    func ordinal(at index: Int) -> (place: Int, next: Int)? {
        guard let item = item(index) else { return nil }
        if let digits = item.digits, isOrdinalSuffix(index + 1) { return (digits, index + 2) }
        if item.meaning.ordinal != 0 {
            // "الخامس والعشرين": the ones first.
            if lexicon.tensAndOnes == .onesFirst, (1...9).contains(item.meaning.ordinal),
                has(index + 1, .and), let tens = following(index + 2)?.meaning.ordinal,
                tens >= 20, tens % 10 == 0
            {
                return (item.meaning.ordinal + tens, index + 3)
            }
            return (item.meaning.ordinal, index + 1)
        }
        guard item.meaning.numberKind != .none, let number = words(at: index),
            let value = number.int
        else { return nil }
        var next = number.next
        if isMark(next, "-") || has(next, .and) { next += 1 }
        guard let last = following(next), last.meaning.ordinal > 0 else { return nil }
        let place = last.meaning.ordinal
        if place < 10, value % 10 == 0 || value % 100 == 0 { return (value + place, next + 1) }
        if place >= 10, place < 100, value % 100 == 0 { return (value + place, next + 1) }
        if place >= 100 { return (value * place, next + 1) }
        return nil
    }

    func ordinals() -> [Recognition] {
        var found: [Recognition] = []
        var index = 0
        while index < items.count {
            if let (place, next) = ordinal(at: index) {
                found.append(self.found(.ordinal, index, next, .ordinal(place)))
                index = next
            } else if items[index].has(.last), !has(index + 1, .dayParts),
                !isUnit(index + 1)
            {
                found.append(self.found(.ordinal, index, index + 1, .ordinal(-1)))
                index += 1
            } else {
                index += 1
            }
        }
        return found
    }

    private func isPercent(_ index: Int) -> Bool {
        has(index, .percent) || isMark(index, "%") || isMark(index, "٪")
    }

    func percents() -> [Recognition] {
        var found: [Recognition] = []
        var index = 0
        while index < items.count {
            if !isGlued(index), let number = quantity(at: index),
                isPercent(number.next)
            {
                found.append(
                    self.found(.percent, index, number.next + 1, .percent(number.value))
                )
                index = number.next + 1
            } else if isMark(index, "%"), let number = numeral(at: index + 1),
                following(index + 1)?.gap == .joined
            {
                found.append(self.found(.percent, index, number.next, .percent(number.value)))
                index = number.next
            } else {
                index += 1
            }
        }
        return found
    }
}

private let ordinalSuffixes: Set<String> = ["st", "nd", "rd", "th", "º", "ª", "o", "a"]
