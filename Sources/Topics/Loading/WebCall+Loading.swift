import Diagnostics
import Expressions
import Values
import YAML

/// Reads how one action asks a back end over HTTP.
struct WebCallReader {
    let problems: Problems
    let takes: [Parameter]
    let isSafe: Bool

    func call(_ node: Node, giving given: Expressions.`Type`?) -> WebCall? {
        guard let fields = Fields(node, WebCall.keys, problems),
            let (method, address) = address(fields)
        else { return nil }
        let body = body(fields, method, address)
        let call = WebCall(
            service: fields.literal("service") ?? "",
            place: (fields["service"] ?? node).location,
            method: method,
            address: address,
            headers: headers(fields),
            body: body,
            answer: fields["answer"].map { pointer($0) } ?? .whole,
            fields: places(fields, given),
            refusals: refusals(fields),
            empty: Set(statuses(fields, "empty", in: 200...499))
        )
        checkGiving(fields, given)
        return fields["service"] == nil ? nil : call
    }

    // MARK: The request

    private func address(_ fields: Fields) -> (WebCall.Method, AddressTemplate)? {
        let written = WebCall.Method.allCases.filter { fields.has($0.rawValue) }
        guard let method = written.first else {
            problems.error(
                "missing-key",
                at: fields.location,
                "an http call needs one of " + WebCall.methods.joined(separator: ", "),
                hint: "write 'get: /path', or 'post: /path' for what changes something"
            )
            return nil
        }
        if written.count > 1, let second = fields.key(written[1].rawValue) {
            problems.error(
                "two-verbs",
                at: second.location,
                "an http call is one request",
                hint: "write two actions"
            )
            return nil
        }
        guard let node = fields[method.rawValue], let text = node.string else { return nil }
        if method == .get, !isSafe, let key = fields.key(method.rawValue) {
            problems.error(
                "unsafe-get",
                at: key.location,
                "a 'get' only reads, and this action is not 'safe'",
                hint: "write 'safe: true', or 'post' for what changes something"
            )
        }
        do throws(AddressTemplate.Mistake) {
            let address = try AddressTemplate(text)
            check(address, at: node)
            return (method, address)
        } catch {
            let place = node.contentLocation
            problems.error(
                "bad-address",
                at: SourceLocation(
                    file: place.file,
                    line: place.line,
                    column: place.column + error.offset
                ),
                error.message,
                hint: error.hint
            )
            return nil
        }
    }

    /// Whether each argument that the address has may stand in one.
    private func check(_ address: AddressTemplate, at node: Node) {
        for piece in address.pieces {
            guard case .part(let name) = piece, let parameter = parameter(name),
                parameter.optional || parameter.type.isOptional
            else { continue }
            problems.error(
                "may-be-empty",
                at: node.contentLocation,
                "'\(name)' may be empty, and a part of a path may not",
                hint: "write '{?\(name)}' behind the path, or take it without 'optional'"
            )
        }
        for name in address.arguments {
            guard let parameter = parameter(name) else {
                problems.error(
                    "unknown-argument",
                    at: node.contentLocation,
                    "the action takes no '\(name)'",
                    hint: wayOut(for: name, known: takes.map(\.name))
                )
                continue
            }
            if parameter.secure {
                problems.error(
                    "secure-leak",
                    at: node.contentLocation,
                    "'\(name)' is secure, and addresses are written down by who passes them on",
                    hint: "send it in the body of a 'post'"
                )
            }
            if !parameter.type.isInAddress {
                problems.error(
                    "wrong-type",
                    at: node.contentLocation,
                    "'\(name)' is \(parameter.type), which no address can hold",
                    hint: "send it in the body of a 'post'"
                )
            }
        }
    }

    private func parameter(_ name: String) -> Parameter? { takes.first { $0.name == name } }

    private func body(
        _ fields: Fields,
        _ method: WebCall.Method,
        _ address: AddressTemplate
    ) -> [Assignment]? {
        guard method != .get else {
            if let key = fields.key("body") {
                problems.error(
                    "not-here",
                    at: key.location,
                    "a 'get' has no body",
                    hint: "write it into the address, or use 'post'"
                )
            }
            let named = Set(address.arguments)
            for lost in takes where !named.contains(lost.name) {
                problems.error(
                    "unsent-argument",
                    at: fields.key("get")?.location ?? fields.location,
                    "'\(lost.name)' is taken and not sent",
                    hint: "write '{\(lost.name)}' or '{?\(lost.name)}' into the address"
                )
            }
            return nil
        }
        guard fields["body"] != nil else { return nil }
        if fields.pairs("body").isEmpty, let node = fields["body"] {
            problems.error(
                "empty-value",
                at: node.location,
                "no field is sent here",
                hint: "leave 'body' out to send the arguments under their own names"
            )
        }
        return fields.pairs("body").compactMap { entry in
            let name = entry.key.string ?? ""
            guard entry.value.string != nil, !entry.value.isNull else {
                problems.error(
                    "wrong-kind",
                    at: entry.value.location,
                    "a field of the body takes an expression",
                    hint: "write '\(shown(name)): takes.name'; a text is in two kinds of quotes: "
                        + "\"'new'\""
                )
                return nil
            }
            let scope = scope
            return problems.collecting(in: scope) {
                compile(entry.value, scope: scope, into: &$0)
            }
            .map { Assignment(name: name, value: $0) }
        }
    }

    private var scope: Scope {
        var scope = Scope.everywhere
        scope.names["takes"] = .record(Parameter.row(of: takes))
        return scope
    }

    private func headers(_ fields: Fields) -> [(name: String, value: String)] {
        fields.pairs("headers").compactMap { entry in
            let name = entry.key.string ?? ""
            let isName =
                !name.isEmpty
                && name.utf8.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                        || (0x61...0x7A).contains(byte) || "!#$%&'*+.^_`|~-".utf8.contains(byte)
                }
            guard isName else {
                problems.error(
                    "bad-name",
                    at: entry.key.location,
                    "'\(shown(name))' is no name of a header",
                    hint: "write letters, digits and '-', such as Accept-Language"
                )
                return nil
            }
            guard !WebCall.kept.contains(name.lowercased()) else {
                problems.error(
                    "not-here",
                    at: entry.key.location,
                    "'\(name)' is not the bot's to say",
                    hint: "secrets stand in the server's file, under the service; the rest is done "
                        + "by itself"
                )
                return nil
            }
            guard let value = entry.value.string, !entry.value.isNull,
                value.unicodeScalars.allSatisfy({ (" "..."~").contains($0) })
            else {
                problems.error(
                    "wrong-kind",
                    at: entry.value.location,
                    "a header is one line of plain letters",
                    hint: "write '\(name): text'"
                )
                return nil
            }
            return (name, value)
        }
    }
}

extension Parameter {
    /// Arguments as a row.
    static func row(of takes: [Parameter]) -> RowType {
        let fields = takes.map { ($0.name, $0.optional ? $0.type.orEmpty : $0.type) }
        return RowType(
            name: "takes",
            fields: Dictionary(fields, uniquingKeysWith: { one, _ in one })
        )
    }
}

extension Expressions.`Type` {
    /// Whether its values are written on one line.
    fileprivate var isInAddress: Bool {
        switch unwrapped {
        case .bool, .int, .double, .string, .timestamp, .duration, .decimal, .date, .time,
            .datetime,
            .phone, .email, .address, .choice, .timeSlot, .dyn:
            true
        case .null, .list, .map, .money, .file, .location, .record, .article, .optional: false
        }
    }
}
