import Foundation

/// A secret that a webhook's sender and receiver share; never shown by printing it.
package struct WebhookSecret: Hashable, Sendable, CustomStringConvertible {
    private static let prefix = "whsec_"

    let key: [UInt8]

    /// Takes `whsec_` and base64, or the base64 alone, of 16 to 64 bytes; nil for anything else.
    package init?(_ text: String) {
        let encoded = text.hasPrefix(Self.prefix) ? text.dropFirst(Self.prefix.count) : text[...]
        guard let bytes = Data(base64Encoded: String(encoded)), (16...64).contains(bytes.count)
        else { return nil }
        key = [UInt8](bytes)
    }

    private init(key: [UInt8]) { self.key = key }

    /// A new secret of 32 random bytes.
    package static func random() -> WebhookSecret { WebhookSecret(key: randomBytes(32)) }

    /// The secret as it is handed to the other side: `whsec_` and base64.
    package var text: String { Self.prefix + Data(key).base64EncodedString() }

    package var description: String { Self.prefix + "…" }
}
