import Foundation
import Values

extension Value {
    /// The type of a value that nobody declared.
    var inferredType: Type {
        func common(_ types: some Sequence<Type>) -> Type {
            var result: Type?
            for type in types {
                guard let before = result else {
                    result = type
                    continue
                }
                if before != type { return .dyn }
            }
            return result ?? .dyn
        }
        return switch self {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .double: .double
        case .string: .string
        case .timestamp: .timestamp
        case .duration: .duration
        case .decimal: .decimal
        case .date: .date
        case .time: .time
        case .datetime: .datetime
        case .phone: .phone
        case .email: .email
        case .money: .money
        case .list(let items): .list(common(items.map(\.inferredType)))
        case .map(let pairs):
            .map(
                common(pairs.keys.map(\.value.inferredType)),
                common(pairs.values.map(\.inferredType))
            )
        case .address: .address
        case .choice(let choice): .choice(options: nil, fields: Self.row(choice.fields))
        case .timeSlot(let slot): .timeSlot(fields: Self.row(slot.fields))
        case .file: .file
        case .location: .location
        case .record(let record):
            .record(RowType(name: record.shape, fields: record.fields.mapValues(\.inferredType)))
        }
    }

    private static func row(_ fields: [String: Value]) -> RowType? {
        guard !fields.isEmpty else { return nil }
        return RowType(name: "bindings", fields: fields.mapValues(\.inferredType))
    }

    /// Reads `{"type","value"}`.
    init?(spelledTyped spelled: JSON) {
        guard let type = spelled["type"]?.string, let value = spelled["value"] else { return nil }
        switch type {
        case "null": self = .null
        case "list":
            var items: [Value] = []
            for item in value.array ?? [] {
                guard let item = Value(spelledTyped: item) else { return nil }
                items.append(item)
            }
            self = .list(items)
        case "map":
            var pairs: [MapKey: Value] = [:]
            for pair in value.array ?? [] {
                guard let pair = pair.array, pair.count == 2,
                    let key = Value(spelledTyped: pair[0])?.mapKey,
                    let value = Value(spelledTyped: pair[1])
                else { return nil }
                pairs[key] = value
            }
            self = .map(pairs)
        case "bool":
            guard let truth = value.bool else { return nil }
            self = .bool(truth)
        case "int":
            switch value {
            case .int(let number): self = .int(number)
            case .double(let number):
                guard let whole = Int64(exactly: number) else { return nil }
                self = .int(whole)
            case .string(let digits):
                guard let number = Int64(digits) else { return nil }
                self = .int(number)
            default: return nil
            }
        case "double":
            if let number = value.double {
                self = .double(number)
            } else if let text = value.string, let number = Double(spelled: text) {
                self = .double(number)
            } else {
                return nil
            }
        case "money", "choice", "time_slot", "file", "location", "record":
            guard let read = Value(parts: value, of: type) else { return nil }
            self = read
        default:
            guard let text = value.string, let read = Value(text, of: type) else { return nil }
            self = read
        }
    }

    /// Reads a type that has parts; a choice may be its ID alone.
    private init?(parts: JSON, of type: String) {
        func text(_ name: String) -> String? { parts[name]?.string }
        /// The columns of a row beside those that every such value has.
        func fields(without own: [String]) -> [String: Value] {
            (parts.object ?? [:]).filter { !own.contains($0.key) }.mapValues { Value(plain: $0) }
        }
        let value: Value? =
            switch type {
            case "money":
                text("amount").flatMap { Decimal.exactly($0) }
                    .map { .money(Money(amount: $0, currency: text("currency"))) }
            case "choice":
                (parts.string ?? text("id")).map { id in
                    let fields = fields(without: ["id", "title"])
                    return .choice(Choice(id: id, title: text("title") ?? id, fields: fields))
                }
            case "time_slot":
                text("start").flatMap { Timestamp($0) }.flatMap { start in
                    guard let id = text("id"), let seconds = parts["seconds"]?.int else {
                        return nil
                    }
                    let fields = fields(without: ["id", "title", "start", "seconds"])
                    return .timeSlot(
                        TimeSlot(
                            id: id,
                            title: text("title") ?? id,
                            start: start,
                            seconds: seconds,
                            fields: fields
                        )
                    )
                }
            case "file":
                text("id").flatMap { id in
                    guard let mime = text("mime"), let size = parts["size"]?.int else {
                        return nil
                    }
                    return .file(FileReference(id: id, mime: mime, size: size, name: text("name")))
                }
            case "location":
                parts["latitude"]?.double.flatMap { latitude in
                    parts["longitude"]?.double.map { longitude in
                        .location(
                            Location(latitude: latitude, longitude: longitude, name: text("name"))
                        )
                    }
                }
            default:
                parts.object.map { _ in
                    .record(Record(shape: "bindings", fields: fields(without: [])))
                }
            }
        guard let value else { return nil }
        self = value
    }

    /// A value as plain JSON, by hand: `3` is a whole number, `2.5` a floating-point one.
    package init(plain json: JSON) {
        switch json {
        case .null: self = .null
        case .bool(let truth): self = .bool(truth)
        case .int(let number): self = .int(number)
        case .double(let number): self = .double(number)
        case .string(let text): self = .string(text)
        case .array(let items): self = .list(items.map { Value(plain: $0) })
        case .object(let fields):
            self = .map(
                Dictionary(fields.map { (.string($0), Value(plain: $1)) }) { _, last in last }
            )
        }
    }

    /// A binding by hand: `{"type","value"}`, or plain JSON.
    package init?(binding json: JSON) {
        if json["type"]?.string != nil, json["value"] != nil, json.object?.count == 2 {
            self.init(spelledTyped: json)
        } else {
            self.init(plain: json)
        }
    }

    /// Reads a type whose spelling is a text.
    private init?(_ text: String, of type: String) {
        let value: Value? =
            switch type {
            case "string": .string(text)
            case "timestamp": Timestamp(text).map(Value.timestamp)
            case "duration": TimeSpan(spelled: text).map(Value.duration)
            case "decimal": Decimal.exactly(text).map(Value.decimal)
            case "date": CivilDate(text).map(Value.date)
            case "time": CivilTime(text).map(Value.time)
            case "datetime": CivilDateTime(text).map(Value.datetime)
            case "phone": .phone(text)
            case "email": .email(text)
            case "address": .address(Address(text))
            default: nil
            }
        guard let value else { return nil }
        self = value
    }
}

extension Scope {
    /// The names that are bound, of the types of their values, and `dyn`.
    package init(binding values: [String: Value]) {
        self.init(names: values.mapValues(\.inferredType), allowsDynamic: true)
    }
}
