import Expressions
import Topics
import Values

/// Reads what an action gives out of a back end's JSON, and takes nothing that is not as declared.
struct AnswerReader {
    let call: WebCall

    /// An answer that is not what `actions.yaml` promises: the back end's fault.
    ///
    /// It says where, and nothing of what stands there.
    struct Fault: Error, Hashable, CustomStringConvertible {
        let description: String
    }

    /// The value that an answer gives.
    ///
    /// - Parameters:
    ///   - json: The answer.
    ///   - type: What the action gives.
    /// - Returns: A value of exactly that type.
    /// - Throws: Where in the answer something else stands.
    func value(
        of json: JSON,
        as type: Expressions.`Type`
    ) throws(Fault) -> Value {
        guard let found = call.answer.value(in: json) else {
            if type.isOptional { return .null }
            throw Fault(description: "there is nothing at '\(call.answer)'")
        }
        return try value(found, type, at: call.answer.steps, isRow: true)
    }

    /// What stands at a place; of a row that is given, or of each in a list of them, the fields may
    /// stand elsewhere.
    private func value(
        _ json: JSON,
        _ type: Expressions.`Type`,
        at place: [String],
        isRow: Bool
    ) throws(Fault) -> Value {
        switch type {
        case .optional(let inner):
            return json == .null ? .null : try value(json, inner, at: place, isRow: isRow)
        case .list(let item):
            guard case .array(let items) = json else { throw fault(place, type) }
            var values: [Value] = []
            for (number, json) in items.enumerated() {
                values.append(try value(json, item, at: place + ["\(number)"], isRow: isRow))
            }
            return .list(values)
        case .record(let row):
            guard case .object = json else { throw fault(place, type) }
            var fields: [String: Value] = [:]
            for (name, type) in row.fields.sorted(by: { $0.key < $1.key }) {
                let pointer = (isRow ? call.fields[name] : nil) ?? JSONPointer(field: name)
                let steps = place + pointer.steps
                guard let found = pointer.value(in: json) else {
                    guard type.isOptional else {
                        throw Fault(description: "there is nothing at '\(Self.pointer(steps))'")
                    }
                    fields[name] = .null
                    continue
                }
                fields[name] = try value(found, type, at: steps, isRow: false)
            }
            return .record(Record(shape: row.name, fields: fields))
        default:
            let value = Value(json: json, as: type)
            guard value != .null else { throw fault(place, type) }
            return value
        }
    }

    private func fault(_ place: [String], _ type: Expressions.`Type`) -> Fault {
        Fault(description: "what stands at '\(Self.pointer(place))' is not \(type)")
    }

    private static func pointer(_ steps: [String]) -> String {
        steps.map { "/" + $0 }.joined()
    }
}
