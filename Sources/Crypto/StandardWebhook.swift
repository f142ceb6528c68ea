import Foundation

/// Signs and verifies webhooks as Standard Webhooks 1.0 says.
///
/// What is signed is `ID.TIMESTAMP.BODY` over the body's raw bytes, by HMAC-SHA-256. Nothing here
/// reads a clock: the time is a parameter.
///
/// Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
package struct StandardWebhook: Sendable {
    /// The headers of a signed message.
    package struct Headers: Hashable, Sendable {
        /// The message's ID, which stays the same when it is sent again.
        package var id: String
        /// Seconds since 1970, in digits.
        package var timestamp: String
        /// One or more of `v1,BASE64`, with blanks between them.
        package var signature: String

        package init(id: String, timestamp: String, signature: String) {
            self.id = id
            self.timestamp = timestamp
            self.signature = signature
        }

        /// The names of the headers and what they hold.
        package var fields: [(name: String, value: String)] {
            [
                ("webhook-id", id), ("webhook-timestamp", timestamp),
                ("webhook-signature", signature),
            ]
        }
    }

    /// Why a message is not taken.
    package enum Refusal: Error, Hashable, Sendable {
        /// A header is absent or empty, or the timestamp is no number.
        case malformed
        /// It was signed more than 300 seconds ago, or its sender's clock is behind.
        case tooOld
        /// It was signed more than 300 seconds from now.
        case tooNew
        /// No signature of the message was made with any of our secrets.
        case wrongSignature
    }

    /// How far the sender's clock and ours may be apart, in seconds.
    package static let tolerance: Int64 = 300
    /// A message with more signatures than this is not looked at further.
    private static let mostSignatures = 16

    private let secrets: [WebhookSecret]

    /// Takes the secrets that are good at the moment, at least one.
    ///
    /// While a secret is replaced there are two: messages are signed with both, and taken with
    /// either.
    package init(secrets: [WebhookSecret]) {
        precondition(!secrets.isEmpty, "a webhook has a secret")
        self.secrets = secrets
    }

    /// The headers that a message is sent with.
    ///
    /// - Parameters:
    ///   - id: The message's own ID, not of the attempt; neither empty nor with a line break.
    ///   - seconds: Now, in seconds since 1970.
    ///   - body: The bytes exactly as they are sent.
    /// - Returns: Headers with a signature by each secret.
    package func headers(id: String, at seconds: Int64, body: [UInt8]) -> Headers {
        let timestamp = String(seconds)
        let signatures = secrets.map { secret in
            "v1," + Self.code(id, timestamp, body, secret)
        }
        return Headers(
            id: id,
            timestamp: timestamp,
            signature: signatures.joined(separator: " ")
        )
    }

    /// Refuses a message that was not signed with one of the secrets, or not now.
    ///
    /// - Parameters:
    ///   - headers: As they came.
    ///   - body: The bytes exactly as they came, before anything parsed them.
    ///   - seconds: Now, in seconds since 1970.
    /// - Throws: Why it is refused.
    package func verify(
        _ headers: Headers,
        body: [UInt8],
        at seconds: Int64
    ) throws(Refusal) {
        // Twelve digits are enough for 30,000 years, and no difference of them overflows.
        guard !headers.id.isEmpty, (1...12).contains(headers.timestamp.utf8.count),
            headers.timestamp.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let signed = Int64(headers.timestamp)
        else { throw .malformed }
        // Signatures of other kinds are passed over.
        let given = headers.signature.split(separator: " ").filter { $0.hasPrefix("v1,") }
        guard !given.isEmpty, given.count <= Self.mostSignatures else { throw .malformed }
        guard signed >= seconds - Self.tolerance else { throw .tooOld }
        guard signed <= seconds + Self.tolerance else { throw .tooNew }
        for secret in secrets {
            let ours = Array(Self.code(headers.id, headers.timestamp, body, secret).utf8)
            for theirs in given
            where isEqualInConstantTime(ours, Array(theirs.dropFirst("v1,".count).utf8)) {
                return
            }
        }
        throw .wrongSignature
    }

    /// In base64: compared as text, since two texts may decode to the same bytes.
    private static func code(
        _ id: String,
        _ timestamp: String,
        _ body: [UInt8],
        _ secret: WebhookSecret
    ) -> String {
        let signed = Array("\(id).\(timestamp).".utf8) + body
        return Data(HMAC.sha256(of: signed, key: secret.key)).base64EncodedString()
    }
}
