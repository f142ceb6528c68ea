import Values

extension Value {
    /// The value on one line as a designer reads it: a text in quotes, a date as `2026-11-20`, an
    /// amount as `12.50 USD`, a choice as its ID.
    package var written: String {
        switch self {
        case .null: "null"
        case .bool, .int, .decimal, .date, .time, .datetime, .timestamp: spelledPlainly ?? "null"
        // 2.0 is another number than 2.
        case .double(let number): number.isFinite ? "\(number)" : number.spelled
        case .string(let text), .phone(let text), .email(let text): quoted(text)
        case .choice(let choice): quoted(choice.id)
        case .timeSlot(let slot): quoted(slot.id)
        case .address(let address): quoted(address.line)
        case .duration(let span): span.isPlain ? span.words : span.description
        case .money(let money):
            ([money.digits] + [money.currency].compactMap(\.self)).joined(separator: " ")
        case .list(let items): "[" + items.map(\.written).joined(separator: ", ") + "]"
        case .map(let pairs):
            "{"
                + pairs.keys.sorted(by: MapKey.inOrder).map { key in
                    "\(key.value.written): \(pairs[key]?.written ?? "null")"
                }.joined(separator: ", ") + "}"
        case .record(let record): Self.fields(record.fields.mapValues(\.written))
        case .file, .location:
            Self.fields((spelled.object ?? [:]).mapValues { $0.string.map(quoted) ?? $0.text })
        }
    }

    private static func fields(_ fields: [String: String]) -> String {
        "{"
            + fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
            .joined(separator: ", ") + "}"
    }
}

extension TimeSpan {
    /// Whether `1h30m` says all of it.
    fileprivate var isPlain: Bool { seconds > 0 && nanoseconds == 0 }
}
