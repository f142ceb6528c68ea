import Foundation

/// The form in which a conversation keeps its values: lossless, short, one way to write each.
///
/// null, booleans and strings stand for themselves, everything else is an object of one key, its
/// type.
extension Value: Codable {
    private enum Key: String, CodingKey {
        case int, double, list, map, timestamp, duration, decimal, money, date, time, datetime
        case phone, email, address, choice, slot, file, location, record, rows
    }

    public init(from decoder: any Decoder) throws {
        if let stored = decoder as? CodedJSONDecoder {
            // Asked what it is, where others can only be tried.
            switch stored.kind {
            case .null:
                self = .null
                return
            case .string:
                self = .string(try stored.decode(String.self))
                return
            case .bool:
                self = .bool(try stored.decode(Bool.self))
                return
            case .int, .double, .array, .object: break
            }
        } else if let single = try? decoder.singleValueContainer() {
            if single.decodeNil() {
                self = .null
                return
            }
            if let text = try? single.decode(String.self) {
                self = .string(text)
                return
            }
            if let truth = try? single.decode(Bool.self) {
                self = .bool(truth)
                return
            }
        }
        let container = try decoder.container(keyedBy: Key.self)
        guard let key = container.allKeys.first else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a value without a type")
            )
        }
        func text() throws -> String { try container.decode(String.self, forKey: key) }
        func read<T>(_ make: (String) -> T?) throws -> T {
            let spelling = try text()
            guard let value = make(spelling) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key,
                    in: container,
                    debugDescription: "not a \(key.rawValue)"
                )
            }
            return value
        }
        switch key {
        case .int: self = .int(try container.decode(Int64.self, forKey: key))
        case .double: self = .double(try read { Double($0) })
        case .list: self = .list(try container.decode([Value].self, forKey: key))
        case .map:
            let pairs = try container.decode([KeyAndValue].self, forKey: key)
            self = .map(Dictionary(pairs.map { ($0.mapKey, $0.value) }) { _, last in last })
        case .timestamp: self = .timestamp(try read { Timestamp($0) })
        case .duration:
            let span = try container.decode([Int64].self, forKey: key)
            guard let nanoseconds = Int32(exactly: span.dropFirst().first ?? 0) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key,
                    in: container,
                    debugDescription: "not a length of time"
                )
            }
            self = .duration(TimeSpan(seconds: span.first ?? 0, nanoseconds: nanoseconds))
        case .decimal: self = .decimal(try read(Decimal.saved))
        case .money:
            let parts = try container.decode([String?].self, forKey: key)
            guard let digits = parts.first ?? nil, let amount = Decimal.saved(digits) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key,
                    in: container,
                    debugDescription: "not an amount"
                )
            }
            self = .money(Money(amount: amount, currency: parts.dropFirst().first ?? nil))
        case .date: self = .date(try read { CivilDate($0) })
        case .time: self = .time(try read { CivilTime($0) })
        case .datetime: self = .datetime(try read { CivilDateTime($0) })
        case .phone: self = .phone(try text())
        case .email: self = .email(try text())
        case .address: self = .address(try container.decode(Address.self, forKey: key))
        case .choice: self = .choice(try container.decode(Choice.self, forKey: key))
        case .slot: self = .timeSlot(try container.decode(TimeSlot.self, forKey: key))
        case .file: self = .file(try container.decode(FileReference.self, forKey: key))
        case .location: self = .location(try container.decode(Location.self, forKey: key))
        case .record: self = .record(try container.decode(Record.self, forKey: key))
        case .rows: self = .list(try container.decode(Rows.self, forKey: key).values)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .null:
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        case .bool(let truth): try truth.encode(to: encoder)
        case .string(let text): try text.encode(to: encoder)
        default:
            var container = encoder.container(keyedBy: Key.self)
            try encode(in: &container)
        }
    }

    private func encode(in container: inout KeyedEncodingContainer<Key>) throws {
        switch self {
        case .null, .bool, .string: break
        case .int(let number): try container.encode(number, forKey: .int)
        // As text, because JSON has no infinity and no NaN.
        case .double(let number): try container.encode("\(number)", forKey: .double)
        case .list(let items):
            if let rows = Rows(items) {
                try container.encode(rows, forKey: .rows)
            } else {
                try container.encode(items, forKey: .list)
            }
        case .map(let pairs):
            let sorted = pairs.map { KeyAndValue(mapKey: $0, value: $1) }
                .sorted { $0.mapKey.text < $1.mapKey.text }
            try container.encode(sorted, forKey: .map)
        case .timestamp(let moment): try container.encode(moment.description, forKey: .timestamp)
        case .duration(let span):
            try container.encode([span.seconds, Int64(span.nanoseconds)], forKey: .duration)
        case .decimal(let number): try container.encode(number.description, forKey: .decimal)
        case .money(let money):
            try container.encode([money.amount.description, money.currency], forKey: .money)
        case .date(let date): try container.encode(date.description, forKey: .date)
        case .time(let time): try container.encode(time.description, forKey: .time)
        case .datetime(let moment): try container.encode(moment.description, forKey: .datetime)
        case .phone(let number): try container.encode(number, forKey: .phone)
        case .email(let email): try container.encode(email, forKey: .email)
        case .address(let address): try container.encode(address, forKey: .address)
        case .choice(let choice): try container.encode(choice, forKey: .choice)
        case .timeSlot(let slot): try container.encode(slot, forKey: .slot)
        case .file(let file): try container.encode(file, forKey: .file)
        case .location(let place): try container.encode(place, forKey: .location)
        case .record(let record): try container.encode(record, forKey: .record)
        }
    }
}

