import Diagnostics
import Expressions
import YAML

/// Reads the types of `takes:`, `gives:`, `columns:` and `shapes:`.
struct TypeReader {
    /// Tables and shapes by name.
    var rows: [String: RowType] = [:]
    /// Tables that could not be read, which has been reported.
    var broken: Set<String> = []
    let problems: Problems

    /// A type with what a parameter says beside it.
    struct Reading {
        var type: Expressions.`Type`
        var optional = false
        var secure = false
        /// Customers read it in their language: of columns only.
        var translated = false
    }

    /// The words for types that hold no others.
    static let words: [String: Expressions.`Type`] = [
        "text": .string, "number": .decimal, "int": .int, "bool": .bool, "yesno": .bool,
        "money": .money, "date": .date, "time": .time, "datetime": .datetime,
        "timestamp": .timestamp, "duration": .duration, "phone": .phone, "email": .email,
        "address": .address, "pattern": .string, "digits": .string, "file": .file,
        "location": .location, "time_slot": .timeSlot(fields: nil),
        "choice": .choice(options: nil, fields: nil), "article": .article,
    ]

    /// `optional secure T`, in any order; in a column also `translated`.
    ///
    /// A type that cannot be read is reported, and then fits wherever it is used: that it was wrong
    /// is told once.
    func parameter(_ node: Node, inColumn: Bool = false) -> Reading {
        guard let text = node.string, !node.isNull else {
            problems.error(
                "wrong-kind",
                at: node.location,
                "a type is a word such as text or date",
                hint: node.entries == nil
                    ? "write 'text', 'optional date', 'list of cards'"
                    : "name these fields under 'shapes:' in actions.yaml, and write that name here"
            )
            return Reading(type: .dyn)
        }
        var rest = text.split(separator: " ").map(String.init)
        var reading = Reading(type: .dyn)
        while let first = rest.first {
            if first == "optional" {
                reading.optional = true
            } else if first == "secure" {
                reading.secure = true
            } else if first == "translated", inColumn {
                reading.translated = true
            } else {
                break
            }
            rest.removeFirst()
        }
        reading.type = type(rest[...], at: node.location)
        return reading
    }

    /// The type itself, `optional` included; `secure` has no meaning here.
    func type(_ node: Node) -> Expressions.`Type` {
        let reading = parameter(node)
        if reading.secure {
            problems.error(
                "wrong-value",
                at: node.location,
                "'secure' has no meaning here",
                hint: "it belongs to what an action or a topic takes"
            )
        }
        return reading.optional ? reading.type.orEmpty : reading.type
    }

    /// `takes:` in the order of the file.
    func parameters(_ entries: [Node.Entry]) -> [Parameter] {
        entries.compactMap { entry in
            guard let name = checkedName(entry.key, problems) else { return nil }
            let reading = parameter(entry.value)
            return Parameter(
                name: name,
                type: reading.type,
                optional: reading.optional,
                secure: reading.secure
            )
        }
    }

    private func type(
        _ words: ArraySlice<String>,
        at location: SourceLocation
    ) -> Expressions.`Type` {
        if words.starts(with: ["list", "of"]) {
            // Nobody means a list of lists of lists; a hostile file might.
            guard words.count <= 6 else { return unknown(words, at: location) }
            return .list(type(words.dropFirst(2), at: location))
        }
        guard words.count == 1, let word = words.first else { return unknown(words, at: location) }
        if let type = Self.words[word] { return type }
        if let row = rows[word] { return .record(row) }
        if broken.contains(word) { return .dyn }
        return unknown(words, at: location)
    }

    private func unknown(
        _ words: ArraySlice<String>,
        at location: SourceLocation
    ) -> Expressions.`Type` {
        let name = words.joined(separator: " ")
        let known = Self.words.keys.sorted() + rows.keys.sorted()
        problems.error(
            "unknown-type",
            at: location,
            "there is no type '\(shown(name))'",
            hint: meant(by: name, among: known).map { "did you mean '\($0)'?" }
                ?? "a type is text, date, phone …, or the name of a table or a shape"
        )
        return .dyn
    }
}

/// A key that is a name of the designer's own.
func checkedName(_ key: Node, _ problems: Problems) -> String? {
    let name = key.string ?? ""
    guard isName(name) else {
        problems.error(
            "bad-name",
            at: key.location,
            "'\(shown(name))' is not a name: lower-case letters, digits and _, a letter first",
            hint: "write '\(suggestedName(for: name))'"
        )
        return nil
    }
    return name
}

/// A key that names a value in a topic: expressions must be able to read it.
func ownName(_ key: Node, _ problems: Problems) -> String? {
    guard let name = checkedName(key, problems) else { return nil }
    if Scope.everywhere.names[name] != nil {
        problems.error(
            "hidden-name",
            at: key.location,
            "'\(name)' is known everywhere and would be hidden by a value of your own",
            hint: "choose another name"
        )
        return nil
    }
    guard !Scope.takenNames.contains(name) else {
        problems.error(
            "bad-name",
            at: key.location,
            "'\(name)' is a word of the expressions, so that none could read this value",
            hint: "choose another name, such as 'the_\(name)'"
        )
        return nil
    }
    return name
}

/// The name that an author most likely means: `Delivery Date` is `delivery_date`.
func suggestedName(for text: String) -> String {
    let letters = text.lowercased().utf8.prefix(40).map { byte -> Character in
        (97...122).contains(byte) || (48...57).contains(byte)
            ? Character(UnicodeScalar(byte)) : "_"
    }
    let name = String(letters)
    return isName(name) ? name : "name_1"
}
