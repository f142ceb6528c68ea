import Foundation
import Values

/// A number as it was said, exact.
struct Quantity: Hashable, Sendable {
    var value: Decimal
    let next: Int
    /// Whether it was written in words.
    let inWords: Bool

    var int: Int? {
        let rounded = NSDecimalNumber(decimal: value).intValue
        return Decimal(rounded) == value ? rounded : nil
    }
}

extension Reader {
    /// A number in digits or words that begins at an index.
    func quantity(at index: Int) -> Quantity? {
        guard let item = item(index) else { return nil }
        if item.kind == .mark, item.text == "-" || item.text == "−" || item.text == "+" {
            guard let next = following(index + 1), next.gap == .joined, next.kind == .number,
                index == 0 || item.gap != .joined, var number = numeral(at: index + 1)
            else { return nil }
            if item.text != "+" { number.value.negate() }
            return number
        }
        if item.has(.minus), index + 1 < items.count, var number = positive(at: index + 1) {
            number.value.negate()
            return number
        }
        return positive(at: index)
    }

    private func positive(at index: Int) -> Quantity? {
        guard let item = item(index) else { return nil }
        if item.kind == .mark, item.text == ".", let next = following(index + 1),
            next.kind == .number, next.gap == .joined, item.gap != .joined || index == 0,
            let value = Decimal.exactly("0." + next.text)
        {
            return Quantity(value: value, next: index + 2, inWords: false)
        }
        if item.kind == .number { return numeral(at: index).map(withFraction) }
        return words(at: index).map(withFraction)
    }

    /// Digits with marks for thousands and decimals, and "k", "million" behind them.
    func numeral(at index: Int) -> Quantity? {
        guard let first = item(index), first.kind == .number else { return nil }
        var groups: [String] = [first.text]
        var marks: [String] = []
        var next = index + 1
        while next + 1 < items.count, items[next].kind == .mark, items[next].gap == .joined,
            items[next].text == "," || items[next].text == "." || items[next].text == "٫"
                || items[next].text == "٬", items[next + 1].kind == .number,
            items[next + 1].gap == .joined
        {
            marks.append(
                items[next].text == "٫" ? "." : items[next].text == "٬" ? "," : items[next].text
            )
            groups.append(items[next + 1].text)
            next += 2
        }
        // "1 234 567", with whichever space.
        if marks.isEmpty, first.width <= 3, first.text != "0" {
            var spaced = first.text
            var at = next
            while let group = following(at), group.kind == .number, group.width == 3,
                group.gap == .space
            {
                spaced += group.text
                at += 1
            }
            if at > next, let value = Decimal.exactly(spaced) {
                return Quantity(value: value, next: at, inWords: false)
            }
        }
        guard let (text, used) = Self.joined(groups, marks, decimalMark: decimalMark),
            var value = Decimal.exactly(text)
        else { return nil }
        next = index + 1 + 2 * used
        if let unit = following(next) {
            if unit.gap == .joined, unit.kind == .word, let scale = suffixes[unit.text] {
                value *= scale
                next += 1
            } else if unit.meaning.numberKind == .scale || unit.meaning.numberKind == .hundred {
                value *= Decimal(unit.meaning.number)
                next += 1
                while let more = following(next), more.meaning.numberKind == .scale {
                    value *= Decimal(more.meaning.number)
                    next += 1
                }
            }
        }
        return Quantity(value: value, next: next, inWords: false)
    }

    /// The mark of decimals: the region decides where the language leaves it open.
    private var decimalMark: String {
        // Languages without a lexicon of their own still have their mark.
        if Self.languagesWithComma.contains(String(primaryTag(context.language))) { return "," }
        switch context.region {
        case "MX", "US", "GB", "GT", "HN", "NI", "PA", "PE", "DO", "SV", "PR": return "."
        default: return lexicon.decimalMark
        }
    }

    /// Source: the decimal separators of Unicode CLDR.
    private static let languagesWithComma: Set<String> = [
        "bg", "ca", "cs", "da", "de", "el", "fi", "fr", "hr", "hu", "id", "it", "nb", "nl", "no",
        "pl", "pt", "ro", "ru", "sk", "sl", "sv", "tr", "uk", "vi",
    ]

