import Values
import YAML

extension SlotOption {
    package static let table = KeyTable(
        "an option",
        [
            .needs(
                "title",
                .literal,
                "What the customer sees.",
                .matching(Patterns.notBlank, or: [.number, .flag])
            ),
            .may(
                "also",
                .literals,
                "How customers call it otherwise.",
                like: [["broken", "snapped"]]
            ),
            .may("subtitle", .literal, "A second line, where the channel's list has one."),
            .may(
                "image",
                .literal,
                "The address of a picture, where the channel's list shows one."
            ),
            .may(
                "section",
                .literal,
                "The heading over it, and over all other options that have the same."
            ),
        ]
    )

    /// More than any list shows.
    private static let most = 500

    static func load(
        _ fields: Fields,
        in context: String,
        _ texts: Texts,
        _ problems: Problems
    ) -> [SlotOption] {
        guard let node = fields["options"] else { return [] }
        let entries = fields.pairs("options")
        guard (1...most).contains(entries.count) else {
            problems.error(
                "no-options",
                at: node.location,
                entries.isEmpty
                    ? "there is nothing to choose from" : "there are more than \(most) options",
                hint: entries.isEmpty ? "write 'id: Title', one a line" : "use 'from' with a table"
            )
            return []
        }
        var places: [String: String] = [:]
        let options = entries.compactMap { entry -> SlotOption? in
            let id = entry.key.string ?? ""
            guard isOptionID(id) else {
                problems.error(
                    "bad-name",
                    at: entry.key.location,
                    "'\(shown(id))' is not an option's ID",
                    hint: "it has letters, digits, '_' and '-'"
                )
                return nil
            }
            guard let option = load(id, entry.value, in: context, texts, problems) else {
                return nil
            }
            let words = option.title.source.lowercased()
            if let other = places[words] {
                problems.error(
                    "doubled-title",
                    at: entry.value.location,
                    "'\(id)' and '\(other)' have the same title, '\(shown(option.title.source))'",
                    hint: "customers see only the titles: make them differ"
                )
            }
            places[words] = places[words] ?? id
            return option
        }
        // Those of one section together, the sections in the order in which they first come.
        var sections: [String?] = []
        for option in options where !sections.contains(option.section?.source) {
            sections.append(option.section?.source)
        }
        return sections.flatMap { section in options.filter { $0.section?.source == section } }
    }

    private static func load(
        _ id: String,
        _ node: Node,
        in context: String,
        _ texts: Texts,
        _ problems: Problems
    ) -> SlotOption? {
        func wording(_ node: Node, _ key: String) -> Wording {
            texts.wording(node, in: context, as: "\(key) of the option \(id)")
        }
        if let title = node.string {
            guard !title.allSatisfy(\.isWhitespace), !node.isNull else {
                return empty(id, node, problems)
            }
            return SlotOption(id: id, title: wording(node, "title"))
        }
        guard let fields = Fields(node, table, problems), let words = fields["title"],
            let title = words.string
        else { return nil }
        guard !title.allSatisfy(\.isWhitespace) else { return empty(id, node, problems) }
        return SlotOption(
            id: id,
            title: wording(words, "title"),
            also: texts.list(
                fields.items("also"),
                in: context,
                as: "other names of the option \(id) that customers say"
            ),
            subtitle: fields["subtitle"].map { wording($0, "subtitle") },
            image: fields.literal("image"),
            section: fields["section"].map { wording($0, "section") }
        )
    }

    private static func empty(_ id: String, _ node: Node, _ problems: Problems) -> SlotOption? {
        problems.error(
            "empty-title",
            at: node.location,
            "the option '\(id)' has no title",
            hint: "write what the customer sees: '\(id): Title'"
        )
        return nil
    }

    private static func isOptionID(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0)
                    || $0 == 95 || $0 == 45
            }
    }
}
