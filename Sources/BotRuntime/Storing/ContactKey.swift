/// Whose rows these are: the partition key of every table.
///
/// A customer of one tenant who writes to one of its accounts. Its text form is the three parts with
/// `/` between them, in which `/` and `%` are written `%2F` and `%25`: the users of a channel may be
/// called `urn:mbid:a/b`, and no two keys have one text.
public struct ContactKey: Hashable, Sendable {
    public let tenant: String
    /// The account of a channel that the customer writes to, such as a business number.
    public let account: String
    /// The customer, as the channel names them.
    public let user: String

    /// Bytes of the text form; what a channel sends is far shorter.
    public static let longest = 512

    /// - Returns: nil where a part is empty, has a control character, or all are longer together than
    ///   `longest`.
    public init?(tenant: String, account: String, user: String) {
        let parts = [tenant, account, user]
        guard parts.allSatisfy({ !$0.isEmpty && $0.unicodeScalars.allSatisfy { $0.value >= 32 } })
        else { return nil }
        (self.tenant, self.account, self.user) = (tenant, account, user)
        guard text.utf8.count <= Self.longest else { return nil }
    }

    /// Reads the text form.
    public init?(text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        let plain = parts.map { Self.unescaped($0) }
        self.init(tenant: plain[0], account: plain[1], user: plain[2])
        // There is one text for each key.
        guard self.text == text else { return nil }
    }

    public var text: String {
        Self.prefix(ofTenant: tenant) + Self.escaped(account) + "/" + Self.escaped(user)
    }

    /// What the text of all keys of a tenant begins with, and of no other's.
    package static func prefix(ofTenant tenant: String) -> String { escaped(tenant) + "/" }

    /// The texts between which those of all keys of a tenant stand, and of no other's.
    package static func range(ofTenant tenant: String) -> (start: String, end: String) {
        let start = prefix(ofTenant: tenant)
        // The character after the slash that ends it.
        return (start, start.dropLast() + "0")
    }

    private static func escaped(_ part: String) -> String {
        guard part.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "%") })
        else { return part }
        return part.replacing("%", with: "%25").replacing("/", with: "%2F")
    }

    private static func unescaped(_ part: Substring) -> String {
        String(part).replacing("%2F", with: "/").replacing("%25", with: "%")
    }
}

extension ContactKey: CustomStringConvertible {
    public var description: String { text }
}
