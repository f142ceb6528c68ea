import Foundation
import Text
import Values

extension Code {
    func value(_ frame: inout Frame) throws(EvaluationError) -> Value {
        switch self {
        case .constant(let value): return value
        case .name(let name): return frame.environment[name]
        case .local(let slot): return frame.local(slot)
        case .field(let part, let name, let offset):
            return try part.value(&frame).field(name, at: offset)
        case .element(let part, let index, let offset):
            let whole = try part.value(&frame)
            return try whole.element(try index.value(&frame), at: offset)
        case .list(let parts):
            return .list(try Self.values(parts, &frame))
        case .map(let entries, let offset): return try Self.map(entries, &frame, offset)
        case .negation(let part, let offset):
            return try part.value(&frame).negated(at: offset)
        case .arithmetic(let first, let rest):
            var result = try first.value(&frame)
            for operand in rest {
                let other = try operand.part.value(&frame)
                result = try result.combined(operand.sign, other, at: operand.offset)
                try frame.spend(making: result, at: operand.offset)
            }
            return result
        case .conditional(let branches, let otherwise, let offset):
            for branch in branches where try branch.condition.truth(&frame, at: offset) {
                return try branch.result.value(&frame)
            }
            return try otherwise.value(&frame)
        case .comprehension(let comprehension): return try comprehension.value(&frame)
        case .call(let function, let parts, let offset):
            let arguments = try Self.values(parts, &frame)
            for argument in arguments { try frame.spend(reading: argument, at: offset) }
            try frame.spend(function.cost, at: offset)
            if function == .matches {
                return try frame.matches(arguments, at: offset) ? .yes : .no
            }
            let result = try function.call(arguments, on: frame.occasion, at: offset)
            try frame.spend(making: result, at: offset)
            return result
        case .extra(let name, let parts, let offset):
            guard let function = frame.occasion.functions[name] else {
                throw EvaluationError(.unknownFunction(name), at: offset)
            }
            let arguments = try Self.values(parts, &frame)
            do { return try function(arguments) } catch {
                throw EvaluationError(error.reason, at: offset)
            }
        case .converted(let part, let conversion, let offset):
            return try part.value(&frame).converted(conversion, at: offset)
        case .failure(let error): throw error
        case .has, .filled, .not, .order, .equal, .equalText, .isOneOf, .isIn, .all, .any, .matches:
            return try truth(&frame, at: 0) ? .yes : .no
        }
    }

    /// The value as true or false, with no box around it.
    func truth(_ frame: inout Frame, at offset: Int) throws(EvaluationError) -> Bool {
        switch self {
        case .equalText(let part, let text, let isNegated):
            return try part.value(&frame).isText(text) != isNegated
        case .isOneOf(let part, let texts):
            let value = try part.value(&frame)
            if texts.count > 16 { try frame.spend(texts.count >> 4, at: 0) }
            return texts.contains { value.isText($0) }
        case .filled(let part): return try part.value(&frame).isFilled
        case .not(let part, let offset): return try !part.truth(&frame, at: offset)
        case .all(let parts, let offset):
            return try Self.logic(parts, decidedBy: false, &frame, offset)
        case .any(let parts, let offset):
            return try Self.logic(parts, decidedBy: true, &frame, offset)
        case .order(let relation, let one, let two, let offset):
            let left = try one.value(&frame)
            try frame.spend(reading: left, at: offset)
            return try left.isOrdered(relation, try two.value(&frame), at: offset)
        case .equal(let one, let two, let isNegated, let offset):
            let left = try one.value(&frame)
            try frame.spend(reading: left, at: offset)
            return try left.equals(try two.value(&frame), &frame, at: offset) != isNegated
        case .isIn(let one, let two, let offset):
            let item = try one.value(&frame)
            return try item.isIn(try two.value(&frame), &frame, at: offset)
        case .has(let part, let name, let offset):
            return try part.value(&frame).has(name, at: offset)
        case .matches(let part, let pattern, let offset):
            let value = try part.value(&frame)
            return try frame.matches(value, pattern, at: offset)
        default:
            let value = try self.value(&frame)
            if case .bool(let truth) = value { return truth }
            throw value.refused("a condition", offset)
        }
    }

