import Text

/// Words that a pattern takes.
enum PatternWords {
    /// - Returns: Words that match the whole pattern; a guess where it is written in a way that is
    ///   not followed here.
    static func words(matching pattern: Pattern, _ dice: inout Dice) -> String {
        for _ in 0..<4 {
            var reader = Reader(source: Array(pattern.source), dice: dice)
            let words = reader.alternatives()
            dice = reader.dice
            if pattern.matchesWhole(words) { return words }
        }
        return pattern.source
    }

    /// Goes through a pattern and writes as it reads.
    private struct Reader {
        let source: [Character]
        var place = 0
        var dice: Dice

        init(source: [Character], dice: Dice) {
            self.source = source
            self.dice = dice
        }

        private var next: Character? { place < source.count ? source[place] : nil }

        mutating func alternatives() -> String {
            var all = [sequence()]
            while next == "|" {
                place += 1
                all.append(sequence())
            }
            return dice.one(of: all) ?? ""
        }

        private mutating func sequence() -> String {
            var words = ""
            while let character = next, character != "|", character != ")" {
                let start = place
                let once = atom()
                let afterAtom = place
                let count = repetitions()
                let afterCount = place
                guard count > 0 else { continue }
                words += once
                for _ in 1..<max(1, count) {
                    // Each time anew: [A-Z]{3} is seldom three times the same letter.
                    place = start
                    words += atom()
                    place = afterAtom
                }
                place = afterCount
            }
            return words
        }

        private mutating func atom() -> String {
            guard let character = next else { return "" }
            place += 1
            switch character {
            case "^", "$": return ""
            case ".": return dice.one(of: ["a", "Z", "5", "-"]) ?? "a"
            case "[": return characterClass()
            case "(":
                if next == "?" {
                    while let mark = next, mark != ":" && mark != ")" { _ = mark; place += 1 }
                }
                if next == ":" { place += 1 }
                let inner = alternatives()
                if next == ")" { place += 1 }
                return inner
            case "\\":
                guard let escaped = next else { return "" }
                place += 1
                return Self.escaped(escaped, &dice)
            default: return String(character)
            }
        }

        private static func escaped(_ character: Character, _ dice: inout Dice) -> String {
            switch character {
            case "d": String(dice.below(10))
            case "w": dice.one(of: ["a", "B", "7"]) ?? "a"
            case "s": " "
            case "b": ""
            default: String(character)
            }
        }

        private mutating func characterClass() -> String {
            var members: [Character] = []
            let isNegated = next == "^"
            if isNegated { place += 1 }
            while let character = next, character != "]" {
                place += 1
                if character == "\\", let escaped = next {
                    place += 1
                    members += Array(Self.escaped(escaped, &dice))
                } else if next == "-", place + 1 < source.count, source[place + 1] != "]",
                    let first = character.unicodeScalars.first?.value,
                    let last = source[place + 1].unicodeScalars.first?.value, first <= last
                {
                    place += 2
                    members += (first...min(last, first + 200)).compactMap {
                        Unicode.Scalar($0).map(Character.init)
                    }
                } else {
                    members.append(character)
                }
            }
            place += 1
            if isNegated {
                return ["a", "7", "-", " "].first { !members.contains(Character($0)) } ?? "a"
            }
            return dice.one(of: members).map { String($0) } ?? ""
        }

        private mutating func repetitions() -> Int {
            var count = 1
            switch next {
            case "?": count = dice.below(2)
            case "*": count = dice.below(4)
            case "+": count = 1 + dice.below(3)
            case "{":
                let end = source[place...].firstIndex(of: "}") ?? source.count - 1
                let bounds = String(source[(place + 1)..<end])
                    .split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
                let least = (bounds.first ?? nil) ?? 0
                let most = bounds.count > 1 ? bounds[1] ?? least + 2 : least
                place = end
                count = least + dice.below(max(1, most - least + 1))
            default: return 1
            }
            place += 1
            if next == "?" { place += 1 }
            return count
        }
    }
}
