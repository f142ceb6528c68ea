import Dialogue
import Expressions
import Foundation
import Text
import Topics
import Values

/// What a customer may answer to a slot's question, in words.
struct SlotWords {
    let stock: WordStock
    let language: String
    let now: Timestamp

    /// An answer of the slot's type, often one just at or beyond a limit of its checks.
    ///
    /// - Returns: nil where words cannot answer it.
    func words(for slot: Slot, _ dice: inout Dice) -> String? {
        let limits = slot.limits
        switch slot.type {
        case .text(let most):
            // Nobody would say it elsewhere.
            if slot.secure { return "secret-\(dice.below(1_000_000))" }
            if dice.comes(5) { return String(repeating: "long ", count: most / 5 + 1) }
            if dice.comes(20), let cell = dice.one(of: stock.cells) { return cell }
            return dice.one(of: Self.sentences)
        case .number: return number(limits, &dice)
        case .money(let currency):
            return number(limits, &dice) + " " + (currency ?? "USD")
        case .date: return date(limits, slot.prefer, &dice)
        case .time:
            let time = CivilTime(secondsSinceMidnight: dice.below(96) * 900)
            return shown(.time(time), &dice)
        case .datetime:
            let day = date(limits, slot.prefer, &dice)
            return "\(day) \(CivilTime(secondsSinceMidnight: dice.below(96) * 900))"
        case .duration:
            let hours = Int64(dice.one(of: [1, 2, 8, 24, 72] + limits) ?? 1)
            return shown(.duration(TimeSpan(seconds: min(abs(hours), 9000) * 3600)), &dice)
        case .phone: return dice.one(of: ["+14155550134", "(415) 555-0199", "+34 612 34 56 78"])
        case .email: return dice.one(of: ["ann@example.com", "j.roe+1@mail.example.org"])
        case .address:
            return dice.one(
                of: ["12 Main Street, Boston, MA 02110", "Calle Mayor 5, 28013 Madrid, Spain"]
            )
        case .yesno: return dice.one(of: ["yes", "no"])
        case .choice, .timeSlot:
            guard let option = dice.one(of: slot.options) else { return "\(1 + dice.below(4))" }
            return dice.one(of: [option.title[language]] + option.also[language])
        case .pattern(let pattern):
            if dice.comes(40) {
                let fitting = stock.cells.filter { pattern.matchesWhole($0) }
                if let cell = dice.one(of: fitting) { return cell }
            }
            return PatternWords.words(matching: pattern, &dice)
        case .digits(let length):
            if dice.comes(40) {
                let fitting = stock.cells.filter { cell in
                    length.contains(cell.count) && cell.allSatisfy(\.isNumber)
                }
                if let cell = dice.one(of: fitting) { return cell }
            }
            let count = length.lowerBound + dice.below(length.count)
            return (0..<count).map { _ in String(dice.below(10)) }.joined()
        case .file, .location: return nil
        }
    }

    /// A number at, below or above a limit, or any.
    private func number(_ limits: [Int], _ dice: inout Dice) -> String {
        if let limit = dice.one(of: limits), dice.comes(60) {
            return "\(limit + dice.below(3) - 1)"
        }
        return dice.one(of: ["1", "2", "3", "12", "0", "7.5", "12.50", "100", "2500", "-1"]) ?? "1"
    }

    private func date(_ limits: [Int], _ prefer: Slot.Prefer, _ dice: inout Dice) -> String {
        let near = [0, 1, 2, 3, 5, 7, 14, 30, 31, 60, 90, 180, 365, 400]
        var days = dice.one(of: near) ?? 1
        if let limit = dice.one(of: limits.filter { abs($0) < 4000 }), dice.comes(50) {
            days = limit + dice.below(3) - 1
        }
        let isPast = prefer == .past ? dice.comes(80) : dice.comes(prefer == .future ? 20 : 50)
        return shown(.date(stock.today(now).adding(days: isPast ? -days : days)), &dice)
    }

    /// As the bot would write it, or as machines do.
    private func shown(_ value: Value, _ dice: inout Dice) -> String {
        dice.comes(50)
            ? stock.words(for: value, in: language, at: now) : value.spelled.string ?? ""
    }

    private static let sentences = [
        "It happened yesterday evening", "Ann Lee", "blue", "I don't remember the details", "x",
        "it costs too much", "My name is Jordan",
    ]
}

extension Slot {
    /// Whole numbers in its conditions: an answer at one of them, or beside it, may decide.
    fileprivate var limits: [Int] {
        (checks.map(\.condition) + [when].compactMap(\.self)).flatMap { condition in
            condition.source.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
        }.filter { $0 < 1_000_000 }
    }
}
