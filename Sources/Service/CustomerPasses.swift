import BotRuntime
import Crypto
import Foundation
import Values

/// Tokens for one customer each, which a gateway hands to the page or the app that they write on.
///
/// Nothing is kept of a pass: it says itself whose it is and until when, signed with a key that all
/// processes of a service have.
struct CustomerPasses: Sendable {
    /// Seconds that a pass may hold.
    static let lengths: ClosedRange<Int64> = 60...86_400
    static let usualLength: Int64 = 3600

    /// What tells a pass from other tokens; signed with the rest.
    private static let mark = "customer."
    /// A contact's key and a moment are never longer.
    private static let longest = 2 * ContactKey.longest

    private let key: [UInt8]

    init(_ runtime: Runtime) { key = runtime.secret(for: "customer passes") }

    /// Makes a pass that holds before a moment.
    func pass(for contact: ContactKey, until end: Timestamp) -> String {
        let claim = Self.mark + Self.spelled(Array("\(end.seconds) \(contact.text)".utf8))
        return claim + "." + Self.spelled(signature(of: claim))
    }

    /// Who holds the pass of an `Authorization` header; nil where it is none, or holds no longer.
    func principal(_ header: String?, at now: Timestamp) -> Principal? {
        let parts = header?.split(separator: " ", maxSplits: 1) ?? []
        guard parts.count == 2, parts[0].lowercased() == "bearer", parts[1].hasPrefix(Self.mark),
            parts[1].utf8.count <= Self.longest,
            let dot = parts[1].lastIndex(of: "."),
            let signature = Self.read(parts[1][parts[1].index(after: dot)...])
        else { return nil }
        let claim = parts[1][..<dot]
        guard isEqualInConstantTime(signature, self.signature(of: String(claim))),
            let bytes = Self.read(claim.dropFirst(Self.mark.count))
        else { return nil }
        let words = String(decoding: bytes, as: UTF8.self).split(separator: " ", maxSplits: 1)
        guard words.count == 2, let end = Int64(words[0]), now.seconds < end,
            let contact = ContactKey(text: String(words[1]))
        else { return nil }
        return Principal(
            tenant: contact.tenant,
            name: "customer",
            role: .customer,
            contact: contact
        )
    }

    private func signature(of claim: String) -> [UInt8] {
        HMAC.sha256(of: Array(claim.utf8), key: key)
    }

    /// Base64 of RFC 4648, section 5, which may stand in a header and in an address.
    private static func spelled(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private static func read(_ text: Substring) -> [UInt8]? {
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
        return Data(base64Encoded: plain + padding).map { Array($0) }
    }
}
