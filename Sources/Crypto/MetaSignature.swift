import Foundation

/// The signature of Meta's webhooks: `X-Hub-Signature-256: sha256=HEX` over the raw bytes.
///
/// It holds no time: whoever takes such messages must know their IDs again.
package enum MetaSignature {
    /// Whether a body came from whoever has the app's secret.
    ///
    /// - Parameters:
    ///   - header: What `X-Hub-Signature-256` holds.
    ///   - body: The bytes exactly as they came, before anything parsed them.
    ///   - appSecret: The secret of the app, as its page shows it.
    /// - Returns: False also for a header of another form.
    package static func isValid(_ header: String, body: [UInt8], appSecret: String) -> Bool {
        guard header.hasPrefix("sha256=") else { return false }
        let ours = hexadecimal(HMAC.sha256(of: body, key: Array(appSecret.utf8)))
        let theirs = header.dropFirst("sha256=".count).lowercased()
        return isEqualInConstantTime(Array(ours.utf8), Array(theirs.utf8))
    }
}
