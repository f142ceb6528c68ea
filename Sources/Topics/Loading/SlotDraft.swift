import Expressions
import YAML

/// A slot as far as it can be read before it is known where it is asked.
struct SlotDraft {
    let name: String
    let fields: Fields
    /// Where its texts stand, for their translations.
    let context: String
    let title: Wording
    let also: WordList
    /// nil where its type is missing or wrong, which has been reported.
    let type: SlotType?
    let options: [SlotOption]
    let many: ClosedRange<Int>?
    let show: Slot.Show
    /// The type of its value; of a choice from rows only once the rows are known.
    var valueType: Expressions.`Type`

    var isSecure: Bool { fields.flag("secure") }

    /// Whether it may be empty after it was asked.
    var mayStayEmpty: Bool {
        fields["when"] != nil || (fields.flag("optional") && fields["default"] == nil)
    }

    init?(_ entry: Node.Entry, of topic: String, _ texts: Texts, _ problems: Problems) {
        guard let name = ownName(entry.key, problems) else { return nil }
        guard let fields = Fields(entry.value, Slot.table, problems) else { return nil }
        self.name = name
        self.fields = fields
        context = "\(topic).\(name)"
        title =
            fields["title"].map { texts.wording($0, in: "\(topic).\(name)", as: "title of a slot") }
            ?? texts.wording(
                Self.words(of: name),
                at: entry.key,
                in: context,
                as: "title of a slot"
            )
        also = texts.list(
            fields.items("also"),
            in: context,
            as: "other names of a slot that customers say"
        )
        type = SlotType.load(fields, problems)
        options = SlotOption.load(fields, in: context, texts, problems)
        many = Self.many(fields, problems)
        show = Self.show(fields, problems)
        let ids = options.isEmpty || fields["from"] != nil ? nil : options.map(\.id)
        valueType = type.map { $0.value(options: ids, row: nil) } ?? .dyn
        if many != nil, case .choice? = type { valueType = .list(valueType) }
        if type != nil { checkKeys(problems) }
    }

    /// The type of its value when it chooses among rows of this type.
    func valueType(row: RowType?) -> Expressions.`Type` {
        guard let type else { return .dyn }
        let one = type.value(options: nil, row: row)
        return many == nil ? one : .list(one)
    }

    /// `delivery_date` is "delivery date".
    private static func words(of name: String) -> String {
        name.split(separator: "_").joined(separator: " ")
    }

    private static func many(_ fields: Fields, _ problems: Problems) -> ClosedRange<Int>? {
        guard let node = fields["many"], let text = node.string else { return nil }
        guard let range = wholeRange(text), range.upperBound >= 1, range.upperBound <= 100 else {
            problems.error(
                "wrong-value",
                at: node.location,
                "'many' takes two numbers, not '\(shown(text))'",
                hint: "write 'many: 1..3'"
            )
            return nil
        }
        return range
    }

    private static func show(_ fields: Fields, _ problems: Problems) -> Slot.Show {
        guard let node = fields["show"], let text = node.string else { return .auto }
        switch text {
        case "buttons": return .buttons
        case "list": return .list
        default:
            let words = text.split(separator: " ")
            if words.count == 2, words[0] == "app", isName(String(words[1])) {
                return .app(String(words[1]))
            }
            problems.error(
                "wrong-value",
                at: node.location,
                "'show' takes buttons, list or app NAME, not '\(shown(text))'",
                hint: wayOut(for: text, known: ["buttons", "list"])
            )
            return .auto
        }
    }

    /// Keys that belong to other types of slot, and those that this one needs.
    private func checkKeys(_ problems: Problems) {
        let word = type?.word ?? ""
        let chooses = word == "choice" || word == "time_slot"
        for (key, types) in Slot.homes where !types.contains(word) {
            guard let node = fields.key(key) else { continue }
            problems.error(
                "key-of-other-type",
                at: node.location,
                "'\(key)' has no meaning for a slot of type \(word)",
                hint: "it belongs to the type \(types.joined(separator: " or "))"
            )
        }
        if chooses { checkChoices(word, problems) }
        if fields["when"] == nil, fields.flag("optional"), fields["default"] != nil {
            problems.warn(
                .neverSkipped,
                at: fields.key("optional")?.location ?? fields.location,
                "with a 'default' it is never empty",
                hint: "leave one of the two out"
            )
        }
        if isSecure { checkSecrecy(word, problems) }
    }

    /// What would show the value of a secure slot.
    private func checkSecrecy(_ word: String, _ problems: Problems) {
        let leaks = [
            ("confirm", "reading it back would show what is secure"),
            ("suggest", "a suggestion would show what is secure"),
            ("default", "a default stands in the topic and in forms, where everybody sees it"),
        ]
        for (key, why) in leaks {
            guard let node = fields.key(key), key != "confirm" || fields.flag(key) else { continue }
            problems.error(
                "secure-leak",
                at: node.location,
                why,
                hint: "leave '\(key)' out"
            )
        }
        if SlotType.words.contains(word), !Slot.secretTypes.contains(word),
            let node = fields["type"]
        {
            problems.error(
                "secure-type",
                at: node.location,
                "a \(word) is touched or sent in the conversation itself, so it cannot be secure",
                hint: "a secure slot is written: text, digits, pattern, number, date …"
            )
        }
    }

    private func checkChoices(_ word: String, _ problems: Problems) {
        let (hasOptions, hasRows) = (fields.has("options"), fields.has("from"))
        if !hasOptions, !hasRows {
            problems.error(
                "no-options",
                at: fields.location,
                "there is nothing to choose from",
                hint: word == "choice"
                    ? "write 'options:' with what there is, or 'from:' with rows"
                    : "write 'from:' with rows that have id, title, start and seconds"
            )
        }
        if hasOptions, hasRows, word == "choice" {
            problems.error(
                "options-and-from",
                at: fields.key("from")?.location ?? fields.location,
                "the options are written here and also come from rows",
                hint: "keep 'options' or 'from'"
            )
        }
        if !hasRows, let many, many.lowerBound > options.count, !options.isEmpty,
            let node = fields.key("many")
        {
            problems.error(
                "too-few-options",
                at: node.location,
                "at least \(many.lowerBound) are to be chosen, and there are \(options.count)",
                hint: "ask for fewer, or write more options"
            )
        }
        if !hasRows, let node = fields.key("if_one") {
            problems.error(
                "if-one-without-from",
                at: node.location,
                "'if_one' is for rows, which may be only one",
                hint: "leave it out"
            )
        }
    }
}

/// `1..3`, or one number for both ends.
func wholeRange(_ text: String) -> ClosedRange<Int>? {
    guard text.utf8.count <= 24, let dots = text.firstRange(of: "..") else {
        guard let number = Int(text), number >= 0 else { return nil }
        return number...number
    }
    guard let low = Int(text[..<dots.lowerBound]), let high = Int(text[dots.upperBound...]),
        low >= 0, low <= high
    else { return nil }
    return low...high
}
