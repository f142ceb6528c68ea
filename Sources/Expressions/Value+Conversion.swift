import Foundation
import Values

extension Value {
    /// The value as one of exactly that type: a choice where a text is wanted is its ID.
    ///
    /// - Returns: nil where it is no such value.
    package func converted(to type: `Type`) -> Value? {
        switch type {
        case .optional(let inner): self == .null ? .null : converted(to: inner)
        case .dyn: self
        case .null: self == .null ? .null : nil
        case .string: textOrID.map { .string($0) }
        case .phone: writtenText.map { .phone($0) }
        case .email: writtenText.map { .email($0) }
        case .bool: if case .bool = self { self } else { nil }
        case .int: wholeNumber.map { .int($0) }
        case .double: double.map { .double($0) }
        case .decimal: decimal.map { .decimal($0) }
        case .money: if case .money = self { self } else { nil }
        case .date:
            if case .date = self {
                self
            } else {
                writtenText.flatMap { CivilDate($0) }.map { .date($0) }
            }
        case .time:
            if case .time = self {
                self
            } else {
                writtenText.flatMap { CivilTime($0) }.map { .time($0) }
            }
        case .datetime:
            if case .datetime = self {
                self
            } else {
                writtenText.flatMap { CivilDateTime($0) }.map { .datetime($0) }
            }
        case .timestamp:
            if case .timestamp = self {
                self
            } else {
                writtenText.flatMap { Timestamp($0) }.map { .timestamp($0) }
            }
        case .duration: if case .duration = self { self } else { nil }
        case .address:
            if case .address = self { self } else { writtenText.map { .address(Address($0)) } }
        case .file: if case .file = self { self } else { nil }
        case .location: if case .location = self { self } else { nil }
        case .choice(let options, let row): choice(of: options, row)
        case .timeSlot: timeSlot
        case .list(let item): list(of: item)
        case .map(_, let item): map(of: item)
        case .record(let row): record(of: row)
        case .article: if case .record = self { self } else { nil }
        }
    }

    /// A text, a telephone number or an email address.
    private var writtenText: String? {
        switch self {
        case .string(let text), .phone(let text), .email(let text): text
        default: nil
        }
    }

    /// The text that stands for the value: that of a choice or a time slot is its ID.
    package var textOrID: String? {
        switch self {
        case .choice(let choice): choice.id
        case .timeSlot(let slot): slot.id
        default: writtenText
        }
    }

    private var wholeNumber: Int64? {
        switch self {
        case .int(let number): number
        case .decimal(let number): Int64(number.description)
        case .double(let number): Int64(exactly: number)
        default: nil
        }
    }

    private var decimal: Decimal? {
        switch self {
        case .decimal(let number): number
        case .int(let number): Decimal(number)
        case .double(let number) where number.isFinite:
            Decimal(string: "\(number)", locale: Locale(identifier: "en_US_POSIX"))
        default: nil
        }
    }

    private var double: Double? {
        if case .double(let number) = self { return number }
        return decimal.flatMap { Double($0.description) }
    }

    private func list(of item: `Type`) -> Value? {
        guard case .list(let items) = self else { return nil }
        let converted = items.compactMap { $0.converted(to: item) }
        return converted.count == items.count ? .list(converted) : nil
    }

    private func map(of item: `Type`) -> Value? {
        guard case .map(let pairs) = self else { return nil }
        let converted = pairs.compactMapValues { $0.converted(to: item) }
        return converted.count == pairs.count ? .map(converted) : nil
    }

    private func choice(of options: [String]?, _ row: RowType?) -> Value? {
        let choice: Choice
        switch self {
        case .choice(let own): choice = own
        case .string(let id): choice = Choice(id: id, title: id)
        case .record(let record):
            guard let id = record.fields["id"]?.textOrID else { return nil }
            let title = record.fields["title"]?.textOrID
            choice = Choice(id: id, title: title ?? id, fields: record.fields)
        default: return nil
        }
        return options?.contains(choice.id) ?? true ? .choice(choice) : nil
    }

    private var timeSlot: Value? {
        switch self {
        case .timeSlot: return self
        case .record(let record):
            guard let id = record.fields["id"]?.textOrID,
                let title = record.fields["title"]?.textOrID,
                case .timestamp(let start)? = record.fields["start"],
                let seconds = record.fields["seconds"]?.wholeNumber
            else { return nil }
            let slot = TimeSlot(
                id: id,
                title: title,
                start: start,
                seconds: Int(seconds),
                fields: record.fields
            )
            return .timeSlot(slot)
        default: return nil
        }
    }

    /// The fields that the row has, and no others.
    private func record(of row: RowType) -> Value? {
        let given: [String: Value]
        switch self {
        case .record(let record): given = record.fields
        case .choice(let choice):
            given = choice.fields.merging(
                ["id": .string(choice.id), "title": .string(choice.title)]
            ) { own, _ in own }
        default: return nil
        }
        var fields: [String: Value] = [:]
        for (name, type) in row.fields {
            let value = given[name] ?? .null
            guard let converted = value.converted(to: type) else { return nil }
            fields[name] = converted
        }
        return .record(Record(shape: row.name, fields: fields))
    }
}
