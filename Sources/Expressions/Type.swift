/// The type of an expression, known before anything runs.
package indirect enum Type: Hashable, Sendable {
    case null, bool, int, double, string, timestamp, duration
    case list(Type)
    case map(Type, Type)
    /// Not known before the value is there. Topics may not use it.
    case dyn
    /// An exact decimal: the slot type `number`.
    case decimal
    case money, date, time, datetime, phone, email, address, file, location
    /// One of several options; `options` where the IDs are known.
    case choice(options: [String]?, fields: RowType?)
    case timeSlot(fields: RowType?)
    case record(RowType)
    case article
    /// A value that may be empty.
    case optional(Type)
}

/// The columns of a table or the fields of a shape.
package struct RowType: Hashable, Sendable {
    package let name: String
    package let fields: [String: Type]

    package init(name: String, fields: [String: Type]) {
        self.name = name
        self.fields = fields
    }
}

extension Type {
    /// The type of the value once it is there.
    package var unwrapped: Type {
        if case .optional(let inner) = self { return inner.unwrapped }
        return self
    }

    package var isOptional: Bool {
        if case .optional = self { return true }
        return false
    }

    /// `optional(self)`, and never an optional of an optional.
    package var orEmpty: Type {
        switch self {
        case .optional, .null, .dyn: self
        default: .optional(self)
        }
    }

    var isNumber: Bool {
        switch self {
        case .int, .double, .decimal, .dyn: true
        default: false
        }
    }

    /// Text, or a kind of text with a type of its own.
    var isText: Bool {
        switch self {
        case .string, .phone, .email, .dyn: true
        default: false
        }
    }

    /// Whether a type that is only known at run time is anywhere in it.
    var mentionsDynamic: Bool {
        switch self {
        case .dyn: true
        case .list(let item), .optional(let item): item.mentionsDynamic
        case .map(let key, let value): key.mentionsDynamic || value.mentionsDynamic
        default: false
        }
    }

    var isList: Bool { if case .list = self { true } else { false } }

    /// Whether it, or anything in it, is of a type that could not be read where it is declared.
    package var holdsDynamic: Bool {
        switch self {
        case .list(let item), .optional(let item): item.holdsDynamic
        case .map(let key, let value): key.holdsDynamic || value.holdsDynamic
        case .record(let row): row.fields.values.contains(where: \.holdsDynamic)
        case .choice(_, let row), .timeSlot(let row):
            row?.fields.values.contains(where: \.holdsDynamic) ?? false
        default: self == .dyn
        }
    }

    /// What stands behind a dot, and of which type; nil for what has no fields.
    package var fields: [String: Type]? {
        switch self {
        case .choice(_, let row): Self.withRow(["id": .string, "title": .string], row)
        case .timeSlot(let row):
            Self.withRow(
                [
                    "id": .string, "title": .string, "start": .timestamp, "end": .timestamp,
                    "duration": .duration,
                ],
                row
            )
        case .record(let row): row.fields
        case .article:
            [
                "id": .string, "title": .string, "text": .optional(.string),
                "url": .optional(.string),
            ]
        case .money: ["amount": .decimal, "currency": .optional(.string)]
        case .address:
            [
                "text": .string, "postal_code": .optional(.string),
                "country": .optional(.string),
            ]
        case .file:
            ["id": .string, "mime": .string, "size": .int, "name": .optional(.string)]
        case .location:
            [
                "latitude": .optional(.double), "longitude": .optional(.double),
                "name": .optional(.string),
            ]
        case .date: ["year": .int, "month": .int, "day": .int, "weekday": .string]
        case .time: ["hour": .int, "minute": .int, "second": .int]
        case .datetime: ["date": .date, "time": .time]
        default: nil
        }
    }

    private static func withRow(_ own: [String: Type], _ row: RowType?) -> [String: Type] {
        guard let row else { return own }
        return own.merging(row.fields) { own, _ in own }
    }
}

extension Type {
    /// The type that holds both, as for the items of a list or the branches of a condition.
    ///
    /// - Returns: nil where there is none but `dyn`.
    func joined(with other: Type) -> Type? {
        if self == other { return self }
        switch (self, other) {
        case (.dyn, _), (_, .dyn): return .dyn
        case (.null, _): return other.orEmpty
        case (_, .null): return orEmpty
        case (.optional(let one), _): return one.joined(with: other.unwrapped)?.orEmpty
        case (_, .optional(let two)): return joined(with: two)?.orEmpty
        case (.list(let one), .list(let two)): return one.joined(with: two).map(Type.list)
        case (.map(let key, let value), .map(let otherKey, let otherValue)):
            guard let key = key.joined(with: otherKey),
                let value = value.joined(with: otherValue)
            else { return nil }
            return .map(key, value)
        case (.decimal, .int), (.int, .decimal), (.decimal, .double), (.double, .decimal):
            return .decimal
        case (.choice(let one, let row), .choice(let two, let otherRow)):
            var options: [String]?
            if let one, let two { options = one + two.filter { !one.contains($0) } }
            return .choice(options: options, fields: row == otherRow ? row : nil)
        case (.timeSlot, .timeSlot): return .timeSlot(fields: nil)
        default: return isText && other.isText ? .string : nil
        }
    }

    /// Whether a value of this type may stand where `wanted` is asked for.
    package func fits(_ wanted: Type) -> Bool {
        if self == wanted { return true }
        switch (self, wanted) {
        case (.dyn, _), (_, .dyn): return true
        case (.null, .optional): return true
        case (.optional(let one), .optional(let two)): return one.fits(two)
        case (_, .optional(let two)): return fits(two)
        case (.list(let one), .list(let two)): return one.fits(two)
        case (.map(let key, let value), .map(let otherKey, let otherValue)):
            return key.fits(otherKey) && value.fits(otherValue)
        case (.int, .decimal), (.double, .decimal), (.int, .double): return true
        case (.phone, .string), (.email, .string): return true
        case (.choice(let one, let row), .choice(let two, let wantedRow)):
            guard wantedRow == nil || row == wantedRow else { return false }
            guard let two else { return true }
            return one.map { Set($0).isSubset(of: two) } ?? false
        case (.timeSlot, .timeSlot(let row)): return row == nil

        default: return false
        }
    }
}

extension Type: CustomStringConvertible {
    /// The type in a designer's words.
    package var description: String {
        switch self {
        case .null: "null"
        case .bool: "yes or no"
        case .int: "a whole number"
        case .double: "a floating-point number"
        case .string: "text"
        case .timestamp: "a timestamp"
        case .duration: "a duration"
        case .list(.dyn): "a list"
        case .list(.record(let row)): "a list of rows of \(row.name)"
        case .list(let item): "a list of \(item.bare)"
        case .map: "a map"
        case .dyn: "a value of any type"
        case .decimal: "a number"
        case .money: "money"
        case .date: "a date"
        case .time: "a time"
        case .datetime: "a date and time"
        case .phone: "a phone number"
        case .email: "an email address"
        case .address: "an address"
        case .file: "a file"
        case .location: "a location"
        case .choice: "a choice"
        case .timeSlot: "a time slot"
        case .record(let row): "a row of \(row.name)"
        case .article: "an article"
        case .optional(let inner): "\(inner) or nothing"
        }
    }

    private var bare: String {
        for article in ["a ", "an "] where description.hasPrefix(article) {
            return String(description.dropFirst(article.count))
        }
        return description
    }
}
