import Values

extension Function {
    func onText(_ arguments: Arguments) throws(EvaluationError) -> Value {
        switch self {
        case .join: return try joined(arguments)
        case .reverse:
            if case .list(let items) = arguments[0] { return .list(items.reversed()) }
        default: break
        }
        let text = try arguments.text(0)
        switch self {
        case .contains: return arguments.made(text.contains(scalars: try arguments.text(1)))
        case .startsWith:
            return arguments.made(text.utf8.starts(with: try arguments.text(1).utf8))
        case .endsWith:
            let end = try arguments.text(1)
            return arguments.made(text.utf8.reversed().starts(with: end.utf8.reversed()))
        case .lowerAscii: return .string(text.mapASCII("A"..."Z") { $0 &+ 32 })
        case .upperAscii: return .string(text.mapASCII("a"..."z") { $0 &- 32 })
        case .lower: return try arguments.made(text.lowercased())
        case .upper: return try arguments.made(text.uppercased())
        case .trim: return .string(text.trimmed)
        case .reverse:
            return .string(String(String.UnicodeScalarView(text.unicodeScalars.reversed())))
        case .digits:
            return .string(
                String(text.unicodeScalars.compactMap(\.decimalDigit).map { Character("\($0)") })
            )
        case .luhn: return arguments.made(passesLuhn(text))
        case .quote: return try arguments.made(quoted(text))
        case .last:
            let count = try arguments.whole(1)
            guard count >= 0 else { throw arguments.error(.indexOutOfRange) }
            return .string(String(text.unicodeScalars.suffix(count)))
        case .replace, .split: return try cut(text, arguments)
        default: return try onPlaces(Array(text.unicodeScalars), arguments)
        }
    }

    private func joined(_ arguments: Arguments) throws(EvaluationError) -> Value {
        guard case .list(let items) = arguments[0] else { throw arguments.refused() }
        let separator = arguments.count > 1 ? try arguments.text(1) : ""
        var text = ""
        for (place, item) in items.enumerated() {
            guard let part = item.plainText else { throw arguments.refused() }
            if place > 0 { text += separator }
            text += part
            guard text.utf8.count <= Limits.textBytes else { throw arguments.error(.tooLarge) }
        }
        return .string(text)
    }

    /// The functions that count scalars.
    private func onPlaces(
        _ scalars: [Unicode.Scalar],
        _ arguments: Arguments
    ) throws(EvaluationError) -> Value {
        func place(_ argument: Int) throws(EvaluationError) -> Int {
            let place = try arguments.whole(argument)
            guard (0...scalars.count).contains(place) else {
                throw arguments.error(.indexOutOfRange)
            }
            return place
        }
        switch self {
        case .charAt:
            let index = try place(1)
            return .string(index < scalars.count ? String(scalars[index]) : "")
        case .substring:
            let start = try place(1)
            let end = arguments.count > 2 ? try place(2) : scalars.count
            guard start <= end else { throw arguments.error(.indexOutOfRange) }
            return .string(String(String.UnicodeScalarView(scalars[start..<end])))
        case .indexOf:
            let wanted = Array(try arguments.text(1).unicodeScalars)
            let start = arguments.count > 2 ? try place(2) : 0
            if wanted.isEmpty { return arguments.made(start) }
            return arguments.made(
                firstPlace(of: wanted, in: scalars, from: start)?.lowerBound ?? -1
            )
        case .lastIndexOf:
            let wanted = Array(try arguments.text(1).unicodeScalars)
            let latest = arguments.count > 2 ? try place(2) : scalars.count
            guard wanted.count <= scalars.count else { return arguments.made(-1) }
            let end = min(scalars.count, latest + wanted.count)
            if wanted.isEmpty { return arguments.made(end) }
            // The first place from behind.
            let found = firstPlace(
                of: wanted.reversed(),
                in: Array(scalars[..<end].reversed()),
                from: 0
            )
            return arguments.made(found.map { end - $0.upperBound } ?? -1)
        default: throw arguments.refused()
        }
    }

