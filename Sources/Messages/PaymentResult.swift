import Foundation
import Values

/// What became of a payment, as the channel or the place of payment tells it.
public struct PaymentResult: Hashable, Sendable {
    public enum Status: String, CaseIterable, Hashable, Sendable {
        case ok, failed, cancelled
    }

    /// The question that asked for it.
    public var question: String?
    public var status: Status
    /// Under which the payment can be found.
    public var reference: String?
    /// nil: what was asked for.
    public var amount: Money?

    public init(
        question: String?,
        status: Status,
        reference: String? = nil,
        amount: Money? = nil
    ) {
        self.question = question
        self.status = status
        self.reference = reference
        self.amount = amount
    }

    /// - Throws: `InboundError` saying which key is missing or of the wrong kind.
    init(json: JSON) throws(InboundError) {
        guard let status = json["status"]?.string.flatMap(Status.init) else {
            throw InboundError("paid.status is ok, failed or cancelled")
        }
        var amount: Money?
        if let given = json["amount"], given != .null {
            guard let digits = given["amount"]?.string, let number = Decimal.exactly(digits) else {
                throw InboundError(
                    #"paid.amount is {"amount":"12.50","currency":"USD"}, its amount a string"#
                )
            }
            amount = Money(amount: number, currency: given["currency"]?.string)
        }
        self.init(
            question: json["question"]?.string,
            status: status,
            reference: json["reference"]?.string,
            amount: amount
        )
    }

    package var json: JSON {
        .compact([
            "question": question.map(JSON.string), "status": .string(status.rawValue),
            "reference": reference.map(JSON.string),
            "amount": amount.map { Value.money($0).spelled },
        ])
    }
}