/// Several records of one shape: the names of their fields are written once.
private struct Rows: Codable {
    let shape: String
    let fields: [String]
    let rows: [[Value]]

    /// nil for what is not two or more records with the same fields.
    init?(_ items: [Value]) {
        guard items.count > 1, case .record(let first) = items[0] else { return nil }
        var rows: [[Value]] = []
        let fields = first.fields.keys.sorted()
        for item in items {
            guard case .record(let record) = item, record.shape == first.shape,
                record.fields.count == fields.count
            else { return nil }
            var row: [Value] = []
            for field in fields {
                guard let value = record.fields[field] else { return nil }
                row.append(value)
            }
            rows.append(row)
        }
        shape = first.shape
        self.fields = fields
        self.rows = rows
    }

    var values: [Value] {
        rows.map { row in
            .record(
                Record(
                    shape: shape,
                    fields: Dictionary(zip(fields, row), uniquingKeysWith: { first, _ in first })
                )
            )
        }
    }
}

/// One pair of a map, its key typed.
private struct KeyAndValue: Codable {
    let mapKey: MapKey
    let value: Value

    init(mapKey: MapKey, value: Value) {
        self.mapKey = mapKey
        self.value = value
    }

    private enum Key: String, CodingKey { case bool, int, string, value }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let truth = try container.decodeIfPresent(Bool.self, forKey: .bool) {
            mapKey = .bool(truth)
        } else if let number = try container.decodeIfPresent(Int64.self, forKey: .int) {
            mapKey = .int(number)
        } else {
            mapKey = .string(try container.decode(String.self, forKey: .string))
        }
        value = try container.decode(Value.self, forKey: .value)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch mapKey {
        case .bool(let truth): try container.encode(truth, forKey: .bool)
        case .int(let number): try container.encode(number, forKey: .int)
        case .string(let text): try container.encode(text, forKey: .string)
        }
        try container.encode(value, forKey: .value)
    }
}

extension Choice: Codable {
    /// `row`: the fields without the ID and the title, which most rows hold as well.
    private enum Key: String, CodingKey { case id, title, fields, row }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let id = try container.decode(String.self, forKey: .id)
        let title = try container.decode(String.self, forKey: .title)
        if var row = try container.decodeIfPresent([String: Value].self, forKey: .row) {
            row["id"] = .string(id)
            row["title"] = .string(title)
            self.init(id: id, title: title, fields: row)
        } else {
            let fields = try container.decodeIfPresent([String: Value].self, forKey: .fields)
            self.init(id: id, title: title, fields: fields ?? [:])
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(id, forKey: .id)
        try container.encode(title, forKey: .title)
        if fields["id"] == .string(id), fields["title"] == .string(title) {
            let row = fields.filter { $0.key != "id" && $0.key != "title" }
            try container.encode(row, forKey: .row)
        } else if !fields.isEmpty {
            // Most options are written in the topic and have none.
            try container.encode(fields, forKey: .fields)
        }
    }
}

extension TimeSlot: Codable {
    private enum Key: String, CodingKey { case id, title, start, seconds, fields }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            id: try container.decode(String.self, forKey: .id),
            title: try container.decode(String.self, forKey: .title),
            start: Timestamp(milliseconds: try container.decode(Int64.self, forKey: .start)),
            seconds: try container.decode(Int.self, forKey: .seconds),
            fields: try container.decode([String: Value].self, forKey: .fields)
        )
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(id, forKey: .id)
        try container.encode(title, forKey: .title)
        try container.encode(start.milliseconds, forKey: .start)
        try container.encode(seconds, forKey: .seconds)
        try container.encode(fields, forKey: .fields)
    }
}

extension Decimal {
    /// Reads digits with an optional sign and point, and nothing else.
    public static func exactly(_ text: some StringProtocol) -> Decimal? {
        read(text, longest: 38)
    }

    /// Reads what a decimal's description writes, however many digits a division has left it.
    fileprivate static func saved(_ text: some StringProtocol) -> Decimal? {
        read(text, longest: 400)
    }

    private static func read(_ text: some StringProtocol, longest: Int) -> Decimal? {
        let body = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
        let parts = body.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), body.utf8.count <= longest,
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } })
        else { return nil }
        return Decimal(string: String(text), locale: Locale(identifier: "en_US_POSIX"))
    }
}
