import Diagnostics
import Expressions
import Values
import YAML

/// `say:` tells the customer something.
package struct Say: Sendable {
    package let text: TextTemplate
    package let links: [LinkTemplate]
    package let image: TextTemplate?
    package let file: TextTemplate?
    package let card: CardTemplate?
    /// The topic's names that the words depend on.
    package let reads: Set<String>

    package init(
        text: TextTemplate,
        links: [LinkTemplate] = [],
        image: TextTemplate? = nil,
        file: TextTemplate? = nil,
        card: CardTemplate? = nil
    ) {
        self.text = text
        self.links = links
        self.image = image
        self.file = file
        self.card = card
        var reads = text.reads
        for link in links { reads.formUnion(link.url.reads.union(link.title?.reads ?? [])) }
        for part in [image, file].compactMap({ $0 }) { reads.formUnion(part.reads) }
        if let card {
            reads.formUnion(card.title.reads)
            for fact in card.facts { reads.formUnion(fact.value.reads) }
        }
        self.reads = reads
    }
}

/// A link whose address and title may hold values.
package struct LinkTemplate: Sendable {
    package let url: TextTemplate
    package let title: TextTemplate?
    package let image: TextTemplate?

    package init(url: TextTemplate, title: TextTemplate? = nil, image: TextTemplate? = nil) {
        self.url = url
        self.title = title
        self.image = image
    }
}

/// A card whose facts may hold values.
package struct CardTemplate: Sendable {
    package struct Fact: Sendable {
        package let name: Wording
        package let value: TextTemplate

        package init(name: Wording, value: TextTemplate) {
            self.name = name
            self.value = value
        }
    }

    package let title: TextTemplate
    package let subtitle: TextTemplate?
    package let image: TextTemplate?
    package let facts: [Fact]

    package init(
        title: TextTemplate,
        subtitle: TextTemplate? = nil,
        image: TextTemplate? = nil,
        facts: [Fact] = []
    ) {
        self.title = title
        self.subtitle = subtitle
        self.image = image
        self.facts = facts
    }
}

extension Say: LoadableStep {
    static let table = KeyTable(
        "a say step",
        [
            .needs(
                "say",
                .text,
                "Tells the customer something; said again only where a correction changed its words."
            ),
            StepKinds.label,
            .may("link", .mapping, "A link beside the text.", .keys(LinkTemplate.table)),
            .may("links", .list, "Links beside the text.", .list(.keys(LinkTemplate.table))),
            .may("image", .text, "The address of a picture."),
            .may("file", .text, "The address of a file."),
            .may("card", .mapping, "A card with facts.", .keys(CardTemplate.table)),
        ]
    )

    static func subject(_ fields: Fields) -> String? { fields.literal("say") }

    static func load(_ fields: Fields, in topic: inout TopicReader) -> Step.Kind? {
        var links = fields.items("links")
        if let link = fields["link"] { links.insert(link, at: 0) }
        let templates = links.compactMap { LinkTemplate.load($0, in: topic) }
        let (image, file) = (topic.text(fields, "image"), topic.text(fields, "file"))
        let card = fields["card"].flatMap { CardTemplate.load($0, in: topic) }
        guard let text = topic.text(fields, "say") else { return nil }
        return .say(Say(text: text, links: templates, image: image, file: file, card: card))
    }
}

extension LinkTemplate {
    package static let table = KeyTable(
        "a link",
        [
            .needs("url", .text, "The address.", like: ["https://example.com/{order.id}"]),
            .may("title", .text, "What the customer sees of it."),
            .may("image", .text, "The address of a picture for it."),
        ]
    )

    static func load(_ node: Node, in topic: TopicReader) -> LinkTemplate? {
        guard let fields = Fields(node, table, topic.problems) else { return nil }
        let (title, image) = (topic.text(fields, "title"), topic.text(fields, "image"))
        guard let url = topic.text(fields, "url") else { return nil }
        return LinkTemplate(url: url, title: title, image: image)
    }
}

extension CardTemplate {
    package static let table = KeyTable(
        "a card",
        [
            .needs("title", .text, "The card's first line."),
            .may("subtitle", .text, "Its second line."),
            .may("image", .text, "The address of a picture on it."),
            .may(
                "facts",
                .mapping,
                "Names of facts, each with its text.",
                .entries(.kind(.text), named: .anything),
                like: [["Delivery": "{window.title}"]]
            ),
        ]
    )

    static func load(_ node: Node, in topic: TopicReader) -> CardTemplate? {
        guard let fields = Fields(node, table, topic.problems) else { return nil }
        let facts = fields.pairs("facts").compactMap { entry -> Fact? in
            guard entry.key.string != nil, entry.value.string != nil,
                let value = topic.text(entry.value, as: "fact of a card")
            else {
                topic.problems.error(
                    "wrong-kind",
                    at: entry.value.location,
                    "a fact is a name with a text",
                    hint: "write 'Delivery: \"{windows.title}\"'"
                )
                return nil
            }
            let name = topic.around.texts.wording(
                entry.key,
                in: topic.context,
                as: "name of a fact of a card"
            )
            return Fact(name: name, value: value)
        }
        let (subtitle, image) = (topic.text(fields, "subtitle"), topic.text(fields, "image"))
        guard let title = topic.text(fields, "title") else { return nil }
        return CardTemplate(title: title, subtitle: subtitle, image: image, facts: facts)
    }
}
