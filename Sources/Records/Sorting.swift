import Expressions
import Foundation
import Topics
import Values

extension Layout {
    /// The rows by the values of one column, those without a value last; equal ones by their IDs.
    func sorted(_ rows: [StoredRow], by column: String, descending: Bool) throws(Stop)
        -> [StoredRow]
    {
        guard let key = columns.firstIndex(where: { $0.name == column }),
            let id = columns.firstIndex(where: { $0.name == "id" })
        else { throw .failed("there is no column '\(column)' in '\(name)'") }
        return rows.sorted { one, other in
            let (first, second) = (one.values[key], other.values[key])
            if (first == .null) != (second == .null) { return second == .null }
            let order = first.order(beside: second)
            if order != 0 { return descending ? order > 0 : order < 0 }
            return one.values[id].order(beside: other.values[id]) < 0
        }
    }
}

extension Value {
    /// Negative where the value comes before the other of its type, 0 where neither does.
    ///
    /// Texts go by Unicode scalar and amounts by currency first, as expressions compare them.
    func order(beside other: Value) -> Int {
        switch (self, other) {
        case (.bool(let one), .bool(let two)): compared(one ? 1 : 0, two ? 1 : 0)
        case (.int(let one), .int(let two)): compared(one, two)
        case (.double(let one), .double(let two)): compared(one, two)
        case (.decimal(let one), .decimal(let two)): compared(one, two)
        case (.money(let one), .money(let two)):
            one.currency == two.currency
                ? compared(one.amount, two.amount)
                : compared(one.currency ?? "", two.currency ?? "")
        case (.date(let one), .date(let two)): compared(one, two)
        case (.time(let one), .time(let two)): compared(one, two)
        case (.datetime(let one), .datetime(let two)): compared(one, two)
        case (.timestamp(let one), .timestamp(let two)): compared(one, two)
        case (.duration(let one), .duration(let two)): compared(one, two)
        case (.address(let one), .address(let two)): scalars(one.text, two.text)
        default: scalars(textOrID ?? "", other.textOrID ?? "")
        }
    }
}

private func compared<T: Comparable>(_ one: T, _ two: T) -> Int {
    one < two ? -1 : one > two ? 1 : 0
}

/// The order of the bytes of UTF-8, which is the one of the scalars.
private func scalars(_ one: String, _ two: String) -> Int {
    if one.utf8.elementsEqual(two.utf8) { return 0 }
    return one.utf8.lexicographicallyPrecedes(two.utf8) ? -1 : 1
}
