import Expressions
import Values

/// A call whose arguments are not what its action takes: none that a checked bot makes.
package struct ArgumentMistake: Error, Hashable, CustomStringConvertible {
    package let description: String
}

extension Action {
    /// The arguments of a call as a row, each of exactly the type that the action takes.
    package func converting(_ arguments: [String: Value]) throws(ArgumentMistake) -> Record {
        var fields: [String: Value] = [:]
        for parameter in takes {
            let value = arguments[parameter.name] ?? .null
            if value == .null, parameter.optional || parameter.type.isOptional {
                fields[parameter.name] = .null
                continue
            }
            guard let converted = value.converted(to: parameter.type) else {
                throw ArgumentMistake(
                    description: "'\(name)' takes \(parameter.type) as '\(parameter.name)'"
                )
            }
            fields[parameter.name] = converted
        }
        if let other = arguments.keys.sorted().first(where: { fields[$0] == nil }) {
            throw ArgumentMistake(description: "'\(name)' takes no '\(other)'")
        }
        return Record(shape: "takes", fields: fields)
    }
}
