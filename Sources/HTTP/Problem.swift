import Foundation
import Values

/// Why a request was not done, for machines and for people (RFC 9457).
package struct Problem: Error, Hashable, Sendable {
    package var status: Int
    /// What this kind of problem is called, the same each time.
    package var title: String
    /// What was wrong with this request, and how to put it right.
    package var detail: String?
    /// An address that names the kind; `about:blank` where the status says it all.
    package var type: String
    /// Further members of the document.
    package var more: [String: JSON]
    /// Headers of the answer, such as `Retry-After`.
    package var headers: [String: String]

    /// Makes a problem; the title is that of the status where none is given.
    package init(
        _ status: Int,
        _ title: String? = nil,
        detail: String? = nil,
        type: String = "about:blank",
        more: [String: JSON] = [:],
        headers: [String: String] = [:]
    ) {
        self.status = status
        self.title = title ?? HTTPStatus.phrase(of: status)
        self.detail = detail
        self.type = type
        self.more = more
        self.headers = headers
    }

    /// The document, `application/problem+json`.
    package var document: JSON {
        var members = more
        members["type"] = .string(type)
        members["title"] = .string(title)
        members["status"] = .int(Int64(status))
        members["detail"] = detail.map { .string($0) }
        return .object(members)
    }
}
