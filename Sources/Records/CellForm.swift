import Expressions
import Foundation
import SQLite
import Values

/// How a value stands in a cell, so that exactly the same value comes back.
///
/// What a column's type says is stored as a number or a text that is quick to read; anything else,
/// such as a list, is a blob in the form in which a conversation keeps its values. So a blob is
/// never the value of a text, whatever bytes a customer sends.
enum CellForm {
    static func cell(of value: Value, as type: Expressions.`Type`) throws(Stop) -> Cell {
        if value == .null { return .null }
        if let cell = plain(value, type.unwrapped) { return cell }
        return .blob(try bytes(of: value))
    }

    static func value(of cell: Cell, as type: Expressions.`Type`) throws(Stop) -> Value {
        switch cell {
        case .null: return .null
        case .blob(let bytes): return try value(of: bytes)
        case .integer, .real, .text: break
        }
        guard let value = plain(cell, type.unwrapped) else {
            throw .failed("a cell does not hold \(type)")
        }
        return value
    }

    private static func plain(_ value: Value, _ type: Expressions.`Type`) -> Cell? {
        switch (type, value) {
        case (.string, .string(let text)), (.phone, .phone(let text)), (.email, .email(let text)):
            return .text(text)
        case (.bool, .bool(let truth)): return .integer(truth ? 1 : 0)
        case (.int, .int(let number)): return .integer(number)
        // As text, because SQLite knows neither NaN nor a negative zero.
        case (.double, .double(let number)): return .text("\(number)")
        case (.decimal, .decimal(let number)): return plain(number).map { .text($0) }
        case (.money, .money(let money)):
            guard let amount = plain(money.amount) else { return nil }
            guard let currency = money.currency else { return .text(amount) }
            return .text("\(amount) \(currency)")
        case (.date, .date(let date)): return .integer(Int64(date.daysSinceEpoch))
        case (.time, .time(let time)): return .integer(Int64(time.secondsSinceMidnight))
        case (.datetime, .datetime(let moment)):
            return numbers(Int64(moment.clockSeconds), moment.offset.map { Int64($0) })
        case (.timestamp, .timestamp(let moment)):
            let rest = moment.nanoseconds
            return numbers(moment.seconds, rest == 0 ? nil : Int64(rest))
        case (.duration, .duration(let span)):
            return numbers(span.seconds, span.nanoseconds == 0 ? nil : Int64(span.nanoseconds))
        case (.address, .address(let address)):
            guard address.postalCode == nil, address.country == nil else { return nil }
            return .text(address.text)
        case (.choice, .choice(let choice)):
            guard choice.title.utf8.elementsEqual(choice.id.utf8), choice.fields.isEmpty else {
                return nil
            }
            return .text(choice.id)
        default: return nil
        }
    }

    private static func plain(_ cell: Cell, _ type: Expressions.`Type`) -> Value? {
        switch (type, cell) {
        case (.string, .text(let text)): return .string(text)
        case (.phone, .text(let text)): return .phone(text)
        case (.email, .text(let text)): return .email(text)
        case (.bool, .integer(let number)): return .bool(number != 0)
        case (.int, .integer(let number)): return .int(number)
        case (.double, .text(let text)): return Double(text).map { .double($0) }
        case (.decimal, .text(let text)): return Decimal.exactly(text).map { .decimal($0) }
        case (.money, .text(let text)):
            let end = text.utf8.firstIndex(of: 32) ?? text.endIndex
            guard let amount = Decimal.exactly(text[..<end]) else { return nil }
            let currency = end == text.endIndex ? nil : String(text[end...].dropFirst())
            return .money(Money(amount: amount, currency: currency))
        case (.date, .integer(let days)): return .date(CivilDate(daysSinceEpoch: Int(days)))
        case (.time, .integer(let seconds)):
            return .time(CivilTime(secondsSinceMidnight: Int(seconds)))
        case (.datetime, _): return numbers(cell).map { .datetime(clock($0.first, $0.second)) }
        case (.timestamp, _):
            guard let parts = numbers(cell), (0..<1_000_000_000).contains(parts.second ?? 0),
                let rest = Int32(exactly: parts.second ?? 0)
            else { return nil }
            return .timestamp(Timestamp(seconds: parts.first, nanoseconds: rest))
        case (.duration, _):
            guard let parts = numbers(cell), let rest = Int32(exactly: parts.second ?? 0) else {
                return nil
            }
            return .duration(TimeSpan(seconds: parts.first, nanoseconds: rest))
        case (.address, .text(let text)): return .address(Address(text))
        case (.choice, .text(let id)): return .choice(Choice(id: id, title: id))
        default: return nil
        }
    }

    /// The digits of a number, if they give that number again.
    private static func plain(_ number: Decimal) -> String? {
        let digits = number.description
        return Decimal.exactly(digits) == number ? digits : nil
    }

    /// One whole number, or two with a space between.
    private static func numbers(_ first: Int64, _ second: Int64?) -> Cell {
        second.map { .text("\(first) \($0)") } ?? .integer(first)
    }

    private static func numbers(_ cell: Cell) -> (first: Int64, second: Int64?)? {
        switch cell {
        case .integer(let number): return (number, nil)
        case .text(let text):
            let parts = text.split(separator: " ")
            guard parts.count == 2, let first = Int64(parts[0]), let second = Int64(parts[1]) else {
                return nil
            }
            return (first, second)
        case .null, .real, .blob: return nil
        }
    }

    private static func clock(_ seconds: Int64, _ offset: Int64?) -> CivilDateTime {
        let time = CivilTime(secondsSinceMidnight: Int(seconds))
        let days = (Int(seconds) - time.secondsSinceMidnight) / 86_400
        return CivilDateTime(
            date: CivilDate(daysSinceEpoch: days),
            time: time,
            offset: offset.map { Int($0) }
        )
    }
}

extension CellForm {
    /// Far beyond any value of a conversation, far below what would exhaust the stack.
    private static let maximumDepth = 64

    /// The form of any value.
    ///
    /// - Throws: `Stop.failed` for a value that would not come back the same.
    static func bytes(of value: Value) throws(Stop) -> [UInt8] {
        guard value.isFlatter(than: maximumDepth) else {
            throw .failed("a value is nested deeper than \(maximumDepth)")
        }
        let bytes: [UInt8]
        do { bytes = try CodedJSON.bytes(of: value) } catch {
            throw .failed("a value cannot be stored: \(error)")
        }
        guard try self.value(of: bytes) == value else {
            throw .failed("a value cannot be stored without a loss")
        }
        return bytes
    }

    static func value(of bytes: [UInt8]) throws(Stop) -> Value {
        do { return try CodedJSON.value(Value.self, from: bytes) } catch {
            throw .failed("a stored value cannot be read: \(error)")
        }
    }
}

extension Value {
    func isFlatter(than depth: Int) -> Bool {
        guard depth > 0 else { return false }
        return switch self {
        case .list(let items): items.allSatisfy { $0.isFlatter(than: depth - 1) }
        case .map(let pairs): pairs.values.allSatisfy { $0.isFlatter(than: depth - 1) }
        case .choice(let choice):
            choice.fields.values.allSatisfy { $0.isFlatter(than: depth - 1) }
        case .timeSlot(let slot): slot.fields.values.allSatisfy { $0.isFlatter(than: depth - 1) }
        case .record(let record):
            record.fields.values.allSatisfy { $0.isFlatter(than: depth - 1) }
        case .null, .bool, .int, .double, .string, .timestamp, .duration, .decimal, .money, .date,
            .time, .datetime, .phone, .email, .address, .file, .location:
            true
        }
    }
}