    /// Digits as `1234.5`, and how many marks belong to the number.
    static func joined(
        _ groups: [String],
        _ marks: [String],
        decimalMark: String
    ) -> (String, Int)? {
        guard let first = groups.first else { return nil }
        if marks.isEmpty { return (first, 0) }
        // "1.234,50" says itself which mark is which, wherever it is written.
        if let last = marks.last, let group = marks.first, last != group,
            marks.dropLast().allSatisfy({ $0 == group }),
            groups.dropFirst().dropLast().allSatisfy({ $0.utf8.count == 3 }),
            first.utf8.count <= 3
        {
            return (groups.dropLast().joined() + "." + groups[groups.count - 1], marks.count)
        }
        let groupMark = decimalMark == "." ? "," : "."
        var text = first
        var used = 0
        // Groups of three behind one to three digits.
        if first.utf8.count <= 3, first.utf8.first != UInt8(ascii: "0") {
            while used < marks.count, marks[used] == groupMark, groups[used + 1].utf8.count == 3 {
                text += groups[used + 1]
                used += 1
            }
        }
        if used < marks.count, marks[used] == decimalMark {
            text += "." + groups[used + 1]
            used += 1
        } else if used == 0, marks[0] == groupMark, decimalMark == "," || marks.count == 1 {
            // "1.5" where a comma is usual, "1,50" where a point is.
            if decimalMark == "," || groups[1].utf8.count == 2 || first.utf8.count > 3 {
                return (first + "." + groups[1], 1)
            }
        }
        return (text, used)
    }

    /// Number words: "two hundred and five", "treinta y cinco", "a dozen".
    func words(at index: Int) -> Quantity? {
        var at = index
        var total: Int64 = 0
        var current: Int64 = 0
        var lastScale = Int64.max
        var started = false
        var ones = false
        var isJoined = false
        if has(at, .article), let next = following(at + 1),
            next.meaning.numberKind == .hundred || next.meaning.numberKind == .scale
                || next.has(.couple)
        {
            at += 1
        }
        if let item = following(at), item.has(.couple) {
            at = skip(at + 1, .of)
            return Quantity(value: Decimal(item.meaning.number), next: at, inWords: true)
        }
        reading: while let item = at == index ? item(at) : following(at) {
            let value = item.meaning.number
            switch item.meaning.numberKind {
            case .ones:
                guard !ones, current % 10 == 0, !(10...19).contains(current % 100) else {
                    break reading
                }
                if started && value == 0 { break reading }
                current += value
                ones = true
            case .teens, .tens:
                guard current % 100 == 0 && !ones || isJoined && lexicon.tensAndOnes == .onesFirst
                else { break reading }
                current += value
                ones = ones || item.meaning.numberKind == .teens
            case .hundreds:
                guard current == 0, !ones else { break reading }
                current += value
            case .hundred:
                guard current < 100 else { break reading }
                current = max(current, 1) * 100
                ones = false
            case .scale:
                guard value < lastScale else { break reading }
                // Who counts thousands says no dual: "عشرين ألفًا" against "ألفا دولار".
                let isCounted = lexicon.tensAndOnes == .onesFirst && current > 0
                let isDual = isCounted && (value == 2000 || value == 2_000_000)
                total += max(current, 1) * (isDual ? value / 2 : value)
                current = 0
                lastScale = value
                ones = false
            case .none:
                guard started, let next = following(at + 1),
                    next.meaning.numberKind != .none, next.meaning.number > 0
                else { break reading }
                let joins =
                    item.has(.and)
                    && self.joins(next.meaning, current: current, total: total, last: lastScale)
                let hyphen =
                    item.kind == .mark && item.text == "-" && item.gap == .joined
                    && next.gap == .joined
                guard joins || hyphen else { break reading }
                isJoined = joins
                at += 1
                continue
            }
            isJoined = false
            started = true
            at += 1
        }
        guard started else { return nil }
        let (sum, overflow) = total.addingReportingOverflow(current)
        guard !overflow else { return nil }
        var value = Decimal(sum)
        // "two point five"
        if has(at, .point) {
            var text = ""
            var next = at + 1
            while let item = following(next), text.utf8.count < 12 {
                if item.meaning.numberKind == .ones {
                    text += String(item.meaning.number)
                } else if item.kind == .number {
                    text += item.text
                } else {
                    break
                }
                next += 1
            }
            if !text.isEmpty, let more = Decimal.exactly("0." + text) {
                value += more
                at = next
            }
        }
        return Quantity(value: value, next: at, inWords: true)
    }

    /// Whether "and" and a word behind it go on with a number of words.
    private func joins(_ next: Meaning, current: Int64, total: Int64, last: Int64) -> Bool {
        let isPart = next.numberKind.rawValue <= Meaning.NumberKind.hundreds.rawValue
        switch lexicon.tensAndOnes {
        case .sideBySide:
            return isPart && current % 10 == 0 && (current >= 100 || current == 0 && total > 0)
        case .joined:
            let tens = current % 100
            return isPart && current + total >= 20 && tens % 10 == 0
                && (tens == 0 || tens >= 20 && next.numberKind == .ones)
        case .onesFirst:
            switch next.numberKind {
            case .none: return false
            case .ones, .teens: return current % 100 == 0 && current + total > 0
            case .tens: return current % 100 < 10 && current + total > 0
            case .hundreds, .hundred: return current == 0 && total > 0
            case .scale: return current == 0 && total > 0 && next.number < last
            }
        }
    }

