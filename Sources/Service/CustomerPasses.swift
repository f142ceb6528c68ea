import BotRuntime
import Crypto
import Foundation
import Synchronization
import Values

/// What a customer's page or app asks with: it says itself whose it is and until when.
package struct CustomerPass: Hashable, Sendable {
    package var id: String
    package var contact: ContactKey
    /// It holds before that.
    package var end: Timestamp
    /// Passes of an earlier era of the contact were taken back.
    package var era: Int64
}

/// Tokens for one customer each, which a gateway hands to the page or the app that they write on.
///
/// Nothing is kept of a pass, which is signed with a key that all processes of a service have; only
/// what was taken back is known here, until it would have ended.
final class CustomerPasses: Sendable {
    /// Seconds that a pass may hold.
    static let lengths: ClosedRange<Int64> = 60...86_400
    static let usualLength: Int64 = 3600

    /// What tells a pass from other tokens; signed with the rest.
    private static let mark = "customer."
    /// A contact's key, two numbers and an ID are never longer.
    private static let longest = 2 * ContactKey.longest

    /// Passes of a contact that hold no longer.
    struct TakenBack: Hashable, Sendable {
        /// Those of earlier eras.
        var era: Int64 = 0
        /// Single ones by their IDs, each with the moment after which it holds no longer anyhow.
        var passes: [String: Timestamp] = [:]
    }

    private let key: [UInt8]
    /// By tenants, and the names of their contacts.
    private let taken = Mutex<[String: [String: TakenBack]]>([:])
    private let isInService: @Sendable (AccountKey) -> Bool

    init(_ runtime: Runtime) {
        key = runtime.secret(for: "customer passes")
        isInService = { runtime.account($0) != nil }
    }

    /// Makes a pass that holds before a moment.
    func pass(for contact: ContactKey, until end: Timestamp, era: Int64 = 0) -> (
        pass: CustomerPass, token: String
    ) {
        let pass = CustomerPass(
            id: hexadecimal(randomBytes(8)),
            contact: contact,
            end: Timestamp(seconds: end.seconds),
            era: era
        )
        let words = "\(pass.end.seconds) \(pass.era) \(pass.id) \(contact.text)"
        let claim = Self.mark + Self.spelled(Array(words.utf8))
        return (pass, claim + "." + Self.spelled(signature(of: claim)))
    }

    /// Who holds the pass of an `Authorization` header; nil where it is none, or holds no longer.
    func principal(_ header: String?, at now: Timestamp) -> Principal? {
        guard let pass = pass(header), holds(pass, at: now) else { return nil }
        return Principal(
            tenant: pass.contact.tenant,
            name: "customer",
            role: .customer,
            pass: pass
        )
    }

    /// Whether it has neither ended nor been taken back.
    func holds(_ pass: CustomerPass, at now: Timestamp) -> Bool {
        guard now < pass.end, isInService(AccountKey(pass.contact)) else { return false }
        let taken = taken.withLock { taken -> TakenBack? in
            guard let ofTenant = taken[pass.contact.tenant], !ofTenant.isEmpty else { return nil }
            return ofTenant[name(of: pass.contact)]
        }
        guard let taken else { return true }
        return pass.era >= taken.era && taken.passes[pass.id] == nil
    }

    /// What was taken back of a tenant's is this from now on, and nothing else.
    func replaceTaken(ofTenant tenant: String, with taken: [String: TakenBack]) {
        self.taken.withLock { $0[tenant] = taken }
    }

    /// What a contact is called where nobody needs to learn who it is.
    func name(of contact: ContactKey) -> String {
        hexadecimal(HMAC.sha256(of: Array("contact \(contact.text)".utf8), key: key).prefix(16))
    }

    private func pass(_ header: String?) -> CustomerPass? {
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
        let words = String(decoding: bytes, as: UTF8.self).split(separator: " ", maxSplits: 3)
        guard words.count == 4, let end = Int64(words[0]), let era = Int64(words[1]),
            let contact = ContactKey(text: String(words[3]))
        else { return nil }
        return CustomerPass(
            id: String(words[2]),
            contact: contact,
            end: Timestamp(seconds: end),
            era: era
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