    private static func values(
        _ parts: [Code],
        _ frame: inout Frame
    ) throws(EvaluationError) -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(parts.count)
        for part in parts { values.append(try part.value(&frame)) }
        // Within a macro a list is made again for each item.
        if parts.count > 16 { try frame.spend(parts.count, at: 0) }
        return values
    }

    /// `&&` and `||`: the first part that decides does; an error counts only where none decides.
    private static func logic(
        _ parts: [Code],
        decidedBy decisive: Bool,
        _ frame: inout Frame,
        _ offset: Int
    ) throws(EvaluationError) -> Bool {
        var failure: EvaluationError?
        for part in parts {
            do {
                if try part.truth(&frame, at: offset) == decisive { return decisive }
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return !decisive
    }

    private static func map(
        _ entries: [Entry],
        _ frame: inout Frame,
        _ offset: Int
    ) throws(EvaluationError) -> Value {
        var pairs: [MapKey: Value] = [:]
        for entry in entries {
            let key = try entry.key.value(&frame)
            guard let mapKey = key.mapKey else { throw EvaluationError(.badKey, at: offset) }
            let value = try entry.value.value(&frame)
            guard pairs.updateValue(value, forKey: mapKey) == nil else {
                throw EvaluationError(.repeatedKey(mapKey.text), at: offset)
            }
        }
        return .map(pairs)
    }
}

extension Frame {
    /// Searches a text, at a cost by the work it may be.
    mutating func matches(
        _ value: Value,
        _ pattern: Pattern,
        at offset: Int
    ) throws(EvaluationError) -> Bool {
        guard let text = value.plainText else { throw value.refused("matches", offset) }
        let (work, overflows) = text.utf8.count.multipliedReportingOverflow(by: pattern.size)
        try spend(overflows ? Limits.iterations : work >> 12, at: offset)
        return pattern.matches(text)
    }

    /// Searches by a pattern that is only known now.
    fileprivate mutating func matches(
        _ arguments: [Value],
        at offset: Int
    ) throws(EvaluationError) -> Bool {
        guard arguments.count == 2, let source = arguments[1].plainText else {
            throw (arguments.last ?? .null).refused("matches", offset)
        }
        let pattern: Pattern
        do { pattern = try Pattern(source) } catch {
            throw EvaluationError(.badPattern(error.reason), at: offset)
        }
        return try matches(arguments[0], pattern, at: offset)
    }
}

extension Code.Comprehension {
    func value(_ frame: inout Frame) throws(EvaluationError) -> Value {
        let items = try range.value(&frame).items(of: kind.rawValue, at: offset)
        var results: [Value] = []
        var found = 0
        var failure: EvaluationError?
        for item in items {
            try frame.spend(at: offset)
            frame.setLocal(slot, item)
            switch kind {
            case .all, .exists:
                do {
                    let isTrue = try condition?.truth(&frame, at: offset) ?? true
                    if isTrue == (kind == .exists) { return kind == .exists ? .yes : .no }
                } catch {
                    // A limit is not absorbed: going on would only meet it again.
                    if error.reason == .tooManySteps { throw error }
                    failure = failure ?? error
                }
            case .existsOne:
                if try condition?.truth(&frame, at: offset) ?? true { found += 1 }
            case .map, .filter:
                if let condition, try !condition.truth(&frame, at: offset) { continue }
                results.append(try result?.value(&frame) ?? item)
            }
        }
        if let failure { throw failure }
        return switch kind {
        case .all: .yes
        case .exists: .no
        case .existsOne: found == 1 ? .yes : .no
        case .map, .filter: .list(results)
        }
    }
}