    private func cut(_ text: String, _ arguments: Arguments) throws(EvaluationError) -> Value {
        let separator = try arguments.text(1)
        if self == .replace {
            let replacement = try arguments.text(2)
            let limit = arguments.count > 3 ? try arguments.whole(3) : -1
            let parts = text.parts(between: separator, limit: limit < 0 ? nil : limit)
            let added = (parts.count - 1).multipliedReportingOverflow(by: replacement.utf8.count)
            guard !added.overflow, added.partialValue <= Limits.textBytes else {
                throw arguments.error(.tooLarge)
            }
            return try arguments.made(parts.joined(separator: replacement))
        }
        let limit = arguments.count > 2 ? try arguments.whole(2) : -1
        if limit == 0 { return .list([]) }
        var parts = text.parts(between: separator, limit: limit < 0 ? nil : limit - 1)
        // Cut by nothing, a text falls into its scalars, with nothing before or behind them.
        if separator.isEmpty {
            if parts.first?.isEmpty == true { parts.removeFirst() }
            if parts.last?.isEmpty == true { parts.removeLast() }
        }
        guard parts.count <= Limits.iterations else { throw arguments.error(.tooLarge) }
        return .list(parts.map(Value.string))
    }
}

/// The check digit of card and account numbers; spaces and hyphens do not count.
///
/// Source: ISO/IEC 7812-1, annex B.
private func passesLuhn(_ text: String) -> Bool {
    var sum = 0
    var count = 0
    for scalar in text.unicodeScalars.reversed() {
        if scalar == " " || scalar == "-" { continue }
        guard let digit = scalar.decimalDigit else { return false }
        let doubled = count.isMultiple(of: 2) ? digit : digit * 2
        sum += doubled > 9 ? doubled - 9 : doubled
        count += 1
    }
    return count > 1 && sum.isMultiple(of: 10)
}

/// The text as a literal of CEL.
func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\u{07}": result += "\\a"
        case "\u{08}": result += "\\b"
        case "\u{0C}": result += "\\f"
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        case "\u{0B}": result += "\\v"
        case "\\": result += "\\\\"
        case "\"": result += "\\\""
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}

extension Unicode.Scalar {
    /// 0 to 9 for a decimal digit of any script.
    fileprivate var decimalDigit: Int? {
        guard properties.generalCategory == .decimalNumber,
            let value = properties.numericValue
        else { return nil }
        return Int(value)
    }
}

extension String {
    fileprivate func contains(scalars other: String) -> Bool {
        if other.isEmpty { return true }
        return firstPlace(of: Array(other.utf8), in: Array(utf8), from: 0) != nil
    }

    fileprivate func mapASCII(
        _ range: ClosedRange<Unicode.Scalar>,
        _ change: (UInt8) -> UInt8
    ) -> String {
        let bounds = UInt8(ascii: range.lowerBound)...UInt8(ascii: range.upperBound)
        return String(
            decoding: utf8.map { bounds.contains($0) ? change($0) : $0 },
            as: UTF8.self
        )
    }

    fileprivate var trimmed: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }

    /// What stands before, between and behind the first `limit` places of a separator.
    ///
    /// An empty separator stands before each scalar and at the end.
    fileprivate func parts(between separator: String, limit: Int?) -> [String] {
        let most = limit ?? .max
        guard most > 0 else { return [self] }
        if separator.isEmpty {
            let scalars = Array(unicodeScalars)
            let cuts = min(most, scalars.count + 1)
            var parts = [""]
            for scalar in scalars.prefix(cuts - 1) { parts.append(String(scalar)) }
            parts.append(String(String.UnicodeScalarView(scalars.dropFirst(cuts - 1))))
            return parts
        }
        let bytes = Array(utf8)
        let wanted = Array(separator.utf8)
        var parts: [String] = []
        var start = 0
        while parts.count < most, let found = firstPlace(of: wanted, in: bytes, from: start) {
            parts.append(String(decoding: bytes[start..<found.lowerBound], as: UTF8.self))
            start = found.upperBound
        }
        parts.append(String(decoding: bytes[start...], as: UTF8.self))
        return parts
    }
}

/// Where some bytes or scalars first stand, by Knuth, Morris and Pratt: linear whatever the texts.
private func firstPlace<Part: Equatable>(
    of wanted: [Part],
    in parts: [Part],
    from start: Int
) -> Range<Int>? {
    guard !wanted.isEmpty, parts.count - start >= wanted.count else { return nil }
    var borders = [Int](repeating: 0, count: wanted.count)
    var matched = 0
    for place in 1..<max(1, wanted.count) {
        while matched > 0, wanted[place] != wanted[matched] { matched = borders[matched - 1] }
        if wanted[place] == wanted[matched] { matched += 1 }
        borders[place] = matched
    }
    matched = 0
    for place in start..<parts.count {
        while matched > 0, parts[place] != wanted[matched] { matched = borders[matched - 1] }
        if parts[place] == wanted[matched] { matched += 1 }
        if matched == wanted.count { return (place + 1 - matched)..<(place + 1) }
    }
    return nil
}
