/// Why an expression has no value this time, and at which of its scalars.
package struct EvaluationError: Error, Hashable, Sendable {
    package let reason: Reason
    /// Unicode scalars from the beginning of the expression.
    package let offset: Int

    package init(_ reason: Reason, at offset: Int = 0) {
        self.reason = reason
        self.offset = offset
    }

    package enum Reason: Hashable, Sendable {
        /// A value was needed and there is none.
        case empty
        case unknownName(String)
        case unknownFunction(String)
        /// An operator or function met values it has no meaning for; the words are their types.
        case noOverload(String, [String])
        case noField(String)
        case noKey(String)
        case indexOutOfRange
        case divisionByZero
        case overflow
        /// Outside the years 1 to 9999, or a duration beyond 292 years.
        case outOfRange(String)
        /// A text or number that is not what a conversion asked for.
        case notConvertible(String, to: String)
        case badPattern(String)
        case unknownTimeZone(String)
        case repeatedKey(String)
        case badKey
        case badFormat(String)
        case differentCurrencies
        /// More than `Limits.iterations` steps.
        case tooManySteps
        /// A text above `Limits.textBytes` or a list above `Limits.iterations` items.
        case tooLarge
        /// What a function beside the built-in ones says.
        case failed(String)
    }

    /// What went wrong, in an author's words.
    package var message: String {
        switch reason {
        case .empty: "there is no value here"
        case .unknownName(let name): "there is no '\(name)' here"
        case .unknownFunction(let name): "there is no function '\(name)'"
        case .noOverload(let name, let types):
            "'\(name)' does not take \(types.joined(separator: " and "))"
        case .noField(let name): "there is no field '\(name)'"
        case .noKey(let key): "the map has no key \(key)"
        case .indexOutOfRange: "there is no item at that place"
        case .divisionByZero: "division by zero"
        case .overflow: "the number is too large"
        case .outOfRange(let what): "\(what) is out of range"
        case .notConvertible(let text, let type): "\(text) is not \(type)"
        case .badPattern(let why): "the pattern is not valid: \(why)"
        case .unknownTimeZone(let name): "there is no time zone '\(name)'"
        case .repeatedKey(let key): "the key \(key) stands twice in the map"
        case .badKey: "a key is text, a whole number, true or false"
        case .badFormat(let why): "format: \(why)"
        case .differentCurrencies: "these amounts are in different currencies"
        case .tooManySteps: "more than \(Limits.iterations) steps"
        case .tooLarge: "the result is too large"
        case .failed(let why): why
        }
    }
}

extension EvaluationError: CustomStringConvertible {
    package var description: String { message }
}

/// Far beyond what a designer writes, far below what would hold up a turn.
package enum Limits {
    /// Nesting of brackets, calls and fields.
    package static let depth = 64
    /// Bytes of one expression.
    package static let sourceBytes = 64 * 1024
    /// Items that macros, comparisons and new lists go through in one evaluation.
    package static let iterations = 100_000
    /// Bytes of a text that an expression makes.
    package static let textBytes = 1 << 20
    /// Bytes of all texts that one evaluation makes on its way.
    package static let madeBytes = 8 << 20
}
