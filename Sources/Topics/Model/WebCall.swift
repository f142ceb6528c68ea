import Diagnostics
import Values

/// How an action asks a back end over HTTP: what of it is the bot's.
///
/// Where the back end is, and what proves to it who asks, is told by whoever runs the bot.
package struct WebCall: Sendable {
    package enum Method: String, CaseIterable, Sendable {
        case get, post, put, patch, delete
    }

    /// Why a back end says no: that is *refused*, and nothing is broken.
    package enum Refusal: Hashable, Sendable {
        case status(Int)
        /// The `type` of a problem document (RFC 9457).
        case problem(String)
    }

    /// Which back end, by the name under which it is set up.
    package let service: String
    /// Where it is named.
    package let place: SourceLocation
    package let method: Method
    package let address: AddressTemplate
    /// In the order of the file.
    package let headers: [(name: String, value: String)]
    /// The fields of the JSON that is sent; nil: every argument that the address does not have.
    package let body: [Assignment]?
    /// Where in the answer's JSON stands what the action gives.
    package let answer: JSONPointer
    /// Where the fields of what is given stand in it; the others stand under their own names.
    package let fields: [String: JSONPointer]
    package let refusals: Set<Refusal>
    /// Statuses that mean there is nothing to give.
    package let empty: Set<Int>

    package init(
        service: String,
        place: SourceLocation,
        method: Method,
        address: AddressTemplate,
        headers: [(name: String, value: String)],
        body: [Assignment]?,
        answer: JSONPointer,
        fields: [String: JSONPointer],
        refusals: Set<Refusal>,
        empty: Set<Int>
    ) {
        self.service = service
        self.place = place
        self.method = method
        self.address = address
        self.headers = headers
        self.body = body
        self.answer = answer
        self.fields = fields
        self.refusals = refusals
        self.empty = empty
    }
}
