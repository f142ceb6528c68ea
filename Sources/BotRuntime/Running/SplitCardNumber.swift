import Values

/// The number of a payment card that a customer writes in parts, message after message.
///
/// No part is one for itself, and what stands in a transcript is read as a whole. When the last part
/// has come, all digits but the last four of the number are hidden, in every message of it.
struct SplitCardNumber {
    /// What one message has of it.
    struct Part: Hashable {
        /// Its place among the texts.
        let message: Int
        let written: String
        let hidden: String
    }

    /// Messages that are looked at together, those without a digit left out.
    static let mostMessages = 4

    /// One for each message that has some of it, the new one last.
    let parts: [Part]

    /// Finds the number that the last text completes, if it does.
    ///
    /// - Parameter texts: What the customer wrote, the oldest first and the new one last.
    init?(_ texts: [String]) {
        let messages = texts.map { Message($0) }
        guard let end = messages.last?.runs.first else { return nil }
        var between: [Piece] = []
        for place in messages.indices.dropLast().reversed() {
            let message = messages[place]
            guard let run = message.runs.last else { continue }
            for first in run.indices {
                for last in end.indices {
                    let pieces =
                        [Piece(message: place, groups: run[first...])] + between
                        + [Piece(message: messages.endIndex - 1, groups: end[...last])]
                    guard Self.isNumber(pieces, of: messages) else { continue }
                    parts = Self.parts(pieces, of: messages)
                    return
                }
            }
            // What stands between its first and its last part is nothing but digits of it.
            guard message.runs.count == 1, between.count < Self.mostMessages - 2 else { return nil }
            between.insert(Piece(message: place, groups: run[...]), at: 0)
        }
        return nil
    }

    private struct Message {
        let scalars: [Unicode.Scalar]
        /// Groups of digits with only separators between them.
        let runs: [[Range<Int>]]

        init(_ text: String) {
            scalars = Array(text.unicodeScalars)
            runs = DigitRun.all(in: scalars).map(\.groups)
        }
    }

    private struct Piece {
        let message: Int
        let groups: ArraySlice<Range<Int>>
    }

    /// Beside the check digit a brand is asked for: of any two numbers that come one after the other
    /// every tenth would pass the check alone.
    private static func isNumber(_ pieces: [Piece], of messages: [Message]) -> Bool {
        let count = pieces.reduce(0) { $0 + $1.groups.reduce(0) { $0 + $1.count } }
        guard CardNumbers.lengths.contains(count) else { return false }
        let digits = pieces.flatMap { piece in
            piece.groups.joined().compactMap {
                CardNumbers.digit(messages[piece.message].scalars[$0])
            }
        }
        return CardNumbers.passesCheck(digits) && CardBrands.has(digits)
    }

    private static func parts(_ pieces: [Piece], of messages: [Message]) -> [Part] {
        var open = 4
        var parts: [Part] = []
        for piece in pieces.reversed() {
            guard let start = piece.groups.first?.lowerBound,
                let end = piece.groups.last?.upperBound
            else { continue }
            var scalars = messages[piece.message].scalars
            let written = scalars[start..<end]
            for place in piece.groups.joined().reversed() {
                if open > 0 { open -= 1 } else { scalars[place] = "•" }
            }
            parts.append(
                Part(
                    message: piece.message,
                    written: String(written),
                    hidden: String(scalars[start..<end])
                )
            )
        }
        return parts.reversed()
    }
}

extension SplitCardNumber.Part {
    /// Hides the part where it stands in what is kept of its message: for itself, not within another
    /// word or number; what names something stays.
    func hidden(in json: JSON) -> JSON { hidden(in: json, keepsNames: true) }

    private func hidden(in json: JSON, keepsNames: Bool) -> JSON {
        switch json {
        case .string(let text): .string(hidden(in: text))
        case .array(let items): .array(items.map { hidden(in: $0, keepsNames: keepsNames) })
        case .object where keepsNames:
            NamesInJSON.rebuilding(json) { hidden(in: $0, keepsNames: $1) }
        case .object(let fields): .object(fields.mapValues { hidden(in: $0, keepsNames: false) })
        case .int(let number): String(number) == written ? .string(hidden) : json
        case .null, .bool, .double: json
        }
    }

    private func hidden(in text: String) -> String {
        guard written != hidden else { return text }
        var result = ""
        var rest = text[...]
        while let found = rest.firstRange(of: written) {
            let isWhole =
                !(text[..<found.lowerBound].last?.isPartOfWord ?? false)
                && !(rest[found.upperBound...].first?.isPartOfWord ?? false)
            result += rest[..<found.lowerBound] + (isWhole ? hidden : written)
            rest = rest[found.upperBound...]
        }
        return result + rest
    }
}

extension Character {
    fileprivate var isPartOfWord: Bool { isLetter || isNumber }
}

extension String {
    fileprivate init(_ scalars: ArraySlice<Unicode.Scalar>) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        self.init(view)
    }
}

/// With which digits the numbers of the brands begin, and how many they have.
///
/// Source: ISO/IEC 7812-1 and what the brands publish.
enum CardBrands {
    static func has(_ digits: [Int]) -> Bool {
        guard digits.count >= 13 else { return false }
        let start = digits.prefix(4).reduce(0) { $0 * 10 + $1 }
        return switch (start, digits.count) {
        // Visa
        case (4000...4999, 13), (4000...4999, 16), (4000...4999, 19): true
        // Mastercard, and Mir beside it
        case (5100...5599, 16), (2221...2720, 16), (2200...2204, 16...19): true
        // American Express
        case (3400...3499, 15), (3700...3799, 15): true
        // Diners Club
        case (3000...3059, 14...19), (3095, 14...19), (3600...3699, 14...19): true
        case (3800...3999, 14...19): true
        // JCB
        case (3528...3589, 16...19): true
        // Discover, UnionPay, Maestro and RuPay, which share these
        case (5000...5099, 13...19), (5600...5899, 13...19), (6000...6999, 13...19): true
        case (8100...8171, 16...19), (8200...8299, 16): true
        default: false
        }
    }
}
