import Expressions
import Values

/// Values of a declared type, as a back end would give them.
enum GivenValues {
    /// - Parameters:
    ///   - type: What is declared.
    ///   - known: Texts that the conversation knows, and that may be meant.
    ///   - dice: Decides.
    /// - Returns: JSON that is read as a value of the type.
    static func json(
        of type: Expressions.`Type`,
        among known: [String],
        _ dice: inout Dice
    ) -> JSON {
        switch type {
        case .optional(let inner): dice.comes(20) ? .null : json(of: inner, among: known, &dice)
        case .list(let inner):
            .array((0..<dice.below(4)).map { _ in json(of: inner, among: known, &dice) })
        case .record(let row): fields(of: row, known, &dice)
        case .bool: .bool(dice.comes(50))
        case .int: .int(Int64(dice.below(20)) - 1)
        case .double: .double(Double(dice.below(200)) / 4)
        case .decimal: .string("\(dice.below(500)).5")
        case .money: ["amount": .string("\(dice.below(500)).50"), "currency": "USD"]
        case .date: .string("2026-03-\(10 + dice.below(20))")
        case .time: .string("\(10 + dice.below(10)):30")
        case .datetime: .string("2026-03-\(10 + dice.below(20))T10:30:00")
        case .timestamp: .string("2026-03-\(10 + dice.below(20))T10:30:00Z")
        case .duration: .string("\(1 + dice.below(5))h")
        case .phone: "+14155550134"
        case .email: "ann@example.com"
        case .null, .dyn: .null
        case .string, .address, .file, .location, .choice, .timeSlot, .article, .map:
            .string(dice.comes(70) ? dice.one(of: known) ?? "x" : "x\(dice.below(9))")
        }
    }

    private static func fields(
        of row: RowType,
        _ known: [String],
        _ dice: inout Dice
    ) -> JSON {
        var fields: [String: JSON] = [:]
        for (name, type) in row.fields.sorted(by: { $0.key < $1.key }) {
            fields[name] = json(of: type, among: known, &dice)
        }
        return .object(fields)
    }
}
