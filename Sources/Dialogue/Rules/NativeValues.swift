import Expressions
import Foundation
import Topics
import Understanding
import Values

/// Values that come from a control rather than from words.
extension Turn {
    /// A control's value as the slot keeps it; nil where it is none.
    func value(_ json: JSON, for slot: Slot) throws(EvaluationError) -> Value? {
        switch slot.type {
        case .choice, .timeSlot:
            let ids = json.array?.compactMap(\.string) ?? json.string.map { [$0] } ?? []
            let values = try options(of: slot)
            let picked = ids.compactMap { id in values.first { $0.optionID == id } }
            if let many = slot.many, many.contains(0), json.array?.isEmpty == true {
                return .list([])
            }
            guard picked.count == ids.count, !picked.isEmpty else {
                // A form's field may hold what the customer typed.
                guard let typed = json.string,
                    case .value(let value, _) = try reading(
                        of: slot,
                        in: Utterance(typed, language: conversation.language)
                    )
                else { return nil }
                return value
            }
            guard let many = slot.many else { return picked.count == 1 ? picked[0] : nil }
            return many.contains(picked.count) ? .list(picked) : nil
        case .yesno:
            if let truth = json.bool { return .bool(truth) }
            let word = json.string ?? json.array?.first?.string
            switch word {
            case "yes", "true": return .bool(true)
            case "no", "false": return .bool(false)
            default: return nil
            }
        case .text(let maxLength):
            guard let text = json.string?.trimmingSpaces, !text.isEmpty, text.count <= maxLength
            else { return nil }
            return .string(text)
        case .address:
            guard let text = json.string?.trimmingSpaces, !text.isEmpty else { return nil }
            return .address(Address(String(text.prefix(500))))
        case .date:
            if let date = json.string.flatMap({ CivilDate($0) }) { return .date(date) }
        case .time:
            if let time = json.string.flatMap({ CivilTime($0) }) { return .time(time) }
        case .datetime:
            if let moment = json.string.flatMap({ CivilDateTime($0) }) { return .datetime(moment) }
        case .number:
            if let number = decimal(json) { return .decimal(number) }
        case .money(let usual):
            if let amount = decimal(json["amount"] ?? json) {
                return .money(Money(amount: amount, currency: json["currency"]?.string ?? usual))
            }
        case .file:
            guard let file = FileReference(json) else { return nil }
            return unfit(.file(file), slot) == nil ? .file(file) : nil
        case .location:
            if let place = Location(json) { return .location(place) }
            return json.string.flatMap {
                freeText(Utterance($0, language: conversation.language), slot)
            }
        case .duration:
            if let span = json.string.flatMap({ TimeSpan(iso8601: $0) }) { return .duration(span) }
        default: break
        }
        return try typed(json, slot)
    }

    /// A number as JSON has it, or as its digits.
    private func decimal(_ json: JSON) -> Decimal? {
        switch json {
        case .int(let number): Decimal(number)
        case .double(let number): Decimal.exactly("\(number)")
        case .string(let digits): Decimal.exactly(digits)
        case .null, .bool, .array, .object: nil
        }
    }

    /// What a customer typed into a field.
    ///
    /// Words around a value do no harm, but a number that is not read whole is not read in part.
    private func typed(_ json: JSON, _ slot: Slot) throws(EvaluationError) -> Value? {
        let typed: String
        switch (json, slot.type) {
        case (.string(let text), _): typed = text
        case (.int, .phone), (.int, .digits), (.int, .pattern): typed = json.text
        default: return nil
        }
        let utterance = Utterance(typed, language: conversation.language)
        guard case .value(let value, let spans) = try reading(of: slot, in: utterance) else {
            return nil
        }
        let rest = utterance.blanking(spans)
        switch slot.type {
        case .number, .money, .date, .time, .datetime, .duration:
            return rest.tokens.contains { $0.text.contains(where: \.isNumber) } ? nil : value
        default: return value
        }
    }
}
