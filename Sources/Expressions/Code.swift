import Foundation
import Text
import Values

/// An expression ready to run: names looked up, overloads chosen, constants worked out.
indirect enum Code: Hashable, Sendable {
    case constant(Value)
    case name(String)
    /// The variable of the macro at that depth.
    case local(Int)
    case field(Code, String, at: Int)
    /// The macro `has`.
    case has(Code, String, at: Int)
    case filled(Code)
    case element(Code, Code, at: Int)
    case list([Code])
    case map([Entry], at: Int)
    case negation(Code, at: Int)
    case not(Code, at: Int)
    case arithmetic(Code, [Operand])
    case order(Relation, Code, Code, at: Int)
    case equal(Code, Code, isNegated: Bool, at: Int)
    /// Compared with a constant text.
    case equalText(Code, String, isNegated: Bool)
    /// In a constant list of texts.
    case isOneOf(Code, [String])
    case isIn(Code, Code, at: Int)
    case all([Code], at: Int)
    case any([Code], at: Int)
    case conditional([Branch], otherwise: Code, at: Int)
    case comprehension(Comprehension)
    case call(Function, [Code], at: Int)
    case matches(Code, Pattern, at: Int)
    /// A function beside the built-in ones.
    case extra(String, [Code], at: Int)
    /// A number where a decimal or a double is wanted.
    case converted(Code, to: Conversion, at: Int)
    /// What an unchecked expression meets when it comes here.
    case failure(EvaluationError)

    struct Entry: Hashable, Sendable {
        let key: Code
        let value: Code
    }

    struct Operand: Hashable, Sendable {
        let sign: Arithmetic
        let offset: Int
        let part: Code
    }

    struct Branch: Hashable, Sendable {
        let condition: Code
        let result: Code
    }

    enum Conversion: Hashable, Sendable {
        case decimal, double, decimals
    }

    struct Comprehension: Hashable, Sendable {
        enum Kind: String, Hashable, Sendable {
            case all, exists, existsOne = "exists_one", map, filter
        }

        let kind: Kind
        let range: Code
        let slot: Int
        let condition: Code?
        let result: Code?
        let offset: Int
    }
}

extension Code {
    var constant: Value? {
        guard case .constant(let value) = self else { return nil }
        return value
    }

    /// The constant where every part is one and the same answer comes each time.
    var folded: Code {
        let isFixed =
            switch self {
            case .list(let parts): parts.allSatisfy { $0.constant != nil }
            case .map(let entries, _):
                entries.allSatisfy { $0.key.constant != nil && $0.value.constant != nil }
            case .arithmetic(let first, let rest):
                first.constant != nil && rest.allSatisfy { $0.part.constant != nil }
            case .negation(let part, _), .not(let part, _), .converted(let part, _, _):
                part.constant != nil
            case .call(let function, let parts, _):
                function.isFixed(for: parts.compactMap(\.constant))
                    && parts.allSatisfy { $0.constant != nil }
            default: false
            }
        guard isFixed else { return self }
        var frame = Frame(Environment(on: .none))
        guard let value = try? value(&frame) else { return self }
        // A long text is made when it is wanted, so that a short source stays a small program.
        if let text = value.plainText, text.utf8.count > 4096 { return self }
        return .constant(value)
    }
}

extension Occasion {
    /// No occasion at all, for what depends on none.
    static let none = Occasion(now: Timestamp(seconds: 0), zone: .gmt)
}

/// What an evaluation carries along.
struct Frame {
    let environment: Environment
    /// Variables of macros, by the depth of the macro.
    private var locals: [Value] = []
    private var stepsLeft = Limits.iterations
    private var bytesLeft = Limits.madeBytes

    init(_ environment: Environment) {
        self.environment = environment
    }

    var occasion: Occasion { environment.occasion }

    func local(_ slot: Int) -> Value { slot < locals.count ? locals[slot] : .null }

    mutating func setLocal(_ slot: Int, _ value: Value) {
        while locals.count <= slot { locals.append(.null) }
        locals[slot] = value
    }

    mutating func spend(_ steps: Int = 1, at offset: Int) throws(EvaluationError) {
        stepsLeft = max(-1, stepsLeft - steps)
        guard stepsLeft >= 0 else { throw EvaluationError(.tooManySteps, at: offset) }
    }

    /// Counts the reading of a long text or list as steps: one for 256 bytes or items.
    mutating func spend(reading value: Value, at offset: Int) throws(EvaluationError) {
        let size =
            switch value {
            case .string(let text): text.utf8.count
            case .list(let items): items.count
            default: 0
            }
        if size >= 256 { try spend(size >> 8, at: offset) }
    }

    /// Counts what was made: a text by its bytes, a list by its items.
    mutating func spend(making value: Value, at offset: Int) throws(EvaluationError) {
        switch value {
        case .string(let text):
            bytesLeft = max(-1, bytesLeft - text.utf8.count)
            guard bytesLeft >= 0 else { throw EvaluationError(.tooLarge, at: offset) }
        case .list(let items): try spend(items.count, at: offset)
        default: break
        }
    }
}
