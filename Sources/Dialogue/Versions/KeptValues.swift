import Expressions
import Text
import Topics
import Values

extension Slot {
    /// Whether an answer that was given to an earlier version is one of this slot's type.
    ///
    /// Which options there are, and what the checks say, is judged where the slot is visited.
    func keeps(_ value: Value) -> Bool {
        if value == .null { return optional }
        guard let many else { return type.keeps(value) }
        guard case .list(let chosen) = value else { return false }
        return many.contains(chosen.count) && chosen.allSatisfy { type.keeps($0) }
    }
}

extension SlotType {
    fileprivate func keeps(_ value: Value) -> Bool {
        switch (self, value) {
        case (.text(let most), .string(let text)): text.count <= most
        case (.pattern(let pattern), .string(let text)): pattern.matchesWhole(text)
        case (.digits(let length), .string(let text)):
            length.contains(text.count) && text.allSatisfy { $0.isNumber }
        case (.number, .decimal), (.number, .int), (.number, .double), (.money, .money),
            (.date, .date), (.time, .time), (.datetime, .datetime), (.duration, .duration),
            (.timeSlot, .timeSlot), (.phone, .phone), (.email, .email), (.address, .address),
            (.yesno, .bool), (.choice, .choice), (.file, .file), (.location, .location):
            true
        default: false
        }
    }
}

extension Value {
    /// Whether the value has what expressions over a type may read of it.
    func fits(_ type: Expressions.`Type`) -> Bool {
        switch (type, self) {
        case (.dyn, _): true
        case (.optional(let inner), _): self == .null || fits(inner)
        case (.list(let item), .list(let items)): items.allSatisfy { $0.fits(item) }
        case (.record(let row), .record(let record)): row.isIn(record.fields)
        case (.choice(_, let row?), .choice(let choice)): row.isIn(choice.fields)
        case (.timeSlot(let row?), .timeSlot(let slot)): row.isIn(slot.fields)
        case (.null, .null), (.bool, .bool), (.int, .int), (.double, .double),
            (.string, .string), (.timestamp, .timestamp), (.duration, .duration), (.map, .map),
            (.decimal, .decimal), (.money, .money), (.date, .date), (.time, .time),
            (.datetime, .datetime), (.phone, .phone), (.email, .email), (.address, .address),
            (.file, .file), (.location, .location), (.choice, .choice), (.timeSlot, .timeSlot),
            (.article, .record):
            true
        default: false
        }
    }
}

extension RowType {
    fileprivate func isIn(_ fields: [String: Value]) -> Bool {
        self.fields.allSatisfy { name, type in (fields[name] ?? .null).fits(type) }
    }
}
