import Expressions
import Values
import YAML

/// `pay:` asks for a payment.
package struct Pay: Sendable {
    package struct Item: Sendable {
        package let title: TextTemplate
        package let amount: Expressions.Expression

        package init(title: TextTemplate, amount: Expressions.Expression) {
            self.title = title
            self.amount = amount
        }
    }

    package let text: TextTemplate
    /// What is to be paid in all.
    package let amount: Expressions.Expression
    /// What the amount is made of, for the customer to see.
    package let items: [Item]
    package let into: String?
    /// Gives the `url` to pay at, where the channel has no payment of its own.
    package let call: PartCall?
    /// How long the customer may take.
    package let within: TimeSpan
    /// What happens when it is not paid.
    package let otherwise: [Step]

    package init(
        text: TextTemplate,
        amount: Expressions.Expression,
        items: [Item],
        into: String?,
        call: PartCall?,
        within: TimeSpan,
        otherwise: [Step]
    ) {
        self.text = text
        self.amount = amount
        self.items = items
        self.into = into
        self.call = call
        self.within = within
        self.otherwise = otherwise
    }

    /// What `into` names: who paid how much.
    package static let row = RowType(
        name: "payment",
        fields: ["reference": .string, "amount": .money]
    )

    /// The topic's names that the amount and its parts depend on.
    package var reads: Set<String> {
        items.reduce(amount.reads) { $0.union($1.amount.reads).union($1.title.reads) }
    }
}

extension Pay: LoadableStep {
    static let table = KeyTable(
        "a pay step",
        [
            .needs("pay", .text, "Asks for a payment."),
            .needs("amount", .cel, "What is to be paid in all: money.", like: ["order.total"]),
            .may(
                "items",
                .list,
                "What the amount is made of, for the customer to see.",
                .list(.keys(itemTable))
            ),
            .may(
                "into",
                .name,
                "The name under which reference and amount are known from here on.",
                .matching(Patterns.ownName)
            ),
            .may(
                "call",
                .literal,
                "The action that gives the url to pay at, where the channel takes no payments.",
                .matching(Patterns.actionName)
            ),
            .may("with", .mapping, "The arguments of the call, each an expression.", .arguments),
            .may("within", .span, "How long the customer may take.", standard: "15m"),
            .needs("else", .steps, "The steps where it is not paid."),
            StepKinds.label,
        ]
    )

    package static let itemTable = KeyTable(
        "an item",
        [
            .needs("title", .text, "What it is."),
            .needs("amount", .cel, "What it costs: money."),
        ]
    )

    static func subject(_ fields: Fields) -> String? { nil }

    static func load(_ fields: Fields, in topic: inout TopicReader) -> Step.Kind? {
        let text = topic.text(fields, "pay")
        let amount = fields["amount"].flatMap { topic.expression($0, expecting: .money) }
        let items = fields.items("items").compactMap { item($0, in: topic) }
        let call = topic.partCall(fields, giving: "url")
        let before = topic.flow
        let (otherwise, end) = topic.part(from: before) { $0.steps(fields["else"]) }
        let into = topic.into(fields, .record(row), "", else: [end])
        guard let text, let amount, items.count == fields.items("items").count else { return nil }
        return .pay(
            Pay(
                text: text,
                amount: amount,
                items: items,
                into: into,
                call: call,
                within: fields.span("within") ?? TimeSpan(seconds: 900),
                otherwise: otherwise
            )
        )
    }

    private static func item(_ node: Node, in topic: TopicReader) -> Item? {
        guard let fields = Fields(node, itemTable, topic.problems) else { return nil }
        let title = topic.text(fields, "title")
        let amount = fields["amount"].flatMap { topic.expression($0, expecting: .money) }
        guard let title, let amount else { return nil }
        return Item(title: title, amount: amount)
    }
}
