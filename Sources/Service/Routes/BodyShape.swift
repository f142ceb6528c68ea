import Foundation
import Values

/// What a body must look like: a schema of the OpenAPI document, made ready to hold bodies against.
///
/// Whatever the document declares is refused where it is otherwise, before anything is done: a wrong
/// type is never taken for an absent key. Of JSON Schema it knows what the document uses.
struct BodyShape: Sendable {
    private indirect enum Kind: Sendable {
        case anything
        case text(Text)
        case whole(least: Int?, most: Int?)
        case number
        case truth
        case nothing
        case list(BodyShape)
        case object(Object)
        /// One of several types.
        case either([BodyShape])
    }

    private struct Text: Sendable {
        var allowed: [String] = []
        /// Characters.
        var most: Int?
        var format: Format?
    }

    private struct Object: Sendable {
        var fields: [String: BodyShape] = [:]
        var required: [String] = []
        /// Keys that are not declared are refused, and `null` where something else is declared.
        var isClosed = false
        /// How many keys there may be.
        var most: Int?
    }

    /// What a text means.
    private enum Format: String, Sendable {
        case moment = "date-time"
        case span
        case telephone = "tel"
        case timeZone = "time-zone"
        case language = "language-tag"

        func takes(_ text: String) -> Bool {
            switch self {
            case .moment: Timestamp(text) != nil
            case .span: TimeSpan(text) != nil
            case .telephone: Self.isNumber(text)
            case .timeZone: TimeZoneName.isKnown(text)
            case .language: Self.isTag(text)
            }
        }

        var what: String {
            switch self {
            case .moment: "a time such as 2026-03-02T10:00:00Z"
            case .span: "a length of time such as 10m"
            case .telephone: "a telephone number such as +14155550101"
            case .timeZone: "the name of a time zone such as America/New_York"
            case .language: "the tag of a language such as es or pt-BR"
            }
        }

        /// Whether it is formed like a tag of BCP 47, with `_` as some systems write it.
        private static func isTag(_ text: String) -> Bool {
            let parts = text.utf8.split(omittingEmptySubsequences: false) {
                $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
            }
            let isOfLetters = { (byte: UInt8) in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            }
            return (2...8).contains(parts[0].count) && parts[0].allSatisfy(isOfLetters)
                && parts.dropFirst().allSatisfy { part in
                    (1...8).contains(part.count)
                        && part.allSatisfy {
                            isOfLetters($0)
                                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                        }
                }
        }

        /// Whether somebody could dial it: digits and what people write between them.
        private static func isNumber(_ text: String) -> Bool {
            let digits = text.utf8.count { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            return (3...20).contains(digits) && text.utf8.count <= 40
                && text.utf8.enumerated().allSatisfy { place, byte in
                    switch byte {
                    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: " "),
                        UInt8(ascii: "-"), UInt8(ascii: "("), UInt8(ascii: ")"),
                        UInt8(ascii: "."), UInt8(ascii: "/"):
                        true
                    case UInt8(ascii: "+"): place == 0
                    default: false
                    }
                }
        }
    }

    private let kind: Kind

    private init(_ kind: Kind) { self.kind = kind }

    /// - Parameter schema: As the document has it.
    init(_ schema: JSON) {
        switch schema["type"] {
        case nil: kind = .anything
        case .array(let types)?:
            kind = .either(
                types.map { type in
                    BodyShape(.object((schema.object ?? [:]).merging(["type": type]) { $1 }))
                }
            )
        case .string("string")?:
            kind = .text(
                Text(
                    allowed: (schema["enum"]?.array ?? []).compactMap(\.string),
                    most: schema["maxLength"]?.int,
                    format: schema["format"]?.string.flatMap(Format.init)
                )
            )
        case .string("integer")?:
            kind = .whole(least: schema["minimum"]?.int, most: schema["maximum"]?.int)
        case .string("number")?: kind = .number
        case .string("boolean")?: kind = .truth
        case .string("null")?: kind = .nothing
        case .string("array")?:
            kind = .list(schema["items"].map { BodyShape($0) } ?? BodyShape([:]))
        case .string("object")?:
            kind = .object(
                Object(
                    fields: (schema["properties"]?.object ?? [:]).mapValues { BodyShape($0) },
                    required: (schema["required"]?.array ?? []).compactMap(\.string),
                    isClosed: schema["additionalProperties"] == false,
                    most: schema["maxProperties"]?.int
                )
            )
        case let type?: preconditionFailure("a body is declared to be \(type.text)")
        }
    }

    /// The first thing that is otherwise than declared, by its path; nil: nothing is.
    func mistake(in json: JSON, at path: String = "") -> String? {
        switch kind {
        case .anything: nil
        case .text(let text): mistake(in: json.string, path, text)
        case .whole(let least, let most):
            json.int.map { (least ?? .min)...(most ?? .max) ~= $0 } == true
                ? nil : "\(path) is a whole number" + Self.bounds(least, most)
        case .number: json.double == nil ? "\(path) is a number" : nil
        case .truth: json.bool == nil ? "\(path) is true or false" : nil
        case .nothing: json == .null ? nil : "\(path) is null"
        case .list(let item):
            json.array.map { items in
                items.indices.lazy.compactMap { place in
                    item.mistake(in: items[place], at: "\(path)[\(place)]")
                }.first
            } ?? "\(path) is a list"
        case .object(let object): mistake(in: json.object, path, object)
        case .either(let shapes):
            shapes.contains { $0.mistake(in: json, at: path) == nil }
                ? nil : shapes.first?.mistake(in: json, at: path)
        }
    }

    private func mistake(in given: String?, _ path: String, _ text: Text) -> String? {
        guard let given else { return "\(path) is a text" }
        if !text.allowed.isEmpty, !text.allowed.contains(given) {
            return "\(path) is one of \(text.allowed.joined(separator: ", "))"
        }
        if let most = text.most, given.count > most {
            return "\(path) has \(most) characters at most"
        }
        if let format = text.format, !format.takes(given) { return "\(path) is \(format.what)" }
        return nil
    }

    private func mistake(in given: [String: JSON]?, _ path: String, _ object: Object) -> String? {
        guard let given else { return "\(path) is an object" }
        let prefix = path.isEmpty ? "" : path + "."
        if object.isClosed, let key = given.keys.filter({ object.fields[$0] == nil }).min() {
            let known = object.fields.keys.sorted().joined(separator: ", ")
            return "there is no '\(prefix + Self.shown(key))' here; there are \(known)"
        }
        if let key = object.required.first(where: { given[$0] == nil }) {
            return "\(prefix + key) is missing"
        }
        if let most = object.most, given.count > most {
            return "give \(most) of \(object.fields.keys.sorted().joined(separator: ", "))"
        }
        // In the order of their names, so that the same body is always refused for the same.
        for (key, value) in given.sorted(by: { $0.key < $1.key }) {
            guard let field = object.fields[key] else { continue }
            // What is told from outside may say of a key that there is nothing.
            if value == .null, !object.isClosed, !object.required.contains(key) { continue }
            if let mistake = field.mistake(in: value, at: prefix + key) { return mistake }
        }
        return nil
    }

    private static func bounds(_ least: Int?, _ most: Int?) -> String {
        switch (least, most) {
        case (let least?, let most?): " from \(least) to \(most)"
        case (let least?, nil): " from \(least)"
        case (nil, let most?): " up to \(most)"
        case (nil, nil): ""
        }
    }

    /// A key that somebody sent, as much of it as a message has room for.
    private static func shown(_ key: String) -> String {
        key.count <= 40 ? key : key.prefix(40) + "…"
    }
}
