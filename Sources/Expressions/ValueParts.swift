import Foundation
import Values

extension Value {
    /// Made once: a value with something in it stands in memory of its own.
    static let yes = Value.bool(true)
    static let no = Value.bool(false)

    /// Whether there is a value: neither null nor a text or list with nothing in it.
    var isFilled: Bool {
        switch self {
        case .null: false
        case .string(let text), .phone(let text), .email(let text): !text.isEmpty
        case .list(let items): !items.isEmpty
        default: true
        }
    }

    /// The text of a text, a telephone number or an email address.
    var plainText: String? {
        switch self {
        case .string(let text), .phone(let text), .email(let text): text
        default: nil
        }
    }

    /// What a text is compared with: a choice and a time slot by their IDs.
    func isText(_ text: String) -> Bool {
        switch self {
        case .string(let own), .phone(let own), .email(let own): own.hasSameScalars(as: text)
        case .choice(let choice): choice.id.hasSameScalars(as: text)
        case .timeSlot(let slot): slot.id.hasSameScalars(as: text)
        default: false
        }
    }

    /// The error of an operator or function that has no meaning for this value.
    func refused(_ name: String, _ offset: Int) -> EvaluationError {
        if case .null = self { return EvaluationError(.empty, at: offset) }
        return EvaluationError(.noOverload(name, [typeWord]), at: offset)
    }

    func refused(_ name: String, _ other: Value, _ offset: Int) -> EvaluationError {
        if self == .null || other == .null { return EvaluationError(.empty, at: offset) }
        return EvaluationError(.noOverload(name, [typeWord, other.typeWord]), at: offset)
    }

    var mapKey: MapKey? {
        switch self {
        case .bool(let truth): .bool(truth)
        case .int(let number): .int(number)
        case .string(let text): .string(text)
        case .phone(let text), .email(let text): .string(text)
        case .choice(let choice): .string(choice.id)
        default: nil
        }
    }

    /// The key that finds an entry: a double that is a whole number finds its int.
    private var lookupKey: MapKey? {
        guard case .double(let number) = self else { return mapKey }
        return Int64(exactly: number).map(MapKey.int)
    }

    func items(of name: String, at offset: Int) throws(EvaluationError) -> [Value] {
        switch self {
        case .list(let items): return items
        case .map(let pairs): return pairs.keys.sorted(by: MapKey.inOrder).map(\.value)
        default: throw refused(name, offset)
        }
    }

    func element(_ index: Value, at offset: Int) throws(EvaluationError) -> Value {
        switch self {
        case .list(let items):
            let place: Int64? =
                switch index {
                case .int(let number): number
                case .double(let number): Int64(exactly: number)
                case .decimal(let number): Int64(exactly: number)
                default: nil
                }
            guard let place else { throw index.refused("[ ]", offset) }
            guard place >= 0, place < Int64(items.count) else {
                throw EvaluationError(.indexOutOfRange, at: offset)
            }
            return items[Int(place)]
        case .map(let pairs):
            guard let key = index.lookupKey else {
                if case .double = index {
                    throw EvaluationError(.noKey(index.shown), at: offset)
                }
                throw index.refused("[ ]", offset)
            }
            guard let value = pairs[key] else {
                throw EvaluationError(.noKey("'\(key.text)'"), at: offset)
            }
            return value
        default: throw refused("[ ]", offset)
        }
    }

    func isIn(
        _ whole: Value,
        _ frame: inout Frame,
        at offset: Int
    ) throws(EvaluationError) -> Bool {
        switch whole {
        case .list(let items):
            for item in items {
                try frame.spend(at: offset)
                if try equals(item, &frame, at: offset) { return true }
            }
            return false
        case .map(let pairs): return lookupKey.map { pairs[$0] != nil } ?? false
        case .null: return false
        default: throw whole.refused("in", offset)
        }
    }

    func has(_ name: String, at offset: Int) throws(EvaluationError) -> Bool {
        switch self {
        case .map(let pairs): return pairs[.string(name)] != nil
        case .null: return false
        default:
            do { return try field(name, at: offset).isFilled } catch {
                if case .noField = error.reason { return false }
                throw error
            }
        }
    }
}

extension MapKey {
    var value: Value {
        switch self {
        case .bool(let truth): .bool(truth)
        case .int(let number): .int(number)
        case .string(let text): .string(text)
        }
    }

    /// A fixed order, because the one of a dictionary differs from run to run.
    static func inOrder(_ one: MapKey, _ other: MapKey) -> Bool {
        switch (one, other) {
        case (.bool(let a), .bool(let b)): !a && b
        case (.int(let a), .int(let b)): a < b
        case (.string(let a), .string(let b)): a.precedes(b)
        case (.bool, _): true
        case (.int, .string): true
        default: false
        }
    }
}

extension String {
    /// Equality by Unicode scalar, where Swift's own counts differently composed letters as equal.
    func hasSameScalars(as other: String) -> Bool {
        utf8.count == other.utf8.count && self == other && utf8.elementsEqual(other.utf8)
    }

    /// Order by Unicode scalar, which is the order of the bytes of UTF-8.
    func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
