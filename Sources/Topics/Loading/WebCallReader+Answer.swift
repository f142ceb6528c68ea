import Expressions
import Values
import YAML

/// Where in an answer stands what an action gives, and which answers are none.
extension WebCallReader {
    func pointer(_ node: Node) -> JSONPointer {
        if let text = node.string, let pointer = JSONPointer(text) { return pointer }
        problems.error(
            "wrong-value",
            at: node.location,
            "'\(shown(node.string ?? ""))' is no JSON pointer",
            hint: "write '/data/items': a '/' before each name, '~1' for a '/' within one"
        )
        return .whole
    }

    func places(
        _ fields: Fields,
        _ given: Expressions.`Type`?
    ) -> [String: JSONPointer] {
        guard let node = fields["fields"] else { return [:] }
        guard let row = given?.row else {
            problems.error(
                "gives-nothing",
                at: node.location,
                "the action gives no row with fields",
                hint: "write 'gives:' with a table or a shape"
            )
            return [:]
        }
        if fields.pairs("fields").isEmpty {
            problems.error(
                "empty-value",
                at: node.location,
                "no field is named here",
                hint: "leave 'fields' out where all stand under their own names"
            )
        }
        var places: [String: JSONPointer] = [:]
        for entry in fields.pairs("fields") {
            let name = entry.key.string ?? ""
            if row.fields[name] == nil {
                problems.error(
                    "unknown-field",
                    at: entry.key.location,
                    "\(row.name) has no field '\(shown(name))'",
                    hint: wayOut(for: name, known: Array(row.fields.keys))
                )
            }
            places[name] = pointer(entry.value)
        }
        return places
    }

    func refusals(_ fields: Fields) -> Set<WebCall.Refusal> {
        guard fields["refused"] != nil else {
            return Set(WebCall.usualRefusals.map { .status($0) })
        }
        let numbers = statuses(fields, "refused", in: 400...499)
        let types = fields.literals("refused").filter { Int($0) == nil }
        return Set(numbers.map { .status($0) } + types.map { .problem($0) })
    }

    func statuses(
        _ fields: Fields,
        _ key: String,
        in range: ClosedRange<Int>
    ) -> [Int] {
        let nodes = fields.items(key)
        if nodes.isEmpty, let node = fields[key] {
            problems.error(
                "empty-value",
                at: node.location,
                "no status stands here",
                hint: "write '\(key): [404]', or leave it out"
            )
        }
        return nodes.compactMap { node in
            guard let number = node.string.flatMap({ Int($0) }) else {
                if key == "empty" { reportStatus(node, key, range) }
                return nil
            }
            guard range.contains(number) else {
                reportStatus(node, key, range)
                return nil
            }
            return number
        }
    }

    private func reportStatus(_ node: Node, _ key: String, _ range: ClosedRange<Int>) {
        problems.error(
            "wrong-value",
            at: node.location,
            "'\(key)' takes statuses from \(range.lowerBound) to \(range.upperBound), not "
                + "'\(shown(node.string ?? ""))'",
            hint: "write '\(key): [404]'"
        )
    }

    /// Whether what the action gives can stand in JSON.
    func checkGiving(_ fields: Fields, _ given: Expressions.`Type`?) {
        guard let given else {
            for key in ["answer", "empty"] {
                guard let node = fields.key(key) else { continue }
                problems.error(
                    "gives-nothing",
                    at: node.location,
                    "'\(key)' has no meaning where the action gives nothing",
                    hint: "write 'gives:', or leave it out"
                )
            }
            return
        }
        guard let row = given.row else { return }
        for (name, type) in row.fields.sorted(by: { $0.key < $1.key }) where !type.isInJSON {
            problems.error(
                "wrong-gives",
                at: fields.location,
                "'\(name)' of \(row.name) is \(type), which no back end can give",
                hint: "give text, numbers, dates and other rows"
            )
        }
    }
}

extension Expressions.`Type` {
    /// The rows that an action gives, one or many.
    fileprivate var row: RowType? {
        switch unwrapped {
        case .list(let item): item.row
        case .record(let row): row
        default: nil
        }
    }

    /// Whether `Value(json:as:)` reads it.
    fileprivate var isInJSON: Bool {
        switch self {
        case .bool, .int, .double, .string, .timestamp, .duration, .decimal, .money, .date, .time,
            .datetime, .phone, .email, .address, .dyn:
            true
        case .list(let item), .optional(let item): item.isInJSON
        case .record(let row): row.fields.values.allSatisfy(\.isInJSON)
        case .null, .map, .file, .location, .choice, .timeSlot, .article: false
        }
    }
}
