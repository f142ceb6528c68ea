import Foundation
import Values

/// How the customer signs in.
public enum SignInMethod: String, CaseIterable, Hashable, Sendable {
    /// The channel's own.
    case channel
    /// The link that the same reply holds.
    case link
}

/// Something to pay.
public struct PayControl: Hashable, Sendable {
    public struct Item: Hashable, Sendable {
        public let title: String
        public let amount: Money

        public init(title: String, amount: Money) {
            self.title = title
            self.amount = amount
        }
    }

    /// What the total is made of; may be empty.
    public var items: [Item]
    public var total: Money

    public init(items: [Item], total: Money) {
        self.items = items
        self.total = total
    }

    var details: [String: JSON] {
        [
            "items": items.isEmpty
                ? nil
                : .array(
                    items.map { item in
                        [
                            "title": .string(item.title),
                            "amount": .string(item.amount.digits),
                        ]
                    }
                ),
            "total": .string(total.digits),
            "currency": total.currency.map(JSON.string),
        ]
        .compactMapValues { $0 }
    }
}
