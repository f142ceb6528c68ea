import Diagnostics
import Expressions
import Text
import YAML

extension SlotType {
    /// What a text may hold unless `length` says otherwise.
    static let mostCharacters = 2000
    static let mostBytes = 20_000_000

    static func load(_ fields: Fields, _ problems: Problems) -> SlotType? {
        guard let node = fields["type"], let word = node.string else { return nil }
        switch word {
        case "text":
            return .text(maxLength: length(fields, problems)?.upperBound ?? mostCharacters)
        case "number": return .number
        case "money": return .money(currency: currency(fields, problems))
        case "date": return .date
        case "time": return .time
        case "datetime": return .datetime
        case "duration": return .duration
        case "time_slot": return .timeSlot
        case "phone": return .phone
        case "email": return .email
        case "address": return .address
        case "yesno": return .yesno
        case "choice": return .choice
        case "pattern": return pattern(fields, problems)
        case "digits": return digits(fields, problems)
        case "file":
            return .file(
                mimes: fields.literals("mimes"),
                maxBytes: fields.whole("max_bytes") ?? mostBytes
            )
        case "location": return .location
        default:
            problems.error(
                "unknown-type",
                at: node.location,
                "there is no slot type '\(shown(word))'",
                hint: wayOut(for: word, known: words)
            )
            return nil
        }
    }

    private static func pattern(_ fields: Fields, _ problems: Problems) -> SlotType? {
        guard let node = fields["pattern"], let source = node.string else {
            if !fields.has("pattern") {
                problems.error(
                    "missing-key",
                    at: fields.location,
                    "a slot of type pattern needs 'pattern'",
                    hint:
                        "write the whole answer as a regular expression: 'pattern: \"[A-Z]{2}[0-9]+\"'"
                )
            }
            return nil
        }
        do throws(PatternError) {
            return .pattern(try Pattern(source))
        } catch {
            problems.error(
                "bad-pattern",
                at: node.contentLocation,
                "this is not a pattern: \(error.reason)",
                hint: "patterns are written in the syntax of RE2"
            )
            return nil
        }
    }

    private static func digits(_ fields: Fields, _ problems: Problems) -> SlotType? {
        guard fields.has("length") else {
            problems.error(
                "missing-key",
                at: fields.location,
                "a slot of type digits needs 'length'",
                hint: "write 'length: 16' or 'length: 3..4'"
            )
            return nil
        }
        return length(fields, problems).map { .digits(length: $0) }
    }

    private static func length(_ fields: Fields, _ problems: Problems) -> ClosedRange<Int>? {
        guard let node = fields["length"], let text = node.string else { return nil }
        guard let range = wholeRange(text), (1...10_000).contains(range.upperBound) else {
            problems.error(
                "wrong-value",
                at: node.location,
                "'\(shown(text))' is no length",
                hint: "write 'length: 16' or 'length: 3..4'"
            )
            return nil
        }
        return range
    }

    private static func currency(_ fields: Fields, _ problems: Problems) -> String? {
        guard let node = fields["currency"], let text = node.string else { return nil }
        guard Literal.isCurrency(text) else {
            problems.error(
                "wrong-value",
                at: node.location,
                "'\(shown(text))' is no currency",
                hint: "write the three letters of ISO 4217, such as USD"
            )
            return nil
        }
        return text
    }
}

extension SlotType {
    /// The type of its value in expressions.
    ///
    /// - Parameters:
    ///   - options: The IDs of a choice that are known before anything runs.
    ///   - row: What a choice or a time slot is chosen from.
    /// - Returns: The type of one value, also where many may be chosen.
    func value(options: [String]?, row: RowType?) -> Expressions.`Type` {
        switch self {
        case .text, .pattern, .digits: .string
        case .number: .decimal
        case .money: .money
        case .date: .date
        case .time: .time
        case .datetime: .datetime
        case .duration: .duration
        case .timeSlot: .timeSlot(fields: row)
        case .phone: .phone
        case .email: .email
        case .address: .address
        case .yesno: .bool
        case .choice: .choice(options: options, fields: row)
        case .file: .file
        case .location: .location
        }
    }
}