    /// "and a half", "and three quarters", "and two thirds" behind a number; "half" of a scale.
    private func withFraction(_ number: Quantity) -> Quantity {
        guard has(number.next, .and), let part = part(at: number.next + 1, ofUnit: true) else {
            return number
        }
        return Quantity(
            value: number.value + part.value,
            next: part.next,
            inWords: number.inWords
        )
    }

    /// "a half", "three quarters", "two thirds", "one eighth".
    private func part(at index: Int, ofUnit: Bool = false) -> Quantity? {
        guard let first = item(index) else { return nil }
        var top = 1
        var at = index
        if first.has(.article) {
            at += 1
        } else if !first.has([.half, .quarter]) {
            guard first.meaning.numberKind == .ones || first.meaning.numberKind == .teens else {
                return nil
            }
            top = Int(first.meaning.number)
            at += 1
            if isMark(at, "-") { at += 1 }
        }
        guard at == index || following(at) != nil, let word = item(at) else { return nil }
        let bottom: Int
        if word.has(.half), !has(at + 1, [.past, .to]), ofUnit || !isUnit(at + 1) {
            bottom = 2
        } else if word.has(.quarter), !has(at + 1, [.past, .to]), ofUnit || !isUnit(at + 1) {
            bottom = 4
        } else if at > index, word.meaning.ordinal >= 3, word.kind == .word {
            bottom = word.meaning.ordinal
        } else {
            return nil
        }
        return Quantity(value: Decimal(top) / Decimal(bottom), next: at + 1, inWords: true)
    }

    /// A whole number of up to four digits, or in words.
    func smallNumber(at index: Int) -> (value: Int, next: Int)? {
        guard let item = item(index) else { return nil }
        if let digits = item.digits { return (digits, index + 1) }
        guard item.meaning.numberKind != .none, let number = words(at: index),
            let value = number.int
        else { return nil }
        return (value, number.next)
    }

    func numbers() -> [Recognition] {
        var found: [Recognition] = []
        var index = 0
        while index < items.count {
            if !isGlued(index), !isPronoun(index),
                let number = fraction(at: index) ?? quantity(at: index),
                !isOrdinalSuffix(number.next)
            {
                found.append(
                    self.found(.number, index, number.next, .value(.decimal(number.value)))
                )
                index = number.next
            } else {
                index += items[index].kind == .number ? max(1, numeralLength(index)) : 1
            }
        }
        return found
    }

    /// "The one", "which one": the word counts nothing there.
    private func isPronoun(_ index: Int) -> Bool {
        guard items[index].meaning.number == 1, items[index].kind == .word, index > 0 else {
            return false
        }
        let next = following(index + 1)?.meaning.numberKind ?? Meaning.NumberKind.none
        return pronounBefore.contains(items[index - 1].text) && next == Meaning.NumberKind.none
    }

    private func numeralLength(_ index: Int) -> Int {
        (numeral(at: index)?.next ?? index + 1) - index
    }

    /// "3/4", "a half", "two thirds".
    func fraction(at index: Int) -> Quantity? {
        if let top = item(index)?.digits, isMark(index + 1, "/"),
            let bottom = following(index + 2)?.digits, bottom > 0, top < 1000, bottom < 1000,
            !isMark(index + 3, "/"), index == 0 || !isMark(index - 1, "/")
        {
            return Quantity(value: Decimal(top) / Decimal(bottom), next: index + 3, inWords: false)
        }
        // "A third" alone is rather a place than a fraction.
        guard let first = item(index), !first.has(.article) || has(index + 1, [.half, .quarter]),
            let part = part(at: index)
        else { return nil }
        // "half a dozen", "half million"
        let scale = skip(skip(part.next, .of), .article)
        if let word = following(scale), word.meaning.numberKind == .scale {
            return Quantity(
                value: part.value * Decimal(word.meaning.number),
                next: scale + 1,
                inWords: true
            )
        }
        return part
    }
}

private let suffixes: [String: Decimal] = [
    "k": 1000, "m": 1_000_000, "bn": 1_000_000_000, "mil": 1000,
]

private let pronounBefore: Set<String> = [
    "the", "this", "that", "which", "another", "any", "no", "each", "every", "other", "new", "old",
]
